import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Values } from '../../../../src/inputs/placeholders.ts';
import {
  fill,
  keysOf,
  lintCustomization,
  nullsOf,
  valuesOf,
} from '../../../../src/platforms/appian/customization.ts';

describe('the lint of a customization file', () => {
  test.each([
    ['a template as exported', '# comment\n#key.VALUE=\n\n  # indented\n! also a comment\n'],
    ['a filled value', 'connectedSystem.abc.baseUrl=https://example.com/?a=b'],
    ['Windows line ends', 'a=1\r\nb=2\r\n'],
    ['a forced update that is off', 'importSetting.FORCE_UPDATE=false'],
    ['an override that is off', 'report.abc.forceOverrideProtection=false'],
    ['a key of another object', 'content.abc.forceOverrideProtection=true'],
    ['nothing', ''],
  ])('has nothing to say about %s', (_, text) => {
    expect(lintCustomization(text)).toEqual([]);
  });

  test.each([
    [
      'key.VALUE=',
      'Line 1 of the customization file: key.VALUE has no value and becomes null on the target.',
    ],
    [
      '# c\r\nkey.VALUE=\r\n',
      'Line 2 of the customization file: key.VALUE has no value and becomes null on the target.',
    ],
    [
      'key.VALUE=   ',
      'Line 1 of the customization file: key.VALUE has only spaces as its value: on the target it becomes null or blank.',
    ],
    [
      'key.VALUE=a\t',
      'Line 1 of the customization file: key.VALUE has spaces at the end, which become part of the value.',
    ],
    [
      'key.VALUE= a',
      'Line 1 of the customization file: key.VALUE has spaces before its value. Appian documents them as part of the value, but other programs skip them: remove them.',
    ],
    ['a=1\nnonsense', 'Line 2 of the customization file has no "=": Appian ignores it.'],
    ['key=${{ secrets.X }}', 'Line 1 of the customization file: key has a placeholder without a value.'],
    ['key=${PASSWORD}', 'Line 1 of the customization file: key has a placeholder without a value.'],
    ['key=a{{b}}c', 'Line 1 of the customization file: key has a placeholder without a value.'],
    [
      'importSetting.FORCE_UPDATE=true',
      'Line 1 of the customization file: importSetting.FORCE_UPDATE is true: the target is overwritten or synchronized even without changes.',
    ],
    [
      'recordType.abc.forceSync=TRUE',
      'Line 1 of the customization file: recordType.abc.forceSync is true: the target is overwritten or synchronized even without changes.',
    ],
    ...['report', 'dashboard'].map((kind) => [
      `${kind}.0002e5d5-b2b0-8000.forceOverrideProtection=true`,
      `Line 1 of the customization file: ${kind}.0002e5d5-b2b0-8000.forceOverrideProtection is true: changes that were made to it on the target are overwritten.`,
    ]),
  ])('%j', (text = '', warning = '') => {
    expect(lintCustomization(text)).toEqual([warning]);
  });

  test('each line is judged by itself', () => {
    expect(lintCustomization('a=\nb=${X} \n#c=\nd=1')).toHaveLength(3);
  });

  test('no warning shows a value, which may be a secret', () => {
    const endings = fc.constantFrom('', ' ', '\t', '${X}', '{{x}}', '${{ x }}');
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z0-9]{12}$/),
        endings,
        fc.constantFrom('key', 'x.FORCE_UPDATE'),
        (value, ending, key) => {
          const text = `${key}=${value}${ending}`;
          expect(lintCustomization(text).join('\n')).not.toContain(value);
        },
      ),
    );
  });
});

const nobody = (): undefined => undefined;
const everything = (): boolean => true;
const variable = (name: string) => ({ A: 'from-a', B: 'from-b', EMPTY: '' })[name];
const filled = (
  text: string,
  values: Values,
  fits = everything,
  environment: (name: string) => string | undefined = nobody,
) => fill(text, values, environment, fits);

