/** Returns the environment variable for an input: `LOWCODE_DEPLOY_POLL_INTERVAL`. */
export function environmentName(name: string): string {
  return `LOWCODE_DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`;
}
