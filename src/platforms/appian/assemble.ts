import { createHash } from 'node:crypto';
import type { TextFile } from '../../inputs/file.ts';
import {
  fillingProblems,
  formatKeys,
  formatNear,
  unusedWarnings,
  type Values,
} from '../../inputs/placeholders.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import type { Artifact } from '../../release/plan.ts';
import { count } from '../../shared/format.ts';
import type { Variable } from '../adapter.ts';
import { fill, keysOf, lintCustomization, nullsOf, valuesOf } from './customization.ts';
import type { Payload } from './files.ts';

/** An exported release, from the site or from the folder where it was saved. */
export interface Release {
  /** Name of the package or application, or its UUID if the export gives no name. */
  readonly name: string;
  readonly type: 'package' | 'application';
  readonly uuids: readonly string[];
  /** Host name of the site that it was exported from. */
  readonly source: string;
  /** Time of the export: ISO 8601, UTC. */
  readonly exported: string;
  /** Appian version of the source site, such as `25.3.335.0`; absent if it could not be read. */
  readonly appianVersion?: string;
  readonly package: Artifact;
  readonly plugins?: Artifact;
  /** In the order in which they run. */
  readonly scripts: readonly Artifact[];
  readonly dataSource?: string;
  /** `missing`: the export had one, but its file was not kept. */
  readonly customization?: TextFile | 'missing';
  readonly template?: TextFile;
}

/** How to fill a customization file. */
export interface Customizing {
  readonly values: Values;
  readonly nullValues: 'fail' | 'allow';
  readonly variable: Variable;
}

/** The payload to deploy, with the findings about it. */
export interface Assembled {
  readonly payload: Payload;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** Values to mask in all output. */
  readonly secrets: readonly string[];
}

type Customized = Pick<Assembled, 'payload' | 'problems' | 'warnings' | 'secrets'>;

function sayAdded(keys: readonly string[], known: readonly string[]): readonly string[] {
  return keys.length > 0
    ? [
        `\`customization-values\` has keys that the customization file lacks: ${formatNear(keys, known)}. They are added at its end; Appian ignores a key that it does not know.`,
      ]
    : [];
}

/**
 * Fills a customization file and checks the result.
 * @param input the input to name in problems
 * @param template the keys that the release declares; undefined if the release has no template
 */
export function customize(
  input: InputProblem['input'],
  { file, content }: TextFile,
  { values, nullValues, variable }: Customizing,
  template: readonly string[] | undefined,
): Customized {
  const before = content.toString('utf8');
  const declared = new Set(template);
  const fits = (key: string): boolean =>
    template === undefined || key.startsWith('importSetting.') || declared.has(key);
  const { text, secrets, missing, broken, unexpanded, literal, unused } = fill(
    before,
    values,
    variable,
    fits,
  );
  const filled = text === before ? content : Buffer.from(text);
  const nulls = nullsOf(text, values);

  const problems: InputProblem[] = [];
  const complain = (message: string): number => problems.push({ input, message });
  for (const message of fillingProblems({ missing, unexpanded }, 'customization-values')) complain(message);
  if (broken.length > 0)
    complain(`cannot contain the line break in the value of ${formatKeys(broken)}: a value is one line`);
  if (nulls.length > 0 && nullValues === 'fail')
    complain(
      `would make these null on the target, because they have no value after "=": ${formatKeys(nulls)}. Fill them, put a # before them, or set \`null-values: allow\``,
    );
  const { set, open } = keysOf(before);
  const known = new Set([...set, ...open, ...declared]);
  const leftOut = new Set(unused);
  // Without a template, a key that is not in the file can be correct or mistyped.
  const strange = Object.keys(values).filter(
    (name) => name.includes('.') && !leftOut.has(name) && !known.has(name),
  );
  const added = strange.filter((key) => !key.startsWith('importSetting.'));
  return {
    payload: {
      customization: {
        ...file,
        bytes: filled.length,
        sha256: createHash('sha256').update(filled).digest('hex'),
      },
      customizationContent: filled,
    },
    problems,
    warnings: [
      ...(problems.length > 0 ? [] : lintCustomization(text, literal)),
      ...unusedWarnings(unused, 'customization-values', [...known]),
      ...sayAdded(added, [...known]),
    ],
    secrets,
  };
}

/**
 * Combines the user's files with an exported release. The user's files take precedence, and a note reports each
 * exported part that is not used.
 * @param own the user's files, with the customization file already filled
 * @param input the input to name in problems with the release
 */
