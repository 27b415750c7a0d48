import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';

/** Folder of the test files. */
export const folder = mkdtempSync(join(tmpdir(), 'lowcode-deploy-test-'));

/** A small package in the layout of Appian's export. The bytes are the same in every run. */
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

/** A customization file with one value and one commented key. */
export const customizationFile = join(folder, 'production.properties');
writeFileSync(
  customizationFile,
  '# the portal\ncontent.abc.VALUE=https://portal.example.com\n#content.def.VALUE=\n',
);

/** A zip that is no package, such as settings and plug-ins. Each name gives other bytes. */
export function otherZip(name: string): string {
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, zipSync({ [`${name}.jar`]: Buffer.from(name) }, { mtime: '2026-01-01T00:00:00Z' }));
  return path;
}

export const scriptFile = join(folder, 'upgrade.sql');
writeFileSync(scriptFile, 'SELECT 1;\n');

/** The customization file with a key that becomes null on the target. */
export const blankingFile = join(folder, 'blanking.properties');
writeFileSync(
  blankingFile,
  '# the portal\ncontent.abc.VALUE=https://portal.example.com\ncontent.def.VALUE=\n',
);

/** Returns the inputs of a deployment to the sandbox, with a short poll interval because the sandbox counts polls. */
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

/** The application whose packages the sandbox lists. */
export const APPLICATION = 'd243b14c-3ba5-41c3-9f51-76da51beb8f5';

/** Returns the inputs of a promotion. The scenario applies to the source; the target uses `happy`. */
export function promotion(url: string, scenario: string, more: Readonly<Record<string, string>> = {}) {
  return {
    ...release(url, 'happy', { package: '' }),
    environment: 'test',
    'source-url': url,
    'source-token': `sandbox-${scenario}`,
    application: APPLICATION,
    'source-package': 'CR-1 Add page',
    ...more,
  };
}

/** Returns the inputs of an export from the sandbox. */
export function exporting(url: string, scenario: string, more: Readonly<Record<string, string>> = {}) {
  return {
    platform: 'appian',
    operation: 'export',
    url,
    token: `sandbox-${scenario}`,
    application: APPLICATION,
    'source-package': 'CR-1 Add page',
    'poll-interval': '10ms',
    ...more,
  };
}
