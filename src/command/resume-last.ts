import { statSync } from 'node:fs';
import type { InputName } from '../definition.ts';
import { addressesOf, movedAway } from '../job/addresses.ts';
import { readInputs } from '../job/read-inputs.ts';
import { platforms, trackers } from '../registry.ts';
import { type JournalEntry, parseJournal } from '../release/journal.ts';
import type { StateText } from '../release/state-file.ts';

/** The last deployment that was started in this folder. */
export interface LastDeployment {
  /** One sentence about what is resumed. */
  readonly about: string;
  /** The inputs that its state determines; they yield to those of the user. */
  readonly inputs: Readonly<Partial<Record<InputName, string>>>;
  /** Why it cannot be resumed with the user's inputs, one sentence for each reason. */
  readonly problems: readonly string[];
}

/** The dependencies of `lastDeployment`. */
interface LastSources {
  /** The states of earlier runs, newest first. */
  readonly states: readonly StateText[];
  /** The user's text for an input, or an empty text. */
  readonly raw: (name: InputName) => string;
  /** Whether the current user wrote this file. The credential goes to the address in it. */
  readonly isOwn: (file: string) => boolean;
}

/**
 * Finds the deployment that a `resume` without further inputs is about.
 * @returns undefined if there is none, or if the user's inputs name another platform, site or deployment
 */
export function lastDeployment({ states, raw, isOwn }: LastSources): LastDeployment | undefined {
  if (raw('deployment-id') !== '' || raw('state-file') !== '') return undefined;
  for (const state of states) {
    const entry = entryOf(state);
    if (entry === undefined || (entry.launch === 'none' && entry.draft === undefined)) continue;
    const platform = platforms.find(({ title }) => title === entry.plan.platform)?.name;
    const url = entry.addresses?.['platform'];
    if (platform === undefined || url === undefined) return undefined;
    const isSame = isEmptyOr(raw('platform'), platform) && isEmptyOr(hostOf(raw('url')), entry.plan.host);
    if (!isSame) return undefined;
    const about = `Resuming the last deployment of this folder: ${describe(entry)} (${state.file})`;
    if (raw('url') === '' && !isOwn(state.file))
      return { about, inputs: {}, problems: [foreign(state.file)] };
    const inputs = inputsOf(entry, { platform, url });
    return { about, inputs, problems: moved(entry, (name) => raw(name) || (inputs[name] ?? '')) };
  }
  return undefined;
}

function foreign(file: string): string {
  return `${file} names the last deployment, and somebody else may have written it: name the site with --url, which gets the credential.`;
}

/** An unreadable state is none: the run itself warns about it. */
function entryOf(state: StateText): JournalEntry | undefined {
  if ('problem' in state) return undefined;
  try {
    return parseJournal(state.text);
  } catch {
    return undefined;
  }
}

const isEmptyOr = (text: string, wanted: string): boolean => text === '' || text === wanted;

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

function inputsOf(
  { plan }: JournalEntry,
  place: { readonly platform: string; readonly url: string },
): LastDeployment['inputs'] {
  const { environment, component, version, hosts, owner, name } = plan;
  return {
    operation: 'resume',
    ...place,
    environment,
    component,
    version,
    hosts: hosts.join(','),
    owner,
    name,
  };
}

function describe({ plan, deployment, startedAt }: JournalEntry): string {
  const { component, version, environment, platform, host } = plan;
  const id = deployment ? `, deployment ${deployment.id}` : '';
  return `${component} ${version} → ${environment}, ${platform} at ${host}${id}, started ${new Date(startedAt).toISOString()}`;
}

/** The open records whose trackers the inputs do not name as the deployment did: their ends would go elsewhere. */
function moved(entry: JournalEntry, raw: LastSources['raw']): readonly string[] {
  const now = addressesOf(readInputs(raw).values, {});
  return trackers.flatMap(({ name, title }) => {
    const state = entry.trackers[name]?.state;
    if (state !== 'asked' && state !== 'open') return [];
    if (now[name] === undefined) return [];
    const why = movedAway(name, entry.addresses, now);
    const sentence = why?.replace('the step', 'the deployment').replace('this phase', 'this command');
    return sentence === undefined ? [] : [`${title}: ${sentence}. Give the same ones.`];
  });
}

/**
 * Whether this user alone wrote a file. A state is written so that nobody else can read it; a file from a repository
 * is readable for others.
 */
export function isOwnFile(file: string): boolean {
  const { mode, uid } = statSync(file);
  return process.getuid?.() === uid && (mode & 0o077) === 0;
}
