import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';
import { bodyOf } from './body.ts';
import { Refused } from './errors.ts';
import { lookAtOperation, openOperation, type SimulatedOperation } from './operation.ts';
import { cursorPage, page } from './paging.ts';
import { assetOf, type RequestContext, revisionOf, stageOf } from './site.ts';
import { showMessage, showPublication } from './views.ts';
import { isDeployable, promotionOrder } from './world.ts';

/** Handles `POST publish-operations`: builds a revision and deploys it to Development. */
export function startPublication(context: RequestContext): Answer {
  const { request, site, shared, now } = context;
  const body = bodyOf(request, {
    operation: 'string',
    assetKey: 'string',
    revision: 'integer',
    environmentKey: 'string?',
  });
  if (body['operation'] !== 'Publish') {
    throw new Refused(400, `The value '${String(body['operation'])}' is not valid for operation.`);
  }
  const asset = assetOf(context, body['assetKey']);
  if (!isDeployable(asset.type)) {
    throw new Refused(400, `An asset of type ${asset.type} cannot be published.`);
  }
  const revision = revisionOf(asset, body['revision']);
  const stage = stageOf(context, body['environmentKey'] ?? promotionOrder[0]?.key);
  const build = site.builds.find(
    (each) => each.asset === asset && each.revision === revision && each.type === 'Debug',
  );
  const opened = openOperation({
    key: sequentialKey('c1', shared.state.publications.length + 1),
    operation: 'Publish',
    asset,
    revision,
    stage,
    by: shared.account,
    scenario: site.scenario,
    startedAt: now,
    ...(build && { build }),
  });
  shared.state.publications.push(opened.view);
  site.publications.push(opened);
  return json(201, showPublication(opened, site.scenario));
}

function publicationOf({ shared, keys: [key] }: RequestContext): SimulatedOperation {
  const all = [...shared.sites.values()].flatMap(({ publications }) => publications);
  const found = all.find(({ view }) => view.key === key);
  if (!found) throw new Refused(404, `The publish operation '${key}' was not found.`);
  return found;
}

/** Handles `GET publish-operations/{key}`. */
export function onePublication(context: RequestContext): Answer {
  const publication = publicationOf(context);
  lookAtOperation(publication, context.now);
  return json(200, showPublication(publication, context.site.scenario));
}

/** Handles `GET publish-operations`: newest first. A shown operation is polled. */
export function publicationList(context: RequestContext): Answer {
  const { site, request, now } = context;
  const key = request.query.get('assetKey');
  const found = site.publications.filter(({ view }) => key === null || view.asset === key);
  for (const publication of found) lookAtOperation(publication, now);
  return page(
    context,
    found.toReversed().map((publication) => showPublication(publication, site.scenario)),
  );
}

/** Handles `GET publish-operations/{key}/messages`: pages with text offsets. */
export function publicationMessages(context: RequestContext): Answer {
  const { messages, asset, view } = publicationOf(context);
  view.reads += 1;
  const list = messages.map((message) => showMessage(asset.key, message));
  return cursorPage(context, list, context.site.scenario.cursorEnd ?? 'null');
}
