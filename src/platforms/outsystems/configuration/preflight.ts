import type { ConfigurationFile } from '../../../inputs/configuration-file.ts';
import type { Findings, Variable } from '../../adapter.ts';
import type { Examined } from '../../define.ts';
import { examineConfiguration } from '../../examine-configuration.ts';
import type { Payload } from '../files.ts';
import type { OutSystemsInputs } from '../rules.ts';
import { fillPossible } from './choose.ts';
import { readManifest } from './manifest.ts';

/**
 * Checks the configuration file before any request is sent. LifeTime is asked later for the key and the name of the
 * target, which decide on its values.
 */
export function preflightConfiguration(
  values: Partial<OutSystemsInputs>,
  variable: Variable,
): Promise<Examined<Payload>> {
  return examineConfiguration(values, variable, (file) => findingsOf(file, values.environment));
}

function findingsOf(file: ConfigurationFile, environment: string | undefined): Findings {
  const manifest = readManifest(file);
  const filled = environment === undefined ? [] : fillPossible(file, manifest, environment);
  const found = file.findings();
  return {
    problems: [...manifest.problems, ...found.problems],
    // Without the environment, nothing is known to be unused.
    warnings: environment === undefined ? [] : found.warnings,
    // A placeholder without a value is part of a message.
    secrets: found.problems.length > 0 ? found.secrets : [...found.secrets, ...filled],
  };
}
