import { examineFile } from '../../inputs/file.ts';
import type { Artifact } from '../../release/plan.ts';
import type { Variable } from '../adapter.ts';
import type { Examined } from '../define.ts';
import { checkPackage } from './package-file.ts';

/** What a release sends: a binary in place of tagged versions, or nothing. */
export interface Payload {
  readonly package?: Artifact;
}

/** Checks the package file, if one is deployed in place of tagged versions. */
export async function preflightOutSystems(
  values: { readonly package?: string | undefined },
  variable: Variable,
): Promise<Examined<Payload>> {
  if (values.package === undefined) return { payload: {}, problems: [], warnings: [] };
  const found = await examineFile(values.package, ['.oap', '.osp'], {
    check: checkPackage,
    workspace: variable('GITHUB_WORKSPACE'),
  });
  return 'value' in found
    ? { payload: { package: found.value }, problems: [], warnings: [] }
    : { payload: {}, problems: [{ input: 'package', message: found.problem }], warnings: [] };
}
