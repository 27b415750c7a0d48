import { join } from 'node:path';
import type { ExportResult, PlatformRun } from '../../release/platform.ts';
import { valuesOf } from './customization.ts';
import { type ExportSource, exportRelease } from './export.ts';
import type { AppianOptions } from './options.ts';
import { MANIFEST, RELEASE_FOLDER, saveRelease } from './release-folder.ts';

/** Exports a package and its other files into a folder below `parent`, with a manifest. */
export async function exportToFolder(
  origin: ExportSource,
  parent: string,
  { redact }: Pick<AppianOptions, 'redact'>,
  run: PlatformRun,
): Promise<ExportResult> {
  const folder = join(parent, RELEASE_FOLDER);
  const { logFile, ...release } = await exportRelease(origin, folder, 'export', run);
  const { customization, appianVersion } = release;
  if (typeof customization === 'object') {
    redact.hide(valuesOf(customization.content.toString('utf8')));
    run.log.notice(
      `The package has a customization file, which may hold secrets: everybody who can read the folder or an artifact made of it can read ${customization.file.name}.`,
    );
  }
  run.complete({ component: release.name, package: release.package });
  const files = await saveRelease(folder, release);
  run.log.info(`  ${join(folder, MANIFEST)}${appianVersion ? `, of Appian ${appianVersion}` : ''}`);
  return { package: release.package, files, folder, ...(logFile && { logFile }) };
}
