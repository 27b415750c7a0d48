import { stat } from 'node:fs/promises';
import { type Examination, examineFile, readTextFile, type TextFile } from '../../inputs/file.ts';
import { type Found, problemsOf, valueOf } from '../../inputs/found.ts';
import { givenValues } from '../../inputs/placeholders.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import type { Artifact } from '../../release/plan.ts';
import type { Variable } from '../adapter.ts';
import type { Examined } from '../define.ts';
import { assemble, type Customizing, checkTogether, customize, type Release } from './assemble.ts';
import { keysOf } from './customization.ts';
import type { Payload } from './files.ts';
import { checkPackage } from './package-check.ts';
import type { AppianInputs } from './rules.ts';
import { apiBase } from './site.ts';
import { checkOtherZip } from './zip.ts';

/** The size is limited, because the file is read into memory. Real ones have a few kilobytes. */
const CUSTOMIZATION = {
  what: 'a customization file',
  extensions: ['.properties'],
  mostBytes: 8 * 1024 * 1024,
} as const;

/**
 * Checks the files and builds the payload before any request is sent. In a promotion, the payload lacks the package,
 * which is exported later.
 */
export async function preflight(
  values: Partial<AppianInputs>,
  variable: Variable,
): Promise<Examined<Payload>> {
  const wrong = checkValues(values);
  if (values.operation === 'export') return { payload: {}, problems: wrong, warnings: [] };

  const { release, custom, files, problems: unread } = await readFiles(values, variable('GITHUB_WORKSPACE'));
  const problems = [...wrong, ...unread];
  const customizing: Customizing = {
    values: values['customization-values'] ?? {},
    nullValues: values['null-values'] ?? 'fail',
    variable,
  };
  const filled = custom && customize('customization-file', custom, customizing, templateOf(release));
  const own: Payload = { ...files, ...filled?.payload };
  const unaided = values['source-url'] ? [] : checkAlone(values, own);
  const whole = release
    ? assemble(own, release, customizing, 'package')
    : { payload: own, problems: unaided, warnings: [], notes: [], secrets: [] };
  // If a file could not be read, problems that follow from its absence are not reported.
  const together = problems.length > 0 ? [] : whole.problems;
  // A resumed deployment was already sent. The files only supply names for the records.
  const isResumed = values.operation === 'resume';
  return {
    payload: whole.payload,
    problems: [...problems, ...(isResumed ? [] : [...(filled?.problems ?? []), ...together])],
    warnings: [...(filled?.warnings ?? []), ...whole.warnings],
    notes: whole.notes,
    secrets: [...givenValues(customizing.values), ...(filled?.secrets ?? []), ...whole.secrets],
  };
}

/** Checks the values that need no file. */
function checkValues({
  name,
  'source-url': source,
  ...values
}: Partial<AppianInputs>): readonly InputProblem[] {
  const base = source && apiBase(source, values['api-version'] ?? 'v2');
  const problems: InputProblem[] = [];
  if (base && 'problem' in base) problems.push({ input: 'source-url', message: base.problem });
  if (name !== undefined && !/[\p{L}\p{N}]/u.test(name))
    problems.push({
      input: 'name',
      message: 'must have a letter or a digit: Appian does not accept a blank name',
    });
  return problems;
}

/** The files that the inputs name; `custom` is the customization file before it is filled. */
interface ReadFiles {
  readonly release: Release | undefined;
  readonly custom: TextFile | undefined;
  readonly files: Omit<Payload, 'customization' | 'customizationContent' | 'component'>;
  readonly problems: readonly InputProblem[];
}

async function readFiles(values: Partial<AppianInputs>, workspace: string | undefined): Promise<ReadFiles> {
  const { package: packagePath, 'customization-file': customPath, 'data-source': dataSource } = values;
  const folder = packagePath !== undefined && (await isFolder(packagePath));
  const release = folder ? await readFolder(packagePath) : undefined;
  const given = folder ? undefined : packagePath;
  const packageFile = await optional(given, ['.zip'], { check: checkPackage, workspace });
  const custom =
    customPath === undefined ? undefined : await readTextFile(customPath, CUSTOMIZATION, workspace);
  const other = { check: checkOtherZip, workspace };
  const adminSettings = await optional(values['admin-settings-file'], ['.zip'], other);
  const plugins = await optional(values['plugins-file'], ['.zip'], other);
  const { scripts, problems } = await scriptsOf(values['database-scripts'] ?? [], workspace);
  return {
    release: valueOf(release),
    custom: valueOf(custom),
    files: {
      ...(packageFile && 'value' in packageFile && { package: packageFile.value }),
      ...(adminSettings && 'value' in adminSettings && { adminSettings: adminSettings.value }),
      ...(plugins && 'value' in plugins && { plugins: plugins.value }),
      ...(scripts.length > 0 && { scripts }),
      ...(dataSource && { dataSource }),
    },
    problems: [
      ...problemsOf('package', release ?? packageFile),
      ...problemsOf('customization-file', custom),
      ...problemsOf('admin-settings-file', adminSettings),
      ...problemsOf('plugins-file', plugins),
      ...problems,
    ],
  };
}

/** Checks a deployment that uses no export. */
function checkAlone(values: Partial<AppianInputs>, own: Payload): readonly InputProblem[] {
  const problems = [...checkTogether(own, 'package')];
  if (values['customization-values'] && !own.customization)
    problems.push({
      input: 'customization-values',
      message: 'needs a `customization-file` to fill, or an export with a template',
    });
  const { package: _, dataSource: __, ...others } = own;
  if (own.package === undefined && Object.keys(others).length === 0 && !values['data-source'])
    problems.push({
      input: 'package',
      message:
        'is required: the path of the package, unless a customization file, admin settings, plug-ins or database scripts are deployed without one',
    });
  return problems;
}

/** Loads the code for scripts only if there are any. */
async function scriptsOf(entries: readonly string[], workspace: string | undefined) {
  if (entries.length === 0) return { scripts: [], problems: [] };
  const { examineScripts } = await import('./scripts.ts');
  return examineScripts(entries, workspace);
}

/** Loads the code for the folder of an export only if there is one. */
async function readFolder(path: string): Promise<Found<Release>> {
  const { readRelease } = await import('./release-folder.ts');
  return readRelease(path);
}

function templateOf(release: Release | undefined): readonly string[] | undefined {
  if (release?.template === undefined) return undefined;
  const { set, open } = keysOf(release.template.content.toString('utf8'));
  return [...set, ...open];
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function optional(
  path: string | undefined,
  extensions: readonly string[],
  examination: Examination,
): Promise<Found<Artifact> | undefined> {
  return path === undefined ? undefined : examineFile(path, extensions, examination);
}
