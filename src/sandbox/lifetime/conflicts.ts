import { hostileProblems } from '../appian/problems.ts';
import { keyOf } from '../keys.ts';
import type { SimulatedApplication } from './world.ts';

/** An application in a plan, and its operation in the JSON of answers. */
export interface ConflictOperation {
  readonly application: SimulatedApplication;
  readonly shown: Readonly<Record<string, unknown>>;
}

/** Input of a conflict finder. */
interface ConflictSubject {
  readonly operations: readonly ConflictOperation[];
  /** Name of the target environment. */
  readonly target: string;
}

/** Builds the `ApplicationConflicts` of a plan. */
export type ConflictFinder = (subject: ConflictSubject) => readonly unknown[];

/** All documented conflict types, in the vendor's spelling. */
const conflictTypes = [
  'Producer Module Missing',
  'Producer Element Missing',
  'Producer Element Incompatible',
  'Consumer Module Outdated',
  'Newer Producer Module Available',
  'IncompatiblePlatformServer',
  'ConsumerModuleMoved',
  'ProducerModuleMoved',
  'NameColision',
];

/** An application outside the plan that a conflict involves. */
const otherOperation = {
  ApplicationKey: keyOf('application', 'CustomerPortal'),
  ApplicationVersionKey: keyOf('version', 'CustomerPortal', '2.1'),
  DeploymentOperation: 'Do Nothing',
  DeploymentZoneKey: '',
};

/** Returns one conflict of each documented type, one of an undocumented type, and one without modules. */
export function everyConflict({ operations, target }: ConflictSubject): readonly unknown[] {
  const [first] = operations;
  if (!first) return [];
  const { application, shown } = first;
  const consumerModule = keyOf('module', 'CustomerPortal');
  const producerModule = application.modules[1]?.key ?? '';
  const conflict = (type: string, at: number): unknown => ({
    Message: `${type}: module 'CustomerPortal' in ${target} does not fit module '${application.name}_CS'.`,
    ProducerApplicationOperation: shown,
    ConsumerApplicationOperation: otherOperation,
    ModuleConflict: {
      ProducerModuleKey: at === 0 ? keyOf('module', 'never heard of') : producerModule,
      ConsumerModuleKey: consumerModule,
      TotalRequiredElements: at + 1,
      ConflictType: type,
    },
  });
  return [
    ...conflictTypes.map(conflict),
    conflict('Theme Superseded', conflictTypes.length),
    { Message: `Application '${application.name}' is not consistent in ${target}.` },
  ];
}

/** Returns conflicts with workflow commands and markup in their texts. */
export function evilConflicts({ operations }: ConflictSubject): readonly unknown[] {
  return hostileProblems.map(({ message, objectName }) => ({
    Message: message,
    ProducerApplicationOperation: operations[0]?.shown,
    ConsumerApplicationOperation: { ...otherOperation, DeploymentOperation: objectName },
    ModuleConflict: {
      ProducerModuleKey: keyOf('module', hostileModule),
      ConsumerModuleKey: objectName,
      TotalRequiredElements: -1,
      ConflictType: message,
    },
  }));
}

/** Name of the hostile application and of its first module. */
export const hostileName = '<img src=x onerror=alert(1)>\n::error::forged by a name | \u001b[31m`code`';
const hostileModule = hostileName;
