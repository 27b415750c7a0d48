import { dropAnswer } from '../drop-answer.ts';
import { sequentialKey } from '../keys.ts';
import {
  type Answer,
  json,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { checkDeployment, type DatadogDeployment } from './deployment.ts';
import { type DatadogScenario, datadogError, datadogScenarios, refuseDatadog } from './scenarios.ts';

/** The DORA deployments in Datadog, in the order of their first posts. */
export interface DatadogState {
  readonly deployments: readonly DatadogDeployment[];
}

const path = '/api/v2/dora/deployment';
/** Validates the key and stores nothing. */
const validation = '/api/v1/validate';

const methods: Readonly<Record<string, string>> = { [path]: 'POST', [validation]: 'GET' };

/** Datadog's DORA deployments. */
export const datadog: SimulatedApiModule<DatadogState> = {
  title: `Datadog DORA deployments, POST ${path}, GET ${validation}, DD-API-KEY: <token>`,
  scenarios: datadogScenarios.map(({ name, about }) => ({ name, about })),
  open: openDatadog,
};

function openDatadog(): SimulatedApi<DatadogState> {
  const deployments: DatadogDeployment[] = [];
  const requests = new Map<string, number>();
  const lost = new Set<string>();

  /** Stores a deployment. A known id is the same deployment. */
  const store = (sent: Omit<DatadogDeployment, 'posts'>): string => {
    const at = deployments.findIndex(({ id }) => id === sent.id);
    const before = deployments[at];
    if (before) {
      deployments[at] = { ...sent, posts: before.posts + 1 };
      return before.id;
    }
    const id = sent.id || sequentialKey('dd', deployments.length + 1);
    deployments.push({ ...sent, id, posts: 1 });
    return id;
  };

  const take = (request: Received, scenario: DatadogScenario): Answer => {
    const nth = (requests.get(request.credential ?? '') ?? 0) + 1;
    requests.set(request.credential ?? '', nth);
    const refusal = scenario.refuse?.(nth, request.credential);
    if (refusal) return refusal;
    const checked = checkDeployment(request);
    if ('errors' in checked) {
      for (const error of checked.errors) request.object(error);
      return datadogError(400, checked.errors);
    }
    if (scenario.reject) return scenario.reject;
    const answer = json(202, { data: { id: store(checked), type: 'dora_deployment' } });
    return dropAnswer(answer, scenario.writeAnswers, path, lost);
  };

  return {
    state: { deployments },
    prefixes: ['/api/v2/dora/', validation],
    refuse: (status) => refuseDatadog(status),
    credential: (headers) => headers['dd-api-key'],
    handle(request) {
      const allowed = methods[request.path];
      if (allowed === undefined) return refuseDatadog(404);
      if (request.method !== allowed) return refuseDatadog(405, { Allow: allowed });
      const scenario = datadogScenarios.find(({ name }) => name === request.token?.scenario);
      if (scenario === undefined) return refuseDatadog(403);
      if (request.path === path) return take(request, scenario);
      return scenario.refuse?.(Infinity, request.credential) ?? json(200, { valid: true });
    },
  };
}
