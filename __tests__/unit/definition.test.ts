import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputTable, outputs } from '../../src/definition.ts';
import { readInputs } from '../../src/job/read-inputs.ts';

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const actionYml = parse(readFileSync('action.yml', 'utf8')) as {
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly required: boolean }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
};

describe.each(inputTable)('input %s', (name, definition) => {
  test('has a kebab-case name', () => {
    expect(name).toMatch(KEBAB);
  });

  test('is described in whole sentences, in one paragraph', () => {
    expect(definition.about).toMatch(/^[A-Z`][^\r\n|]*\.$/);
  });

  test('is either required, or has a default, or may be absent', () => {
    const ways = [definition.required, definition.default !== undefined, definition.derived !== undefined];
    expect(ways.filter(Boolean).length).toBeLessThanOrEqual(1);
  });

  test('has no default if it is a secret', () => {
    expect(definition.secret === true && definition.default !== undefined).toBe(false);
  });

  test('is a secret if its name says so', () => {
    expect(definition.secret === true).toBe(
      /(^|-)(token|password|passphrase|key|secret|customization-values|configuration-values)$/.test(name),
    );
  });

  test('has a default that it accepts itself', () => {
    const { problems } = readInputs(() => '');
    const own = problems.filter(({ input }) => input === name).map(({ message }) => message);
    expect(definition.default === undefined ? [] : own).toEqual([]);
  });

  test('stands in action.yml, without a default but what GitHub alone can fill in: the program does the rest', () => {
    expect(actionYml.inputs[name]).toEqual({
      description: expect.stringContaining(definition.about),
      required: definition.required === true,
      ...('expression' in definition && { default: definition.expression }),
    });
  });
});

describe.each(Object.entries(outputs))('output %s', (name, about) => {
  test('has a kebab-case name and is described', () => {
    expect(name).toMatch(KEBAB);
    expect(about).toMatch(/^[A-Z][^\r\n|]*\.$/);
    expect(actionYml.outputs[name]).toEqual({ description: about });
  });
});

test('the description of the action fits the marketplace', () => {
  expect(actionYml.description.length).toBeLessThan(125);
  expect(actionYml.description).toMatch(/\.$/);
});

test('action.yml has nothing that the definition does not know', () => {
  expect(Object.keys(actionYml.inputs)).toEqual(inputTable.map(([name]) => name));
  expect(Object.keys(actionYml.outputs)).toEqual(Object.keys(outputs));
});
