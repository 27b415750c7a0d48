import { type Answer, htmlPage, json, type ScenarioLine } from './simulated-api.ts';

/** A scenario whose every request is refused in the same way, whatever the API. */
interface NetworkScenario extends ScenarioLine {
  readonly refuse: () => Answer;
}

/** A gateway in front of the API answers every request with a web page. */
export const down: NetworkScenario = {
  name: 'down',
  about: '503 with an HTML page, always',
  refuse: () => htmlPage(503, '503 Service Unavailable'),
};

/** Every connection ends before the API has read the request. */
export const reset: NetworkScenario = {
  name: 'reset',
  about: 'drops every connection without an answer',
  refuse: () => ({ ...json(500, {}), fault: 'reset-before' }),
};
