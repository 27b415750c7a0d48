import {
  type Answer,
  htmlPage,
  json,
  type Received,
  type ScenarioLine,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { bearer } from '../token.ts';
import { errors, newErrors, refuse } from './errors.ts';
import { type BigPandaEvent, checkEvent } from './events.ts';
import { createFirstRequests } from './first-requests.ts';

/** One deployment in BigPanda's Changes tab: the component, version and hosts that its start and end share. */
export interface BigPandaChange {
  readonly component: string;
  readonly version: string;
  /** Sorted. */
  readonly hosts: readonly string[];
  /** Number of accepted start events; more than 1 after a repeated start. */
  readonly started: number;
  /** Number of accepted end events. */
  readonly ended: number;
  readonly status: 'in progress' | 'success' | 'failure';
  /** From the last end event; undefined if it had none. */
  readonly errorMessage?: string;
}

/** The events that BigPanda has accepted, and the deployments they describe. */
export interface BigPandaState {
  readonly events: readonly BigPandaEvent[];
  readonly changes: readonly BigPandaChange[];
}

type Change = { -readonly [K in keyof BigPandaChange]: BigPandaChange[K] };

/** 200 because both Ansible modules accept no other status. */
const created = json(200, { response: { status: 'created' } });

interface Scenario extends ScenarioLine {
  /** Answers without reading the event. @param first - first request of this token to this endpoint */
  readonly refuse?: (first: boolean) => Answer | undefined;
  /** The answer to an accepted event. */
  readonly accept?: Answer;
}

const scenarioTable: readonly Scenario[] = [
  { name: 'happy', about: '200, as its clients expect it' },
  { name: 'created-201', about: '201, as its documents of 2015 say', accept: { ...created, status: 201 } },
  {
    name: 'down',
    about: '503 with an HTML page, always',
    refuse: () => htmlPage(503, '503 Service Unavailable'),
  },
  { name: 'unauthorized', about: '401: the token is not known', refuse: () => refuse(401) },
  { name: 'bad-request', about: '400 with response.errors', refuse: () => refuse(400) },
  {
    name: 'new-errors',
    about: '400 with the newer error shape',
    refuse: () => newErrors(400, ['version: must not be blank']),
  },
  { name: 'slow', about: 'accepts the event and never answers', accept: { ...created, fault: 'stall' } },
  {
    name: 'limited',
    about: '429 with Retry-After: 1 on the first request to each endpoint, then accepts',
    refuse: (first) => (first ? refuse(429, { 'Retry-After': '1' }) : undefined),
  },
  {
    name: 'reset',
    about: 'drops every connection without an answer',
    refuse: () => ({ ...created, fault: 'reset-before' }),
  },
];

const endpoint = /^\/data\/events\/deployments\/(start|end)$/;

/** BigPanda's deployments API: start and end events. */
export const bigpanda: SimulatedApiModule<BigPandaState> = {
  title: 'BigPanda deployments API, POST /data/events/deployments/{start,end}, Authorization: Bearer <token>',
  scenarios: scenarioTable.map(({ name, about }) => ({ name, about })),
  open: openBigPanda,
};

function openBigPanda(): SimulatedApi<BigPandaState> {
  const events: BigPandaEvent[] = [];
  const changes: Change[] = [];
  const isFirstRequest = createFirstRequests();

  const record = (event: BigPandaEvent, object: Received['object']): void => {
    const previous = events.findLast((other) => other.kind === 'start' && sameTriple(other, event));
    events.push(event);
    let change = changes.find((known) => sameTriple(known, event));
    if (!change) {
      const { component, version } = event;
      const hosts = event.hosts.toSorted();
      change = { component, version, hosts, started: 0, ended: 0, status: 'in progress' };
      changes.push(change);
    }
    if (event.kind === 'start') {
      change.started += 1;
      change.status = 'in progress';
      delete change.errorMessage;
      return;
    }
    change.ended += 1;
    change.status = event.status ?? 'success';
    if (event.errorMessage === undefined) delete change.errorMessage;
    else change.errorMessage = event.errorMessage;
    compare(previous, event, object);
  };

  return {
    state: { events, changes },
    prefixes: ['/data/'],
    refuse: (status) => refuse(status),
    credential: bearer,
    handle(request) {
      const [, kind] = endpoint.exec(request.path) ?? [];
      if (kind !== 'start' && kind !== 'end') return refuse(404);
      if (request.method !== 'POST') return refuse(405, { Allow: 'POST' });
      const scenario = scenarioTable.find(({ name }) => name === request.token?.scenario);
      if (!scenario) return refuse(401);
      const refusal = scenario.refuse?.(isFirstRequest(request));
      if (refusal) return refusal;
      const checked = checkEvent(kind, request);
      if ('errors' in checked) return errors(400, checked.errors);
      record(checked, request.object);
      return scenario.accept ?? created;
    },
  };
}

function compare(start: BigPandaEvent | undefined, end: BigPandaEvent, object: Received['object']): void {
  if (!start) {
    object('end event without a start event of the same component, version and hosts');
    return;
  }
  if (start.hosts.join('\n') !== end.hosts.join('\n')) object('hosts of the end event are in another order');
  if (start.timestamp !== undefined && end.timestamp !== undefined && end.timestamp < start.timestamp) {
    object('timestamp of the end event lies before the start');
  }
}

function sameTriple(
  a: Pick<BigPandaEvent, 'component' | 'version' | 'hosts'>,
  b: Pick<BigPandaEvent, 'component' | 'version' | 'hosts'>,
): boolean {
  return (
    a.component === b.component &&
    a.version === b.version &&
    a.hosts.toSorted().join('\n') === b.hosts.toSorted().join('\n')
  );
}
