/** Which runs follow each other: every pair and triple that the sweep of runs plays. */

export const platforms = ['Appian', 'LifeTime'] as const;
/** Through the action, or through the command as a pipeline starts it. */
export const entrances = ['action', 'command'] as const;

/** How a run ends. */
export type End =
  | 'well'
  /** The platform says that it did not succeed. */
  | 'red'
  /** Killed while the deployment is under way; the runner then runs the post phase. */
  | 'killed'
  /** The same, and nothing more runs there. */
  | 'lost'
  | 'BigPanda end refused'
  | 'Deployments API end refused';

/** What a run has of what an earlier one left. LifeTime's notes are always there. */
export type Memory =
  | 'nothing'
  | 'state file'
  | 'folder'
  | 'Deployments API'
  | 'GitHub'
  | 'state file, Deployments API';

/** What is deployed. */
export interface Wish {
  readonly version: string;
  readonly bytes: 'one' | 'other';
  readonly environment: string;
}

export interface RunPlan extends Wish {
  /** The workflow run or pipeline. */
  readonly run: number;
  readonly attempt: number;
  readonly end: End;
}

export interface RunCase {
  readonly name: string;
  readonly platform: (typeof platforms)[number];
  readonly entrance: (typeof entrances)[number];
  readonly memory: Memory;
  readonly runs: readonly RunPlan[];
}

const ends = {
  action: ['well', 'red', 'killed', 'lost', 'BigPanda end refused', 'Deployments API end refused'],
  // No post phase follows the command.
  command: ['well', 'red', 'lost', 'BigPanda end refused', 'Deployments API end refused'],
} as const satisfies Readonly<Record<string, readonly End[]>>;

const memories = {
  action: ['nothing', 'state file', 'Deployments API', 'GitHub', 'state file, Deployments API'],
  command: ['nothing', 'state file', 'folder', 'Deployments API'],
} as const satisfies Readonly<Record<string, readonly Memory[]>>;

const usual: Wish = { version: '1.1.1', bytes: 'one', environment: 'Production' };

/** What differs from the first run. Without `isAgain` it is another run. */
interface Step extends Partial<Wish> {
  readonly name: string;
  readonly isAgain?: true;
  readonly end?: End;
}

const again: Step = { name: 'again', isAgain: true };
const anew: Step = { name: 'anew' };
const otherVersion: Step = { name: 'other version', version: '1.2.0' };
const otherBytes: Step = { name: 'other bytes', bytes: 'other' };
const otherEnvironment: Step = { name: 'other environment', environment: 'Test' };

const seconds: readonly Step[] = [
  again,
  anew,
  otherVersion,
  otherBytes,
  otherEnvironment,
  { ...otherVersion, name: 'again with another version', isAgain: true },
  { ...otherBytes, name: 'again with other bytes', isAgain: true },
];

/** What comes between a run and its repetition. */
const between: readonly Step[] = [
  otherVersion,
  otherBytes,
  { ...otherEnvironment, end: 'red' },
  { ...otherVersion, end: 'lost' },
  { ...again, end: 'lost' },
  { ...again, end: 'BigPanda end refused' },
];

/** All cases, in an order that is the same each time. */
export const runCases: readonly RunCase[] = platforms.flatMap((platform) =>
  entrances.flatMap((entrance) =>
    memories[entrance].flatMap((memory) =>
      ends[entrance]
        .filter((end) => end !== 'Deployments API end refused' || memory.includes('Deployments API'))
        .flatMap((end) =>
          coursesAfter(end, platform).map((steps) => caseOf({ platform, entrance, memory }, steps)),
        ),
    ),
  ),
);

function coursesAfter(end: End, platform: RunCase['platform']): readonly (readonly Step[])[] {
  const first: Step = { name: 'first', end };
  // A plan of LifeTime names versions: there are no bytes to differ.
  const fits = ({ bytes }: Step): boolean => platform === 'Appian' || bytes === undefined;
  const pairs = seconds.filter(fits).map((second) => [first, second]);
  const triples = between
    .filter(fits)
    .flatMap((middle) => [again, anew].map((last) => [first, middle, last]));
  return [...pairs, ...triples];
}

function caseOf(setting: Pick<RunCase, 'platform' | 'entrance' | 'memory'>, steps: readonly Step[]): RunCase {
  let run = 1;
  let attempt = 1;
  const runs = steps.map(({ isAgain, end = 'well', ...step }, at): RunPlan => {
    const { version = usual.version, bytes = usual.bytes, environment = usual.environment } = step;
    const own = isAgain || at === 0;
    if (own && at > 0) attempt += 1;
    if (!own) run += 1;
    return { version, bytes, environment, end, run: own ? 1 : run, attempt: own ? attempt : 1 };
  });
  const course = steps.map((step) => `${step.name} (${step.end ?? 'well'})`).join(', ');
  const { platform, entrance, memory } = setting;
  return { ...setting, runs, name: `${platform}, ${entrance}, ${memory}: ${course}` };
}
