import { isGreen, type Status } from '../release/outcome.ts';
import {
  adviceBlock,
  type Block,
  type Content,
  type Inline,
  type Line,
  lazy,
  oneLine,
  prose,
  type Section,
} from '../report/blocks.ts';
import { toneOf } from '../report/content.ts';
import { count, formatDuration } from '../shared/format.ts';
import type { ItemReport, ReleaseReport } from './release-report.ts';
import type { ItemEnd } from './verdict.ts';

/** The size limit of each list, in bytes of the rendered report. */
const LIST_BYTES = 300_000;
/** The longest reason, in characters. A release may have some hundred deployments. */
const LONGEST_REASON = 1_000;

/** The content of the summary and of the page of a whole release, with the verdict first. */
export function describeReport(report: ReleaseReport): Content {
  const { status, file, reason = '', advice, problems, items } = report;
  const verdict = [formatCounts(items), reason].filter((text) => text !== '').join(' ');
  const sections: readonly Section[] = [
    section('verdict', [
      { kind: 'text', line: prose(verdict) },
      ...(problems.length > 0 ? [listOf(problems.map((problem) => prose(problem)))] : []),
      ...(advice === undefined ? [] : [adviceBlock(advice)]),
    ]),
    section('deployments', items.length > 0 ? [tableOf(items)] : [], 'Deployments'),
    section('reasons', reasonsOf(items), 'What did not succeed'),
  ];
  return {
    tone: report.exit === 0 ? toneOf(status) : toneOf(isGreen(status) ? 'failed' : status),
    heading: `${status}: ${oneLine(file)}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function section(name: string, blocks: readonly Block[], title?: string): Section {
  return { name, folding: title === undefined ? 'none' : 'open', blocks, ...(title && { title }) };
}

function listOf(lines: readonly Line[]): Block {
  return {
    kind: 'list',
    items: lazy(
      () => lines,
      (line) => line,
    ),
    most: LIST_BYTES,
  };
}

function tableOf(items: readonly ItemReport[]): Block {
  return {
    kind: 'table',
    head: ['Deployment', 'Stage', 'Status', 'Duration', 'Version', 'Link'],
    rows: lazy(() => items, rowOf),
    most: LIST_BYTES,
  };
}

function rowOf({ deployment, status, exit, result }: ItemReport): readonly Line[] {
  const tone = exit !== 0 && status !== 'skipped' && isGreen(status) ? 'bad' : undefined;
  const word: Inline =
    status === 'skipped' ? status : { kind: 'toned', tone: tone ?? toneOf(status), text: status };
  return [
    [oneLine(deployment.name)],
    [String(deployment.stage)],
    [word],
    result
      ? [formatDuration(result.endedAt - result.startedAt), ...(result.kept ? [' (deployed before)'] : [])]
      : [],
    result?.plan ? [oneLine(result.plan.version)] : [],
    result?.deployment ? [{ kind: 'link', text: 'deployment', address: result.deployment.url }] : [],
  ];
}

/** The reasons of the deployments that did not succeed. */
function reasonsOf(items: readonly ItemReport[]): readonly Block[] {
  const lines = items.flatMap(({ deployment, status, result, problems }): readonly Line[] => {
    if (status === 'succeeded' || status === 'skipped') return [];
    const { reason = '', advice = '' } = result?.outcome ?? {};
    const text = [...problems, reason, advice].filter((each) => each !== '').join(' ');
    return [[{ kind: 'strong', text: oneLine(deployment.name) }, ': ', ...prose(text, LONGEST_REASON)]];
  });
  return lines.length > 0 ? [listOf(lines)] : [];
}

/** The texts that say how a release ended: the numbers of deployments, the reason, and the problems. */
export function verdictTexts({
  items,
  reason,
  problems,
}: Pick<ReleaseReport, 'items' | 'reason' | 'problems'>): readonly string[] {
  return [formatCounts(items), reason, ...problems].flatMap((text) => (text ? [text] : []));
}

/** Formats the number of deployments by their status: `6 deployments: 2 succeeded, 1 failed, 3 skipped.` */
function formatCounts(items: readonly (ItemEnd & Pick<ItemReport, 'result'>)[]): string {
  const numbers = new Map<Status | 'skipped', number>();
  for (const { status } of items) numbers.set(status, (numbers.get(status) ?? 0) + 1);
  const parts = [...numbers].map(([status, number]) => `${number} ${status}`);
  if (parts.length === 0) return '';
  const kept = items.filter(({ result }) => result?.kept).length;
  const before = kept > 0 ? ` ${count(kept, 'deployment')} had succeeded before.` : '';
  return `${count(items.length, 'deployment')}: ${parts.join(', ')}.${before}`;
}
