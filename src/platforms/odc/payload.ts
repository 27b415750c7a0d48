import type { ConfigurationFile } from '../../inputs/configuration-file.ts';
import type { Findings, Variable } from '../adapter.ts';
import type { Examined } from '../define.ts';
import { examineConfiguration } from '../examine-configuration.ts';
import type { OdcInputs } from './rules.ts';
import { readWanted } from './wanted.ts';

/** What a release sends beside its applications. */
export interface OdcPayload {
  readonly configuration?: ConfigurationFile;
}

/** Checks the configuration file. Whether its names exist is checked later, when ODC is asked. */
export function preflightOdc(values: Partial<OdcInputs>, variable: Variable): Promise<Examined<OdcPayload>> {
  return examineConfiguration(values, variable, (file) => findingsOf(file, values.application?.length ?? 1));
}

function findingsOf(file: ConfigurationFile, applications: number): Findings {
  const wanted = readWanted(file, applications);
  const { problems, warnings, secrets } = file.findings();
  const empty = wanted.values.length === 0 && wanted.problems.length === 0;
  return {
    problems: [...wanted.problems, ...problems],
    warnings: [
      ...warnings,
      ...(empty ? [`\`configuration-file\` has no value, so nothing is set (${file.path}).`] : []),
    ],
    secrets,
  };
}
