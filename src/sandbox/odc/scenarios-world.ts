import { hostileProblems } from '../appian/problems.ts';
import { type AssetPlan, assetPlans, mainName, withMain } from './asset-plans.ts';
import { documentedLimits } from './limits.ts';
import { finished, finishedWithError, odcLooks, running, runningForever } from './phases.ts';
import type { OdcScenario, OtherOperation } from './scenario.ts';
import { ambiguousStages } from './world.ts';

const other: OtherOperation = {
  phases: [running(odcLooks.other), finished],
  ageInHours: 0.1,
  asset: mainName,
  revision: 9,
};

/** Returns assets in a chain: each consumes the one before. */
function chain(length: number): readonly AssetPlan[] {
  return batch(length).map((plan, at, plans) => {
    const before = plans[at - 1];
    return before ? { ...plan, producers: [before.name] } : plan;
  });
}

function batch(length: number): readonly AssetPlan[] {
  return Array.from({ length }, (_, at) => ({
    name: `Batch${String(at + 1).padStart(2, '0')}`,
    latest: 2,
    tags: { 1: '1.0.0', 2: '1.1.0' },
    runs: [2, 1, 1] as const,
  }));
}

/** Scenarios with other stages, assets or operations. */
export const odcWorldScenarios: readonly OdcScenario[] = [
  {
    name: 'busy',
    about: `another operation of EmployeeBackoffice runs in Test and Production, for ${odcLooks.other} looks`,
    others: [other],
  },
  {
    name: 'busy-refused',
    about: 'the same; until it ends, a deployment is refused (400)',
    others: [other],
    isExclusive: true,
  },
  {
    name: 'busy-forever',
    about: 'another operation of EmployeeBackoffice that does not end',
    others: [{ ...other, phases: [runningForever] }],
  },
  {
    name: 'busy-twin',
    about: 'another operation deploys the same revision and build',
    isBuilt: true,
    others: [{ ...other, revision: 17, ageInHours: 0 }],
  },
  {
    name: 'busy-elsewhere',
    about: 'another operation runs in Test and Production, of Payments',
    others: [{ ...other, asset: 'Payments', revision: 50 }],
  },
  {
    name: 'history',
    about: 'after 1.1.0 and 1.1.1, a deployment of EmployeeBackoffice 1.2.0 failed in Test and Production',
    isBuilt: true,
    others: [{ ...other, revision: 17, ageInHours: 24, phases: [finishedWithError] }],
  },
  {
    name: 'already-deployed',
    about: 'Test and Production run the revision that Development runs',
    assets: withMain({ runs: [17, 17, 17] }),
  },
  {
    name: 'target-newer',
    about: 'Test and Production run a newer EmployeeBackoffice than Development',
    assets: withMain({ runs: [14, 15, 17] }),
  },
  {
    name: 'not-in-target',
    about: 'EmployeeBackoffice is in Development only',
    assets: withMain({ runs: [17, null, null], built: [] }),
  },
  {
    name: 'missing-in-source',
    about: 'EmployeeBackoffice is in Production only',
    assets: withMain({ runs: [null, null, 14] }),
  },
  { name: 'untagged', about: 'no revision of EmployeeBackoffice has a tag', assets: withMain({ tags: {} }) },
  {
    name: 'untagged-changes',
    about: 'Development runs EmployeeBackoffice@17, which has no tag; the newest tag is 1.1.1',
    assets: withMain({ tags: { 9: '1.0.0', 14: '1.1.0', 15: '1.1.1' } }),
  },
  {
    name: 'two-names',
    about: 'two assets are named EmployeeBackoffice',
    assets: [...assetPlans, { name: mainName, keySeed: 'second', latest: 1, runs: [1, null, null] }],
  },
  { name: 'two-stages', about: 'two stages are named Test', stages: ambiguousStages },
  {
    name: 'unknown-type',
    about: 'EmployeeBackoffice is of a type nobody documented',
    assets: withMain({ type: 'Copilot' }),
  },
  {
    name: 'no-history',
    about: 'Test and Production have had one revision of EmployeeBackoffice only',
    assets: withMain({ built: [] }),
  },
  {
    name: 'short-pages',
    about: 'a page has at most 2 results, whatever limit says',
    pageSize: 2,
  },
  { name: 'null-lists', about: 'every empty list is null', hasNullLists: true },
  {
    name: 'many-applications',
    about: '30 more applications, Batch01 to Batch30; each consumes the one before',
    assets: [...assetPlans, ...chain(30)],
  },
  {
    name: 'many-limited',
    about: 'the same, under the documented rate limits',
    assets: [...assetPlans, ...chain(30)],
    limits: documentedLimits,
  },
  {
    name: 'five-hundred-assets',
    about: '500 more assets: lists have several pages',
    assets: [...batch(500), ...assetPlans],
  },
  {
    name: 'cycle',
    about: 'EmployeeBackoffice and ClaimsEngine consume each other',
    assets: assetPlans.map((plan) =>
      plan.name === 'ClaimsEngine' ? { ...plan, producers: [mainName, 'IdentityService'] } : plan,
    ),
  },
  {
    name: 'hostile-names',
    about: 'workflow commands and markup in the names and descriptions of assets',
    assets: [
      ...withMain({ description: hostileProblems.map(({ message }) => message).join('\n') }),
      ...hostileProblems.map(({ objectName }) => ({ name: objectName, latest: 1, runs: [1, 1, 1] as const })),
    ],
  },
  {
    name: 'pending-settings',
    about: 'EmployeeBackoffice has values of another user in Test and Production that a deployment applies',
    hasPendingSettings: true,
  },
  {
    name: 'settings-ignored',
    about: 'a change of the configuration is answered 204 and has no effect',
    ignoresSettings: true,
  },
  { name: 'nothing', about: 'no assets', assets: [] },
  {
    name: 'no-stages',
    about: 'the API client may see no stage: the list is empty',
    hiddenStages: ['Development', 'Test', 'Production'],
  },
  {
    name: 'production-hidden',
    about: 'the API client may not see Production: it is absent from every result',
    hiddenStages: ['Production'],
  },
  {
    name: 'development-hidden',
    about: 'the API client may not see Development',
    hiddenStages: ['Development'],
  },
  {
    name: 'places-hidden',
    about: 'the API client may not see deployed assets: their list is empty',
    hidesPlaces: true,
  },
  {
    name: 'operations-hidden',
    about: 'the API client may not see operations: their list is empty',
    hidesOperations: true,
  },
  {
    name: 'builds-hidden',
    about: 'the API client may not see builds: their list is empty',
    hidesBuilds: true,
  },
];
