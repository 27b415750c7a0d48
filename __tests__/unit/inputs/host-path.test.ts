import { describe, expect, test } from '@jest/globals';
import { pathInContainer } from '../../../src/inputs/host-path.ts';
import { preflight } from '../../../src/platforms/appian/payload.ts';
import { preflightOutSystems } from '../../../src/platforms/outsystems/payload.ts';

const JOB = '/__w/portal/portal';
const ACTION = '/github/workspace';

describe('a path of the host', () => {
  test.each([
    ['/home/runner/work/portal/portal/out/app.zip', JOB, '/__w/portal/portal/out/app.zip'],
    ['/home/runner/work/portal/portal/app.zip', ACTION, '/github/workspace/app.zip'],
    ['/opt/actions-runner/_work/portal/portal/app.zip', JOB, '/__w/portal/portal/app.zip'],
    ['/_work/portal/portal/app.zip', JOB, '/__w/portal/portal/app.zip'],
    ['D:\\a\\portal\\portal\\out\\app.zip', JOB, '/__w/portal/portal/out/app.zip'],
    ['C:\\actions-runner\\_work\\portal\\portal\\app.zip', JOB, '/__w/portal/portal/app.zip'],
    ['/home/runner/work/portal/portal/out/*.zip', JOB, '/__w/portal/portal/out/*.zip'],
  ])('%s is, in the container of %s, %s', (path, workspace, inside) => {
    expect(pathInContainer(path, workspace)).toBe(inside);
  });

  test.each([
    ['where there is no container', '/home/runner/work/a/a/app.zip', '/home/runner/work/a/a'],
    ['outside of GitHub', '/home/runner/work/a/a/app.zip', undefined],
    ['that is of no checkout', '/home/runner/app.zip', JOB],
    ['that is relative', 'work/a/a/app.zip', JOB],
    ['of the container itself', '/__w/a/a/app.zip', JOB],
  ])('none %s', (_, path, workspace) => {
    expect(pathInContainer(path, workspace)).toBeUndefined();
  });
});

describe('an input that names a path of the host, in a container', () => {
  const variable = (name: string) => (name === 'GITHUB_WORKSPACE' ? JOB : undefined);
  const folder = '/home/runner/work/portal/portal';
  const hint = (name: string) =>
    `does not exist here (${folder}/${name}): it is a path of the host, and this job runs in a container. Use ${JOB}/${name}, or a path relative to the checkout`;

  test('gets the path in the container', async () => {
    const { problems } = await preflight(
      {
        package: `${folder}/app.zip`,
        'customization-file': `${folder}/prod.properties`,
        'plugins-file': `${folder}/plugins.zip`,
        'admin-settings-file': `${folder}/settings.zip`,
        'database-scripts': [`${folder}/one.sql`],
      },
      variable,
    );
    expect(problems).toEqual([
      { input: 'package', message: hint('app.zip') },
      { input: 'customization-file', message: hint('prod.properties') },
      { input: 'admin-settings-file', message: hint('settings.zip') },
      { input: 'plugins-file', message: hint('plugins.zip') },
      { input: 'database-scripts', message: hint('one.sql') },
    ]);
    const other = await preflightOutSystems({ package: `${folder}/app.oap` }, variable);
    expect(other.problems).toEqual([{ input: 'package', message: hint('app.oap') }]);
  });
});
