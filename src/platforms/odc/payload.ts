import { type ConfigurationFile, readConfigurationFile } from '../../inputs/configuration-file.ts';
import type { Variable } from '../adapter.ts';
import type { Examined } from '../define.ts';
import type { OdcInputs } from './rules.ts';
import { readWanted } from './wanted.ts';

/** What a release sends beside its applications. */
export interface OdcPayload {
  readonly configuration?: ConfigurationFile;
}

/** Checks the configuration file. Whether its names exist is checked later, when ODC is asked. */
export async function preflightOdc(
  values: Partial<OdcInputs>,
  variable: Variable,
): Promise<Examined<OdcPayload>> {
  const file = await readConfigurationFile(values, variable);
  if (file === undefined) return { payload: {}, problems: [], warnings: [] };
  if ('problems' in file) return { payload: {}, problems: file.problems, warnings: [] };
  const wanted = readWanted(file, values.application?.length ?? 1);
  const { problems, warnings, secrets } = file.findings();
  const empty = wanted.values.length === 0 && wanted.problems.length === 0;
  return {
    payload: { configuration: file },
    problems: [...wanted.problems, ...problems],
    warnings: [
      ...warnings,
      ...(empty ? [`\`configuration-file\` has no value, so nothing is set (${file.path}).`] : []),
    ],
    secrets,
  };
}
