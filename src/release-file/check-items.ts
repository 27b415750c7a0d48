import { resolve } from 'node:path';
import type { Inputs } from '../definition.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { RunContext } from '../job/context.ts';
import { derivePlan } from '../job/derive-plan.ts';
import { type CheckedJob, checkJob } from '../job/run-job.ts';
import { messageOf } from '../shared/format.ts';
import type { FileDeployment } from './deployments.ts';
import { missingSecrets } from './item-inputs.ts';

/** A deployment and the job that carries it out. */
export interface ItemJob {
  readonly deployment: FileDeployment;
  readonly context: RunContext;
}

/** The same after its check. */
export interface CheckedItem extends ItemJob {
  readonly checked: CheckedJob;
  /** One sentence for each problem. */
  readonly problems: readonly string[];
}

/** Checks the inputs and files of every deployment. Sends nothing. */
export async function checkItems(jobs: readonly ItemJob[]): Promise<readonly CheckedItem[]> {
  const items: CheckedItem[] = [];
  for (const job of jobs) {
    const checked = await checkJob(job.context);
    items.push({ ...job, checked, problems: problemsOf(job, checked) });
  }
  return withoutTwins(items);
}

function problemsOf({ deployment, context }: ItemJob, { examined, problems }: CheckedJob): readonly string[] {
  if ('failure' in examined) return [`The check failed: ${messageOf(examined.failure)}`];
  const missing = missingSecrets(deployment, context.variable);
  const others = problems.filter(({ input }) => !missing.some((each) => each.input === input));
  return [...missing, ...others].map(formatProblem);
}

/**
 * Adds a problem to each deployment that deploys the same content to the same target as an earlier one, or that would
 * overwrite its state.
 */
function withoutTwins(items: readonly CheckedItem[]): readonly CheckedItem[] {
  const seen = new Map<string, string>();
  return items.map((item) => {
    const problems = identitiesOf(item).flatMap(([identity, problem]) => {
      const twin = seen.get(identity);
      if (twin === undefined) seen.set(identity, item.deployment.name);
      return twin === undefined ? [] : [`${problem} as "${twin}".`];
    });
    return { ...item, problems: [...item.problems, ...problems] };
  });
}

/** The inputs that name a file which a deployment writes. */
const OWN_FILES = ['state-file', 'junit-file', 'report-file'] as const;

/** The values that no two deployments of a release may share, and the start of the sentence about them. */
function identitiesOf({ context, checked, problems }: CheckedItem): readonly (readonly [string, string])[] {
  const { examined, reading } = checked;
  if (problems.length > 0 || 'failure' in examined || examined.release === undefined) return [];
  const inputs = reading.values as Inputs;
  const { fingerprint } = derivePlan(inputs, examined.release.contents, context.ci.facts);
  return [
    [fingerprint, 'It deploys the same to the same place'],
    ...OWN_FILES.flatMap((name) => {
      const path = inputs[name];
      return path === undefined ? [] : [[`${name} ${resolve(path)}`, `It has the same \`${name}\``] as const];
    }),
  ];
}

function formatProblem({ input, message }: InputProblem): string {
  return `input "${input}" ${message}.`;
}
