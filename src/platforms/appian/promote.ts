import { join } from 'node:path';
import { invalidInputs } from '../../inputs/problems.ts';
import { Halt } from '../../release/outcome.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { assemble } from './assemble.ts';
import { type ExportSource, exportRelease } from './export.ts';
import { filesOf, type Payload } from './files.ts';
import type { AppianOptions } from './options.ts';
import { RELEASE_FOLDER } from './release-folder.ts';

/** What one import sends: its files, and its name in the Deploy view. */
export interface ReadyImport {
  readonly payload: Payload;
  readonly name: string;
}

/**
 * Exports the package from another site. The run then inspects and deploys exactly these bytes.
 * @throws Halt if the export fails, or if its files do not fit the inputs
 */
export async function promote(
  { payload: own, customizing, folder, redact, naming }: AppianOptions,
  from: ExportSource,
  run: PlatformRun,
): Promise<ReadyImport> {
  const release = await exportRelease(from, join(folder, RELEASE_FOLDER), 'promotion', run);
  const { payload, secrets, notes, warnings, problems } = assemble(own, release, customizing, 'source-url');
  redact.hide(secrets);
  for (const note of notes) run.log.info(note);
  for (const warning of warnings) run.log.warning(warning);
  if (problems.length > 0) throw new Halt(invalidInputs(problems, 'nothing was deployed'));
  const details = { component: release.name, package: release.package, files: filesOf(payload) };
  const name = naming(details);
  run.complete(details);
  return { payload, name };
}
