import { before, linesOf } from '../http/scan.ts';
import { formatCodeQuality } from '../release/code-quality.ts';
import { formatDowngrades } from '../release/downgrade.ts';
import type { VersionsBeforeAndAfter } from '../release/environment-view.ts';
import { isGreen, type Status } from '../release/outcome.ts';
import type { ReleaseOperation } from '../release/plan.ts';
import type { CodeQuality, DeploymentProblem } from '../release/platform.ts';
import type { ReleaseResult } from '../release/result.ts';
import type { EnvironmentVersion } from '../release/version-history.ts';
import { count, formatBytes, formatDuration, formatNumber, formatTimestamp } from '../shared/format.ts';
import {
  adviceBlock,
  type Block,
  type Content,
  type Line,
  lazy,
  oneLine,
  prose,
  type Section,
  stacked,
  type Tone,
} from './blocks.ts';
import type { KnownTracker } from './outputs.ts';
import { formatCounts, testSection } from './tests.ts';

/** The size limit of each list, in bytes of the rendered report. */
const LIST_BYTES = {
  facts: 200_000,
  reason: 64_000,
  trouble: 64_000,
  environments: 64_000,
  configuration: 64_000,
  problems: 500_000,
} as const;
const LOG_BYTES = 100_000;
const MOST_COUNTS = 50;

/** A page of the platform for people. */
export interface PlatformPage {
  /** Names the page, such as `Deploy view`. */
  readonly title: string;
  readonly address: string;
}

/** The facts about a run that are not in its result. */
export interface ReportFacts {
  /** Every tracker in the registry. */
  readonly trackers: readonly KnownTracker[];
  /** The page of the deployment that a person can open; absent if the platform documents none. */
  readonly page?: PlatformPage | undefined;
}

/** The content of the summary and of the page, with the verdict first. */
export function describeRelease(result: ReleaseResult, known: ReportFacts): Content {
  const { outcome, plan, logExcerpt } = result;
  const sections: readonly (Section | undefined)[] = [
    { name: 'reason', folding: 'none', blocks: reason(outcome.reason) },
    outcome.advice === undefined
      ? undefined
      : { name: 'advice', folding: 'none', blocks: [adviceBlock(outcome.advice)] },
    facts(result, known),
    environments(result.rows),
    trouble(result),
    configuration(result),
    problems(result),
    testSection(result),
    logExcerpt ? log(logExcerpt, outcome.status) : undefined,
    timeline(result),
  ];
  const what = plan
    ? `: ${oneLine(plan.component)} ${oneLine(plan.version)} ${plan.operation === 'export' ? 'from' : '→'} ${oneLine(plan.environment)}`
    : '';
  return {
    tone: toneOf(outcome.status),
    heading: `${verdict(outcome.status, plan?.operation)}${what}`,
    sections: sections.filter((section) => section !== undefined),
  };
}

/** The reason: the first line as a sentence, further lines as a list. */
function reason(text: string): readonly Block[] {
  const sentence = before(text, '\n') ?? text;
  const first: Block = { kind: 'text', line: prose(sentence, 4_000) };
  if (sentence === text) return [first];
  const items = lazy(
    () => linesOf(text.slice(sentence.length + 1)),
    ({ line }) => prose(line, 4_000),
  );
  return [first, { kind: 'list', items, most: LIST_BYTES.reason }];
}

/** How good a status is. */
export function toneOf(status: Status): Tone {
  if (status === 'succeeded') return 'good';
  if (isGreen(status)) return 'warned';
  return status === 'unknown' || status === 'timed-out' || status === 'cancelled' ? 'unclear' : 'bad';
}

