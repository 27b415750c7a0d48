import { readFile, stat } from 'node:fs/promises';
import { type Examination, examineFile, type Found } from '../../inputs/file.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import { textProblem } from '../../inputs/text.ts';

import type { Artifact, Payload } from '../../release/plan.ts';
import type { Preflight, Variable } from '../adapter.ts';
import {
  assemble,
  type Customizing,
  checkTogether,
  customize,
  type Release,
  type TextFile,
} from './assemble.ts';
import { keysOf } from './customization.ts';
import { checkPackage } from './package-check.ts';
import type { AppianInputs } from './rules.ts';
import type { Accept } from './scripts.ts';
import { apiBase } from './site.ts';
import { checkOtherZip } from './zip.ts';

/** Size limit, because the file is read into memory. Real ones have a few kilobytes. */
const LARGEST_CUSTOMIZATION_BYTES = 8 * 1024 * 1024;

/**
 * Checks the files and builds the payload before any request is sent. In a promotion, the payload lacks the package,
 * which is exported later.
 */
export async function preflight(values: Partial<AppianInputs>, variable: Variable): Promise<Preflight> {
  const problems: InputProblem[] = [];
  const accept = <T>(input: InputProblem['input'], found: Found<T> | undefined): T | undefined => {
    if (found === undefined || 'value' in found) return found?.value;
    problems.push({ input, message: found.problem });
    return undefined;
  };
  const { package: packagePath, operation, 'source-url': source } = values;
  const base = source && apiBase(source, values['api-version'] ?? 'v2');
  if (base && 'problem' in base) problems.push({ input: 'source-url', message: base.problem });
  if (values.name !== undefined && !/[\p{L}\p{N}]/u.test(values.name))
    problems.push({
      input: 'name',
      message: 'must have a letter or a digit: Appian does not accept a blank name',
    });
  if (operation === 'export') return { payload: {}, problems, warnings: [] };

  const workspace = variable('GITHUB_WORKSPACE');
  const folder = packagePath !== undefined && (await isFolder(packagePath));
  const release = accept('package', folder ? await readFolder(packagePath) : undefined);
  const packageFile = accept(
    'package',
    packagePath && !folder
      ? await examineFile(packagePath, ['.zip'], { check: checkPackage, workspace })
      : undefined,
  );
  const custom = accept(
    'customization-file',
    await readCustomization(values['customization-file'], workspace),
  );
  const other = { check: checkOtherZip, workspace };
  const adminSettings = accept(
    'admin-settings-file',
    await optional(values['admin-settings-file'], ['.zip'], other),
  );
  const plugins = accept('plugins-file', await optional(values['plugins-file'], ['.zip'], other));
  const scripts = await scriptsOf(values['database-scripts'] ?? [], workspace, accept);
  const dataSource = values['data-source'];

  const customizing: Customizing = {
    values: values['customization-values'] ?? {},
    nullValues: values['null-values'] ?? 'fail',
    variable,
  };
  const filled = custom && customize('customization-file', custom, customizing, templateOf(release));
  const own: Payload = {
    ...(packageFile && { package: packageFile }),
    ...filled?.payload,
    ...(adminSettings && { adminSettings }),
    ...(plugins && { plugins }),
    ...(scripts.length > 0 && { scripts }),
    ...(dataSource && { dataSource }),
  };
  const whole = release
    ? assemble(own, release, customizing, 'package')
    : { payload: own, problems: source ? [] : checkAlone(values, own), warnings: [], notes: [], secrets: [] };
  // If a file could not be read, problems that follow from its absence are not reported.
  const together = problems.length > 0 ? [] : whole.problems;
  // A resumed deployment was already sent. The files only supply names for the records.
  const isResumed = operation === 'resume';
  return {
    payload: whole.payload,
    problems: [...problems, ...(isResumed ? [] : [...(filled?.problems ?? []), ...together])],
    warnings: [...(filled?.warnings ?? []), ...whole.warnings],
    notes: whole.notes,
    secrets: [...secretsOf(customizing), ...(filled?.secrets ?? []), ...whole.secrets],
  };
}

function secretsOf({ values }: Customizing): readonly string[] {
  return Object.values(values).filter((value) => value !== null);
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
async function scriptsOf(entries: readonly string[], workspace: string | undefined, accept: Accept) {
  if (entries.length === 0) return [];
  const { examineScripts } = await import('./scripts.ts');
  return examineScripts(entries, workspace, accept);
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

async function readCustomization(
  path: string | undefined,
  workspace: string | undefined,
): Promise<Found<TextFile> | undefined> {
  const found = await optional(path, ['.properties'], { workspace });
  if (found === undefined || 'problem' in found) return found;
  const file = found.value;
  if (file.bytes > LARGEST_CUSTOMIZATION_BYTES)
    return { problem: `is too large for a customization file (${file.path})` };
  const content = await readFile(file.path);
  const problem = textProblem(content);
  return problem ? { problem: `${problem} (${file.path})` } : { value: { file, content } };
}
