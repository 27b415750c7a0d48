import { describe, expect, test } from '@jest/globals';
import { HttpFailure } from '../../../../src/http/failure.ts';
import { type ConfigurationFile, parseConfiguration } from '../../../../src/inputs/configuration-file.ts';
import { chooseItems, fillPossible } from '../../../../src/platforms/outsystems/configuration/choose.ts';
import {
  explainFailure,
  explainRefusal,
} from '../../../../src/platforms/outsystems/configuration/explain.ts';
import { readManifest } from '../../../../src/platforms/outsystems/configuration/manifest.ts';
import { placeItems } from '../../../../src/platforms/outsystems/configuration/modules.ts';
import {
  formatProgress,
  formatSaved,
  itemsOf,
  type Progress,
  parseSaved,
} from '../../../../src/platforms/outsystems/configuration/progress.ts';

const KEY = '5f2c6a0e-8a52-4c0e-9d0e-2f9f3c1b7a11';
const PRODUCTION = { Key: '849515f2-b4ff-4aca-a9d6-9407bea655f4', Name: 'Production' };

function fileOf(data: unknown): ConfigurationFile {
  const file = parseConfiguration(
    { path: 'm.json', text: JSON.stringify(data), values: {} },
    () => undefined,
  );
  if ('problems' in file) throw new Error(file.problems.map(({ message }) => message).join('\n'));
  return file;
}

const item = (change: object = {}) => ({
  ModuleName: 'Portal',
  ConfigurationItemKey: KEY,
  ConfigurationItemName: 'PageSize',
  ConfigurationItemType: 'SiteProperty',
  Values: [{ EnvironmentName: 'Production', TargetValue: '5' }],
  ...change,
});
const manifest = (...items: readonly unknown[]) => fileOf({ ConfigurationItems: items });

describe('a manifest', () => {
  test('has items, and labels of environments; other parts are ignored', () => {
    const { items, labels, problems } = readManifest(
      fileOf({
        ConfigurationItems: [item()],
        EnvironmentDefinitions: [{ EnvironmentLabel: 'PRD', EnvironmentKey: PRODUCTION.Key }, { Other: '1' }],
        ApplicationVersions: [{ ApplicationName: 'Portal' }],
      }),
    );
    expect(problems).toEqual([]);
    expect(labels).toEqual([{ label: 'PRD', key: PRODUCTION.Key }]);
    expect(items).toMatchObject([
      { title: 'site property PageSize of Portal', key: KEY, moduleName: 'Portal' },
    ]);
  });

  test.each([
    ['no list', {}, 'needs a list `ConfigurationItems`'],
    ['a text for the list', { ConfigurationItems: 'x' }, 'needs a list `ConfigurationItems`'],
    ['a text for an item', { ConfigurationItems: ['x'] }, 'must be an item with its Values'],
    [
      'an unknown kind',
      { ConfigurationItems: [item({ ConfigurationItemType: 'RESTEndpoint' })] },
      'did you mean "REST_Endpoint"',
    ],
    ['no kind', { ConfigurationItems: [item({ ConfigurationItemType: '' })] }, 'must be SiteProperty, REST'],
    [
      'no item key',
      { ConfigurationItems: [item({ ConfigurationItemKey: '' })] },
      'must be the key of the item',
    ],
    [
      'a key that is a path',
      { ConfigurationItems: [item({ ConfigurationItemKey: '../x' })] },
      'the key of the item',
    ],
    [
      'a module key that is a path',
      { ConfigurationItems: [item({ ModuleKey: 'a/b' })] },
      'the key of a module',
    ],
    ['no module', { ConfigurationItems: [item({ ModuleName: '' })] }, 'needs `ModuleKey` or `ModuleName`'],
    ['no values', { ConfigurationItems: [item({ Values: 'x' })] }, 'must be a list of EnvironmentKey'],
    [
      'a value without text',
      { ConfigurationItems: [item({ Values: [{ EnvironmentName: 'A' }] })] },
      'needs `TargetValue`',
    ],
    [
      'a value without environment',
      { ConfigurationItems: [item({ Values: [{ TargetValue: '5' }] })] },
      'EnvironmentName`',
    ],
    [
      'an item twice',
      { ConfigurationItems: [item(), item({ ConfigurationItemName: 'Other' })] },
      'an earlier entry sets',
    ],
  ])('with %s is refused', (_, data, message) => {
    const { problems } = readManifest(fileOf(data));
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
    expect(problems.every(({ input }) => input === 'configuration-file')).toBe(true);
  });

  test('may have one key in two modules, and in two kinds', () => {
    const { problems } = readManifest(
      manifest(item(), item({ ModuleName: 'Other' }), item({ ConfigurationItemType: 'TimerSchedule' })),
    );
    expect(problems).toEqual([]);
  });
});