function verdict(status: Status, operation: ReleaseOperation = 'deploy'): string {
  const done = {
    deploy: 'Deployed',
    inspect: 'Inspected',
    export: 'Exported',
    resume: 'Deployed',
    rollback: 'Rolled back',
    doctor: 'Checked',
  }[operation];
  switch (status) {
    case 'succeeded':
      return done;
    case 'succeeded-with-warnings':
      return `${done} with warnings`;
    case 'inspection-failed':
      return 'Not deployed, the inspection found problems';
    case 'conflicts':
      return 'Not deployed, there are conflicts';
    case 'refused':
      return 'Not deployed, it was refused';
    case 'failed':
      return 'Deployment failed';
    case 'rejected':
      return 'Deployment rejected by a reviewer';
    case 'needs-intervention':
      return 'Deployment waits for a person';
    case 'tests-failed':
      return `${done}, but the tests failed`;
    case 'pending-review':
      return 'Deployment waits for a reviewer';
    case 'timed-out':
      return 'Time ran out';
    case 'cancelled':
      return 'Cancelled';
    case 'aborted':
      return 'Deployment was aborted';
    case 'unknown':
      return 'Outcome not known';
    case 'invalid-input':
      return 'Nothing was sent, the inputs must be fixed';
    case 'error':
      return operation === 'export' ? 'Nothing was exported' : 'Nothing was deployed';
  }
}

type Fact = readonly [name: string, value: Line];

function facts(result: ReleaseResult, { trackers, page }: ReportFacts): Section | undefined {
  const { plan, outcome, deployment, inspection } = result;
  if (!plan) return undefined;
  const file = plan.package;
  const status: Line = [{ kind: 'code', text: outcome.status }];
  const rows: readonly (Fact | undefined)[] = [
    ['Status', result.platformStatus ? [...status, ` (${oneLine(result.platformStatus)})`] : status],
    [plan.platform, [oneLine(plan.host)]],
    ['Environment', [oneLine(plan.environment)]],
    ['Component', [`${oneLine(plan.component)} ${oneLine(plan.version)}`]],
    plan.downgrades && ['Goes back', prose(formatDowngrades(plan.downgrades), 2_000)],
    file && [
      'Package',
      [
        `${oneLine(file.name)}, ${formatBytes(file.bytes)}`,
        { kind: 'break' },
        { kind: 'small', text: `sha256 ${file.sha256}` },
      ],
    ],
    [result.endUnseen ? 'Seen' : 'Took', [formatTime(result)]],
    page && ['Page', [{ kind: 'link', text: page.title, address: page.address }]],
    deployment && [
      page ? 'Deployment (API)' : 'Deployment',
      [{ kind: 'link', text: oneLine(deployment.id), address: deployment.url }],
    ],
    inspection && [
      'Inspection',
      [`${count(inspection.errors, 'error')}, ${count(inspection.warnings, 'warning')}`],
    ],
    result.tests && ['Tests', [formatCounts(result.tests)]],
    result.codeQuality && ['Code quality', codeQuality(result.codeQuality)],
    ...counts(result),
    ...trackerRows(result, trackers),
    plan.owner ? ['Owner', [oneLine(plan.owner)]] : undefined,
    plan.runUrl ? ['Run', [{ kind: 'link', text: 'this run', address: plan.runUrl }]] : undefined,
  ];
  const cells = lazy(
    () => rows.filter((row) => row !== undefined),
    ([name, value]): readonly Line[] => [[name], value],
  );
  const table: Block = { kind: 'table', head: ['Fact', 'Value'], rows: cells, most: LIST_BYTES.facts };
  return { name: 'facts', title: 'Facts', folding: 'none', blocks: [table] };
}

/** One line for each application. */
function codeQuality(found: readonly CodeQuality[]): Line {
  const lines = found.map((each) => `${oneLine(each.application, 250)}: ${formatCodeQuality(each)}`);
  return stacked(lines.map((line) => [line]));
}

/** The duration; if nobody saw the end, the time after which the status was read. */
function formatTime({ startedAt, endedAt, endUnseen }: ReleaseResult): string {
  const time = formatDuration(endedAt - startedAt);
  return endUnseen ? `after ${time}` : time;
}

function counts(result: ReleaseResult): readonly Fact[] {
  return result.counts
    .slice(0, MOST_COUNTS)
    .map(({ what, total, imported, failed, skipped }) => [
      oneLine(what.charAt(0).toUpperCase() + what.slice(1), 100),
      [`${total} in all: ${imported} imported, ${failed} failed, ${skipped} skipped`],
    ]);
}

function trackerRows(result: ReleaseResult, trackers: readonly KnownTracker[]): readonly Fact[] {
  return trackers.flatMap(({ name, title }): readonly Fact[] => {
    const { started = 'skipped', ended = 'skipped' } = result.trackers[name] ?? {};
    if (started === 'skipped' && ended === 'skipped') return [];
    return [[title, [`start ${started}, end ${ended}`]]];
  });
}

