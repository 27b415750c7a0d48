import { keyOf } from '../keys.ts';

/** One environment of the simulated infrastructure. */
export interface SimulatedEnvironment {
  readonly key: string;
  readonly name: string;
  readonly hostName: string;
  /** Position in the promotion order, ascending from 0. */
  readonly order: number;
  readonly zones: readonly { readonly key: string; readonly name: string; readonly isDefault: boolean }[];
}

/** A tagged version of an application. */
export interface SimulatedVersion {
  readonly key: string;
  readonly label: string;
  readonly changeLog: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Number of plans with this version that are still refused because it is not published yet. */
  unpublished: number;
}

/** The version of an application that an environment runs. */
interface Place {
  version: SimulatedVersion;
  /** True when there are untagged changes. */
  isModified: boolean;
  /** Key of the deployment zone. */
  zone: string;
}

/** A module of an application. */
export interface Module {
  readonly key: string;
  readonly name: string;
  readonly kind: 'eSpace' | 'Extension';
}

/** An application: its versions in the order of their creation, and its places. */
export interface SimulatedApplication {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly isSystem: boolean;
  readonly description: string;
  readonly modules: readonly Module[];
  readonly versions: SimulatedVersion[];
  /** Places by environment key. */
  readonly places: Map<string, Place>;
}

/** Short description of an application in the tables and scenarios. */
export interface ApplicationPlan {
  readonly name: string;
  readonly kind?: string;
  /** Oldest first; a later tag may have a lower number. */
  readonly tags: readonly string[];
  /** The tags that Development, Test and Production run; null if the application is not there. */
  readonly runs: readonly [development: string | null, test: string | null, production: string | null];
  /** True when it has untagged changes in Development and Test. */
  readonly isModified?: boolean;
  readonly isSystem?: boolean;
  readonly description?: string;
  readonly extension?: string;
}

function environment(order: number, name: string, key: string, hostName: string): SimulatedEnvironment {
  const zones = ['Global', 'Internal Zone'].map((zone, at) => ({
    key: keyOf('zone', name, zone),
    name: zone,
    isDefault: at === 0,
  }));
  return { key, name, hostName, order, zones };
}

/** The environments. The keys of Development and Production are those of the vendor's example. */
export const environments: readonly SimulatedEnvironment[] = [
  environment(0, 'Development', 'f3582e43-43c7-4bb4-8cbb-d9f6cbcbd35e', 'dev-env.company.com'),
  environment(1, 'Test', 'a1d7c0de-5b2f-4e6a-9c38-7f40b1e2d953', 'tst-env.company.com'),
  environment(2, 'Production', '849515f2-b4ff-4aca-a9d6-9407bea655f4', 'prd-env-1.company.com'),
];

/** Keys of the vendor's example; {@link keyOf} derives all others. */
const exampleKeys: Readonly<Record<string, string>> = {
  'application\nEmployeeBackoffice': 'c9a7a82e-0eee-4a3d-8e22-2a19c69c766f',
  'version\nEmployeeBackoffice\n1.2.0': 'b3d2ef6b-e5c5-4c7e-851e-0547f7bd634c',
};

const exampleKeyOf = (...names: readonly string[]): string =>
  exampleKeys[names.join('\n')] ?? keyOf(...names);

/** The application that scenarios change; by default its version is newer in each earlier environment. */
export const mainName = 'EmployeeBackoffice';

/** The default applications of a scenario. Their names are deliberately similar to each other. */
export const applicationPlans: readonly ApplicationPlan[] = [
  {
    name: mainName,
    tags: ['0.9.0', '1.0.0', '1.0.1', '1.1.0', '1.1.1', '1.1.2', '1.2.0'],
    runs: ['1.2.0', '1.1.2', '1.1.0'],
    description: 'Back office of the human resources department',
  },
  { name: 'CustomerPortal', tags: ['2.0', '2.1', '2.2'], runs: ['2.2', '2.1', '2.1'] },
  { name: 'Customer Portal (old)', tags: ['1.0', '1.1'], runs: ['1.1', '1.0', '1.0'] },
  {
    // The running tag has a lower number than the highest one, but is newer.
    name: 'ClaimsEngine',
    kind: 'Service',
    tags: ['1.8.0', '1.9.0', '2.0.0', '1.9.1'],
    runs: ['1.9.1', '1.9.0', '1.9.0'],
  },
  { name: 'OrderEntry', tags: ['3.0.0', '3.1.0'], runs: ['3.1.0', '3.0.0', '3.0.0'], isModified: true },
  {
    name: 'Payments',
    kind: 'Service',
    tags: ['4.9.0', '5.0.0'],
    runs: ['5.0.0', '5.0.0', '5.0.0'],
    extension: 'PaymentsGateway',
  },
  { name: 'ReportingHub', tags: ['1.4.0', '1.5.0'], runs: ['1.4.0', '1.5.0', '1.5.0'] },
  { name: 'LegacyBilling', tags: ['7.1.0', '7.2.0'], runs: [null, '7.2.0', '7.2.0'] },
  { name: 'FieldService', kind: 'Mobile', tags: ['0.8.0', '0.9.0'], runs: ['0.9.0', '0.8.0', '0.8.0'] },
  { name: 'IdentityService', kind: 'Service', tags: ['1.0.0', '1.1.0'], runs: ['1.1.0', '1.0.0', '1.0.0'] },
  { name: 'Inventory', tags: ['4.0', '4.1'], runs: ['4.1', '4.0', '4.0'] },
  { name: 'Notifications', kind: 'Service', tags: ['0.1.0', '0.2.0'], runs: ['0.2.0', '0.1.0', null] },
  { name: 'ThemeLibrary', kind: 'Library', tags: ['1.0.0', '1.1.0'], runs: ['1.1.0', '1.1.0', '1.0.0'] },
  { name: 'OutSystems UI', tags: ['2.8.1'], runs: ['2.8.1', '2.8.1', '2.8.1'], isSystem: true },
];

/** 2024-01-08, a Monday; the n-th tag of an application follows n weeks later. */
const firstTag = Date.UTC(2024, 0, 8, 9, 30, 12, 260);
const week = 7 * 24 * 3600 * 1000;

/** Builds an application from its plan. */
export function buildApplication(plan: ApplicationPlan): SimulatedApplication {
  const { name, tags, runs, extension } = plan;
  const versions = tags.map((label, at) => ({
    key: exampleKeyOf('version', name, label),
    label,
    changeLog: `Changes of ${name} ${label}`,
    createdAt: firstTag + at * week,
    unpublished: 0,
  }));
  const places = new Map<string, Place>();
  for (const [at, { key, name: where }] of environments.entries()) {
    const version = versions.find(({ label }) => label === runs[at]);
    const isModified = (plan.isModified ?? false) && where !== 'Production';
    if (version) places.set(key, { version, isModified, zone: '' });
  }
  const modules: Module[] = [name, `${name}_CS`].map((module) => ({
    key: keyOf('module', module),
    name: module,
    kind: 'eSpace',
  }));
  if (extension !== undefined) {
    modules.push({ key: keyOf('module', extension), name: extension, kind: 'Extension' });
  }
  return {
    key: exampleKeyOf('application', name),
    name,
    kind: plan.kind ?? 'WebResponsive',
    isSystem: plan.isSystem ?? false,
    description: plan.description ?? '',
    modules,
    versions,
    places,
  };
}
