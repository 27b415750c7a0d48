import type { Found } from '../../inputs/file.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import { count } from '../../shared/format.ts';
import { find, type NamedEntity } from './names.ts';
import type { LifeTimeApplication, LifeTimeEnvironment, StatusInEnvironment } from './wire.ts';

export { compareVersions, nextVersion } from '../../shared/versions.ts';

/** The environments, applications and zone that the inputs name. */
export interface Choice {
  /** Absent for an export, which only reads from the source. */
  readonly environment?: string;
  readonly sourceEnvironment?: string;
  /** Name or key, with `@version` if it is not the version in the source environment. */
  readonly applications: readonly string[];
  /** Name or key of the deployment zone; absent to keep the zone of each application. */
  readonly zone?: string;
}

/** An application that an input names, with its state in both environments. */
export interface Chosen {
  readonly application: LifeTimeApplication;
  /** Label or key of the requested version; undefined means the version in the source environment. */
  readonly wanted?: string;
  readonly inSource?: StatusInEnvironment;
  readonly inTarget?: StatusInEnvironment;
}

/** LifeTime writes "no version" as a key of zeros, or as an empty text. */
const NO_KEY = /^[0-]*$/;

/** Returns the key, or undefined if it means "no version". */
export function present(key: string | null | undefined): string | undefined {
  return key && !NO_KEY.test(key) ? key : undefined;
}

type Collect = <T>(input: InputProblem['input'], found: Found<T>) => T | undefined;

/** Creates a function that returns a found value, or adds its problem to `problems` and returns undefined. */
export function collector(problems: InputProblem[]): Collect {
  return (input, found) => {
    if ('value' in found) return found.value;
    problems.push({ input, message: found.problem });
    return undefined;
  };
}

/**
 * Finds the source and target environments. The target of an export is its source. Has a `value` whenever the target
 * was found, even if there are problems.
 */
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

/** Finds the applications that `specs` name, and reports every problem at once. */
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
  // A name can contain @, so match the whole text first.
  const whole = find('application', spec, known);
  if ('value' in whole) return { value: { application: whole.value } };
  const at = spec.lastIndexOf('@');
  if (at <= 0) return whole;
  const wanted = spec.slice(at + 1).trim();
  const named = find('application', spec.slice(0, at).trim(), known);
  if ('problem' in named) return named;
  if (wanted === '') return { problem: `names no version after the @ of "${spec}"` };
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
