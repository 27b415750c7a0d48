import { withEveryIssue, withEvilIssues, withIssueWarnings } from './analysis-reports.ts';
import { evilMessages, longMessages } from './messages.ts';
import {
  finished,
  finishedWithError,
  finishedWithWarnings,
  odcLooks,
  type Phase,
  running,
  runningForever,
} from './phases.ts';
import type { OdcScenario } from './scenario.ts';
import { identityScenarios } from './scenarios-identity.ts';
import { limitScenarios } from './scenarios-limits.ts';
import { refusalScenarios } from './scenarios-refused.ts';
import { odcWorldScenarios } from './scenarios-world.ts';

const runsTo = (...phases: readonly Phase[]): readonly Phase[] => [running(), ...phases];

/** Scenarios that differ in the course of an operation. */
const courses: readonly OdcScenario[] = [
  { name: 'happy', about: 'operations end as Finished; EmployeeBackoffice@17 has a Debug build only' },
  {
    name: 'built',
    about: 'the newest, the tagged and the running revisions have a finished Release build',
    isBuilt: true,
  },
  {
    name: 'warnings',
    about: 'Finished, with warnings among the messages',
    run: runsTo(finishedWithWarnings),
  },
  { name: 'failed', about: 'FinishedWithError, with Error messages', run: runsTo(finishedWithError) },
  {
    name: 'failed-silently',
    about: 'FinishedWithError without an Error message',
    run: runsTo({ status: 'FinishedWithError' }),
  },
  { name: 'finished-at-once', about: 'the 201 already says Finished', run: [finished] },
  { name: 'failed-at-once', about: 'the 201 already says FinishedWithError', run: [finishedWithError] },
  {
    name: 'unknown-status',
    about: 'ends in a status nobody documented',
    run: runsTo({ status: 'PartiallyFinished', says: finished.says ?? [] }),
  },
  {
    name: 'queued',
    about: 'an undocumented status for 2 looks, then Running and Finished',
    run: [{ status: 'Queued', looks: 2 }, ...runsTo(finished)],
  },
  {
    name: 'build-words',
    about: 'ends as FinishedWithErrors, the word of builds',
    run: runsTo({ ...finishedWithError, status: 'FinishedWithErrors' }),
  },
  {
    name: 'failed-producer',
    about: 'the operations of ClaimsEngine end as FinishedWithError, others as Finished',
    runOf: { ClaimsEngine: runsTo(finishedWithError) },
  },
  {
    name: 'never-producer',
    about: 'the operations of ClaimsEngine are Running for ever, others end as Finished',
    runOf: { ClaimsEngine: [runningForever] },
  },
  { name: 'never', about: 'Running for ever', run: [runningForever] },
  { name: 'slow', about: `Running for ${odcLooks.slow} looks`, run: [running(odcLooks.slow), finished] },
  {
    name: 'no-finish-time',
    about: 'Finished without finishedDateTime',
    finishTime: 'absent',
  },
  {
    name: 'zero-finish-time',
    about: 'finishedDateTime is 0001-01-01T00:00:00, always',
    finishTime: 'zero',
    hasZeroWhileRunning: true,
  },

  ...([1, 10] as const).map((thousands) => ({
    name: `log-${thousands}k`,
    about: `${thousands},000 messages, a tenth of them more per look`,
    run: [running(odcLooks.longLog), finished],
    messages: longMessages(thousands * 1000),
    messagesPerLook: thousands * 100,
  })),
  {
    name: 'slow-log',
    about: 'one more message per look',
    run: [running(odcLooks.slow), finished],
    messagesPerLook: 1,
  },
  {
    name: 'messages-cursor',
    about: 'the last page of messages names a next page too, which is empty',
    messages: longMessages(250),
    messagesPerLook: 80,
    cursorEnd: 'cursor',
  },
  {
    name: 'messages-no-next',
    about: 'the last page of messages has no nextPageOffset',
    messages: longMessages(250),
    messagesPerLook: 80,
    cursorEnd: 'absent',
  },
  {
    name: 'messages-loop',
    about: 'every page of messages names itself as the next one',
    cursorEnd: 'loop',
  },
  {
    name: 'hostile',
    about: 'workflow commands, markup and control characters in messages; then Finished',
    messages: evilMessages,
  },
];

