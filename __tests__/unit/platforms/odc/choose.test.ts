import { describe, expect, test } from '@jest/globals';
import { chooseAsset, chooseStage } from '../../../../src/platforms/odc/choose.ts';
import { odcBase } from '../../../../src/platforms/odc/site.ts';
import type { AssetRevision, Stage } from '../../../../src/platforms/odc/wire.ts';

const stages: readonly Stage[] = [
  { key: 'bfdd5b7a-4f26-4c34-8a9f-9c2540618aec', name: 'Test' },
  { key: 'fcb808a1-9a34-46e1-8ba5-749c87619913', name: 'Production' },
];
const asset = (name: string, assetType: string, key = name.toLowerCase()): AssetRevision => ({
  assetKey: key,
  name,
  revision: 7,
  assetType,
});
const portal = asset('Portal', 'WebApplication');
const assets = [
  portal,
  asset('Portal@Work', 'WebApplication', 'at-work'),
  asset('Twin', 'WebApplication', 'twin-1'),
  asset('Twin', 'WebApplication', 'twin-2'),
  asset('Theme', 'LowCodeLibrary'),
  asset('Agent', 'Agent'),
];

describe('a stage', () => {
  test.each(['Test', 'bfdd5b7a-4f26-4c34-8a9f-9c2540618aec', 'BFDD5B7A-4F26-4C34-8A9F-9C2540618AEC'])(
    'is %s',
    (wanted) => expect(chooseStage(wanted, stages)).toEqual({ value: stages[0] }),
  );

  test.each([
    ['test', /did you mean "Test"\?/],
    ['Prod', /did you mean "Production"\?/],
    ['Moon', /there are "Test", "Production".*View stage/],
  ])('is not %s', (wanted, problem) =>
    expect(chooseStage(wanted, stages)).toEqual({ problem: expect.stringMatching(problem) }),
  );
});

describe('an application', () => {
  test.each([
    ['Portal', { asset: portal }],
    ['portal', { asset: portal }],
    ['Portal@1.2.3', { asset: portal, wanted: { tag: '1.2.3' } }],
    ['Portal @ 17', { asset: portal, wanted: { revision: 17 } }],
    ['Portal@Work', { asset: assets[1] }],
    ['Portal@Work@2', { asset: assets[1], wanted: { revision: 2 } }],
    ['Agent@1.0', { asset: assets[5], wanted: { tag: '1.0' } }],
  ])('%s is found', (spec, value) => expect(chooseAsset(spec, assets)).toEqual({ value }));

  test.each([
    ['Portall', /did you mean "Portal"/],
    ['Portall@1.2.3', /did you mean "Portal"/],
    ['Portal@', /must have a tag such as 1\.2\.3 or the number/],
    ['Portal@latest', /must have a tag such as 1\.2\.3 or the number/],
    ['Portal@1.2.3.4', /must have a tag/],
    ['@17', /names no asset/],
    ['Twin', /is ambiguous: 2 assets are called "Twin"; use a key: twin-1, twin-2/],
    ['Theme@1.0.0', /is a library \(LowCodeLibrary\): .* deploy those/],
  ])('%s is refused', (spec, problem) =>
    expect(chooseAsset(spec, assets)).toEqual({ problem: expect.stringMatching(problem) }),
  );
});

test.each([
  ['https://acme.outsystems.dev', 'https://acme.outsystems.dev/api/'],
  ['https://acme.outsystems.dev/', 'https://acme.outsystems.dev/api/'],
  ['https://acme.outsystems.dev/api/', 'https://acme.outsystems.dev/api/'],
])('the base of %s is %s', (url, base) => expect(odcBase(new URL(url))).toEqual({ base: new URL(base) }));

test('a page of the portal is no base', () => {
  expect(odcBase(new URL('https://acme.outsystems.dev/apps'))).toHaveProperty('problem');
});
