import type { DeploymentProblem, Inspection } from '../../release/platform.ts';
import { count, cutText } from '../../shared/format.ts';
import type { LifeTimePlanDetails, PlanConflict } from './wire.ts';

/** Names of applications and modules by their keys. */
export interface NamesByKey {
  readonly applications: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, string>;
}

/** Explanations of `ConflictType`, by its lower-case text. */
const meanings: Readonly<Record<string, (producer: string, consumer: string) => string>> = {
  'producer module missing': (producer, consumer) =>
    `${consumer} needs ${producer}, which the target would not have`,
  'producer element missing': (producer, consumer) =>
    `${consumer} uses something of ${producer} that is not there`,
  'producer element incompatible': (producer, consumer) =>
    `${consumer} uses something of ${producer} that has changed incompatibly`,
  'consumer module outdated': (producer, consumer) => `${consumer} was built against an older ${producer}`,
  'newer producer module available': (producer, consumer) =>
    `the target has a newer ${producer} than ${consumer} knows`,
  incompatibleplatformserver: (producer) => `${producer} needs another version of the platform server`,
  consumermodulemoved: (_, consumer) => `${consumer} has moved to another application`,
  producermodulemoved: (producer) => `${producer} has moved to another application`,
  namecolision: (producer) => `another module has the name of ${producer}`,
};

/** Converts conflicts of a plan to problems. The text comes from the platform and is untrusted. */
export function problemsOf(
  conflicts: readonly PlanConflict[],
  glossary: NamesByKey,
): readonly DeploymentProblem[] {
  return conflicts.map((conflict) => {
    const { ConsumerApplicationOperation: consumer, ProducerApplicationOperation: producer } = conflict;
    const uuid = consumer?.ApplicationKey ?? producer?.ApplicationKey ?? '';
    return {
      severity: 'error',
      object: glossary.applications.get(uuid) ?? (uuid ? '' : 'the plan'),
      uuid,
      message: formatConflict(conflict, glossary),
    };
  });
}

function formatConflict(
  { Message, ModuleConflict, ProducerApplicationOperation }: PlanConflict,
  glossary: NamesByKey,
): string {
  const own = (Message ?? '').trim();
  if (!ModuleConflict) return own || 'LifeTime gives no reason';
  const {
    ConflictType,
    ProducerModuleKey,
    ConsumerModuleKey,
    TotalRequiredElements: elements,
  } = ModuleConflict;
  const type = (ConflictType ?? '').trim();
  const maker = glossary.applications.get(ProducerApplicationOperation?.ApplicationKey ?? '');
  const producer = `${nameOf(ProducerModuleKey, glossary)}${maker ? ` of ${maker}` : ''}`;
  const meaning = meanings[type.toLowerCase()]?.(producer, nameOf(ConsumerModuleKey, glossary));
  const said = meaning ? `${type}: ${meaning}` : [type, producer].filter(Boolean).join(': ');
  const number = elements ? ` (${count(elements, 'element')})` : '';
  const detail = type && own.startsWith(type) ? own.slice(type.length).replace(/^[:\s]+/, '') : own;
  return `${said}${number}${detail ? `. LifeTime: ${detail}` : ''}`;
}

function nameOf(key: string | null | undefined, { modules }: NamesByKey): string {
  return key ? `module ${modules.get(key) ?? key}` : 'a module';
}

/** Whether a conflict refers to a module, so that the names of modules are needed. */
export function namesModules(conflicts: readonly PlanConflict[]): boolean {
  return conflicts.some(
    ({ ModuleConflict }) => ModuleConflict?.ProducerModuleKey || ModuleConflict?.ConsumerModuleKey,
  );
}

/** Converts the details of a plan to an inspection. */
export function inspectionOf(
  plan: string,
  { ApplicationConflicts }: LifeTimePlanDetails,
  glossary: NamesByKey,
): Inspection {
  const problems = problemsOf(ApplicationConflicts ?? [], glossary);
  const status = problems.length > 0 ? 'conflicts' : 'valid';
  return { id: plan, status, errors: problems.length, warnings: 0, problems, counts: [] };
}

/** Formats the conflicts as one sentence for an annotation: the first conflict of each application. */
export function formatConflicts(problems: readonly DeploymentProblem[]): string {
  const byObject = new Map<string, { readonly first: string; number: number }>();
  for (const problem of problems) {
    const object = problem.object || problem.uuid;
    const known = byObject.get(object);
    if (known) known.number++;
    else byObject.set(object, { first: problem.message, number: 1 });
  }
  const shown = [...byObject].slice(0, MOST_APPLICATIONS).map(([object, { first, number }]) => {
    const more = number > 1 ? ` (and ${number - 1} more)` : '';
    return `${cutText(object, LONGEST_NAME)}: ${cutText(first.replace(/\.$/, ''), LONGEST_MESSAGE)}${more}`;
  });
  const others = byObject.size - shown.length;
  return [...shown, ...(others > 0 ? [`and ${count(others, 'more application')}`] : [])].join('; ');
}

const MOST_APPLICATIONS = 5;
const LONGEST_NAME = 200;
const LONGEST_MESSAGE = 1_000;

/** Returns the outdated consumers of a plan, by name if it is known, else by key. */
export function outdatedOf(
  { ApplicationsToRedeploy }: LifeTimePlanDetails,
  { applications }: NamesByKey,
): readonly string[] {
  return (ApplicationsToRedeploy ?? []).map((each) => {
    if (typeof each === 'string') return applications.get(each) ?? each;
    const { ApplicationName, ApplicationKey } = (each ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof ApplicationName === 'string' && ApplicationName !== '') return ApplicationName;
    return typeof ApplicationKey === 'string' ? (applications.get(ApplicationKey) ?? ApplicationKey) : '?';
  });
}
