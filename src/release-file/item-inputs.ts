import { type InputName, inputTable, platformsOf } from '../definition.ts';
import { environmentName } from '../inputs/names.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { Variable } from '../platforms/adapter.ts';
import type { FileDeployment } from './deployments.ts';

/**
 * The text of an input of a deployment: from the release file, for a secret from the variable that the file names,
 * else from the usual variable.
 * @param stateFile the default of `state-file`
 */
export function inputOf(
  { platform, env, secrets }: FileDeployment,
  variable: Variable,
  stateFile: string,
): (name: InputName) => string {
  return (name) => {
    if (name === 'platform') return platform;
    const secret = secrets[name];
    if (secret !== undefined) return variable(secret) ?? '';
    const usual = environmentName(name);
    return env[usual] || variable(usual) || defaultOf(name, stateFile);
  };
}

function defaultOf(name: InputName, stateFile: string): string {
  if (name === 'operation') return 'deploy';
  return name === 'state-file' ? stateFile : '';
}

/** The secrets that the file names, that the platform has, and whose variables are empty or not set. */
export function missingSecrets(
  { platform, secrets }: FileDeployment,
  variable: Variable,
): readonly InputProblem[] {
  return inputTable.flatMap(([input]) => {
    const name = secrets[input];
    const applies = platformsOf(input)?.some((owner) => owner === platform) ?? true;
    if (name === undefined || !applies || variable(name)?.trim()) return [];
    return [
      { input, message: `comes from the environment variable ${name}, which is empty or not set: set it` },
    ];
  });
}
