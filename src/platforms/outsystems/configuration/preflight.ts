import { readConfigurationFile } from '../../../inputs/configuration-file.ts';
import type { Variable } from '../../adapter.ts';
import type { Examined } from '../../define.ts';
import type { Payload } from '../files.ts';
import type { OutSystemsInputs } from '../rules.ts';
import { chooseItems } from './choose.ts';
import { readManifest } from './manifest.ts';

/**
 * Checks the configuration file before any request is sent. Which values are those of the target is certain only once
 * LifeTime has given its key and name: until then, the input `environment` counts as both.
 */
export async function preflightConfiguration(
  values: Partial<OutSystemsInputs>,
  variable: Variable,
): Promise<Examined<Payload>> {
  const file = await readConfigurationFile(values, variable);
  if (file === undefined) return { payload: {}, problems: [], warnings: [] };
  if ('problems' in file) return { payload: {}, problems: file.problems, warnings: [] };
  const manifest = readManifest(file);
  const { environment = '' } = values;
  const isKnown = environment !== '';
  const { items, problems } = chooseItems(file, manifest, { Key: environment, Name: environment });
  const found = file.findings();
  return {
    payload: { configuration: file },
    problems: [...manifest.problems, ...problems, ...found.problems],
    // Without the environment, nothing is known to be unused.
    warnings: isKnown ? found.warnings : [],
    secrets: [...found.secrets, ...items.map(({ value }) => value)],
  };
}
