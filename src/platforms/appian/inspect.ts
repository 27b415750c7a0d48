import { Halt } from '../../release/outcome.ts';
import type { Inspection, PlatformRun, StatusReading, Verdict } from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import type { AppianClient } from './client.ts';
import { explaining } from './explain.ts';
import type { Payload } from './files.ts';
import { inspectionForm, isInspectable } from './form.ts';
import type { AppianOptions } from './options.ts';
import { judge } from './status.ts';
import type { InspectionAnswer } from './wire.ts';

/** Inspects the payload if the inputs ask for it, and decides whether it may be deployed. */
export async function inspectPayload(
  client: AppianClient,
  payload: Payload,
  { inspect, inspectOnly, onWarnings }: Pick<AppianOptions, 'inspect' | 'inspectOnly' | 'onWarnings'>,
  run: PlatformRun,
): Promise<Verdict> {
  if (!inspect) return { kind: 'go', warned: false, reason: 'Not inspected, because of `inspect: false`.' };
  if (!isInspectable(payload)) return uninspectable(inspectOnly);
  run.log.info(`Inspecting on ${client.base.host}`);
  if (payload.plugins || payload.scripts)
    run.log.info(
      '  Appian does not inspect database scripts and plug-ins: their effects are seen only when they run.',
    );
  return judge(await runInspection(client, payload, run), onWarnings);
}

async function runInspection(client: AppianClient, payload: Payload, run: PlatformRun): Promise<Inspection> {
  const id = await explaining({ what: 'inspect' }, () =>
    client.beginInspection(inspectionForm(payload), run),
  );
  const began = run.clock.now();
  run.noteInspection({ id, status: 'IN_PROGRESS', errors: 0, warnings: 0, problems: [], counts: [] });
  run.log.info(`  inspection ${id}`);
  const answer = await pollUntilEnd('inspection', () => readStatus(client, id, began, run), run);
  const inspection = { id, status: answer.status, ...conclusive(answer) };
  run.noteInspection(inspection);
  return inspection;
}

async function readStatus(
  client: AppianClient,
  id: string,
  began: number,
  run: PlatformRun,
): Promise<StatusReading<InspectionAnswer>> {
  const answer = await explaining({ what: 'inspect' }, () => client.inspection(id, began, run));
  return answer.status === 'IN_PROGRESS'
    ? { phase: 'underway', status: answer.status }
    : { phase: 'over', status: answer.status, result: answer };
}

/** Appian inspects only objects, configuration and settings. */
function uninspectable(inspectOnly: boolean): Verdict {
  const reason =
    'Not inspected: Appian does not inspect database scripts and plug-ins, and there is nothing else.';
  if (!inspectOnly) return { kind: 'go', warned: false, reason };
  return { kind: 'stop', outcome: { status: 'invalid-input', reason } };
}

/**
 * Returns the findings of a completed inspection.
 * @throws Halt for every other end: nothing is deployed without findings
 */
function conclusive({ status, findings }: InspectionAnswer): NonNullable<InspectionAnswer['findings']> {
  if (status === 'COMPLETED' && findings) return findings;
  const what =
    status === 'COMPLETED'
      ? 'completed without a result'
      : status === 'FAILED'
        ? 'failed on the site itself, so nothing is known about the package'
        : `ended with a status that is not documented: ${status}`;
  throw new Halt({
    status: 'error',
    reason: `The inspection ${what}. Nothing was deployed.`,
    advice: 'Run this again. If it fails again, check the site and inspect the package by hand.',
  });
}
