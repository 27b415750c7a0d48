import { createGitHubCi } from './ci/github.ts';
import { outliveReaders } from './ci/lost-reader.ts';
import { cancelOnSignals, stopListening } from './ci/signals.ts';
import { forbidSilentExit } from './ci/silent-exit.ts';
import { createTransport } from './http/transport.ts';
import { environmentName } from './inputs/names.ts';
import { perform } from './perform.ts';
import { systemClock } from './release/clock.ts';
import type { Setting } from './setting.ts';
import { version } from './version.ts';

const ci = createGitHubCi(process.env);
outliveReaders();
forbidSilentExit(ci.fail);

const setting: Setting = {
  ci,
  given: (name) => ci.input(name),
  raw: (name) => ci.input(name) || (process.env[environmentName(name)] ?? ''),
  variable: (name) => process.env[name],
  clock: systemClock,
  transport: createTransport(`lowcode-deploy/${version}`),
  cancel: cancelOnSignals(),
};

if (ci.isPost) {
  const { performPost } = await import('./carry-out.ts');
  await performPost(setting);
} else if ((await perform(setting)).red) process.exitCode = 1;

setting.transport.close();
stopListening();
