import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';

export const folder = mkdtempSync(join(tmpdir(), 'lowcode-deploy-test-'));

/** A package as Appian exports it: small, and the same bytes every time. */
export const packageFile = join(folder, 'customer-portal.zip');
writeFileSync(
  packageFile,
  zipSync(
    {
      'META-INF/MANIFEST.MF': Buffer.from('Appian-Version: 25.3\r\n'),
      'content/one.xml': Buffer.from('<content/>'),
    },
    { mtime: '2026-01-01T00:00:00Z' },
  ),
);

export const customizationFile = join(folder, 'production.properties');
writeFileSync(
  customizationFile,
  '# the portal\ncontent.abc.VALUE=https://portal.example.com\ncontent.def.VALUE=\n',
);

/** The inputs of a deployment to the sandbox; looking often, because the sandbox counts looks. */
export function release(url: string, scenario: string, more: Readonly<Record<string, string>> = {}) {
  return {
    platform: 'appian',
    url,
    token: `sandbox-${scenario}`,
    environment: 'production',
    package: packageFile,
    version: '1.2.3',
    'poll-interval': '10ms',
    'bigpanda-url': url,
    'bigpanda-token': 'sandbox-happy',
    ...more,
  };
}
