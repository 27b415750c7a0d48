import type { SandboxState } from '../index.ts';

/** An object that a client has created, in the form that the page shows. */
interface CreatedThing {
  readonly system: string;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  /** All known properties, as indented JSON. */
  readonly details: string;
}

/** Lists the created objects of all simulated systems, oldest first within each kind. */
export function summarize(state: SandboxState): readonly CreatedThing[] {
  const { appian, lifetime, odc, bigpanda, deploymentsApi, github, cdevents, pagerduty, datadog } = state;
  const thing =
    (system: string, kind: string) =>
    (name: string, status: string, value: unknown): CreatedThing => ({
      system,
      kind,
      name,
      status,
      details: JSON.stringify(value, null, 2),
    });
  const inspection = thing('Appian', 'inspection');
  const deployment = thing('Appian', 'deployment');
  const testRun = thing('Appian', 'test run');
  const plan = thing('LifeTime', 'plan');
  const tag = thing('LifeTime', 'version');
  const setting = thing('LifeTime', 'setting');
  const operation = thing('ODC', 'operation');
  const build = thing('ODC', 'build');
  const revisionTag = thing('ODC', 'tag');
  const event = thing('BigPanda', 'deployment');
  const change = thing('BigPanda', 'change');
  const record = thing('Deployments API', 'record');
  const deployed = thing('GitHub', 'deployment');
  const run = thing('CDEvents', 'pipeline run');
  const changeEvent = thing('PagerDuty', 'change event');
  const doraDeployment = thing('Datadog', 'deployment');
  return [
    ...appian.inspections.map((each) => inspection(each.uuid, each.status, each)),
    ...appian.deployments.map((each) => deployment(`${each.action}: ${each.name}`, each.status, each)),
    ...appian.testRuns.map((each) => testRun(`${each.id}: ${each.scope}`, each.status, each)),
    ...lifetime.plans.map((each) => plan(each.key, each.deleted ? 'deleted' : each.status, each)),
    ...lifetime.tags.map((each) => tag(each.version, 'tagged', each)),
    ...lifetime.settings.map(({ value: _value, ...each }) => setting(each.key, 'set', each)),
    ...odc.builds.map((each) => build(`${each.assetName}@${each.revision}`, each.status, each)),
    ...odc.operations.map((each) =>
      operation(`${each.operation}: ${each.assetName}@${each.revision} to ${each.stage}`, each.status, each),
    ),
    ...odc.tags.map((each) => revisionTag(`${each.assetName}@${each.revision}`, 'tagged', each)),
    ...bigpanda.changes.map((each) => event(`${each.component} ${each.version}`, each.status, each)),
    ...bigpanda.changeRecords.map((each) => change(each.summary, each.status, each)),
    ...deploymentsApi.deployments.map((each) =>
      record(`${each.component} ${each.version} in ${each.environment}`, each.status, each),
    ),
    ...github.deployments.map((each) =>
      deployed(`${each.ref} to ${each.environment}`, each.statuses.at(-1)?.state ?? 'pending', each),
    ),
    ...cdevents.runs.map((each) => run(each.name, each.outcomes.at(-1) ?? 'started', each)),
    ...pagerduty.changes.map((each) => changeEvent(each.summary, 'processed', each)),
    ...datadog.deployments.map((each) => doraDeployment(`${each.service} ${each.version}`, 'recorded', each)),
  ];
}
