import { type ConfigurationFile, readConfigurationFile } from '../inputs/configuration-file.ts';
import type { SharedInputs } from '../inputs/shared.ts';
import type { Findings, Variable } from './adapter.ts';
import type { Examined } from './define.ts';

/** The part of a payload that the input `configuration-file` gives. */
interface ConfigurationPayload {
  readonly configuration?: ConfigurationFile;
}

/**
 * Reads the configuration file of a release and checks it as the platform does.
 * @param check is called with a file that could be read
 */
export async function examineConfiguration(
  values: Partial<SharedInputs>,
  variable: Variable,
  check: (file: ConfigurationFile) => Findings,
): Promise<Examined<ConfigurationPayload>> {
  const file = await readConfigurationFile(values, variable);
  if (file === undefined) return { payload: {}, problems: [], warnings: [] };
  if ('problems' in file) return { payload: {}, problems: file.problems, warnings: [] };
  return { payload: { configuration: file }, ...check(file) };
}
