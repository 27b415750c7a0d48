import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type InputName, inputTable } from '../../../src/definition.ts';
import { type Extent, resolveEscapes } from '../../../src/inputs/unexpanded.ts';
import { redactorOf } from '../../../src/job/context.ts';
import { readInputs } from '../../../src/job/read-inputs.ts';
import { preflight } from '../../../src/platforms/appian/payload.ts';

const folder = mkdtempSync(join(tmpdir(), 'unexpanded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found = (text: string, extent: Extent = 'anywhere'): string | undefined => {
  const settled = resolveEscapes(text, extent);
  return 'variable' in settled ? settled.variable.text : undefined;
};
const literal = (text: string, extent: Extent = 'anywhere'): string | undefined => {
  const settled = resolveEscapes(text, extent);
  return 'text' in settled ? settled.text : undefined;
};

const withoutSigns = (text: string): string => text.replace(/[$#]/g, '');

/** A form with signs before its own. */
const say = ({ form, signs }: { readonly form: string; readonly signs: number }): string =>
  form.charAt(0).repeat(signs) + form;

describe('a variable that was not expanded', () => {
  test.each([
    ['$(CORE_PASSWORD)', '$(CORE_PASSWORD)'],
    ['a $(Build.BuildId) b', '$(Build.BuildId)'],
    ['$(key-vault-name)', '$(key-vault-name)'],
    ['$(1password)', '$(1password)'],
    ['(#{NAME}#)', '#{NAME}#'],
    ['#{ Name with blanks }#', '#{ Name with blanks }#'],
    ['${{ secrets.TOKEN }}', '${{ secrets.TOKEN }}'],
    ["${{ format('{0}', a) }}", "${{ format('{0}', a) }}"],
    ['${{\n  a\n}}', '${{\n  a\n}}'],
    ['$$(A) and $(B)', '$(B)'],
    ['$(${{ a }})', '${{ a }}'],
    ['##{A}#{B}# #{C}#', '#{C}#'],
  ])('%j has %j', (text, variable) => {
    expect(found(text)).toBe(variable);
  });

  test.each([
    'costs $(100)',
    '$(git describe --tags)',
    '$()',
    '$(A',
    '$ (A)',
    '(A)',
    '${NAME}',
    '$NAME',
    '#{A}',
    '#{A\n}#',
    '#{}#',
    '# heading {A}#',
    '{{ A }}',
    '${{ A }',
    '%NAME%',
    '-----BEGIN CERTIFICATE-----\nMIIB+/8=\n-----END CERTIFICATE-----',
  ])('%j has none and stays as it is', (text) => {
    expect(literal(text)).toBe(text);
  });

  test.each([
    ['$$(NAME)', '$(NAME)'],
    ['$$$(NAME)', '$$(NAME)'],
    ['##{NAME}#', '#{NAME}#'],
    ['##{A}###{B}#', '#{A}##{B}#'],
    ['a $${{ b }} c $$(D)', 'a ${{ b }} c $(D)'],
    ['cost: $$5 ## $$NAME', 'cost: $$5 ## $$NAME'],
  ])('%j means the text %j', (text, meant) => {
    expect(literal(text)).toBe(meant);
  });

  test.each([
    ['$(A)', '$(A)', undefined],
    [' $(A)\t', '$(A)', undefined],
    ['a$(A)', undefined, 'a$(A)'],
    ['$(A)$(B)', undefined, '$(A)$(B)'],
    ['$$(A)', undefined, '$(A)'],
    [' $$(A) ', undefined, ' $(A) '],
    ['a $$(A)', undefined, 'a $$(A)'],
  ])('as the whole of %j: %j, or the text %j', (text, variable, meant) => {
    expect(found(text, 'whole')).toBe(variable);
    expect(literal(text, 'whole')).toBe(meant);
  });

  const body = fc.constantFrom('$(A_b.1)', '#{A b}#', '${{ a }}', '${{ $(A) }}');
  const signed = fc.record({ form: body, signs: fc.nat({ max: 3 }) });
  const plain = fc.constantFrom('', 'a', '$', '##', '$$5', '{{', '}}#', '\n', '$(1)', '(A)', '-----BEGIN A');

  test('is the first form with one sign; where there is none, each form has one sign less, once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(plain, signed), { maxLength: 12 }), (parts) => {
        const text = parts.map((part) => (typeof part === 'string' ? part : say(part))).join(' ');
        const bare = parts.find((part) => typeof part !== 'string' && part.signs === 0);
        const meant = parts.map((part) =>
          typeof part === 'string' ? part : say({ ...part, signs: Math.max(0, part.signs - 1) }),
        );
        const expected = typeof bare === 'object' ? [bare.form, undefined] : [undefined, meant.join(' ')];
        expect([found(text), literal(text)]).toEqual(expected);
      }),
    );
  });

  test('of any text stands in it, and what is no variable only loses signs', () => {
    const piece = fc.constantFrom('$', '#', '(', ')', '{', '}', '{{', '}}', 'A', ' ', '\n', '$(A)', '##{A}#');
    fc.assert(
      fc.property(
        fc.string({ unit: piece, maxLength: 30 }),
        fc.constantFrom<Extent>('anywhere', 'whole'),
        (text, extent) => {
          expect(text).toContain(found(text, extent) ?? '');
          expect(withoutSigns(literal(text, extent) ?? text)).toBe(withoutSigns(text));
        },
      ),
    );
  });
});

