import { ignoreBrokenPipe } from './ci/broken-pipe.ts';
import { guardExit } from './ci/exit-guard.ts';
import { createGitHubCi } from './ci/github.ts';
import { lostInputs } from './ci/lost-inputs.ts';
import { cancelOnSignals } from './ci/signals.ts';
import { inputNames } from './definition.ts';
import { createTransport } from './http/transport.ts';
import { environmentName, unknownVariables } from './inputs/names.ts';
import type { RunContext } from './job/context.ts';
import { systemClock } from './shared/clock.ts';
import { version } from './version.ts';

/** Creates the context of the main and the post phase of the action. Handles signals and exits of the process. */
export function openGitHubContext(): RunContext {
  const ci = createGitHubCi(process.env);
  ignoreBrokenPipe();
  return {
    ci,
    exitGuard: guardExit(ci.fail),
    given: (name) => ci.input(name),
    raw: (name) => ci.input(name) || (process.env[environmentName(name)] ?? ''),
    variable: (name) => process.env[name],
    lost: lostInputs(inputNames, process.env),
    unknownVariables: unknownVariables(inputNames, process.env),
    clock: systemClock,
    transport: createTransport(`lowcode-deploy/${version}`),
    cancel: cancelOnSignals(),
  };
}
