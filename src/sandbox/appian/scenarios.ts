import { type Answer, htmlPage, type Received, type ScenarioLine } from '../simulated-api.ts';
import { appianError, refuseAppian } from './errors.ts';
import type { Phase } from './job.ts';
import { bigLog, evilLog, type LogSubject, plainLog, spanishLog } from './logs.ts';
import { hostileProblems, mildWarnings, missingPrecedents, problemFlood } from './problems.ts';
import type { Findings, ImportCounts } from './results.ts';
import type { RuleTestScenario } from './rule-tests.ts';
import { testScenarios } from './scenarios-tests.ts';
import { hostilePackages, packages, type StoredPackage } from './stock.ts';

/** Behaviour of the simulated site for one key. Omitted properties are as in `happy`. */
export interface AppianScenario extends ScenarioLine {
  /** Called before every request. A returned answer is sent instead of processing the request. */
  readonly refuse?: (request: Received) => Answer | undefined;
  readonly inspection?: readonly Phase[];
  /** Returns the findings of a completed inspection; null for a result without a summary. */
  readonly findings?: (() => Findings) | null;
  readonly deployment?: readonly Phase[];
  /** Results of the import; null for a summary without blocks. */
  readonly counts?: ImportCounts | null;
  readonly export?: readonly Phase[];
  /** The in-flight packages, most recently modified first. */
  readonly packages?: readonly StoredPackage[];
  /** Condition of the exported package; default `whole`. */
  readonly packageZip?: 'whole' | 'none' | 'empty' | 'cut' | 'wrapped';
  /** Content of the exported plug-ins file; default `plugins`. */
  readonly pluginsZip?: 'plugins' | 'package';
  /** Length of the secret value in the exported customization file, in characters; default: a short one. */
  readonly valueLength?: number;
  /** Additional size of the exported package, in MiB. */
  readonly filling?: number;
  /** Returns the log; null if the site never has one. */
  readonly log?: ((subject: LogSubject) => string | Uint8Array) | null;
  /** Malformed identifier in answers instead of a UUID. */
  readonly inspectionUuid?: string;
  /** Malformed identifier in answers instead of a UUID. */
  readonly deploymentUuid?: string;
  /** True when URLs in answers point to another host. */
  readonly isForeign?: boolean;
  /** Behaviour of the Web APIs for rule tests. */
  readonly tests?: RuleTestScenario;
}

/** Default durations, in polls. */
const looks = {
  inspection: 2,
  deployment: 3,
  export: 2,
  review: 3,
  slowInspection: 12,
  slowDeployment: 30,
};

const busy = (count: number): Phase => ({ status: 'IN_PROGRESS', looks: count });
const deploysTo = (status: string): readonly Phase[] => [busy(looks.deployment), { status }];
const inspectsTo = (status: string): readonly Phase[] => [busy(looks.inspection), { status }];
const review: Phase = { status: 'PENDING_REVIEW', looks: looks.review };

/** Behaviour of `happy`, the defaults of all other scenarios. */
export const defaults = {
  inspection: inspectsTo('COMPLETED'),
  findings: (): Findings => ({}),
  deployment: deploysTo('COMPLETED'),
  counts: {} as ImportCounts,
  export: [busy(looks.export), { status: 'COMPLETED' }] as readonly Phase[],
  log: plainLog,
};

const posts = (request: Received, part: string): boolean =>
  request.method === 'POST' && request.path.includes(part);

