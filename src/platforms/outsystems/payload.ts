import { examineFile } from '../../inputs/file.ts';
import type { Preflight, Variable } from '../adapter.ts';
import { checkPackage } from './package-file.ts';

/** Checks the package file, if one is deployed in place of tagged versions. */
export async function preflightOutSystems(
  values: { readonly package?: string | undefined },
  variable: Variable,
): Promise<Preflight> {
  if (values.package === undefined) return { payload: {}, problems: [], warnings: [] };
  const found = await examineFile(values.package, ['.oap', '.osp'], {
    check: checkPackage,
    workspace: variable('GITHUB_WORKSPACE'),
  });
  return 'value' in found
    ? { payload: { package: found.value }, problems: [], warnings: [] }
    : { payload: {}, problems: [{ input: 'package', message: found.problem }], warnings: [] };
}
