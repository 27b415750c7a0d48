import { readConfigurationFile } from '../../../inputs/configuration-file.ts';
import type { Variable } from '../../adapter.ts';
import type { Examined } from '../../define.ts';
import type { Payload } from '../files.ts';
import type { OutSystemsInputs } from '../rules.ts';
import { fillPossible } from './choose.ts';
import { readManifest } from './manifest.ts';

/**
 * Checks the configuration file before any request is sent. LifeTime is asked later for the key and the name of the
 * target, which decide on its values.
 */
export async function preflightConfiguration(
  values: Partial<OutSystemsInputs>,
  variable: Variable,
): Promise<Examined<Payload>> {
  const file = await readConfigurationFile(values, variable);
  if (file === undefined) return { payload: {}, problems: [], warnings: [] };
  if ('problems' in file) return { payload: {}, problems: file.problems, warnings: [] };
  const manifest = readManifest(file);
  const { environment } = values;
  const filled = environment === undefined ? [] : fillPossible(file, manifest, environment);
  const found = file.findings();
  return {
    payload: { configuration: file },
    problems: [...manifest.problems, ...found.problems],
    // Without the environment, nothing is known to be unused.
    warnings: environment === undefined ? [] : found.warnings,
    // A placeholder without a value is part of a message.
    secrets: found.problems.length > 0 ? found.secrets : [...found.secrets, ...filled],
  };
}
