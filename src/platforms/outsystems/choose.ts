import { type Found, problemsOf, valueOf } from '../../inputs/found.ts';
import { type InputProblem, needed } from '../../inputs/problems.ts';
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

/** The applications of a release, and what is wrong with the inputs. */
export interface ChosenApplications {
  readonly chosen: readonly Chosen[];
  readonly problems: readonly InputProblem[];
}

/** LifeTime writes "no version" as a key of zeros, or as an empty text. */
const NO_KEY = /^[0-]*$/;

/** Returns the key, or undefined if it means "no version". */
export function present(key: string | null | undefined): string | undefined {
  return key && !NO_KEY.test(key) ? key : undefined;
}

/** The environments that the inputs name, and what is wrong with the inputs. */
export interface ChosenEnvironments {
  /** Absent if it was not found. */
  readonly target?: LifeTimeEnvironment;
  /** Absent if there is none, or if there is no target. */
  readonly source?: LifeTimeEnvironment;
  readonly problems: readonly InputProblem[];
}

/** Finds the source and target environments. The target of an export is its source. */
export function chooseEnvironments(
  { environment, sourceEnvironment }: Choice,
  known: readonly LifeTimeEnvironment[],
): ChosenEnvironments {
  const search = (wanted: string | undefined): Found<LifeTimeEnvironment> | undefined =>
    wanted === undefined ? undefined : find('environment', wanted, known);
  const from = search(sourceEnvironment);
  const to = search(environment);
  const source = valueOf(from);
  const target = environment === undefined ? source : valueOf(to);
  const isSame = environment !== undefined && target !== undefined && target === source;
  const problems = [
    ...problemsOf('source-environment', from),
    ...problemsOf('environment', to),
    ...(isSame ? [needed('source-environment', 'is the same environment as `environment`')] : []),
  ];
  return { ...(target && { target, ...(source && { source }) }), problems };
}

/** Finds the applications that `specs` name, and reports every problem at once. */
export function chooseApplications(
  specs: readonly string[],
  known: readonly LifeTimeApplication[],
  source: NamedEntity | undefined,
  target: NamedEntity | undefined,
): ChosenApplications {
  const problems: InputProblem[] = [];
  const complain = (message: string): void => void problems.push(needed('application', message));
  const chosen: Chosen[] = [];
  for (const spec of specs) {
    const found = chooseApplication(spec, known);
    if ('problem' in found) {
      complain(found.problem);
      continue;
    }
    const { application, wanted } = found.value;
    const inSource = stateIn(application, source);
    const inTarget = stateIn(application, target);
    if (chosen.some((each) => each.application === application)) {
      complain(`names "${application.Name}" twice`);
    } else if (source && wanted === undefined && inSource === undefined) {
      complain(`names "${application.Name}", which is not in ${source.Name}${elsewhere(application)}`);
    }
    chosen.push({ ...found.value, ...(inSource && { inSource }), ...(inTarget && { inTarget }) });
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