/** All scenarios of the simulated Appian site. */
export const appianScenarios: readonly AppianScenario[] = [
  { name: 'happy', about: 'inspection without findings, then COMPLETED' },
  {
    name: 'happy-slow',
    about: 'the same with many looks',
    inspection: [busy(looks.slowInspection), { status: 'COMPLETED' }],
    deployment: [busy(looks.slowDeployment), { status: 'COMPLETED' }],
  },

  {
    name: 'inspection-errors',
    about: 'the inspection finds errors',
    findings: () => ({ errors: missingPrecedents, warnings: mildWarnings.slice(0, 1) }),
  },
  {
    name: 'inspection-warnings',
    about: 'the inspection finds warnings only',
    findings: () => ({ warnings: mildWarnings }),
  },
  {
    name: 'inspection-many-problems',
    about: '10,000 findings, some 100,000 characters long',
    findings: problemFlood,
  },
  {
    name: 'inspection-failed-objects',
    about: 'no errors, but objects are expected to fail',
    findings: () => ({ failedObjects: 2 }),
  },
  {
    name: 'inspection-failed',
    about: 'FAILED by a system error: no verdict',
    inspection: inspectsTo('FAILED'),
  },
  { name: 'inspection-unreadable', about: 'COMPLETED without a summary', findings: null },
  {
    name: 'inspection-unknown',
    about: 'an undocumented inspection status',
    inspection: inspectsTo('COMPLETED_PARTIALLY'),
  },
  {
    name: 'inspection-lag',
    about: '404, then 500 APNX-1-4552-005, before results appear',
    inspection: [
      { ...busy(1), instead: refuseAppian(404, '/inspections') },
      {
        ...busy(1),
        instead: appianError(500, '4552-005', 'The inspection completed with no information.'),
      },
      ...inspectsTo('COMPLETED'),
    ],
  },
  { name: 'inspection-never', about: 'the inspection never ends', inspection: [{ status: 'IN_PROGRESS' }] },
  { name: 'inspection-bad-uuid', about: 'the inspection uuid is ../../x', inspectionUuid: '../../x' },
  {
    name: 'hostile',
    about: 'findings with workflow commands, markup, control characters',
    findings: () => ({ errors: hostileProblems, warnings: hostileProblems }),
  },
  {
    name: 'hostile-warnings',
    about: 'the same as warnings only, then COMPLETED with such a log',
    findings: () => ({ warnings: hostileProblems }),
    log: evilLog,
  },
  {
    name: 'hostile-refusal',
    about: 'the import is refused (403) in such words',
    refuse: (request) =>
      posts(request, '/deployments')
        ? appianError(403, '0000-000', hostileProblems.map(({ message }) => message).join('\n'))
        : undefined,
  },

  {
    name: 'import-errors',
    about: 'COMPLETED_WITH_IMPORT_ERRORS',
    deployment: deploysTo('COMPLETED_WITH_IMPORT_ERRORS'),
    counts: { failed: 2 },
  },
  {
    name: 'publish-errors',
    about: 'COMPLETED_WITH_PUBLISH_ERRORS',
    deployment: deploysTo('COMPLETED_WITH_PUBLISH_ERRORS'),
  },
  {
    name: 'with-errors',
    about: 'COMPLETED_WITH_ERRORS, already in the answer to the POST',
    deployment: [{ status: 'COMPLETED_WITH_ERRORS' }],
    counts: { failed: 2 },
  },
  { name: 'failed', about: 'FAILED: a database script failed', deployment: deploysTo('FAILED') },
  {
    name: 'rejected',
    about: 'PENDING_REVIEW, then REJECTED',
    deployment: [review, { status: 'REJECTED' }],
  },
  {
    name: 'review',
    about: 'PENDING_REVIEW, then COMPLETED',
    deployment: [review, busy(1), { status: 'COMPLETED' }],
  },
  { name: 'review-forever', about: 'PENDING_REVIEW for ever', deployment: [{ status: 'PENDING_REVIEW' }] },
  { name: 'unknown-status', about: 'an undocumented status', deployment: deploysTo('COMPLETED_WITH_NOTES') },
  { name: 'never', about: 'IN_PROGRESS for ever', deployment: [{ status: 'IN_PROGRESS' }] },
  { name: 'contradiction', about: 'COMPLETED, but objects failed', counts: { failed: 2, skipped: 1 } },
  { name: 'no-blocks', about: 'COMPLETED with an empty summary', counts: null },
  { name: 'bad-uuid', about: 'the deployment uuid is ../../x', deploymentUuid: '../../x' },
  { name: 'foreign-url', about: 'URLs in answers point to another host', isForeign: true },

  {
    name: 'wait-400',
    about: '503 with Retry-After: 400 on the first look at the deployment',
    deployment: [
      { ...busy(1), instead: htmlPage(503, '503 Service Unavailable', { 'Retry-After': '400' }) },
      ...deploysTo('COMPLETED'),
    ],
  },
  { name: 'no-log', about: 'the log answers 404', log: null },
  { name: 'big-log', about: 'a log of 20 MiB', log: bigLog },
  { name: 'evil-log', about: 'a log with workflow commands, escape codes, invalid UTF-8', log: evilLog },
  { name: 'localized', about: 'a Spanish log', log: spanishLog },

  {
    name: 'disabled',
    about: '403 on every POST: incoming deployments are switched off',
    refuse: (request) => (request.method === 'POST' ? refuseAppian(403, request.path) : undefined),
  },
  {
    name: 'not-service-account',
    about: '401 APNX-1-4188-003: the account is no service account',
    refuse: () => appianError(401, '4188-003', 'The account is not a member of the Service Accounts group.'),
  },
  {
    name: 'busy',
    about: '409 Concurrency limit reached on every import',
    refuse: (request) => (posts(request, '/deployments') ? refuseAppian(409, request.path) : undefined),
  },
  {
    name: 'echo-key',
    about: 'every POST is refused (403) with the API key in the text',
    refuse: (request) =>
      request.method === 'POST'
        ? appianError(
            403,
            '0000-000',
            `User Does Not Have Rights: key ${request.credential} ${rawKey(request)}`,
          )
        : undefined,
  },

  {
    name: 'export-errors',
    about: 'the export ends COMPLETED_WITH_EXPORT_ERRORS: an incomplete zip',
    export: [busy(looks.export), { status: 'COMPLETED_WITH_EXPORT_ERRORS' }],
  },
  { name: 'export-failed', about: 'the export FAILED', export: [busy(looks.export), { status: 'FAILED' }] },
  {
    name: 'export-unknown',
    about: 'an undocumented export status',
    export: [busy(looks.export), { status: 'COMPLETED_SOMEHOW' }],
  },
  { name: 'export-never', about: 'the export never ends', export: [{ status: 'IN_PROGRESS' }] },
  { name: 'export-nothing', about: 'the export is COMPLETED and offers no package', packageZip: 'none' },
  { name: 'export-empty', about: 'the exported package has no bytes', packageZip: 'empty' },
  { name: 'export-cut', about: 'the exported package is half a zip', packageZip: 'cut' },
  {
    name: 'export-zip-in-zip',
    about: 'the exported package is a zip that contains the package as a zip',
    packageZip: 'wrapped',
  },
  {
    name: 'export-wrong-plugins',
    about: 'the exported plug-ins file is a package',
    pluginsZip: 'package',
  },
  {
    name: 'export-large-value',
    about: 'the exported customization file has a value of 60 kB',
    valueLength: 60_000,
  },
  { name: 'export-50-mib', about: 'the exported package has 50 MiB', filling: 50 },
  { name: 'export-500-mib', about: 'the exported package has 500 MiB', filling: 500 },
  { name: 'export-1-gib', about: 'the exported package has 1 GiB', filling: 1024 },
  {
    name: 'export-hostile',
    about: 'names of the package and its scripts that try to lead elsewhere',
    packages: hostilePackages,
    isForeign: true,
  },
  {
    name: 'export-no-data-source',
    about: 'database scripts without a data source',
    packages: packages.map((stored) => ({ ...stored, dataSource: '' })),
  },
  { name: 'no-packages', about: 'the application has no package in flight', packages: [] },
  {
    name: 'no-application',
    about: '404 on the packages of every application',
    refuse: (request) =>
      request.path.includes('/applications/')
        ? appianError(404, '4552-037', 'The application was not found.')
        : undefined,
  },
  {
    name: 'no-outgoing',
    about: '403 on every export: outgoing deployments are switched off',
    refuse: (request) =>
      request.headers['action-type'] === 'export'
        ? appianError(403, '4552-001', 'Outgoing deployments are not enabled in this environment.')
        : undefined,
  },
  ...testScenarios,
];

function rawKey({ headers }: Received): string {
  return headers['authorization'] ?? headers['appian-api-key'] ?? '';
}
