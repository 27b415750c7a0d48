import { type Answer, content, json } from '../simulated-api.ts';
import { bodyOf } from './body.ts';
import { problem, Refused } from './errors.ts';
import { page } from './paging.ts';
import { assetOf, type RequestContext, revisionOf } from './site.ts';
import { sortedBy } from './sorting.ts';
import { showRevision } from './views.ts';
import { isDeployable, type SimulatedAsset } from './world.ts';

/** Maximum of `limit` in this API domain. */
const mostRevisions = 1000;

/** Returns the values of a list in the query: repeated, or separated by commas. */
function listIn(query: URLSearchParams, name: string): readonly string[] {
  return query.getAll(name).flatMap((each) => each.split(',').filter((part) => part !== ''));
}

/** Handles `GET assets`: the latest revision of each asset. The name is matched in part, in any letter case. */
export function assetList(context: RequestContext): Answer {
  const { site, request } = context;
  const { query } = request;
  const part = (query.get('nameContains') ?? '').toLowerCase();
  const types = listIn(query, 'assetTypes');
  const keys = listIn(query, 'assetKeys');
  const deployable = query.get('metadata.isDeployable');
  const found = site.assets.filter(
    ({ name, type, key }) =>
      name.toLowerCase().includes(part) &&
      (types.length === 0 || types.includes(type)) &&
      (keys.length === 0 || keys.includes(key)) &&
      (deployable === null || isDeployable(type) === (deployable === 'true')),
  );
  const sorted = sortedBy(found, query.get('sort') ?? '', { name: ({ name }) => name });
  return page(
    context,
    sorted.map((asset) => showRevision(asset, asset.latest)),
    mostRevisions,
  );
}

/** Handles `GET assets/{key}` and `GET assets/{key}/latest-revision`. */
export function latestRevision(context: RequestContext): Answer {
  const asset = assetOf(context, context.keys[0]);
  return json(200, showRevision(asset, asset.latest));
}

/** Handles `GET assets/{key}/highest-tag-revision`: 404 if no revision has a tag. */
export function highestTag(context: RequestContext): Answer {
  const asset = assetOf(context, context.keys[0]);
  const [highest] = [...asset.tags].toSorted(([, a], [, b]) => compareTags(b.label, a.label));
  if (!highest) return problem(404, context.request.path, `The asset '${asset.key}' has no tagged revision.`);
  return json(200, showRevision(asset, highest[0]));
}

/** Handles `GET assets/{key}/revisions`. */
export function revisionList(context: RequestContext): Answer {
  const { query } = context.request;
  const asset = assetOf(context, context.keys[0]);
  const isTagged = query.get('isTagged');
  const tag = query.get('tag');
  const numbers = Array.from({ length: asset.latest }, (_, at) => at + 1).filter(
    (revision) =>
      (isTagged === null || asset.tags.has(revision) === (isTagged === 'true')) &&
      (tag === null || asset.tags.get(revision)?.label === tag),
  );
  const sorted = sortedBy(numbers, query.get('sort') ?? '', { revision: (number) => number });
  return page(
    context,
    sorted.map((revision) => showRevision(asset, revision)),
    mostRevisions,
  );
}

/** Handles `GET assets/{key}/revisions/{n}`. */
export function oneRevision(context: RequestContext): Answer {
  const asset = assetOf(context, context.keys[0]);
  return json(200, showRevision(asset, revisionOf(asset, context.keys[1])));
}

/** Handles `PATCH assets/{key}/revisions/{n}`: sets or removes the tag, release notes and commit message. */
export function patchRevision(context: RequestContext): Answer {
  const { request, shared, now } = context;
  const asset = assetOf(context, context.keys[0]);
  const revision = revisionOf(asset, context.keys[1]);
  const body = bodyOf(request, { tag: 'string?', releaseNotes: 'string?', commitMessage: 'string?' });
  const { tag, releaseNotes } = body;
  const label = typeof tag === 'string' ? tag : undefined;
  if (label !== undefined) refuseLowTag(asset, label);
  if (releaseNotes === '') request.object('releaseNotes is empty: the server erases the release notes');
  const notes = typeof releaseNotes === 'string' ? releaseNotes : null;
  const known = asset.tags.get(revision);
  if (notes !== null && label === undefined && !known) {
    throw new Refused(400, 'Release notes need a tag.');
  }
  if (tag === null) asset.tags.delete(revision);
  else if (label !== undefined || notes !== null) {
    const by = shared.account;
    const next = { label: label ?? known?.label ?? '', releaseNotes: notes, at: now, by };
    asset.tags.set(revision, next);
  }
  shared.state.tags.push({ asset: asset.key, assetName: asset.name, revision, body });
  return content(204, 'application/json', '');
}

/** @throws Refused (400) unless the tag has three numbers and is higher than every tag of the asset */
function refuseLowTag(asset: SimulatedAsset, label: string): void {
  if (!/^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(label)) {
    throw new Refused(400, `The tag '${label}' is not valid: use Major.Minor.Patch.`);
  }
  const higher = [...asset.tags.values()].find((known) => compareTags(known.label, label) >= 0);
  if (higher) throw new Refused(400, `The tag '${label}' is not higher than the tag '${higher.label}'.`);
}

const numbersOf = (tag: string): readonly number[] => tag.split('.').map(Number);

/** Compares two tags by their numbers. */
function compareTags(one: string, other: string): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
