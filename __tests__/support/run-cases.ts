/** Sequences of runs: every pair and triple that the sweep of runs executes. */

/** The simulated platforms. */
export const platforms = ['Appian', 'LifeTime'] as const;
/** The ways to start a run: the action, or the command as a pipeline starts it. */
export const entrances = ['action', 'command'] as const;

/** The way in which a run ends. */
type End =
  | 'well'
  /** The platform reports that the deployment did not succeed. */
  | 'red'
  /** Killed while the deployment is in progress; the runner then runs the post phase. */
  | 'killed'
  /** Killed while the deployment is in progress, without a post phase. */
  | 'lost'
  | 'BigPanda end refused'
  | 'Deployments API end refused';

/** The places from which a run can read the state of earlier runs. LifeTime's notes are always available. */
type Memory =
  | 'nothing'
  | 'state file'
  | 'folder'
  | 'Deployments API'
  | 'GitHub'
  | 'state file, Deployments API';

/** The release that a run deploys. */
interface Wish {
  readonly version: string;
  readonly bytes: 'one' | 'other';
  readonly environment: string;
}

/** One run of a case. */
export interface RunPlan extends Wish {
  /** Number of the workflow run or pipeline. */
  readonly run: number;
  readonly attempt: number;
  readonly end: End;
}

/** A sequence of runs with the same platform, start and memory. */
export interface RunCase {
  readonly name: string;
  readonly platform: (typeof platforms)[number];
  readonly entrance: (typeof entrances)[number];
  readonly memory: Memory;
  readonly runs: readonly RunPlan[];
}

const ends = {
  action: ['well', 'red', 'killed', 'lost', 'BigPanda end refused', 'Deployments API end refused'],
  // The command has no post phase.
  command: ['well', 'red', 'lost', 'BigPanda end refused', 'Deployments API end refused'],
} as const satisfies Readonly<Record<string, readonly End[]>>;

const memories = {
  action: ['nothing', 'state file', 'Deployments API', 'GitHub', 'state file, Deployments API'],
  command: ['nothing', 'state file', 'folder', 'Deployments API'],
} as const satisfies Readonly<Record<string, readonly Memory[]>>;

const usual: Wish = { version: '1.1.1', bytes: 'one', environment: 'Production' };

/** The differences from the first run. Without `isAgain` it is another workflow run or pipeline. */
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

/** Steps between a run and its repetition. */
const between: readonly Step[] = [
  otherVersion,
  otherBytes,
  { ...otherEnvironment, end: 'red' },
  { ...otherVersion, end: 'lost' },
  { ...again, end: 'lost' },
  { ...again, end: 'BigPanda end refused' },
];

/** All cases, always in the same order. */
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
  // A plan of LifeTime names versions, so bytes cannot differ.
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
