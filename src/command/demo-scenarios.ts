import { type PlatformDemo, unfitBecause } from '../sandbox/demo.ts';
import { demos } from '../sandbox/demos.ts';
import { scenarios } from '../sandbox/index.ts';
import { didYouMean } from '../shared/near-misses.ts';

/** Scenarios that happen in the process of the demo and not in the sandbox. */
const ownScenarios = [
  { name: 'cancelled', about: 'somebody cancels the run while it waits', simulated: 'never' },
  { name: 'killed', about: 'the runner is lost while it waits; the next run resumes', simulated: 'happy' },
] as const;

/** A demo to show. */
interface ChosenDemo {
  readonly demo: PlatformDemo;
  /** The scenario of the process; undefined if it is one of the sandbox. */
  readonly own: (typeof ownScenarios)[number]['name'] | undefined;
  /** The scenario of the sandbox. */
  readonly simulated: string;
}

/**
 * Finds the demo of a platform and a scenario.
 * @param platform empty for the usual platform
 * @returns a problem that says what there is
 */
export function chooseDemo(platform: string, scenario: string): ChosenDemo | { readonly problem: string } {
  const demo = platform === '' ? demos[0] : demos.find((each) => each.platform === platform);
  if (demo === undefined)
    return {
      problem: `There is no demo of ${platform}: there are ${demos.map((each) => each.platform).join(', ')}.`,
    };
  const own = ownScenarios.find(({ name }) => name === scenario);
  if (own) return { demo, own: own.name, simulated: own.simulated };
  const known = simulatedBy(demo);
  if (!known.some(({ name }) => name === scenario)) return { problem: unknown(demo, scenario) };
  const because = unfitBecause(demo, scenario);
  if (because === undefined) return { demo, own: undefined, simulated: scenario };
  return {
    problem: `The scenario ${scenario} is not shown by a demo: it ${because}. \`lowcode-deploy sandbox\` serves it to any client with the token sandbox-${scenario}.`,
  };
}

const simulatedBy = ({ api }: PlatformDemo) => scenarios.filter((each) => each.api === api);

function unknown(demo: PlatformDemo, scenario: string): string {
  const names = [...ownScenarios, ...simulatedBy(demo)].map(({ name }) => name);
  const question = didYouMean(scenario, names);
  return `There is no scenario "${scenario}" for ${demo.platform}${question && ` (${question})`}. \`lowcode-deploy demo --list --platform ${demo.platform}\` lists all.`;
}

/**
 * Lists the scenarios.
 * @param platform empty for all platforms
 */
export function listScenarios(platform: string): readonly string[] {
  const listed = demos.filter((each) => platform === '' || each.platform === platform);
  return listed.flatMap((demo, at) => {
    const rows = [...ownScenarios, ...simulatedBy(demo)];
    const width = Math.max(...rows.map(({ name }) => name.length));
    return [
      ...(at > 0 ? [''] : []),
      `lowcode-deploy demo --platform ${demo.platform} --scenario …`,
      ...rows.map(({ name, about }) => {
        const because = unfitBecause(demo, name);
        return `  ${name.padEnd(width)}  ${about}${because === undefined ? '' : ` (no demo: it ${because})`}`;
      }),
    ];
  });
}
