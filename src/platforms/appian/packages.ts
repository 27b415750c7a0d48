import type { ApiClient } from '../../http/client.ts';
import { withoutTrailing } from '../../http/scan.ts';
import type { Found } from '../../inputs/found.ts';
import { count } from '../../shared/format.ts';
import { explaining, type SiteInputs } from './explain.ts';
import { APPIAN_BUDGETS_MS } from './status-request.ts';
import { type InFlight, readPackages } from './wire.ts';

/** Maximum number of candidates in a problem message. The order is the site's: newest first. */
const MOST_CANDIDATES = 20;

/**
 * Returns the packages in flight of an application.
 * @param application its UUID
 * @throws Halt
 */
export async function packagesOf(
  { server, site }: { readonly server: ApiClient; readonly site: SiteInputs },
  application: string,
  signal: AbortSignal,
): Promise<readonly InFlight[]> {
  const path = `applications/${encodeURIComponent(application)}/packages`;
  return explaining({ what: 'export', site }, () =>
    server.json(
      { method: 'GET', path, retry: 'read', patienceMs: APPIAN_BUDGETS_MS.begin, signal },
      readPackages,
    ),
  );
}

/**
 * Finds the package by UUID, exact name or ticket link, or returns a problem that lists the candidates. A part of a
 * name never matches.
 */
export function choosePackage(wanted: string, packages: readonly InFlight[]): Found<InFlight> {
  const link = withoutSlash(wanted);
  const meant = packages.filter(
    ({ uuid, name, ticket }) =>
      uuid.toLowerCase() === wanted.toLowerCase() ||
      name.trim() === wanted ||
      (ticket !== '' && withoutSlash(ticket) === link),
  );
  const [only] = meant;
  if (only && meant.length === 1) return { value: only };
  if (only)
    return { problem: `means ${meant.length} packages ("${wanted}"): give the UUID of one.\n${list(meant)}` };
  if (packages.length === 0)
    return { problem: `is not there ("${wanted}"): the application has no package in flight` };
  return {
    problem: `is not the UUID, exact name or ticket link of a package in flight ("${wanted}"); there ${packages.length === 1 ? 'is' : 'are'} ${count(packages.length, 'package')}.\n${list(packages)}`,
  };
}

const withoutSlash = (link: string): string => withoutTrailing(link.trim(), '/');

function list(packages: readonly InFlight[]): string {
  const lines = packages
    .slice(0, MOST_CANDIDATES)
    .map(
      ({ name, uuid, ticket, changed }) =>
        `"${name}" (${uuid}${ticket && `, ${ticket}`}), last changed ${sayTime(changed)}`,
    );
  const rest = packages.length - lines.length;
  return [...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n');
}

/** Formats a time as `2023-03-13 16:54 UTC`, or returns the site's text if it is not a time. */
function sayTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return text || 'at an unknown time';
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
