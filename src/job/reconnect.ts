import type { Inputs } from '../definition.ts';
import { formatProblems } from '../inputs/problems.ts';
import { trackers as adapters } from '../registry.ts';
import type { JournalEntry } from '../release/journal.ts';
import type { Platform } from '../release/platform.ts';
import { type Tracker, TrackerFailure } from '../release/tracker.ts';
import { messageOf } from '../shared/format.ts';
import { type Addresses, addressesOf, movedAway } from './addresses.ts';
import { connectPlatform, connectTrackers } from './connect.ts';
import type { RunContext, RunTools } from './context.ts';
import { type Examination, examine, platformOf } from './examine.ts';
import type { Reading } from './read-inputs.ts';

/** The systems of a step, as its post phase uses them. */
interface Reconnected {
  readonly platform: Platform;
  readonly trackers: readonly Tracker[];
}

/**
 * Connects the systems of a step again, for its post phase. A system that the current inputs do not determine, or
 * whose address has changed, receives no request: it is replaced by one that fails with the reason.
 */
export async function reconnect(
  { ci, variable, clock }: RunContext,
  entry: JournalEntry,
  reading: Reading,
  tools: RunTools,
): Promise<Reconnected> {
  const now = addressesOf(reading.values, ci.facts);
  // Only systems with an address are connected, and an address requires every input that the connection needs.
  const inputs = reading.values as Inputs;
  const examined = await examineAgain(entry, () =>
    examine(reading.values, { variable, facts: ci.facts, now: clock.now() }),
  );
  tools.redact.hide(examined.secrets);
  const open = adapters.filter(({ name }) => isOpen(entry, name));
  return {
    platform: await attempt(
      () => {
        const release = examined.release ?? platformOf(inputs).unexamined();
        return connectPlatform({ inputs, plan: entry.plan, release }, tools);
      },
      movedAway('platform', entry.addresses, now),
      (why) => absentPlatform(entry.plan.platform, why),
    ),
    trackers: await Promise.all(
      open.map((adapter) =>
        attempt(
          async () => {
            const [tracker] = await connectTrackers(inputs, ci.facts, tools, [adapter.name]);
            return tracker ?? absentTracker(adapter, 'the connection failed');
          },
          trackerProblem(adapter, entry.addresses, now, reading),
          (why) => absentTracker(adapter, why),
        ),
      ),
    ),
  };
}

/** Reads the files again that the steps after the deployment need, if such a step is open. */
async function examineAgain(
  { followUps, end }: JournalEntry,
  examineFiles: () => Promise<Examination>,
): Promise<Required<Pick<Examination, 'release' | 'secrets'>>> {
  const nothing = { release: undefined, secrets: [] };
  if (end !== undefined || followUps === undefined || followUps.due.length === 0) return nothing;
  try {
    const { release, problems, secrets = [] } = await examineFiles();
    return { release: problems.length > 0 ? undefined : release, secrets };
  } catch {
    // Without its files a step is not taken, and the records are ended.
    return nothing;
  }
}

function isOpen({ trackers }: JournalEntry, name: keyof JournalEntry['trackers']): boolean {
  const state = trackers[name]?.state;
  return state === 'asked' || state === 'open';
}

function trackerProblem(
  { name, inputs }: (typeof adapters)[number],
  before: Addresses | undefined,
  now: Addresses,
  { problems }: Reading,
): string | undefined {
  const own = problems.filter(({ input }) => Object.hasOwn(inputs, input));
  return own.length > 0 ? formatProblems(own).join(' ').replace(/\.$/, '') : movedAway(name, before, now);
}

async function attempt<T>(
  connect: () => Promise<T>,
  problem: string | undefined,
  absent: (why: string) => T,
): Promise<T> {
  if (problem !== undefined) return absent(problem);
  try {
    return await connect();
  } catch (error) {
    return absent(messageOf(error));
  }
}

function absentPlatform(name: string, why: string): Platform {
  const refuse = (): Promise<never> => Promise.reject(new Error(`${why}.`));
  return {
    name,
    prepare: refuse,
    readStatus: refuse,
    log: refuse,
    attach: refuse,
    discard: refuse,
    describeLeftRunning: ({ id }) => `${name} could not be asked about deployment ${id}: ${why}.`,
  };
}

function absentTracker({ name, title }: Pick<Tracker, 'name' | 'title'>, why: string): Tracker {
  const refuse = (): Promise<never> =>
    Promise.reject(new TrackerFailure(`${why}.`, false, 'Its record stays open: end it there.'));
  return { name, title, start: refuse, end: refuse };
}
