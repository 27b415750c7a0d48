import type { Found } from '../../inputs/file.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import { count } from '../../shared/format.ts';
import { find, type NamedEntity } from './names.ts';
import type { LifeTimeApplication, LifeTimeEnvironment, StatusInEnvironment } from './wire.ts';

/** What the user named. */
export interface Choice {
  /** Absent where something is only fetched from the source. */
  readonly environment?: string;
  readonly sourceEnvironment?: string;
  /** `Name` or key, with `@version` where it is not the one in the source environment. */
  readonly applications: readonly string[];
  readonly zone?: string;
}

/** An application as the user meant it. */
export interface Chosen {
  readonly application: LifeTimeApplication;
  /** The version that was asked for; undefined stands for the one in the source environment. */
  readonly wanted?: string;
  readonly inSource?: StatusInEnvironment;
  readonly inTarget?: StatusInEnvironment;
}

/** LifeTime's word for "no version", beside an empty text. */
const NO_KEY = /^[0-]*$/;

/** The key, or undefined where it stands for nothing. */
export function present(key: string | null | undefined): string | undefined {
  return key && !NO_KEY.test(key) ? key : undefined;
}

type Collect = <T>(input: InputProblem['input'], found: Found<T>) => T | undefined;

/** Keeps the values and collects the complaints. */
export function collector(problems: InputProblem[]): Collect {
  return (input, found) => {
    if ('value' in found) return found.value;
    problems.push({ input, message: found.problem });
    return undefined;
  };
}

export function chooseEnvironments(
  { environment, sourceEnvironment }: Choice,
  known: readonly LifeTimeEnvironment[],
): Found<{ readonly target: LifeTimeEnvironment; readonly source?: LifeTimeEnvironment }> & {
  readonly problems: readonly InputProblem[];
} {
  const problems: InputProblem[] = [];
  const accept = collector(problems);
  const source =
    sourceEnvironment === undefined
      ? undefined
      : accept('source-environment', find('environment', sourceEnvironment, known));
  const target =
    environment === undefined ? source : accept('environment', find('environment', environment, known));
  if (environment !== undefined && target !== undefined && target === source) {
    problems.push({ input: 'source-environment', message: 'is the same environment as `environment`' });
  }
  if (target === undefined) return { problem: '', problems };
  return { value: { target, ...(source && { source }) }, problems };
}

/** Finds each application once, and says of all that are wrong what is wrong. */
export function chooseApplications(
  specs: readonly string[],
  known: readonly LifeTimeApplication[],
  source: NamedEntity | undefined,
  target: NamedEntity | undefined,
): { readonly chosen: readonly Chosen[]; readonly problems: readonly InputProblem[] } {
  const problems: InputProblem[] = [];
  const accept = collector(problems);
  const chosen: Chosen[] = [];
  for (const spec of specs) {
    const found = accept('application', chooseApplication(spec, known));
    if (found === undefined) continue;
    const { application, wanted } = found;
    const complain = (message: string): void => void problems.push({ input: 'application', message });
    const inSource = stateIn(application, source);
    const inTarget = stateIn(application, target);
    if (chosen.some((each) => each.application === application)) {
      complain(`names "${application.Name}" twice`);
    } else if (source && wanted === undefined && inSource === undefined) {
      complain(`names "${application.Name}", which is not in ${source.Name}${elsewhere(application)}`);
    }
    chosen.push({ ...found, ...(inSource && { inSource }), ...(inTarget && { inTarget }) });
  }
  return { chosen, problems };
}

function chooseApplication(
  spec: string,
  known: readonly LifeTimeApplication[],
): Found<{ readonly application: LifeTimeApplication; readonly wanted?: string }> {
  // A name may hold an @ of its own, so the whole text is tried first.
  const whole = find('application', spec, known);
  if ('value' in whole) return { value: { application: whole.value } };
  const at = spec.lastIndexOf('@');
  if (at <= 0) return whole;
  const wanted = spec.slice(at + 1).trim();
  const named = find('application', spec.slice(0, at).trim(), known);
  if ('problem' in named) return named;
  if (wanted === '') return { problem: `names no version behind the @ of "${spec}"` };
  return { value: { application: named.value, wanted } };
}

function stateIn(
  { AppStatusInEnvs }: LifeTimeApplication,
  where: NamedEntity | undefined,
): StatusInEnvironment | undefined {
  return AppStatusInEnvs?.find(({ EnvironmentKey }) => EnvironmentKey === where?.Key);
}

function elsewhere({ AppStatusInEnvs }: LifeTimeApplication): string {
  const places = AppStatusInEnvs?.length ?? 0;
  return places > 0 ? ` (LifeTime knows it in ${count(places, 'other environment')})` : '';
}

/**
 * Below zero where `a` is the older version, above where it is the newer one: number by number, as people read them.
 * Zero where that can't be said.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  if (left === undefined || right === undefined) return 0;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): readonly number[] | undefined {
  return /^\d+(\.\d+)*$/.test(version) ? version.split('.').map(Number) : undefined;
}

/** The first free version above `current`: its last number counts on. */
export function nextVersion(current: string, taken: ReadonlySet<string>): string {
  const parts = numbers(current) ?? [0, 0];
  const [last = 0, ...head] = parts.toReversed();
  for (let number = last + 1; ; number++) {
    const version = [...head.toReversed(), number].join('.');
    if (!taken.has(version)) return version;
  }
}
