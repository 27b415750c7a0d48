import { type Answer, content, htmlPage, json, type Received } from '../simulated-api.ts';
import { refuseLifetime } from './errors.ts';
import type { LifetimeScenario } from './scenario.ts';

/** Returns a scenario's `refuse` for the calls of the Properties API alone. `nth` counts the calls of one kind. */
function onSetting(
  answer: (nth: number, request: Received) => Answer | undefined,
): NonNullable<LifetimeScenario['refuse']> {
  return (call, nth, request) => (call.startsWith('PUT Modules/') ? answer(nth, request) : undefined);
}

const refused = (Message: string): Answer => json(201, { Success: false, Message });

/** The value in the body of a request, as text. */
function valueIn({ body }: Received): string {
  return body.kind === 'json' || body.kind === 'unreadable' ? (body.text ?? '') : '';
}

/** Scenarios in which the Properties API answers otherwise. LifeTime itself is as in `happy`. */
export const propertyScenarios: readonly LifetimeScenario[] = [
  {
    name: 'second-setting-refused',
    about: 'the Properties API sets the first site property and refuses the second (201, Success: false)',
    refuse: onSetting((nth) => (nth === 2 ? refused('The site property does not exist.') : undefined)),
  },
  {
    name: 'settings-echoed',
    about: 'the Properties API refuses each value and repeats it in its Message',
    refuse: onSetting((_nth, request) => refused(`'${valueIn(request)}' is not a valid value.`)),
  },
  {
    name: 'settings-unexplained',
    about: 'the Properties API answers 201 with Success: false and no Message',
    refuse: onSetting(() => json(201, { Success: false })),
  },
  {
    name: 'settings-200',
    about: 'the Properties API answers 200 in place of 201, although with Success: true',
    refuse: onSetting(() => json(200, { Success: true, Message: '' })),
  },
  {
    name: 'settings-empty',
    about: 'the Properties API answers 201 with an empty body',
    refuse: onSetting(() => content(201, 'application/json', '')),
  },
  {
    name: 'settings-wordy',
    about: 'the Properties API answers 201 with Success as the text "true"',
    refuse: onSetting(() => json(201, { Success: 'true', Message: '' })),
  },
  {
    name: 'settings-page',
    about: 'the Properties API answers a login page (200)',
    refuse: onSetting(() => htmlPage(200, 'Log in')),
  },
  {
    name: 'settings-unauthorized',
    about: 'the Properties API answers 401, and LifeTime takes the token',
    refuse: onSetting(() => refuseLifetime(401)),
  },
  {
    name: 'settings-forbidden',
    about: 'the Properties API answers 403',
    refuse: onSetting(() => refuseLifetime(403)),
  },
  {
    name: 'settings-failing-once',
    about: 'the first call of each kind of the Properties API is answered with 500 in plain text',
    refuse: onSetting((nth) => (nth === 1 ? content(500, 'text/plain', 'An error occurred.') : undefined)),
  },
  {
    name: 'settings-slow',
    about: 'the Properties API answers 503 with Retry-After: 7200, until nobody asks any more',
    refuse: onSetting(() => json(503, { Errors: ['Busy.'], StatusCode: 503 }, { 'Retry-After': '7200' })),
  },
];
