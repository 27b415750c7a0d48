import { type Answer, json } from '../simulated-api.ts';
import { eraOf, type RequestContext, type TrackerSite } from './site.ts';
import type { DeploymentRecord } from './state.ts';
import { check, optional, type Shape, whole } from './validation.ts';
import type { TrackedComponent, TrackedEnvironment } from './world.ts';

const creationTimes = { createdAt: '2024-01-01T08:00:00.000Z', updatedAt: '2024-01-01T08:00:00.000Z' };

const showComponent = (component: TrackedComponent) => ({
  ...component,
  description: null,
  tags: [],
  metadata: null,
  ...creationTimes,
});

const showEnvironment = (environment: TrackedEnvironment) => ({
  ...environment,
  description: null,
  metadata: null,
  ...creationTimes,
});

/** Converts a record into the JSON that a create answers, without component and environment. */
export function showRecord(record: DeploymentRecord) {
  const { component: _component, environment: _environment, writes: _writes, ...shown } = record;
  return shown;
}

/** Converts a record into JSON with its component and its environment. */
export function showFully(site: TrackerSite, record: DeploymentRecord) {
  const component = site.components.find(({ id }) => id === record.componentId);
  const environment = site.environments.find(({ id }) => id === record.environmentId);
  return {
    ...showRecord(record),
    component: component ? showComponent(component) : null,
    environment: environment ? showEnvironment(environment) : null,
  };
}

const paging: Shape = { skip: optional(whole(0)), take: optional(whole(1, 100)) };

/** Answers with a page of a list; in era A, which has no pages, with the whole list as a bare array. */
export function page<Item>(
  { request, site }: RequestContext,
  filters: Shape,
  items: readonly Item[],
  show: (item: Item) => unknown,
): Answer {
  const query = Object.fromEntries(request.query);
  if (eraOf(site) === 'a') return json(200, items.map(show));
  check({ ...paging, ...filters }, query);
  const [skip, take] = [Number(query['skip'] ?? 0), Number(query['take'] ?? 20)];
  return json(200, { data: items.slice(skip, skip + take).map(show), total: items.length, skip, take });
}

/** Handles `GET catalog/components`. */
export function componentList(context: RequestContext): Answer {
  const anything = { kindGroup: optional(() => []) };
  return page(context, anything, context.site.components, showComponent);
}

/** Handles `GET environments`. */
export function environmentList(context: RequestContext): Answer {
  return page(context, {}, context.site.environments, showEnvironment);
}
