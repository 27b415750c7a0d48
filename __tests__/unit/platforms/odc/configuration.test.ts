import { describe, expect, test } from '@jest/globals';
import { normalize, typeProblem } from '../../../../src/platforms/odc/data-types.ts';
import { changesOf, isToSet, planValue, standingOf } from '../../../../src/platforms/odc/planned.ts';
import type { Configuration, ConfigurationValue } from '../../../../src/platforms/odc/wire.ts';

describe('a value of a data type', () => {
  test.each([
    ['Integer', '5', true],
    ['Integer', '-2147483648', true],
    ['Integer', '2147483648', false],
    ['Integer', '1.0', false],
    ['Integer', '', false],
    ['LongInteger', '9223372036854775807', true],
    ['LongInteger', '9223372036854775808', false],
    ['Decimal', '-1.50', true],
    ['Decimal', '1,5', false],
    ['Currency', '10', true],
    ['Boolean', 'TRUE', true],
    ['Boolean', 'yes', false],
    ['Date', '2026-11-30', true],
    ['Date', '30.11.2026', false],
    ['Time', '06:30:00', true],
    ['Time', '6:30', false],
    ['DateTime', '2026-11-30 06:30:00', true],
    ['DateTime', '2026-11-30T06:30:00Z', true],
    ['DateTime', '2026-11-30', false],
    ['BinaryUrl', 'https://example.com/a.png', false],
    ['Text', '', true],
    ['PhoneNumber', '+41 44 123 45 67', true],
    ['NewType', 'anything', true],
    ['toString', 'anything', true],
  ])('%s %j is accepted: %s', (type, text, accepted) => {
    expect(typeProblem(type, text) === undefined).toBe(accepted);
  });

  test.each([
    ['Integer', '007', '7'],
    ['Integer', '-0', '0'],
    ['Decimal', '01.50', '1.5'],
    ['Decimal', '-0.0', '0'],
    ['Decimal', '100', '100'],
    ['Boolean', 'true', 'True'],
    ['Boolean', 'FALSE', 'False'],
    ['Boolean', '', ''],
    ['DateTime', '2026-11-30 06:30:00.000', '2026-11-30T06:30:00'],
    ['DateTime', '2026-11-30T06:30:00Z', '2026-11-30T06:30:00'],
    ['Date', '2026-11-30T00:00:00', '2026-11-30'],
    ['Text', ' as is ', ' as is '],
  ])('%s %j is compared as %j', (type, text, form) => {
    expect(normalize(type, text)).toBe(form);
  });
});

const value = (name: string, more: Partial<ConfigurationValue> = {}): ConfigurationValue => ({
  key: `key-of-${name}`,
  name,
  dataType: 'Text',
  value: 'old',
  deployedValue: 'old',
  ...more,
});

const known: Configuration = {
  settings: [
    value('Url'),
    value('Twin'),
    value('Twin', { key: 'other' }),
    value('Secret', { isSecret: true }),
  ],
  timers: [
    { key: 'timer', name: 'Nightly', configs: [value('IsActive', { key: 'IsActive', dataType: 'Boolean' })] },
  ],
  integrations: [{ key: 'api', name: 'Nightly', configs: [value('Url', { key: 'Url' })] }],
  libraries: null,
  systemConfigurations: [value('Size', { key: null })],
};
const wanted = (name: string, text = 'new', element?: string) => ({
  name,
  text,
  path: [],
  ...(element !== undefined && { element }),
});

describe('the place of a value', () => {
  test.each([
    ['a name', wanted('Url'), 'settings key-of-Url'],
    ['a key', wanted('KEY-OF-URL'), 'settings key-of-Url'],
    ['an element', wanted('IsActive', 'true', 'timer'), 'timers IsActive'],
    ['elements of one name with different values', wanted('Url', 'x', 'Nightly'), 'integrations Url'],
    ['a setting with an element of its name', wanted('Nightly'), 'names no setting: "Nightly"'],
    ['two of one name', wanted('Twin'), 'is ambiguous: "Twin" is one of key-of-Twin and other; use keys'],
    ['a value without a key', wanted('Size'), 'names no setting: "Size"'],
    [
      'a wrong type',
      wanted('IsActive', 'perhaps', 'timer'),
      'the value of "IsActive" must be true or false (Boolean)',
    ],
  ])('is found for %s', (_, each, place) => {
    const found = planValue(each, known);
    expect('problem' in found ? found.problem : `${found.list} ${found.value.key}`).toBe(place);
  });

  test('no message has the value', () => {
    for (const name of ['Ur', 'Twin', 'IsActive'])
      expect(
        JSON.stringify(
          planValue(wanted(name, 's3cret-value', name === 'IsActive' ? 'timer' : undefined), known),
        ),
      ).not.toContain('s3cret');
  });
});

describe('what ODC has of a value', () => {
  test.each([
    ['new', { value: 'new', deployedValue: 'new' }, 'deployed', false],
    ['new', { value: 'new', deployedValue: 'old' }, 'pending', false],
    ['new', {}, 'other', true],
    ['', { value: null, deployedValue: null }, 'deployed', false],
    ['new', { isSecret: true, value: null }, 'secret', true],
    ['True', { dataType: 'Boolean', value: 'true', deployedValue: 'TRUE' }, 'deployed', false],
  ] as const)('%j beside %j is %s', (text, more, standing, toSet) => {
    const planned = { list: 'settings', value: { ...value('Url', more), key: 'k' }, text } as const;
    expect([standingOf(planned), isToSet(planned)]).toEqual([standing, toSet]);
  });
});

test('the body that sets values has them by list and element, and nothing else', () => {
  const planned = [wanted('Url'), wanted('IsActive', 'true', 'timer'), wanted('Url', 'x', 'api')].flatMap(
    (each) => {
      const found = planValue(each, known);
      return 'problem' in found ? [] : [found];
    },
  );
  expect(changesOf(planned, 17)).toEqual({
    revisionBaseline: 17,
    settings: [{ key: 'key-of-Url', value: 'new' }],
    timers: [{ key: 'timer', configs: [{ key: 'IsActive', value: 'True' }] }],
    integrations: [{ key: 'api', configs: [{ key: 'Url', value: 'x' }] }],
  });
});