export function assemble(
  own: Payload,
  release: Release,
  customizing: Customizing,
  input: InputProblem['input'],
): Assembled {
  const notes = [introduce(release)];
  const aside = (what: string): number => notes.push(`The inputs replace the ${what} of the export.`);
  if (own.plugins && release.plugins) aside('plug-ins file');
  if (own.scripts && release.scripts.length > 0) aside(count(release.scripts.length, 'database script'));
  if (own.dataSource && release.dataSource && own.dataSource !== release.dataSource)
    aside(`data source ${release.dataSource}`);

  const custom = customizationOf(own, release, customizing, input);
  if (custom.replaced) aside('customization file');
  else if (release.customization && custom.payload.customization)
    notes.push('The customization file of the export is used unchanged.');
  const content = custom.payload.customizationContent;
  const template = keysOf(release.template?.content.toString('utf8') ?? '');
  const known = [...new Set([...template.set, ...template.open])];
  const set = new Set(keysOf(content?.toString('utf8') ?? '').set);
  // Keys that begin with `importSetting.` control the import and need no value.
  const open = known.filter((key) => !set.has(key) && !key.startsWith('importSetting.'));
  if (open.length > 0)
    notes.push(
      `The customization template has ${count(known.length, 'key')}; without a value: ${formatKeys(open)}.`,
    );

  const scripts = own.scripts ?? (release.scripts.length > 0 ? release.scripts : undefined);
  const plugins = own.plugins ?? release.plugins;
  const dataSource = own.dataSource ?? (scripts ? release.dataSource : undefined);
  const payload: Payload = {
    ...own,
    ...custom.payload,
    package: release.package,
    component: release.name,
    ...(plugins && { plugins }),
    ...(scripts && { scripts }),
    ...(dataSource && { dataSource }),
  };
  return { ...custom, payload, notes, problems: [...custom.problems, ...checkTogether(payload, input)] };
}

function introduce({ type, name, source, exported, appianVersion }: Release): string {
  const version = appianVersion ? `, from Appian ${appianVersion}` : '';
  return `The ${type} "${name}" was exported at ${source} (${exported}${version}).`;
}

function customizationOf(
  own: Payload,
  release: Release,
  customizing: Customizing,
  input: InputProblem['input'],
): Customized & { readonly replaced: boolean } {
  const brought = release.customization;
  const nothing = { payload: {}, problems: [], warnings: [], secrets: [] };
  if (own.customization) return { ...nothing, replaced: brought !== undefined };
  const whole = brought === 'missing' ? undefined : brought;
  const { template } = release;
  const given = Object.keys(customizing.values).length > 0;
  const form = template ?? whole;
  if (given && form) {
    const keys = template && keysOf(template.content.toString('utf8'));
    const named: TextFile = { ...form, file: { ...form.file, name: 'customization.properties' } };
    const known = keys && [...keys.set, ...keys.open];
    return {
      ...customize('customization-values', named, customizing, known),
      replaced: brought !== undefined,
    };
  }
  if (given) {
    const message = 'has nothing to fill: the export has no template, and there is no `customization-file`';
    return { ...nothing, problems: [{ input: 'customization-values', message }], replaced: false };
  }
  if (brought === 'missing') {
    const message =
      'lacks the customization file of the export: keep it in the folder, or set `customization-file` or `customization-values`';
    return { ...nothing, problems: [{ input, message }], replaced: false };
  }
  if (whole === undefined) return { ...nothing, replaced: false };
  // The file holds values of one environment: use it unchanged and mask all of its values.
  const as = customize('customization-file', whole, { ...customizing, variable: () => undefined }, undefined);
  return {
    ...as,
    payload: { customization: whole.file, customizationContent: whole.content },
    secrets: valuesOf(whole.content.toString('utf8')),
    replaced: false,
  };
}

/** Checks that the parts of one deployment fit together: scripts with a data source, and distinct file names. */
export function checkTogether(
  payload: Payload,
  packageInput: InputProblem['input'],
): readonly InputProblem[] {
  const { scripts, dataSource } = payload;
  const problems: InputProblem[] = [];
  if (scripts && !dataSource)
    problems.push({
      input: 'data-source',
      message:
        'is required with `database-scripts`: the name of the data source in the Admin Console, or the UUID of its connected system',
    });
  if (dataSource && !scripts)
    problems.push({
      input: 'database-scripts',
      message: 'are required with `data-source`: the scripts that run there',
    });
  const files: readonly (readonly [InputProblem['input'], Artifact | undefined])[] = [
    [packageInput, payload.package],
    ['customization-file', payload.customization],
    ['admin-settings-file', payload.adminSettings],
    ['plugins-file', payload.plugins],
    ...(scripts ?? []).map((script) => ['database-scripts', script] as const),
  ];
  const met = new Map<string, InputProblem['input']>();
  for (const [input, file] of files) {
    if (file === undefined) continue;
    // Appian identifies the files of a request by name. Some systems ignore case, so compare in lower case.
    const name = file.name.toLowerCase();
    const other = met.get(name);
    if (other !== undefined) {
      const message = `has a file with the name "${file.name}", as ${other === input ? 'another line' : `\`${other}\``} has: within a deployment, Appian distinguishes files by their names`;
      problems.push({ input, message });
    }
    met.set(name, input);
  }
  return problems;
}
