import type { DeploymentProblem, Inspection } from '../../release/platform.ts';
import { count, cutText } from '../../shared/format.ts';
import type { LifeTimePlanDetails, PlanConflict } from './wire.ts';

/** Names for the keys in a plan. */
export interface NamesByKey {
  readonly applications: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, string>;
}

/** `ConflictType` in plain words, completed by the names of the modules. */
const meanings: Readonly<Record<string, (producer: string, consumer: string) => string>> = {
  'producer module missing': (producer, consumer) =>
    `${consumer} needs ${producer}, which the target would not have`,
  'producer element missing': (producer, consumer) =>
    `${consumer} uses something of ${producer} that is not there`,
  'producer element incompatible': (producer, consumer) =>
    `${consumer} uses something of ${producer} that has changed and does not fit any more`,
  'consumer module outdated': (producer, consumer) => `${consumer} was built against an older ${producer}`,
  'newer producer module available': (producer, consumer) =>
    `the target has a newer ${producer} than ${consumer} knows`,
  incompatibleplatformserver: (producer) => `${producer} needs another version of the platform server`,
  consumermodulemoved: (_, consumer) => `${consumer} has moved to another application`,
  producermodulemoved: (producer) => `${producer} has moved to another application`,
  namecolision: (producer) => `another module has the name of ${producer}`,
};

/** What a plan would run into, as problems by application. Text is the platform's own and untrusted. */
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

/** Whether names of modules have to be asked for. */
export function namesModules(conflicts: readonly PlanConflict[]): boolean {
  return conflicts.some(
    ({ ModuleConflict }) => ModuleConflict?.ProducerModuleKey || ModuleConflict?.ConsumerModuleKey,
  );
}

/** What LifeTime found out about a plan, in the words of the release. */
export function inspectionOf(
  plan: string,
  { ApplicationConflicts }: LifeTimePlanDetails,
  glossary: NamesByKey,
): Inspection {
  const problems = problemsOf(ApplicationConflicts ?? [], glossary);
  const status = problems.length > 0 ? 'conflicts' : 'valid';
  return { id: plan, status, errors: problems.length, warnings: 0, problems, counts: [] };
}

/** The conflicts in one sentence, for an annotation: by application, the first of each. */
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

/** The outdated consumers of a plan, by name where it is known. */
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
