/** Short description of an asset in the tables and scenarios. */
export interface AssetPlan {
  readonly name: string;
  /** Default: WebApplication. */
  readonly type?: string;
  /** Makes the key differ from the one of another asset with the same name. */
  readonly keySeed?: string;
  /** Number of revisions. */
  readonly latest: number;
  /** Tags by revision. */
  readonly tags?: Readonly<Record<number, string>>;
  /** The revisions that Development, Test and Production run; null if the asset is not there. */
  readonly runs?: readonly [development: number | null, test: number | null, production: number | null];
  /** Revisions with a finished Release build, besides those that Test and Production run. */
  readonly built?: readonly number[];
  readonly producers?: readonly string[];
  readonly description?: string;
}

/** The asset that scenarios change. */
export const mainName = 'EmployeeBackoffice';

/** The default assets of a scenario. Some names are deliberately similar to each other. */
export const assetPlans: readonly AssetPlan[] = [
  {
    name: mainName,
    latest: 17,
    tags: { 9: '1.0.0', 14: '1.1.0', 15: '1.1.1', 17: '1.2.0' },
    runs: [17, 15, 14],
    built: [9],
    producers: ['ClaimsEngine', 'ThemeLibrary'],
    description: 'Back office of the human resources department',
  },
  {
    name: 'ClaimsEngine',
    latest: 12,
    tags: { 8: '1.9.0', 12: '2.0.0' },
    runs: [12, 8, 8],
    producers: ['IdentityService', 'PaymentsGateway'],
  },
  { name: 'IdentityService', latest: 6, tags: { 5: '1.0.0', 6: '1.1.0' }, runs: [6, 5, 5] },
  {
    name: 'CustomerPortal',
    latest: 22,
    tags: { 20: '2.1.0', 22: '2.2.0' },
    runs: [22, 20, 20],
    producers: [mainName, 'ThemeLibrary'],
  },
  { name: 'Customer Portal (old)', latest: 3, tags: { 3: '1.0.0' }, runs: [3, 3, 3] },
  // The revision in Development is newer than the newest tag.
  { name: 'OrderEntry', latest: 31, tags: { 30: '3.0.0' }, runs: [31, 30, 30] },
  { name: 'Payments', latest: 50, tags: { 50: '5.0.0' }, runs: [50, 50, 50] },
  // Test and Production run a newer revision than Development.
  { name: 'ReportingHub', latest: 15, tags: { 14: '1.4.0', 15: '1.5.0' }, runs: [14, 15, 15] },
  { name: 'LegacyBilling', latest: 72, tags: { 72: '7.2.0' }, runs: [null, 72, 72] },
  {
    name: 'FieldService',
    type: 'MobileApplication',
    latest: 9,
    tags: { 8: '0.8.0', 9: '0.9.0' },
    runs: [9, 8, 8],
  },
  { name: 'Inventory', latest: 4, runs: [4, 3, null] },
  { name: 'HelpdeskAgent', type: 'Agent', latest: 2, tags: { 2: '1.0.0' }, runs: [2, null, null] },
  {
    name: 'OnboardEmployee',
    type: 'Workflow',
    latest: 3,
    tags: { 3: '1.0.0' },
    runs: [3, 2, 2],
    producers: ['HelpdeskAgent'],
  },
  { name: 'ThemeLibrary', type: 'LowCodeLibrary', latest: 11, tags: { 11: '1.1.0' } },
  { name: 'PaymentsGateway', type: 'ExternalLibrary', latest: 2, tags: { 2: '1.0.0' } },
];

/** Returns the default assets with a change to the main one. */
export function withMain(change: Partial<AssetPlan>): readonly AssetPlan[] {
  return assetPlans.map((plan) => (plan.name === mainName ? { ...plan, ...change } : plan));
}
