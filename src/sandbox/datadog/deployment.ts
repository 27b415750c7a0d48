import { isObject, type Received } from '../simulated-api.ts';

/** One DORA deployment in Datadog. */
export interface DatadogDeployment {
  /** The sender's id, else one of the sandbox. */
  readonly id: string;
  readonly service: string;
  readonly env: string;
  readonly version: string;
  /** Nanoseconds since the Unix epoch, digit for digit as sent. */
  readonly startedAt: string;
  /** Nanoseconds since the Unix epoch, digit for digit as sent. */
  readonly finishedAt: string;
  /** Empty if the sender omitted it. */
  readonly repositoryUrl: string;
  readonly commit: string;
  readonly tags: readonly string[];
  /** Number of accepted posts with this id. */
  readonly posts: number;
}

type Fields = Readonly<Record<string, unknown>>;

const known = {
  data: ['attributes'],
  attributes: ['custom_tags', 'env', 'finished_at', 'git', 'id', 'service', 'started_at', 'team', 'version'],
  git: ['commit_sha', 'repository_url'],
};

/** The literals of the times in JSON text: a parsed number would lose its last digits. */
const started = /"started_at"\s*:\s*(-?[\d.eE+]+)/;
const finished = /"finished_at"\s*:\s*(-?[\d.eE+]+)/;

/** Times from 2001 to 2286 have this many digits in nanoseconds. */
const digits = 19;

/**
 * Checks a deployment against the vendor's documentation. Fields that are not documented are violations only.
 *
 * @returns the deployment, or what is wrong with it
 */
export function checkDeployment({
  body,
  headers,
  object,
}: Pick<Received, 'body' | 'headers' | 'object'>):
  | Omit<DatadogDeployment, 'posts'>
  | { readonly errors: readonly string[] } {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    object('Content-Type is not application/json');
  if (body.kind !== 'json') return { errors: ['body is not JSON'] };
  const data = fieldsIn(fieldsIn(body.value)['data']);
  const attributes = fieldsIn(data['attributes']);
  const git = attributes['git'] === undefined ? undefined : fieldsIn(attributes['git']);
  const startedAt = started.exec(body.text)?.[1] ?? '';
  const finishedAt = finished.exec(body.text)?.[1] ?? '';
  const errors = [
    ...(textIn(attributes, 'service') === '' ? ['service: required, a string'] : []),
    ...nanosecondsProblem('started_at', startedAt),
    ...nanosecondsProblem('finished_at', finishedAt),
    ...(startedAt.length === finishedAt.length && finishedAt < startedAt
      ? ['finished_at: lies before started_at']
      : []),
    ...['env', 'id', 'team', 'version']
      .filter((name) => attributes[name] !== undefined && textIn(attributes, name) === '')
      .map((name) => `${name}: must be a string`),
    ...(isTags(attributes['custom_tags']) ? [] : ['custom_tags: must be texts of the form key:value']),
    ...(git ? gitProblems(git) : []),
  ];
  if (errors.length > 0) return { errors };
  for (const [fields, names] of [
    [data, known.data],
    [attributes, known.attributes],
    [git ?? {}, known.git],
  ] as const)
    for (const name of Object.keys(fields))
      if (!names.includes(name)) object(`${name}: not a documented field`);
  if (attributes['id'] === undefined) object('id: left out, so a repetition is another deployment');
  return {
    id: textIn(attributes, 'id'),
    service: textIn(attributes, 'service'),
    env: textIn(attributes, 'env'),
    version: textIn(attributes, 'version'),
    startedAt,
    finishedAt,
    repositoryUrl: textIn(git ?? {}, 'repository_url'),
    commit: textIn(git ?? {}, 'commit_sha'),
    tags: isTags(attributes['custom_tags']) ? (attributes['custom_tags'] ?? []) : [],
  };
}

function nanosecondsProblem(name: string, literal: string): readonly string[] {
  if (!/^\d+$/.test(literal)) return [`${name}: required, an integer`];
  return literal.length === digits ? [] : [`${name}: must be nanoseconds since the Unix epoch`];
}

function gitProblems(git: Fields): readonly string[] {
  return [
    ...(/^[0-9a-f]{40,64}$/i.test(textIn(git, 'commit_sha')) ? [] : ['git.commit_sha: must be a full hash']),
    ...(URL.canParse(textIn(git, 'repository_url')) ? [] : ['git.repository_url: must be a URL']),
  ];
}

function isTags(value: unknown): value is readonly string[] | undefined {
  return (
    value === undefined ||
    (Array.isArray(value) &&
      value.length <= 100 &&
      value.every((tag) => typeof tag === 'string' && /^[^\s:]+:\S+$/.test(tag)))
  );
}

function fieldsIn(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