describe('filling a customization file', () => {
  test.each<[string, string, Values, string]>([
    ['a commented key', '# about\n#a.b=\n#c.d=\n', { 'a.b': 'x' }, '# about\na.b=x\n#c.d=\n'],
    ['a commented key with an example', '## a.b=old\r\n', { 'a.b': 'new' }, 'a.b=new\r\n'],
    ['a key that is set already', 'a.b=old\n', { 'a.b': 'new' }, 'a.b=new\n'],
    ['null', '#a.b=\n', { 'a.b': null }, 'a.b=\n'],
    ['a key that is there twice', '#a.b=\n#a.b=\n', { 'a.b': 'x' }, 'a.b=x\n#a.b=\n'],
    ['a key that the file lacks', 'c.d=1', { 'a.b': 'x' }, 'c.d=1\na.b=x\n'],
    ['an empty file', '', { 'a.b': 'x' }, 'a.b=x\n'],
    ['a placeholder', 'a.b=<${NAME}>\n', { NAME: 'x' }, 'a.b=<x>\n'],
    ['a value with a placeholder', '#a.b=\n', { 'a.b': '${X}-${X}', X: '1' }, 'a.b=1-1\n'],
    ['a value that looks like a placeholder, once', 'a.b=${X}\n', { X: '${Y}', Y: 'no' }, 'a.b=${Y}\n'],
    ['signs of replacements', 'a.b=${X}\n', { X: "$& $1 $' $$" }, "a.b=$& $1 $' $$\n"],
    ['spaces around a value', '#a.b=\n', { 'a.b': ' x ' }, 'a.b= x \n'],
    ['prose with a key in it', '# see a.b=c for more\n', {}, '# see a.b=c for more\n'],
    [
      'placeholders of other kinds',
      'a.b=${lower} ${{ X }} {{X}}\n',
      { X: '1' },
      'a.b=${lower} ${{ X }} {{X}}\n',
    ],
    ['a commented placeholder', '#a.b=${X}\n', {}, '#a.b=${X}\n'],
  ])('%s', (_, before, values, after) => {
    expect(filled(before, values).text).toBe(after);
  });

  test('a variable of the environment fills what no value fills, and an empty one fills nothing', () => {
    const { text, missing, secrets } = filled(
      'x.y=${A}${B}${EMPTY}${NONE}',
      { A: 'given' },
      everything,
      variable,
    );
    expect(text).toBe('x.y=givenfrom-b${EMPTY}${NONE}');
    expect(missing).toEqual(['EMPTY', 'NONE']);
    expect(secrets).toEqual(['given', 'from-b']);
  });

  test.each([
    'LOWCODE_DEPLOY_TOKEN',
    'INPUT_TOKEN',
    'STATE_x'.toUpperCase(),
    'ACTIONS_RUNTIME_TOKEN',
    'GITHUB_TOKEN',
  ])('the variable %s is never asked for', (name) => {
    const asked: string[] = [];
    const { missing } = filled(`a.b=\${${name}}`, {}, everything, (each) => {
      asked.push(each);
      return 'a-token';
    });
    expect(asked).toEqual([]);
    expect(missing).toEqual([name]);
  });

  test('a key that nothing knows, and a name that nothing asks for, are reported', () => {
    const { text, unused } = filled('#a.b=\n', { 'a.b': '1', 'c.d': '2', NAME: '3' }, () => false);
    expect(text).toBe('a.b=1\n');
    expect(unused).toEqual(['c.d', 'NAME']);
  });

  test('a name with a second $ before it is meant as it stands', () => {
    const { text, literal, missing, secrets } = filled('a.b=$${X}-${X}\nc.d=$$${X}', {
      X: '1',
      'c.d': '$${Y}',
    });
    expect({ text, literal, missing }).toEqual({
      text: 'a.b=${X}-1\nc.d=${Y}',
      literal: ['${X}', '${Y}'],
      missing: [],
    });
    expect(secrets).toContain('1');
    expect(lintCustomization(text, literal)).toEqual([]);
  });

  test.each(['secret\n', 'secret\r\n', 'secret\n\n'])(
    'the line end of the file that %j comes from is cut',
    (X) => {
      const { text, broken, secrets } = filled('a.b=${X}\nc.d=1', { X, 'c.d': X });
      expect({ text, broken, secrets }).toEqual({
        text: 'a.b=secret\nc.d=secret',
        broken: [],
        secrets: ['secret'],
      });
    },
  );

  test('a value with a line break is reported by its name', () => {
    expect(filled('a.b=${X}', { X: 'a\nb' }).broken).toEqual(['X']);
  });

  test('whatever is filled in, every other line stays what it was, and each value is where it belongs', () => {
    const key = fc.stringMatching(/^[a-z]{1,5}\.[a-z]{1,5}$/);
    const value = fc.stringMatching(/^[^\r\n$]{0,20}$/);
    const line = fc.constantFrom('# prose', '', 'x.y=1', '  # more', 'nonsense');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.array(line), end, (values, lines, newline) => {
        const before = lines.join(newline);
        const { text } = filled(before, values);
        const others = text
          .split(/\r\n|\n|\r/)
          .filter((each) => new Set<string>(lines).has(each) && each !== '');
        const expected = lines.filter((each) => each !== '' && !(each === 'x.y=1' && 'x.y' in values));
        expect(others.slice(0, expected.length)).toEqual(expected);
        const settings = new Map(
          text
            .split(/\r\n|\n|\r/)
            .filter((each) => each.includes('=') && !each.startsWith('#'))
            .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
        );
        for (const [name, given] of Object.entries(values)) expect(settings.get(name)).toBe(given);
      }),
    );
  });
});

describe('what stands in a customization file', () => {
  const text = '## Import\n#importSetting.FORCE_UPDATE=false\n#a.b=\na.c=value \na.d=\n#a.c=\nnonsense\n';

  test('keys, set or open', () => {
    expect(keysOf(text)).toEqual({ set: ['a.c', 'a.d'], open: ['importSetting.FORCE_UPDATE', 'a.b'] });
  });

  test('values', () => {
    expect(valuesOf(text)).toEqual(['value']);
  });

  test('keys that become null, but for those that are meant to', () => {
    expect(nullsOf(text, {})).toEqual(['a.d']);
    expect(nullsOf(text, { 'a.d': null })).toEqual([]);
  });
});
