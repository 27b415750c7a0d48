import { dropAnswer, type WriteAnswers } from '../drop-answer.ts';
import {
  type Answer,
  type Body,
  content,
  htmlPage,
  isObject,
  json,
  type Received,
  type ScenarioLine,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { bearer } from '../token.ts';
import { listChanges, listPath, showChange } from './change-list.ts';
import { type BigPandaChangeRecord, type ChangePost, checkChange, compareChange } from './change-record.ts';
import { errors, newErrors, refuse } from './errors.ts';
import { createFirstRequests } from './first-requests.ts';

/** The changes that BigPanda's Changes API has accepted, in the order of their first posts. */
export interface BigPandaChangesState {
  readonly changeRecords: readonly BigPandaChangeRecord[];
}

type OpenChange = { -readonly [K in keyof BigPandaChangeRecord]: BigPandaChangeRecord[K] } & {
  readonly posts: Readonly<Record<string, unknown>>[];
};

interface Scenario extends ScenarioLine {
  /** Returns an answer that replaces processing. @param first - first request of this token to this endpoint */
  readonly refuse?: (request: Received, first: boolean) => Answer | undefined;
  /** The answer to an accepted post. */
  readonly accept?: (change: BigPandaChangeRecord) => Answer;
  readonly writeAnswers?: WriteAnswers;
}

const refuseNew = (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  refuse(status, headers, newErrors);

const isPost = ({ method }: Received): boolean => method === 'POST';

const scenarioTable: readonly Scenario[] = [
  { name: 'happy', about: '204 without a body, as the vendor documents it' },
  {
    name: 'ok-200',
    about: '200 with the change, the body it documents too',
    accept: (change) => json(200, showChange(change)),
  },
  {
    name: 'down',
    about: '503 with an HTML page, always',
    refuse: () => htmlPage(503, '503 Service Unavailable'),
  },
  { name: 'unauthorized', about: '401: the token is not known', refuse: () => refuseNew(401) },
  {
    name: 'wrong-app-key',
    about: '403 on posts: the app key belongs to no integration',
    refuse: (request) => (isPost(request) ? refuseNew(403) : undefined),
  },
  {
    name: 'bad-request',
    about: '400 with response.errors',
    refuse: () => errors(400, ['Missing mandatory field: summary']),
  },
  {
    name: 'new-errors',
    about: '400 with the newer error shape',
    refuse: () => newErrors(400, ['Call is missing parameters or malformed.']),
  },
  { name: 'slow', about: 'accepts the change and never answers', writeAnswers: 'stalled' },
  {
    name: 'lost-answers',
    about: 'accepts the change and drops the connection, once for each status',
    writeAnswers: 'lost-once',
  },
  {
    name: 'limited',
    about: '429 with Retry-After: 1 on the first request to each endpoint, then accepts',
    refuse: (_request, first) => (first ? refuseNew(429, { 'Retry-After': '1' }) : undefined),
  },
  {
    name: 'limited-bare',
    about: '429 on the first request to each endpoint, without a word on when to come back, as documented',
    refuse: (_request, first) => (first ? refuseNew(429) : undefined),
  },
  {
    name: 'reset',
    about: 'drops every connection without an answer',
    refuse: () => ({ ...refuseNew(500), fault: 'reset-before' }),
  },
  {
    name: 'echo-keys',
    about: '400 with the token and the app key in the text',
    refuse: ({ credential, headers }) =>
      newErrors(400, [`not allowed for ${credential}, app key ${headers[appKey]}`]),
  },
];

const appKey = 'x-bp-app-key';
const postPath = '/data/changes';
/** The path that the vendor's Jenkins plug-in posts to: keys and change in one body. */
const jenkinsPath = '/jenkins/changes';

/** BigPanda's Changes API: each post contains the whole change, under the sender's identifier. */
export const bigpandaChanges: SimulatedApiModule<BigPandaChangesState> = {
  title: `BigPanda Changes API, POST ${postPath}, GET ${listPath}, Authorization: Bearer <token>, any ${appKey}; POST ${jenkinsPath}, token as apiKey`,
  scenarios: scenarioTable.map(({ name, about }) => ({ name, about })),
  open: openBigPandaChanges,
};

function openBigPandaChanges(): SimulatedApi<BigPandaChangesState> {
  const changeRecords: OpenChange[] = [];
  const lost = new Set<string>();

  const isFirst = createFirstRequests();

  const accept = (request: Received, scenario: Scenario): Answer => {
    if (request.path !== jenkinsPath && !request.headers[appKey]) {
      request.object(`${appKey} is missing`);
      return newErrors(401, [`Missing header: ${appKey}`]);
    }
    const post = checkChange(request.path === jenkinsPath ? jenkinsChange(request) : request);
    if ('errors' in post) return newErrors(400, post.errors);
    const previous = changeRecords.find(({ identifier }) => identifier === post.identifier);
    compareChange(previous, post, request.object);
    const change = previous ?? begin(post, changeRecords.length + 1);
    if (!previous) changeRecords.push(change);
    update(change, post);
    const usual = request.path === jenkinsPath ? json(200, {}) : content(204, 'application/json', '');
    const answer = scenario.accept?.(change) ?? usual;
    return dropAnswer(answer, scenario.writeAnswers, `${request.credential} ${post.status}`, lost);
  };

  return {
    state: { changeRecords },
    prefixes: [postPath, listPath, jenkinsPath],
    refuse: (status) => refuseNew(status),
    credential: bearer,
    credentialIn: (path, body) => (path === jenkinsPath ? textOf(body, 'apiKey') : undefined),
    handle(request) {
      const { method, path } = request;
      const id = path.startsWith(`${listPath}/`) ? path.slice(listPath.length + 1) : undefined;
      const isPosted = path === postPath || path === jenkinsPath;
      if (!isPosted && path !== listPath && id === undefined) return refuseNew(404);
      const allowed = isPosted ? 'POST' : 'GET';
      if (method !== allowed) return refuseNew(405, { Allow: allowed });
      const scenario = scenarioTable.find(({ name }) => name === request.token?.scenario);
      if (!scenario) return refuseNew(401);
      const refusal = scenario.refuse?.(request, isFirst(request));
      if (refusal) return refusal;
      if (isPosted) return accept(request, scenario);
      if (id === undefined) return listChanges(request, changeRecords);
      const change = changeRecords.find((each) => each.id === id);
      return change ? json(200, showChange(change)) : newErrors(404, ['The change does not exist']);
    },
  };
}

/** Creates the n-th change. Its id has 24 hex digits, as BigPanda's ids have. */
function begin({ identifier, status, summary, start }: ChangePost, n: number): OpenChange {
  const id = `5c${String(n).padStart(22, '0')}`;
  const createdAt = Math.floor(Date.now() / 1000);
  const times = { createdAt, updatedAt: createdAt };
  return {
    id,
    identifier,
    status,
    summary,
    start,
    tags: {},
    metadata: {},
    sourceSystem,
    ...times,
    posts: [],
  };
}

/** The sender that lists show for changes posted through the API. */
const sourceSystem = 'api';

/** Extracts the change from a post of the Jenkins plug-in. */
function jenkinsChange(request: Received): Pick<Received, 'body' | 'headers' | 'object'> {
  const { body } = request;
  const value = body.kind === 'json' && isObject(body.value) ? body.value['change'] : undefined;
  if (textOf(body, 'appKey') === undefined) request.object('appKey is missing');
  return { headers: request.headers, object: request.object, body: { kind: 'json', value, text: '' } };
}

function textOf(body: Body, name: string): string | undefined {
  const value = body.kind === 'json' && isObject(body.value) ? body.value[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Updates a change; omitted fields stay unchanged. */
function update(change: OpenChange, post: ChangePost): void {
  change.status = post.status;
  change.summary = post.summary;
  change.start = post.start;
  if (post.end !== undefined) change.end = post.end;
  if (post.ticketUrl !== undefined) change.ticketUrl = post.ticketUrl;
  if (post.tags) change.tags = post.tags;
  if (post.metadata) change.metadata = post.metadata;
  change.updatedAt = Math.floor(Date.now() / 1000);
  change.posts.push(post.body);
}
