import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import {
  blocksOf,
  createWorkspace,
  outputOf,
  type PageBlock,
  twice,
  writeFiles,
} from '../support/page-commands.ts';
import { atSandbox, describeWithShell } from '../support/pages.ts';
import { customizationFile, otherZip, packageFile } from '../support/release.ts';

/** The commands of README and docs, in the order of each page, twice in the same folder. */

const pages = [
  'README.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
const blocks = pages.flatMap(blocksOf);
const commands = blocks.filter(({ language }) => language === 'sh');

/** The languages of blocks that are no commands. */
const data = new Set(['groovy', 'json', 'properties', 'python', 'text', 'yaml']);

/** The first lines of the commands that are not run here, with the reason. */
const notRun: Readonly<Record<string, string>> = {
  'npm ci --ignore-scripts && npm test': 'It needs the registry, and it would run this test.',
  'lowcode-deploy sandbox --port 8089 --samples packages &':
    'It needs act. `scripts/ci/first-run.sh` plays it.',
  'npm install --global lowcode-deploy': 'It needs the registry. `transcripts/package` installs the package.',
};

const firstLine = ({ text }: PageBlock): string => text.split('\n', 1)[0] ?? '';

/** What the reader of a page has. */
interface Reader {
  /** The values of the variables in the commands. */
  readonly env?: Readonly<Record<string, string>>;
  /** By their paths in the folder. An address in them is that of the sandbox. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The number of deployments that began in both runs. Default: none. */
  readonly deployments?: number;
  /** What the sandbox objects to in the requests. Default: nothing. */
  readonly violations?: readonly string[];
}

const aPackage = readFileSync(packageFile);

const readers: Readonly<Record<string, Reader>> = {
  'README.md': {
    env: { APPIAN_API_KEY: 'sandbox-happy' },
    files: { 'packages/customer-portal.zip': aPackage },
    deployments: 2,
  },
  'docs/appian.md': {
    env: { DEV_KEY: 'sandbox-happy', TEST_KEY: 'sandbox-happy' },
    files: {
      'sql/create-tables.sql': 'SELECT 1;',
      'sql/2024-fix.sql': 'SELECT 2;',
      'sql/before/2-rates.sql': 'SELECT 3;',
      'sql/after/V1.sql': 'SELECT 4;',
      'plugins.zip': readFileSync(otherZip('plugins')),
      'settings.zip': aPackage,
    },
    // Promote, other parts, scripts, and with tests.
    deployments: 8,
  },
  'docs/command.md': { deployments: 2 },
  'docs/odc.md': {
    env: { ODC_CLIENT_SECRET: 'sandbox-built' },
    files: { 'test.yml': exampleOf('docs/odc.md', 'configuration') },
    // The file has a secret, so the second run deploys again.
    deployments: 4,
  },
  'docs/outsystems.md': {
    env: { LIFETIME_TOKEN: 'sandbox-happy', PARTNER_KEY: 'k-4711-secret' },
    files: { 'configuration.yml': exampleOf('docs/outsystems.md', 'configuration') },
    // The last command of the second run only tests: the target has the version already.
    deployments: 7,
  },
  'docs/release-file.md': {
    env: {
      APPIAN_TOKEN: 'sandbox-happy',
      OUTSYSTEMS_TOKEN: 'sandbox-happy',
      BIGPANDA_TOKEN: 'sandbox-happy',
    },
    files: {
      'release.yml': exampleOf('docs/release-file.md', 'release'),
      'packages/shared-objects.zip': aPackage,
      'packages/customer-portal.zip': aPackage,
      'packages/production.properties': readFileSync(customizationFile),
    },
    // Three items for two environments. The second run deploys none of them again.
    deployments: 6,
  },
  'docs/troubleshooting.md': {
    env: { LIFETIME_TOKEN: 'sandbox-happy', BIGPANDA_TOKEN: 'sandbox-happy' },
    // `doctor` asks BigPanda with an event that it must refuse.
    violations: [
      'component: required, a string',
      'version: required, a string',
      'hosts: required, an array of host names',
    ],
  },
};

/** The number of deployments that began on all platforms. */
function deploymentsOf({ appian, lifetime, odc }: Sandbox): number {
  const imports = appian.deployments.filter(({ action }) => action === 'import');
  const plans = lifetime.plans.filter(({ started }) => started);
  return imports.length + plans.length + odc.operations.length;
}

/** Runs the commands of a page twice in one folder, against one sandbox. */
async function runTwice(page: string) {
  const { env = {}, files = {} } = readers[page] ?? {};
  const run = commands.filter((block) => block.page === page && !(firstLine(block) in notRun));
  const workspace = createWorkspace();
  const sandbox = await startSandbox();
  const here = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === 'string' ? atSandbox(content, sandbox.url) : content,
  ]);
  writeFiles(workspace.folder, Object.fromEntries(here) as NonNullable<Reader['files']>);
  const output = await outputOf(atSandbox(twice(run), sandbox.url), workspace, {
    LOWCODE_DEPLOY_POLL_INTERVAL: '10ms',
    ...('BIGPANDA_TOKEN' in env && { LOWCODE_DEPLOY_BIGPANDA_URL: sandbox.url }),
    ...env,
  });
  await sandbox.close();
  return {
    output,
    deployments: deploymentsOf(sandbox),
    violations: [...new Set(sandbox.exchanges.flatMap((exchange) => exchange.violations))],
  };
}

describe('the code blocks of README and docs', () => {
  test('are commands in `sh`, or data', () => {
    const others = blocks.filter(({ language }) => language !== 'sh' && !data.has(language));
    expect(others.map(({ page, line, language }) => `${page}:${line}: ${language}`)).toEqual([]);
  });

  test('that are not run exist', () => {
    expect(commands.map(firstLine)).toEqual(expect.arrayContaining(Object.keys(notRun)));
  });
});

describeWithShell('the commands run in their order, twice in a row', () => {
  test.concurrent.each([...new Set(commands.map(({ page }) => page))])('%s', async (page) => {
    const { output, ...effects } = await runTwice(page);
    const { deployments = 0, violations = [] } = readers[page] ?? {};
    expect(output).toMatch(/^Every block ended well\.\n$/m);
    expect(effects).toEqual({ deployments, violations });
  });
});