const good = {
  platform: 'appian',
  url: 'https://example.appiancloud.com',
  token: 'a-good-token',
  environment: 'production',
  package: 'app.zip',
};
const read = (given: Readonly<Record<string, string>>) => readInputs((name) => given[name] ?? '');
const complaints = (given: Readonly<Record<string, string>>): readonly string[] =>
  read(given).problems.map(({ input, message }) => `${input} ${message}`);

describe('inputs', () => {
  test.each(inputTable.map(([name]) => name))('%s is never a variable', (name) => {
    for (const text of ['$(A_NAME)', '#{A_NAME}#', '${{ a.name }}'])
      expect(complaints({ ...good, [name]: text })).toContainEqual(
        expect.stringMatching(new RegExp(`^${name} holds .*that was not expanded`)),
      );
  });

  test('the complaint names the variable, and who would have replaced it', () => {
    expect(complaints({ ...good, token: '$(APPIAN_API_KEY)' })).toEqual([
      'token holds $(APPIAN_API_KEY), a variable of Azure Pipelines that was not expanded: define it, or write $$(APPIAN_API_KEY) if you mean this text',
    ]);
    expect(complaints({ ...good, description: 'Release #{VERSION}# of today' })).toEqual([
      expect.stringContaining('holds #{VERSION}#, a variable of a Replace Tokens task'),
    ]);
    expect(complaints({ ...good, version: '1.${{ github.run_number }}' })).toEqual([
      expect.stringContaining('holds ${{ github.run_number }}, an expression of GitHub Actions'),
    ]);
  });

  test('what is part of a longer secret is not named', () => {
    const said = complaints({ ...good, token: 'hunter2$(part-of-it)xyz' });
    expect(said).toEqual([expect.stringMatching(/^token holds \$\(NAME\), a variable/)]);
    expect(said.join()).not.toContain('part-of-it');
  });

  test('what is literal is undone once, before anything else is read from it', () => {
    const { values, problems } = read({
      ...good,
      description: 'uses $$(A), $$$(B), ##{C}# and $${{ d }}',
      token: 'pass$$(word)##{x}#',
    });
    expect(problems).toEqual([]);
    expect(values.description).toBe('uses $(A), $$(B), #{C}# and ${{ d }}');
    expect(values.token).toBe('pass$(word)#{x}#');
  });

  test('values of customization-values count as a whole only', () => {
    const given = {
      'customization-values': JSON.stringify({ 'a.b': 'x $(C) y', 'a.c': '$$(D)', e: 1, f: null }),
    };
    const { values, problems } = read({ ...good, ...given });
    expect(problems).toEqual([]);
    expect(values['customization-values']).toEqual({ 'a.b': 'x $(C) y', 'a.c': '$(D)', e: '1', f: null });
    expect(
      complaints({ ...good, 'customization-values': '{"a.b":"$(C)","s":"s3cret-value","g":" #{H}# "}' }),
    ).toEqual([
      'customization-values has values with variables that were not expanded: a.b is $(C) (a variable of Azure Pipelines), g is #{H}# (a variable of a Replace Tokens task (Azure Pipelines, GitHub Actions)). Define them, or double the first character if you mean the text itself ($$(C))',
    ]);
  });
});

