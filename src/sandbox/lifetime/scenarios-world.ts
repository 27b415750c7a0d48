import { hostileProblems } from '../appian/problems.ts';
import { hostileName } from './conflicts.ts';
import { info } from './log.ts';
import { intervention, lifetimeLooks, running, runningForever, succeeded, withErrors } from './phases.ts';
import { type LifetimeScenario, type OtherPlan, withMain } from './scenario.ts';
import { testScenarios } from './scenarios-tests.ts';
import { type ApplicationPlan, applicationPlans, mainName } from './world.ts';

const other: OtherPlan = {
  phases: [running(lifetimeLooks.other), succeeded],
  ageInHours: 2,
  application: 'Inventory',
};

/** Number of finished deployments in the busy history. */
const historyLength = 20;

const finished: OtherPlan = { ...other, phases: [succeeded], ageInHours: 30, count: historyLength };

const past: OtherPlan = { ...other, phases: [succeeded], application: mainName };

/** The main application with a hostile version, and an application with a hostile name. */
export const hostileApplications: readonly ApplicationPlan[] = [
  ...withMain({
    tags: ['1.1.0', '1.2.0\n::error::forged by a version\nstatus=succeeded'],
    runs: ['1.2.0\n::error::forged by a version\nstatus=succeeded', '1.1.0', '1.1.0'],
    description: hostileProblems.map(({ message }) => message).join('\n'),
  }),
  { name: hostileName, tags: ['1.0', '1.1'], runs: ['1.1', '1.0', '1.0'] },
];

function batch(length: number): readonly ApplicationPlan[] {
  return Array.from({ length }, (_, at) => ({
    name: `Batch${String(at + 1).padStart(2, '0')}`,
    tags: ['1.0.0', '1.1.0'],
    runs: ['1.1.0', '1.0.0', '1.0.0'],
  }));
}

/** Scenarios with other environments, applications or deployments. */
export const lifetimeWorldScenarios: readonly LifetimeScenario[] = [
  {
    name: 'busy',
    about: `another deployment runs on Test and Production, each for ${lifetimeLooks.other} looks`,
    others: [other],
  },
  {
    name: 'busy-old',
    about: 'the same, created ten days ago',
    others: [{ ...other, ageInHours: 10 * 24 }],
  },
  {
    name: 'busy-saved',
    about: "somebody's plan that is merely saved",
    others: [{ ...other, phases: [{ status: 'saved' }] }],
  },
  {
    name: 'busy-forever',
    about: 'another deployment that never ends',
    others: [{ ...other, phases: [runningForever] }],
  },
  {
    name: 'busy-paused',
    about: 'another deployment that waits for a person for ever',
    others: [
      {
        ...other,
        phases: [intervention('deployment_prepared', info('Deployment prepared. Waiting to continue.'))],
      },
    ],
  },
  {
    name: 'busy-history',
    about: `${historyLength} finished deployments in the last week, and one that runs`,
    others: [finished, other],
  },
  {
    name: 'history',
    about: 'EmployeeBackoffice was deployed to Test and Production: 1.0.1, then 1.1.0, then 1.1.1 in vain',
    others: [
      { ...past, version: '1.0.1', ageInHours: 30 * 24 },
      { ...past, version: '1.1.0', ageInHours: 3 * 24 },
      { ...past, version: '1.1.1', ageInHours: 1 * 24, phases: [withErrors] },
    ],
  },
  {
    name: 'single-plan',
    about: 'an old LifeTime: create is refused (400) while another plan is open on the target',
    others: [other],
    isSinglePlan: true,
    isOld: true,
  },

  {
    name: 'mobile',
    about: 'EmployeeBackoffice is a mobile application',
    applications: withMain({ kind: 'Mobile' }),
  },
  {
    name: 'source-modified',
    about: 'EmployeeBackoffice has untagged changes in Development and Test',
    applications: withMain({ isModified: true }),
  },
  {
    name: 'not-published',
    about: 'the same; after a tag, create is refused (400) 3 times as not yet published',
    applications: withMain({ isModified: true }),
    unpublishedFor: 3,
  },
  {
    name: 'never-published',
    about: 'the same; after a tag, create is always refused',
    applications: withMain({ isModified: true }),
    unpublishedFor: Infinity,
  },
  {
    name: 'already-deployed',
    about: 'every environment runs the version that Development runs',
    applications: applicationPlans.map((plan) => {
      const version = plan.runs[0] ?? plan.runs[1];
      return { ...plan, runs: [version, version, version], isModified: false };
    }),
  },
  {
    name: 'target-newer',
    about: 'Test and Production run a newer EmployeeBackoffice than Development',
    applications: withMain({ runs: ['1.1.0', '1.1.2', '1.2.0'] }),
  },
  {
    name: 'missing-in-source',
    about: 'EmployeeBackoffice is in Production only',
    applications: withMain({ runs: [null, null, '1.1.0'] }),
  },
  {
    name: 'many-applications',
    about: 'ten more applications, Batch01 to Batch10, all to be deployed',
    applications: [...applicationPlans, ...batch(10)],
  },
  {
    name: 'hundred-applications',
    about: 'a hundred more applications, Batch01 to Batch100, all to be deployed',
    applications: [...applicationPlans, ...batch(100)],
  },
  { name: 'nothing', about: 'no environments, no applications: 204 for every list', isEmpty: true },
  { name: 'offline', about: 'Test and Production are offline: start is refused (400)', isOffline: true },
  {
    name: 'blocked',
    about: 'EmployeeBackoffice is blocked in Test and Production: create is refused (400)',
    isBlocked: true,
  },

  { name: 'big-package', about: 'downloads of 20 MiB', downloadBytes: 20 * 1024 * 1024 },
  { name: 'download-page', about: 'downloads are a login page (200)', downloadForm: 'login page' },
  { name: 'download-json', about: 'downloads are an error in JSON (200)', downloadForm: 'JSON' },
  { name: 'download-half', about: 'downloads are the first half of a package (200)', downloadForm: 'half' },
  { name: 'foreign-url', about: 'download addresses point to another host', isForeign: true },
  {
    name: 'bare-download',
    about: 'downloads want the token without Bearer, else 401',
    isBareDownload: true,
  },
  { name: 'bare-token', about: 'takes the token without Bearer in every call', takesBareToken: true },
  {
    name: 'no-add-ons',
    about: 'Properties API, CI/CD Probe and BDD Framework are not installed: 404 with an HTML page',
    withoutAddOns: true,
  },
  {
    name: 'settings-refused',
    about: 'the Properties API answers 201 with Success: false',
    refusesSettings: true,
  },
  ...testScenarios,
  {
    name: 'solution-aborted',
    about: 'the export of a solution is Aborted',
    solution: ['Created', 'Getting Binaries', 'Aborted'],
  },
  {
    name: 'solution-unknown',
    about: 'the export of a solution ends in a status nobody documented',
    solution: ['Created', 'Paused'],
  },
  { name: 'solution-never', about: 'the export of a solution never ends', solution: ['Created'] },
];
