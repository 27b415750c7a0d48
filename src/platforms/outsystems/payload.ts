import { examineFile } from '../../inputs/file.ts';
import type { Preflight } from '../adapter.ts';

/** Checks the package file, if one is deployed in place of tagged versions. */
export async function preflightOutSystems(values: {
  readonly package?: string | undefined;
}): Promise<Preflight> {
  if (values.package === undefined) return { payload: {}, problems: [], warnings: [] };
  const found = await examineFile(values.package, ['.oap', '.osp']);
  return 'value' in found
    ? { payload: { package: found.value }, problems: [], warnings: [] }
    : { payload: {}, problems: [{ input: 'package', message: found.problem }], warnings: [] };
}
