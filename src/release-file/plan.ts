import { readFile } from 'node:fs/promises';
import { textProblem } from '../inputs/text.ts';
import { messageOf } from '../shared/format.ts';
import { checkReferences, checkShape, checkStages } from './check.ts';
import { checkInputs, type FileDeployment, stagesOf } from './deployments.ts';
import { type Located, parseYaml } from './document.ts';

export interface Wishes {
  /** Plan for this environment alone. */
  readonly environment?: string | undefined;
  /** How many stages the pipeline has jobs for. A stage without one would silently not be deployed. */
  readonly maxStages?: number | undefined;
}

export type Planned =
  | { readonly stages: readonly (readonly FileDeployment[])[] }
  | { readonly problems: readonly Located[] };

/** What is wrong with the file as a whole. */
const wrong = (message: string): Planned => ({ problems: [{ line: 1, column: 1, message }] });

/** The same from a file; that it cannot be read is a problem like any other. */
export async function planFile(path: string, wishes: Wishes): Promise<Planned> {
  try {
    const content = await readFile(path);
    const problem = textProblem(content);
    return problem ? wrong(problem) : planRelease(content.toString('utf8'), wishes);
  } catch (error) {
    return wrong(`cannot be read: ${messageOf(error)}`);
  }
}

/** What a release file asks for, or everything that is wrong with it. */
export function planRelease(text: string, { environment, maxStages }: Wishes): Planned {
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
  return unfit.length > 0 ? { problems: locate(unfit) } : { stages };
}

/** Each stage as a matrix that GitHub takes. */
export function matricesOf(
  stages: readonly (readonly FileDeployment[])[],
): readonly { readonly include: readonly FileDeployment[] }[] {
  return stages.map((include) => ({ include }));
}

/** The stages as people read them. */
export function formatStages(stages: readonly (readonly FileDeployment[])[]): readonly string[] {
  return stages.map((stage, at) => `stage ${at + 1}: ${stage.map(({ name }) => name).join(', ')}`);
}

/** A problem where editors and compilers put it. */
export function formatProblem(path: string, { line, column, message }: Located): string {
  return `${path}:${line}:${column}: ${message}`;
}