/** The versions in the environments before and after the deployment. */
function environments({ before: earlier, after }: VersionsBeforeAndAfter = {}): Section | undefined {
  const names = [...new Set([...(earlier ?? []), ...(after ?? [])].map(({ environment }) => environment))];
  if (names.length === 0) return undefined;
  const rows = lazy(
    () => names,
    (name): readonly Line[] => [[oneLine(name, 100)], [versionIn(earlier, name)], [versionIn(after, name)]],
  );
  const head = ['Environment', 'Version before', 'Version after'];
  const table: Block = { kind: 'table', head, rows, most: LIST_BYTES.environments };
  return { name: 'environments', title: 'Versions in the environments', folding: 'none', blocks: [table] };
}

function versionIn(row: readonly EnvironmentVersion[] | undefined, name: string): string {
  if (row === undefined) return '';
  const found = row.find(({ environment }) => environment === name);
  if (found === undefined) return '–';
  const since = found.since === undefined ? '' : ` since ${formatTimestamp(found.since)}`;
  return `${oneLine(found.version, 100)}${since}`;
}

function trouble({ trackerTrouble }: ReleaseResult): Section | undefined {
  if (trackerTrouble.length === 0) return undefined;
  const items = lazy(
    () => trackerTrouble,
    (sentence): Line => [
      { kind: 'toned', tone: 'unclear', text: 'Warning:' },
      ' ',
      ...prose(sentence, 2_000),
    ],
  );
  const list: Block = { kind: 'list', items, most: LIST_BYTES.trouble };
  return { name: 'tracker problems', title: 'Problems with trackers', folding: 'none', blocks: [list] };
}

/** The configuration values by their names. The list is open if one of them is not set. */
function configuration({ configuration: items = [] }: ReleaseResult): Section | undefined {
  if (items.length === 0) return undefined;
  const done = items.filter(({ set }) => set).length;
  const rows = lazy(
    () => items,
    ({ name, set }): readonly Line[] => [
      [oneLine(name, 200)],
      [set ? { kind: 'toned', tone: 'good', text: 'set' } : 'not set'],
    ],
  );
  const head = ['Configuration value', 'Result'];
  return {
    name: 'configuration values',
    title: `${formatNumber(done)} of ${count(items.length, 'configuration value')} set`,
    folding: done === items.length ? 'closed' : 'open',
    blocks: [{ kind: 'table', head, rows, most: LIST_BYTES.configuration }],
  };
}

/** The problems are the reason of an inspection that failed, so they are shown open then. */
function problems({ inspection, outcome }: ReleaseResult): Section | undefined {
  const all = inspection?.problems ?? [];
  if (inspection === undefined || all.length === 0) return undefined;
  const head = ['Severity', 'Object', 'Problem'];
  const rows = lazy(() => all, problemRow);
  return {
    name: 'problems by object',
    title: `${count(inspection.errors, 'error')} and ${count(inspection.warnings, 'warning')} by object`,
    folding: isGreen(outcome.status) ? 'closed' : 'open',
    blocks: [{ kind: 'table', head, rows, most: LIST_BYTES.problems }],
  };
}

function problemRow({ severity, object, uuid, message }: DeploymentProblem): readonly Line[] {
  const id: Line = uuid ? [{ kind: 'break' }, { kind: 'small', text: oneLine(uuid, 100) }] : [];
  return [
    [{ kind: 'toned', tone: severity === 'error' ? 'bad' : 'warned', text: severity }],
    [oneLine(object, 200), ...id],
    [oneLine(message)],
  ];
}

function log(excerpt: string, status: Status): Section {
  const lines = lazy(
    () => linesOf(excerpt),
    ({ line }) => line,
  );
  const block: Block = { kind: 'log', lines, most: LOG_BYTES, namesFile: !isGreen(status) };
  return { name: 'deployment log', title: 'Deployment log', folding: 'closed', blocks: [block] };
}

function timeline({ timeline: bars }: ReleaseResult): Section | undefined {
  if (bars.length === 0) return undefined;
  return { name: 'timeline', title: 'Timeline', folding: 'closed', blocks: [{ kind: 'chart', bars }] };
}