describe('the value for a target', () => {
  const valuesFor = (values: readonly object[], more: object = {}, target = PRODUCTION) => {
    const file = fileOf({ ConfigurationItems: [item({ Values: values })], ...more });
    return chooseItems(file, readManifest(file), target).items.map(({ value }) => value);
  };
  const definitions = {
    EnvironmentDefinitions: [{ EnvironmentLabel: 'PRD', EnvironmentKey: PRODUCTION.Key }],
  };

  test.each([
    ['its key', [{ EnvironmentKey: PRODUCTION.Key, EnvironmentName: 'Other', TargetValue: 'a' }], {}, ['a']],
    ['its exact name', [{ EnvironmentName: 'Production', TargetValue: 'a' }], {}, ['a']],
    ['its label', [{ EnvironmentName: 'PRD', TargetValue: 'a' }], definitions, ['a']],
    [
      'another key under its name',
      [{ EnvironmentKey: 'k-2', EnvironmentName: 'Production', TargetValue: 'a' }],
      {},
      [],
    ],
    ['its name in other letters', [{ EnvironmentName: 'production', TargetValue: 'a' }], {}, []],
    ['an empty text', [{ EnvironmentName: 'Production', TargetValue: '' }], {}, ['']],
  ])('is found by %s', (_, values, more, expected) => {
    expect(valuesFor(values, more)).toEqual(expected);
  });

  test('must be one', () => {
    const file = manifest(
      item({ Values: ['a', 'b'].map((TargetValue) => ({ EnvironmentName: 'Production', TargetValue })) }),
    );
    const { problems } = chooseItems(file, readManifest(file), PRODUCTION);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('has 2 values for Production'),
    ]);
  });

  test.each(['Production', PRODUCTION.Key])('is filled early if the input is %s', (environment) => {
    const file = manifest(
      item({
        Values: [
          { EnvironmentKey: PRODUCTION.Key, EnvironmentName: 'Production', TargetValue: '${PAGES}' },
          { EnvironmentName: 'Test', TargetValue: '${OTHER}' },
        ],
      }),
    );
    fillPossible(file, readManifest(file), environment);
    expect(file.findings().problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/\$\{PAGES\}(?!.*OTHER)/),
    ]);
  });
});

describe('the module of an item', () => {
  const modules = [
    { Key: 'm-1', Name: 'Portal' },
    { Key: 'm-2', Name: 'Portal_CS' },
  ];
  const placed = (change: object) => {
    const file = manifest(item(change));
    return placeItems(chooseItems(file, readManifest(file), PRODUCTION).items, modules)[0];
  };

  test.each([
    ['its key', { ModuleKey: 'M-2', ModuleName: 'Renamed' }, 'm-2'],
    ['its name', { ModuleName: 'Portal' }, 'm-1'],
  ])('is found by %s', (_, change, module) => {
    expect(placed(change)).toMatchObject({ setting: { module, key: KEY, value: '5' } });
  });

  test.each([
    ['an unknown key', { ModuleKey: 'm-3' }, 'the ModuleKey of no module of this LifeTime: m-3'],
    ['a similar name', { ModuleName: 'Portall' }, 'did you mean "Portal"'],
  ])('is missed with %s', (_, change, problem) => {
    expect(placed(change)).toMatchObject({ problem: expect.stringContaining(problem) });
  });
});

describe('the progress', () => {
  const progress: Progress = { target: 'e', file: 'f', set: 1, total: 3, names: ['A', 'B', 'C'] };

  test.each([
    [undefined, 'No configuration value was set.'],
    [{ ...progress, total: 0, set: 0, names: [] }, 'No configuration value was set.'],
    [{ ...progress, set: 0 }, 'None of 3 configuration values was set. Not set: "A", "B" and "C".'],
    [progress, '1 of 3 configuration values was set: "A". Not set: "B" and "C".'],
    [{ ...progress, set: 3 }, '3 of 3 configuration values were set: "A", "B" and "C".'],
    [{ ...progress, names: [] }, '1 of 3 configuration values was set.'],
  ])('%j reads: %s', (given, text) => {
    expect(formatProgress(given)).toBe(text);
  });

  test('is saved and read again, with the names that fit', () => {
    expect(parseSaved(formatSaved(progress))).toEqual(progress);
    const many = {
      ...progress,
      total: 500,
      names: Array.from({ length: 500 }, (_, at) => `name ${at} ${'x'.repeat(50)}`),
    };
    const text = formatSaved(many);
    expect(Buffer.byteLength(text)).toBeLessThan(4_096);
    expect(parseSaved(text)?.names.length).toBeGreaterThan(40);
    expect(itemsOf(progress)).toEqual([
      { name: 'A', set: true },
      { name: 'B', set: false },
      { name: 'C', set: false },
    ]);
  });

  test.each([undefined, '', 'half', '{}', '{"target":"e","file":"f","set":4,"total":3,"names":[]}', 'null'])(
    'cannot be read from %j',
    (text) => {
      expect(parseSaved(text)).toBeUndefined();
    },
  );
});

describe('a value that was not set', () => {
  const failure = (status: number, text: string) =>
    new HttpFailure({
      kind: 'status',
      sent: 'all',
      server: 'Properties Management',
      method: 'PUT',
      where: 'lifetime.example.com/PropertiesAPI/rest/v1/Modules/m/',
      status,
      text,
    });

  test.each([
    [404, 'a web page titled "404"', 'is not installed on LifeTime', 'Install Properties Management'],
    [404, '', 'is not installed on LifeTime', 'Install Properties Management'],
    [404, 'There is no module.', 'There is no module.', 'Check the keys of the item'],
    [401, 'No.', 'HTTP 401', 'Check `token`'],
    [403, 'No.', 'HTTP 403', 'Give the service account a role'],
    [500, "'s3cret' is wrong", "'***' is wrong", 'Run this again'],
  ])('because of HTTP %d %s', (status, text, reason, advice) => {
    const unset = explainFailure(failure(status, text), 's3cret');
    expect(unset.reason).toContain(reason);
    expect(unset.advice).toContain(advice);
  });

  test('because the server refused it shows its words without the value, however short it is', () => {
    expect(explainRefusal('The value "7" is\ntoo small', '7').reason).toBe(
      'Properties Management did not set it: The value "***" is too small.',
    );
    expect(explainRefusal('x'.repeat(2_000), '').reason.length).toBeLessThan(700);
  });
});
