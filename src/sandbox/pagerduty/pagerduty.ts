import { dropAnswer } from '../drop-answer.ts';
import {
  type Answer,
  type Body,
  isObject,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { checkChangeEvent, type PagerDutyChange } from './event.ts';
import {
  invalidEvent,
  type PagerDutyScenario,
  pagerDutyScenarios,
  processedChange,
  refuseChange,
} from './scenarios.ts';

/** The change events that PagerDuty has accepted, in order of arrival. It recognises no repetitions. */
export interface PagerDutyState {
  readonly changes: readonly PagerDutyChange[];
}

const path = '/v2/change/enqueue';

/** PagerDuty's change events, Events API v2. */
export const pagerduty: SimulatedApiModule<PagerDutyState> = {
  title: `PagerDuty change events, POST ${path}, the token as routing_key in the body`,
  scenarios: pagerDutyScenarios.map(({ name, about }) => ({ name, about })),
  open: openPagerDuty,
};

function openPagerDuty(): SimulatedApi<PagerDutyState> {
  const changes: PagerDutyChange[] = [];
  const requests = new Map<string, number>();
  const lost = new Set<string>();

  const take = (request: Received, scenario: PagerDutyScenario): Answer => {
    const nth = (requests.get(request.credential ?? '') ?? 0) + 1;
    requests.set(request.credential ?? '', nth);
    const refusal = scenario.refuse?.(request, nth);
    if (refusal) return refusal;
    const checked = checkChangeEvent(request);
    if ('errors' in checked) {
      for (const error of checked.errors) request.object(error);
      return invalidEvent(400, checked.errors);
    }
    if (scenario.reject) return scenario.reject;
    changes.push(checked);
    return dropAnswer(processedChange, scenario.writeAnswers, String(checked.details['status']), lost);
  };

  return {
    state: { changes },
    prefixes: [path],
    refuse: (status) => refuseChange(status),
    credential: () => undefined,
    credentialIn: (_path, body) => keyIn(body),
    handle(request) {
      if (request.path !== path) return refuseChange(404);
      if (request.method !== 'POST') return refuseChange(405, { Allow: 'POST' });
      if (keyIn(request.body) === undefined) {
        request.object('routing_key is missing');
        return invalidEvent(400, ["'routing_key' is missing or blank"]);
      }
      const scenario = pagerDutyScenarios.find(({ name }) => name === request.token?.scenario);
      return scenario ? take(request, scenario) : refuseChange(400);
    },
  };
}

/** Returns the key in a body; undefined if there is none. */
function keyIn(body: Body): string | undefined {
  const key = body.kind === 'json' && isObject(body.value) ? body.value['routing_key'] : undefined;
  return typeof key === 'string' && key !== '' ? key : undefined;
}
