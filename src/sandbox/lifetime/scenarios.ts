import { everyConflict, evilConflicts } from './conflicts.ts';
import { error, evilLog, info, longLog, warning } from './log.ts';
import {
  aborted,
  aborting,
  intervention,
  lifetimeLooks,
  type Phase,
  running,
  runningForever,
  succeeded,
  withErrors,
  withWarnings,
} from './phases.ts';
import type { LifetimeScenario } from './scenario.ts';
import { propertyScenarios } from './scenarios-properties.ts';
import { refusalScenarios } from './scenarios-refused.ts';
import { hostileApplications, lifetimeWorldScenarios } from './scenarios-world.ts';

const runsTo = (...phases: readonly Phase[]): readonly Phase[] => [running(), ...phases];

const prepared = intervention('deployment_prepared', info('Deployment prepared. Waiting to continue.'));
const unconfigured = intervention(
  'needs_configuration_or_confirmation',
  warning("Extension 'PaymentsGateway' has no database connection for 'PaymentsDB'."),
);
const impact = warning("Business process 'OnboardEmployee' has 12 running instances that will be affected.");

/** Scenarios that differ in the course of a plan. */
const courses: readonly LifetimeScenario[] = [
  { name: 'happy', about: 'created with 201, then finished_successful' },
  { name: 'create-200', about: 'create answers 200, as the swagger file says', createStatus: 200 },
  { name: 'create-201', about: 'create answers 201, as the official client expects' },
  { name: 'key-quoted', about: 'create answers the key as a JSON string', keyForm: 'quoted' },
  { name: 'key-object', about: 'create answers {"DeploymentKey": …}', keyForm: 'object' },
  { name: 'bad-key', about: 'the deployment key is ../../x', deploymentKey: '../../x' },
  {
    name: 'as-documented',
    about: "as in the vendor's example: create 200, application status unasked, no log types",
    createStatus: 200,
    isGenerous: true,
    isOld: true,
  },

  { name: 'warnings', about: 'finished_with_warnings', run: runsTo(withWarnings) },
  { name: 'failed', about: 'finished_with_errors', run: runsTo(withErrors) },
  {
    name: 'force-finished',
    about: 'force_finished by somebody',
    run: runsTo({ status: 'force_finished', says: [warning('Deployment was forcefully finished')] }),
  },
  {
    name: 'aborted-elsewhere',
    about: 'aborting for 2 looks, then aborted, by somebody',
    run: runsTo(...aborting(2)),
  },
  {
    name: 'saved-after-start',
    about: 'still saved for one look after the start',
    run: [{ status: 'saved', looks: 1 }, ...runsTo(succeeded)],
  },
  {
    name: 'unknown-status',
    about: 'ends in a status nobody documented',
    run: runsTo({ status: 'finished_partially', says: [info('Deploy completed')] }),
  },
  { name: 'never', about: 'running until it is aborted', run: [runningForever] },
  {
    name: 'abort-too-late',
    about: 'running until an abort is refused; then finished_successful',
    run: [runningForever, running(2), succeeded],
    abort: null,
  },
  {
    name: 'abort-meets-end',
    about: 'running until an abort is refused, because it has just become finished_successful',
    run: [runningForever, succeeded],
    abort: null,
  },
  {
    name: 'slow-abort',
    about: `running until it is aborted, then aborting for ${lifetimeLooks.slowAbort} looks`,
    run: [runningForever],
    abort: aborting(lifetimeLooks.slowAbort),
  },

  { name: 'conflicts', about: 'conflicts of every kind; start is refused (400)', conflicts: everyConflict },
  {
    name: 'conflicts-500',
    about: 'the same, start is refused with 500',
    conflicts: everyConflict,
    onConflicts: 500,
  },
  {
    name: 'conflicts-continue',
    about: 'the same, start is accepted with ContinueWithErrors=True and ends in warnings',
    conflicts: everyConflict,
    onConflicts: 'continue',
    run: runsTo(withWarnings),
  },
  {
    name: 'outdated',
    about: 'two consumers to redeploy; warnings without RedeployOutdated',
    isOutdated: true,
  },

  {
    name: 'two-step',
    about: 'deployment_prepared; continue, then success',
    run: runsTo(prepared, running(2), succeeded),
  },
  {
    name: 'intervention-configuration',
    about: 'a database connection mapping is missing; POST configuration resumes',
    run: runsTo(unconfigured, running(2), succeeded),
    isMappingMissing: true,
  },
  {
    name: 'intervention-confirmation',
    about: 'settings must be confirmed by a person; no mapping is missing',
    run: runsTo({ ...unconfigured, says: [warning("Timer 'SendReminders' needs a schedule.")] }),
  },
  {
    name: 'intervention-business',
    about: 'business_process_impact, until somebody aborts',
    run: runsTo(intervention('business_process_impact', impact)),
  },
  {
    name: 'intervention-resolved',
    about: `business_process_impact for ${lifetimeLooks.person} looks, until a person answers; then success`,
    run: runsTo(intervention('business_process_impact', impact, lifetimeLooks.person), running(1), succeeded),
  },
  {
    name: 'intervention-suspended',
    about: 'deployment_suspended by an error; continue ends in finished_with_errors',
    run: runsTo(
      intervention(
        'deployment_suspended',
        error("Deploying module 'EmployeeBackoffice_CS' failed: cannot alter table OSUSR_EMP_EMPLOYEE."),
      ),
      running(1),
      withErrors,
    ),
  },
  {
    name: 'intervention-unknown',
    about: 'needs_user_intervention for a reason nobody documented',
    run: runsTo(intervention('awaiting_change_board', info('Waiting for the change advisory board.'))),
  },
  {
    name: 'intervention-aborted',
    about: 'deployment_prepared, then aborted by somebody',
    run: runsTo({ ...prepared, looks: lifetimeLooks.person }, aborted),
  },

  ...([1, 10, 100] as const).map((thousands) => ({
    name: `log-${thousands}k`,
    about: `a log of ${thousands},000 lines, a tenth of them more per look`,
    run: [running(lifetimeLooks.longLog), succeeded],
    log: longLog(thousands * 1000),
    linesPerLook: thousands * 100,
  })),
  {
    name: 'slow-log',
    about: 'one or two log lines per look, without types',
    run: [running(lifetimeLooks.slowLog), succeeded],
    linesPerLook: 1,
    isOld: true,
  },
  {
    name: 'hostile',
    about: 'workflow commands, markup and control characters in log, names, version; then success',
    applications: hostileApplications,
    log: evilLog,
  },
  {
    name: 'hostile-conflicts',
    about: 'the same in conflicts',
    applications: hostileApplications,
    conflicts: evilConflicts,
  },
];

/** All scenarios of the simulated LifeTime. */
export const lifetimeScenarios: readonly LifetimeScenario[] = [
  ...courses,
  ...lifetimeWorldScenarios,
  ...propertyScenarios,
  ...refusalScenarios,
];
