import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { InputName } from '../inputs/definition.ts';
import { type Sandbox, scenarios, startSandbox } from '../sandbox/index.ts';

/** The simulated systems and a made-up package: everything that the real job needs, on this machine. */
export interface Demo {
  readonly sandbox: Sandbox;
  readonly raw: (name: InputName) => string;
  readonly folder: string;
}

/** Starts the demo, or returns undefined where there is no such scenario. */
export async function startDemo(scenario: string): Promise<Demo | undefined> {
  if (!scenarios.some(({ name, api }) => name === scenario && api === 'appian')) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'lowcode-deploy-demo-'));
  const packageFile = join(folder, 'customer-portal.zip');
  await writeFile(packageFile, samplePackage());
  const sandbox = await startSandbox();
  const inputs: Partial<Record<InputName, string>> = {
    platform: 'appian',
    operation: 'deploy',
    url: sandbox.url,
    token: `sandbox-${scenario}`,
    environment: 'production',
    package: packageFile,
    version: '1.2.3',
    'poll-interval': '400ms',
    timeout: '30s',
    'bigpanda-url': sandbox.url,
    'bigpanda-token': 'sandbox-happy',
  };
  return { sandbox, raw: (name) => inputs[name] ?? '', folder };
}

/** What BigPanda heard, for those who see the events for the first time. */
export function tellEvents(sandbox: Sandbox): readonly string[] {
  const { events } = sandbox.bigpanda;
  if (events.length === 0) return ['nothing: no deployment was begun'];
  return events.map(({ kind, body }) => `${kind.padEnd(6)}${JSON.stringify(body)}`);
}

/** The layout of a package that Appian exports. */
function samplePackage(): Uint8Array {
  const uuid = '_a-0000-customer-portal';
  return zipSync({
    'META-INF/MANIFEST.MF': strToU8('Manifest-Version: 1.0\r\nAppian-Version: 25.3.335.0\r\n'),
    'META-INF/export.log': strToU8('Success (1):\n'),
    [`application/${uuid}.xml`]: strToU8(
      '<applicationHaul><application><name>Customer portal</name></application></applicationHaul>',
    ),
  });
}
