import { examineFile } from '../../inputs/file.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import type { Variable } from '../adapter.ts';
import type { Examined } from '../define.ts';
import type { Payload } from './files.ts';
import { checkPackage } from './package-file.ts';
import type { OutSystemsInputs } from './rules.ts';

/** Checks the files: a package that is deployed in place of tagged versions, and the configuration values. */
export async function preflightOutSystems(
  values: Partial<OutSystemsInputs>,
  variable: Variable,
): Promise<Examined<Payload>> {
  const [file, configuration] = await Promise.all([
    examinePackage(values, variable),
    examineConfiguration(values, variable),
  ]);
  return {
    ...configuration,
    payload: { ...file.payload, ...configuration.payload },
    problems: [...file.problems, ...configuration.problems],
  };
}

interface PackageCheck {
  readonly payload: Payload;
  readonly problems: readonly InputProblem[];
}

async function examinePackage(values: Partial<OutSystemsInputs>, variable: Variable): Promise<PackageCheck> {
  if (values.package === undefined) return { payload: {}, problems: [] };
  const found = await examineFile(values.package, ['.oap', '.osp'], {
    check: checkPackage,
    workspace: variable('GITHUB_WORKSPACE'),
  });
  return 'value' in found
    ? { payload: { package: found.value }, problems: [] }
    : { payload: {}, problems: [{ input: 'package', message: found.problem }] };
}

/** The code for configuration files is loaded only if there is one. */
async function examineConfiguration(
  values: Partial<OutSystemsInputs>,
  variable: Variable,
): Promise<Examined<Payload>> {
  const nothing: Examined<Payload> = { payload: {}, problems: [], warnings: [] };
  if (values['configuration-file'] === undefined && values['configuration-values'] === undefined)
    return nothing;
  const { preflightConfiguration } = await import('./configuration/preflight.ts');
  return preflightConfiguration(values, variable);
}
