/**
 * The folder in which a runner checks out a repository on the host:
 * `/home/runner/work/<repository>/<repository>`, `D:\a\<repository>\<repository>`, `…/_work/<repository>/<repository>`
 * (https://docs.github.com/actions/reference/workflows-and-actions/variables).
 */
const HOST_WORKSPACE =
  /^(?:[a-z]:[\\/]a|(?:[a-z]:)?[\\/](?:[^\\/]+[\\/])*_?work)[\\/]([^\\/]+)[\\/]([^\\/]+)[\\/](.+)$/i;
/** The folder of the checkout in the container of a job, and in that of an action. */
const IN_CONTAINER = /^\/__w\/|^\/github\/workspace(?:\/|$)/;

/**
 * Translates a path of the host to the container in which this process runs.
 * @param workspace `GITHUB_WORKSPACE`
 * @returns undefined if the path is not in a checkout on the host, or the process does not run in a container
 */
export function pathInContainer(path: string, workspace: string | undefined): string | undefined {
  if (workspace === undefined || !IN_CONTAINER.test(workspace)) return undefined;
  const [, , , rest] = HOST_WORKSPACE.exec(path) ?? [];
  return rest && `${workspace.replace(/\/$/, '')}/${rest.replaceAll('\\', '/')}`;
}
