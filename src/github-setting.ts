import { createGitHubCi } from './ci/github.ts';
import { lostInputs } from './ci/lost-inputs.ts';
import { outliveReaders } from './ci/lost-reader.ts';
import { cancelOnSignals } from './ci/signals.ts';
import { forbidSilentExit } from './ci/silent-exit.ts';
import { inputTable } from './definition.ts';
import { createTransport } from './http/transport.ts';
import { environmentName } from './inputs/names.ts';
import { systemClock } from './release/clock.ts';
import type { Setting } from './setting.ts';
import { version } from './version.ts';

/** The process around the main and the post phase of the action: the runner's environment, signals and exits. */
export function openGitHubSetting(): Setting {
  const ci = createGitHubCi(process.env);
  outliveReaders();
  return {
    ci,
    exitGuard: forbidSilentExit(ci.fail),
    given: (name) => ci.input(name),
    raw: (name) => ci.input(name) || (process.env[environmentName(name)] ?? ''),
    variable: (name) => process.env[name],
    lost: lostInputs(
      inputTable.map(([name]) => name),
      process.env,
    ),
    clock: systemClock,
    transport: createTransport(`lowcode-deploy/${version}`),
    cancel: cancelOnSignals(),
  };
}
