const PREFIX = 'LOWCODE_DEPLOY_';

/** Returns the environment variable for an input: `LOWCODE_DEPLOY_POLL_INTERVAL`. */
export function environmentName(name: string): string {
  return `${PREFIX}${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Returns what follows the common beginning of a variable's name. */
export function restOfVariable(variable: string): string {
  return variable.slice(PREFIX.length);
}

/** Whether a name is that of a variable for an input, and not that of an input. */
export function isVariable(name: string): boolean {
  return name.startsWith(PREFIX);
}

/**
 * Returns the variables with a value that are named like that of an input, and that no input has.
 * @param known the names of all inputs
 */
export function unknownVariables(
  known: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const names = new Set(known.map(environmentName));
  return Object.keys(env).filter((name) => isVariable(name) && env[name]?.trim() && !names.has(name));
}