/** Scenarios that differ in a build. */
const buildScenarios: readonly OdcScenario[] = [
  { name: 'build-not-started', about: 'a build answers 201 with isSuccessful: false', refusesBuild: true },
  ...['FinishedWithErrors', 'Deleted', 'ToBeDeleted', 'Quarantined'].map((status) => ({
    name: `build-${status === 'FinishedWithErrors' ? 'failed' : status === 'Quarantined' ? 'unknown' : status.toLowerCase()}`,
    about: `a build ends as ${status}`,
    build: [{ status: 'Running', looks: odcLooks.build }, { status }],
  })),
  { name: 'build-at-once', about: 'a build is Finished at the first look', build: [{ status: 'Finished' }] },
  {
    name: 'vulnerable',
    about: 'every build has two vulnerabilities',
    vulnerabilities: ['CVE-2026-1001', 'CVE-2026-1002'],
  },
  { name: 'build-never', about: 'a build is Running for ever', build: [{ status: 'Running' }] },
  {
    name: 'builds-deleted',
    about: 'every old Release build is Deleted; new ones are good',
    isBuilt: true,
    oldBuildStatus: 'Deleted',
  },
  {
    name: 'builds-to-be-deleted',
    about: 'every old Release build is ToBeDeleted; new ones are good',
    isBuilt: true,
    oldBuildStatus: 'ToBeDeleted',
  },
  {
    name: 'builds-failed',
    about: 'every old Release build is FinishedWithErrors; new ones are good',
    isBuilt: true,
    oldBuildStatus: 'FinishedWithErrors',
  },
];

/** Scenarios that differ in the impact analysis. */
const analysisScenarios: readonly OdcScenario[] = [
  { name: 'analysis-warnings', about: 'the analysis has warnings', analysis: withIssueWarnings },
  {
    name: 'analysis-errors',
    about: 'the analysis has errors; a deployment is accepted',
    analysis: withEveryIssue,
  },
  {
    name: 'analysis-errors-producer',
    about: 'the analysis of ClaimsEngine has errors, others have none',
    analysisOf: { ClaimsEngine: withEveryIssue },
  },
  {
    name: 'analysis-enforced',
    about: 'the analysis has errors; a deployment is refused (400)',
    analysis: withEveryIssue,
    enforcesAnalysis: true,
  },
  {
    name: 'analysis-failed',
    about: 'the analysis itself ends as Failed, with an error',
    analysis: {
      processStatus: 'Failed',
      error: {
        type: null,
        title: 'Analysis failed',
        status: 500,
        detail: 'The analysis of the producers timed out.',
        traceId: '3f2a9c0d5e6b47788a1b2c3d4e5f6071',
        errorCode: 'OS-DPM-50012',
      },
    },
  },
  {
    name: 'analysis-failed-null',
    about: 'the analysis itself ends as Failed, without an error',
    analysis: { processStatus: 'Failed' },
  },
  { name: 'analysis-never', about: 'the analysis is InProgress for ever', analysis: { looks: Infinity } },
  {
    name: 'analysis-unknown',
    about: 'the report has a status nobody documented',
    analysis: { status: 'IssuesMuted' },
  },
  {
    name: 'analysis-process-unknown',
    about: 'the analysis ends in a process status nobody documented',
    analysis: { processStatus: 'Cancelled' },
  },
  { name: 'analysis-hostile', about: 'hostile texts in the issues', analysis: withEvilIssues },
];

/** All scenarios of the simulated organization. */
export const odcScenarios: readonly OdcScenario[] = [
  ...courses,
  ...buildScenarios,
  ...analysisScenarios,
  ...odcWorldScenarios,
  ...identityScenarios,
  ...refusalScenarios,
  ...limitScenarios,
];