const redactorFor = (token: string) => redactorOf((name: InputName) => (name === 'token' ? token : ''));

describe('what is hidden', () => {
  test('is a secret as it was written and as it is meant', () => {
    const redact = redactorFor('pass$$(word)1');
    expect(redact('pass$$(word)1 pass$(word)1')).toBe('*** ***');
  });

  test('is not the variable that stands in its place, so that the message can name it', () => {
    expect(redactorFor('$(APPIAN_API_KEY)')('holds $(APPIAN_API_KEY)')).toBe('holds $(APPIAN_API_KEY)');
  });
});

const custom = async (
  text: string,
  { values, env = {} }: { values?: Record<string, string>; env?: Readonly<Record<string, string>> } = {},
) => {
  const path = join(folder, 'a.properties');
  writeFileSync(path, text);
  const found = await preflight(
    { 'customization-file': path, ...(values && { 'customization-values': values }) },
    (name) => env[name],
  );
  return {
    messages: found.problems.map(({ input, message }) => `${input} ${message}`),
    content: found.payload.customizationContent?.toString(),
    secrets: found.secrets,
  };
};

describe('a customization file', () => {
  test.each([
    ['in the file', 'a.b=$(CORE_PASSWORD)\n', {}, 'a.b is $(CORE_PASSWORD)'],
    ['with blanks around it', 'a.b= #{CORE}# \r\n', {}, 'a.b is #{CORE}#'],
    ['from the environment', 'a.b=x${CORE}\n', { CORE: '$(CORE)' }, '${CORE} is $(CORE)'],
    ['an expression', 'a.b=${{ secrets.CORE }}\n', {}, 'a.b is ${{ secrets.CORE }}'],
  ])('a value that is a variable is refused: %s', async (_, text, env, said) => {
    const { messages, secrets } = await custom(text, { env });
    expect(messages).toEqual([
      expect.stringContaining(`customization-file has values with variables that were not expanded`),
    ]);
    expect(messages.join()).toContain(said);
    expect(secrets).toEqual([]);
  });

  test.each([
    ['part of a value', 'a.b=call $(A) and $$(B)\n', 'a.b=call $(A) and $$(B)\n'],
    ['a comment', '#a.b=$(A)\na.c=1\n', '#a.b=$(A)\na.c=1\n'],
    ['a literal value', 'a.b=$$(A)\r\na.c=##{B}#\r\n', 'a.b=$(A)\r\na.c=#{B}#\r\n'],
    ['a literal that is undone once', 'a.b=$$$(A)\n', 'a.b=$$(A)\n'],
  ])('%s is deployed as it is meant', async (_, text, content) => {
    expect(await custom(text)).toMatchObject({ messages: [], content });
  });

  test('a value that is given comes before a variable in the file, and is not undone again', async () => {
    const values = { 'a.b': '$(literal)', X: '$(other)' };
    expect(await custom('a.b=$(A)\na.c=${X}\na.d=${Y}\n', { values, env: { Y: '$$(Y)' } })).toMatchObject({
      messages: [],
      content: 'a.b=$(literal)\na.c=$(other)\na.d=$(Y)\n',
    });
  });
});
