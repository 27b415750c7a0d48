import { type Answer, json } from '../simulated-api.ts';
import { Refused } from './errors.ts';
import type { RequestContext, TrackerSite } from './site.ts';
import type { DeploymentRecord } from './state.ts';
import { showFully } from './views.ts';
import type { TrackedComponent } from './world.ts';

function latestIn(
  site: TrackerSite,
  componentId: string,
  environmentId: string,
): DeploymentRecord | undefined {
  return site.records.findLast(
    (record) =>
      record.componentId === componentId &&
      record.environmentId === environmentId &&
      record.status === 'succeeded',
  );
}

/** Handles `GET deployments/latest`; the real endpoint fails on PostgreSQL. */
export function latest({ request, site }: RequestContext): Answer {
  const componentId = request.query.get('componentId');
  if (!site.scenario.hasLatest || componentId === null) throw new Refused(500, 'Internal server error');
  const found = site.environments
    .toSorted((a, b) => a.order - b.order)
    .flatMap(({ id }) => latestIn(site, componentId, id) ?? []);
  return json(
    200,
    found.map((record) => showFully(site, record)),
  );
}

/** Handles `GET deployments/matrix`; the documented and the released shape differ. */
export function matrix({ request, site }: RequestContext): Answer {
  const { matrix: kind } = site.scenario;
  if (kind === 'broken') throw new Refused(500, 'Internal server error');
  const { owner, lifecycle } = Object.fromEntries(request.query);
  const wanted = site.components.filter(
    (component) =>
      (owner === undefined || component.owner === owner) &&
      (lifecycle === undefined || component.lifecycle === lifecycle),
  );
  const row = kind === 'documented' ? documentedRow : releasedRow;
  return json(
    200,
    wanted.map((component) => row(site, component)),
  );
}

function releasedRow(site: TrackerSite, { id, name, kind }: TrackedComponent) {
  const environments = site.environments.map((environment) => {
    const live = latestIn(site, id, environment.id);
    return {
      environmentId: environment.id,
      environmentName: environment.name,
      version: live?.version ?? null,
      status: live?.status ?? null,
      deployedAt: live?.finishedAt ?? null,
    };
  });
  return { id, name, kind, environments };
}

function documentedRow(site: TrackerSite, { id, name }: TrackedComponent) {
  const environments = Object.fromEntries(
    site.environments.flatMap((environment) => {
      const live = latestIn(site, id, environment.id);
      return live ? [[environment.name, { version: live.version, deployedAt: live.finishedAt }]] : [];
    }),
  );
  return { componentId: id, componentName: name, environments };
}
