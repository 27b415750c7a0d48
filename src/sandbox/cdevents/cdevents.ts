import { dropAnswer } from '../drop-answer.ts';
import type { Answer, Received, SimulatedApi, SimulatedApiModule } from '../simulated-api.ts';
import { bearer } from '../token.ts';
import { type CdEvent, checkCdEvent, textIn } from './event.ts';
import { acceptedEvent, type CdEventsScenario, cdEventsScenarios, refuseEvent } from './scenarios.ts';

/** One pipeline run, as its events describe it. */
export interface CdEventsRun {
  readonly id: string;
  readonly name: string;
  /** Number of different `started` events. */
  readonly started: number;
  /** The outcomes of the different `finished` events, in order of arrival. */
  readonly outcomes: readonly string[];
  /** The last parts of the types of the service events with the same chain id, such as `deployed`. */
  readonly services: readonly string[];
}

/** The events that the receiver has stored, and the pipeline runs that they describe. */
export interface CdEventsState {
  /** Without repetitions. */
  readonly events: readonly CdEvent[];
  readonly runs: readonly CdEventsRun[];
  /** Number of events that arrived again with the same source and id. */
  readonly repeated: number;
}

/** A receiver of CDEvents. */
export const cdevents: SimulatedApiModule<CdEventsState> = {
  title: 'CDEvents, CloudEvents over HTTP in binary mode, POST /cdevents, Authorization: Bearer <token>',
  scenarios: cdEventsScenarios.map(({ name, about }) => ({ name, about })),
  open: openCdEvents,
};

const path = '/cdevents';

function openCdEvents(): SimulatedApi<CdEventsState> {
  const events: CdEvent[] = [];
  const requests = new Map<string, number>();
  const lost = new Set<string>();
  let repeated = 0;

  const store = (event: CdEvent, object: Received['object']): void => {
    const same = events.find(({ id, source }) => id === event.id && source === event.source);
    if (same) {
      repeated += 1;
      if (JSON.stringify(same.body) !== JSON.stringify(event.body))
        object('another event with the same source and id was there before');
      return;
    }
    compare(events, event, object);
    events.push(event);
  };

  const take = (request: Received, scenario: CdEventsScenario): Answer => {
    const nth = (requests.get(request.credential ?? '') ?? 0) + 1;
    requests.set(request.credential ?? '', nth);
    const refusal = scenario.refuse?.(nth, request.credential);
    if (refusal) return refusal;
    const checked = checkCdEvent(request);
    if ('errors' in checked) {
      for (const error of checked.errors) request.object(error);
      return refuseEvent(400, checked.errors.join('; '));
    }
    if (!scenario.drops) store(checked, request.object);
    return dropAnswer(scenario.accept ?? acceptedEvent, scenario.writeAnswers, checked.type, lost);
  };

  return {
    state: {
      events,
      get runs() {
        return runsIn(events);
      },
      get repeated() {
        return repeated;
      },
    },
    prefixes: [path],
    refuse: (status) => refuseEvent(status),
    credential: bearer,
    handle(request) {
      if (request.path !== path) return refuseEvent(404);
      if (request.method !== 'POST') return refuseEvent(405, 'Method not allowed', { Allow: 'POST' });
      // A receiver without authentication takes every event.
      const name = request.credential === undefined ? 'happy' : request.token?.scenario;
      const scenario = cdEventsScenarios.find((each) => each.name === name);
      return scenario ? take(request, scenario) : refuseEvent(401);
    },
  };
}

const isOf = (predicate: string, { type }: CdEvent): boolean => type.includes(`.pipelinerun.${predicate}.`);

/** Reports what a reader of the events could not understand. */
function compare(events: readonly CdEvent[], event: CdEvent, object: Received['object']): void {
  if (event.chainId === undefined) object('chainId is missing, so the events are not linked');
  if (isOf('started', event)) return;
  const start = events.find(
    (other) => isOf('started', other) && other.chainId === event.chainId && other.source === event.source,
  );
  if (!start) {
    object('no pipelinerun.started with the same source and chainId was there before');
    return;
  }
  if (isOf('finished', event) && start.subjectId !== event.subjectId)
    object('the subject of pipelinerun.finished was never started');
  if (Date.parse(event.timestamp) < Date.parse(start.timestamp)) object('the event lies before its start');
}

function runsIn(events: readonly CdEvent[]): readonly CdEventsRun[] {
  const runs = events.filter((event) => isOf('started', event) || isOf('finished', event));
  return [...new Set(runs.map(({ subjectId }) => subjectId))].map((id) => {
    const own = runs.filter(({ subjectId }) => subjectId === id);
    const chains = new Set(own.map(({ chainId }) => chainId));
    const services = events.filter(({ type, chainId }) => type.includes('.service.') && chains.has(chainId));
    return {
      id,
      name: textIn(own[0]?.content ?? {}, 'pipelineName'),
      started: own.filter((event) => isOf('started', event)).length,
      outcomes: own
        .filter((event) => isOf('finished', event))
        .map(({ content }) => textIn(content, 'outcome')),
      services: services.map(({ type }) => type.split('.')[3] ?? ''),
    };
  });
}
