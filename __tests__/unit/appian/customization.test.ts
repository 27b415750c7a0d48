import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { lintCustomization } from '../../../src/platforms/appian/customization.ts';

describe('the lint of a customization file', () => {
  test.each([
    ['a template as exported', '# comment\n#key.VALUE=\n\n  # indented\n! also a comment\n'],
    ['a filled value', 'connectedSystem.abc.baseUrl=https://example.com/?a=b'],
    ['a value that begins with spaces', 'key= value'],
    ['Windows line ends', 'a=1\r\nb=2\r\n'],
    ['a forced update that is off', 'importSetting.FORCE_UPDATE=false'],
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
      'Line 1 of the customization file: key.VALUE has spaces at the end, which become part of the value.',
    ],
    [
      'key.VALUE=a\t',
      'Line 1 of the customization file: key.VALUE has spaces at the end, which become part of the value.',
    ],
    ['a=1\nnonsense', 'Line 2 of the customization file has no "=": Appian ignores it.'],
    ['key=${{ secrets.X }}', 'Line 1 of the customization file: key holds a placeholder that nobody filled.'],
    ['key=${PASSWORD}', 'Line 1 of the customization file: key holds a placeholder that nobody filled.'],
    ['key=a{{b}}c', 'Line 1 of the customization file: key holds a placeholder that nobody filled.'],
    [
      'importSetting.FORCE_UPDATE=true',
      'Line 1 of the customization file: importSetting.FORCE_UPDATE is true: what is on the target is overwritten or synchronized even where nothing changed.',
    ],
    [
      'recordType.abc.forceSync=TRUE',
      'Line 1 of the customization file: recordType.abc.forceSync is true: what is on the target is overwritten or synchronized even where nothing changed.',
    ],
  ])('%j', (text, warning) => {
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
