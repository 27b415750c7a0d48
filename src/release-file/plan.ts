import { readFile } from 'node:fs/promises';
import { textProblem } from '../inputs/text.ts';
import { messageOf } from '../shared/format.ts';
import { type Located, parseYaml } from '../shared/yaml.ts';
import { checkReferences, checkShape, checkStages } from './check.ts';
import { checkInputs, type FileDeployment, stagesOf } from './deployments.ts';
import { secretNamesOf } from './secret-names.ts';

/** The options of a plan. */
export interface PlanOptions {
  /** Limits the plan to this environment; undefined means all. */
  readonly environment?: string | undefined;
  /**
   * The number of stages that the pipeline has jobs for; undefined means no limit. A stage without a job would not be
   * deployed.
   */
  readonly maxStages?: number | undefined;
}

/** The stages of a release file with the names of secrets in all of it, or its problems. */
export type Planned =
  | {
      readonly stages: readonly (readonly FileDeployment[])[];
      readonly secretNames: ReadonlySet<string>;
    }
  | { readonly problems: readonly Located[] };

/** A problem with the file as a whole. */
const wrong = (message: string): Planned => ({ problems: [{ line: 1, column: 1, message }] });

/** Plans a release file on disk. A file that cannot be read is a problem, not an exception. */
export async function planFile(path: string, options: PlanOptions): Promise<Planned> {
  try {
    const content = await readFile(path);
    const problem = textProblem(content);
    return problem ? wrong(problem) : planRelease(content.toString('utf8'), options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return wrong('does not exist: name the release file, or run this in its folder');
    return wrong(`cannot be read: ${messageOf(error)}`);
  }
}

/**
 * Plans the text of a release file.
 * @returns the stages, or all problems
 */
export function planRelease(text: string, { environment, maxStages }: PlanOptions): Planned {
  const { data, faults, locate } = parseYaml(text);
  if (faults.length > 0) return { problems: faults };
  const { file, problems } = checkShape(data);
  if (file === undefined) return { problems: locate(problems) };
  const all = [
    ...problems,
    ...checkReferences(file),
    ...checkInputs(file),
    ...(environment === undefined || file.environments.some(({ name }) => name === environment)
      ? []
      : [{ path: ['environments'], message: `there is no environment "${environment}"` }]),
  ];
  if (all.length > 0) return { problems: locate(all) };
  const stages = stagesOf(file, environment);
  const unfit = checkStages(stages, maxStages);
  return unfit.length > 0 ? { problems: locate(unfit) } : { stages, secretNames: secretNamesOf(file) };
}

/** Converts the stages to GitHub matrices. */
export function matricesOf(
  stages: readonly (readonly FileDeployment[])[],
): readonly { readonly include: readonly FileDeployment[] }[] {
  return stages.map((include) => ({ include }));
}

/** Formats the stages, one line for each. */
export function formatStages(stages: readonly (readonly FileDeployment[])[]): readonly string[] {
  return stages.map((stage, at) => `stage ${at + 1}: ${stage.map(({ name }) => name).join(', ')}`);
}

/** Formats a problem as `path:line:column: message`. */
export function formatProblem(path: string, { line, column, message }: Located): string {
  return `${path}:${line}:${column}: ${message}`;
}
