import { keyOf } from '../keys.ts';
import type { DeploymentStatus } from './state.ts';

/** A component of the catalog. */
export interface TrackedComponent {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly owner: string;
  readonly lifecycle: string;
}

/** An environment that components are deployed to. */
export interface TrackedEnvironment {
  readonly id: string;
  readonly name: string;
  readonly type: 'development' | 'staging' | 'production' | 'sandbox';
  /** Position in the promotion order, ascending. */
  readonly order: number;
}

/** A deployment that is recorded from the start. Component and environment are names. */
export interface Past {
  readonly component: string;
  readonly environment: string;
  readonly version: string;
  readonly status: DeploymentStatus;
}

/** Identifiers of the documentation's example; {@link keyOf} derives all others. */
const exampleIds: Readonly<Record<string, string>> = {
  'component\ncustomer-portal': '550e8400-e29b-41d4-a716-446655440001',
  'environment\nproduction': '550e8400-e29b-41d4-a716-446655440010',
};

const idOf = (...names: readonly string[]): string => exampleIds[names.join('\n')] ?? keyOf(...names);

const component = (name: string): TrackedComponent => ({
  id: idOf('component', name),
  name,
  kind: 'service',
  owner: 'team-portal',
  lifecycle: 'production',
});

const environment = (name: string, type: TrackedEnvironment['type'], order: number): TrackedEnvironment => ({
  id: idOf('environment', name),
  name,
  type,
  order,
});

const others = [
  'billing',
  'claims-intake',
  'document-store',
  'email-gateway',
  'feature-flags',
  'identity',
  'inventory',
  'ledger',
  'notifications',
  'order-entry',
  'payments',
  'pricing',
  'quotes',
  'reporting',
  'search',
  'sessions',
  'user-service',
];

/** More components than a default page of 20; the names that clients search for follow similar names. */
export const components: readonly TrackedComponent[] = [
  ...others,
  'customer-portal-api',
  'Customer-Portal',
  'customer-portal (old)',
  'customer-portal',
  'employeebackoffice',
  'EmployeeBackoffice Mobile',
  'EmployeeBackoffice',
].map(component);

/** In promotion order. The names are deliberately similar to each other. */
export const environments: readonly TrackedEnvironment[] = [
  environment('development', 'development', 10),
  environment('Development', 'development', 11),
  environment('Test', 'staging', 20),
  environment('staging-eu', 'staging', 21),
  environment('staging', 'staging', 22),
  environment('production-eu', 'production', 30),
  environment('Production', 'production', 31),
  environment('production', 'production', 32),
];

/** Number of entries before all others, so that a search needs a second page of 100. */
const manyCount = 105;

const many = (name: string): string[] =>
  Array.from({ length: manyCount }, (_, at) => `${name}-${String(at + 1).padStart(3, '0')}`);

/** The components of the scenario with many entries. */
export const manyComponents: readonly TrackedComponent[] = [...many('service').map(component), ...components];

/** The environments of the scenario with many entries. */
export const manyEnvironments: readonly TrackedEnvironment[] = [
  ...many('preview').map((name) => environment(name, 'sandbox', 0)),
  ...environments,
];

const past =
  (component: string, environment: string) =>
  (version: string, status: DeploymentStatus): Past => ({ component, environment, version, status });

const portal = {
  development: past('customer-portal', 'development'),
  staging: past('customer-portal', 'staging'),
  production: past('customer-portal', 'production'),
};
const backoffice = {
  development: past('EmployeeBackoffice', 'Development'),
  test: past('EmployeeBackoffice', 'Test'),
  production: past('EmployeeBackoffice', 'Production'),
};

/**
 * The recorded deployments, oldest first, one day apart.
 * customer-portal: 1.2.3 may go from staging to production, 1.2.2 and 1.3.0 may not; production ran 1.0.0 before its
 * 1.1.0. EmployeeBackoffice: 1.2.0 has been in Development and not in Test; Production ran 1.0.1 before its 1.1.0.
 */
export const history: readonly Past[] = [
  portal.development('1.0.0', 'succeeded'),
  portal.staging('1.0.0', 'succeeded'),
  portal.production('1.0.0', 'succeeded'),
  backoffice.test('1.0.1', 'succeeded'),
  backoffice.production('1.0.1', 'succeeded'),
  past('Customer-Portal', 'production')('9.9.9', 'succeeded'),
  portal.staging('1.1.0', 'succeeded'),
  portal.production('1.0.5', 'rolled_back'),
  portal.production('1.1.0', 'succeeded'),
  backoffice.test('1.1.0', 'succeeded'),
  backoffice.production('1.1.0', 'succeeded'),
  past('customer-portal', 'production-eu')('1.1.0', 'succeeded'),
  portal.staging('1.2.2', 'failed'),
  portal.production('1.2.2', 'failed'),
  portal.staging('1.2.3', 'succeeded'),
  backoffice.test('1.1.1', 'failed'),
  backoffice.production('1.1.1', 'failed'),
  backoffice.test('1.1.2', 'succeeded'),
  backoffice.development('1.2.0', 'succeeded'),
  portal.development('1.3.0', 'succeeded'),
  portal.staging('1.3.0', 'in_progress'),
  portal.development('1.4.0', 'pending'),
];
