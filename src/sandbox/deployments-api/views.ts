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

/** A record by itself, as a create answers it. */
export function showRecord(record: DeploymentRecord) {
  const { component: _component, environment: _environment, writes: _writes, ...shown } = record;
  return shown;
}

/** A record with its component and its environment. */
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

/** A page of a list; the whole of it as a bare array in era A, which knows no pages. */
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

/** `GET catalog/components` */
export function componentList(context: RequestContext): Answer {
  const anything = { kindGroup: optional(() => []) };
  return page(context, anything, context.site.components, showComponent);
}

/** `GET environments` */
export function environmentList(context: RequestContext): Answer {
  return page(context, {}, context.site.environments, showEnvironment);
}
