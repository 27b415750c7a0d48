import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { fromJSONSchema } from 'zod';
import { inputTable } from '../../../src/definition.ts';
import { environmentName } from '../../../src/inputs/names.ts';
import { readInputs } from '../../../src/job/read-inputs.ts';
import type { FileDeployment } from '../../../src/release-file/deployments.ts';
import {
  formatProblem,
  formatStages,
  matricesOf,
  type PlanOptions,
  planFile,
  planRelease,
} from '../../../src/release-file/plan.ts';
import { jsonSchema } from '../../../src/release-file/schema.ts';
import { exampleOf } from '../../support/examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'release-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = `environments:
  - name: test
    inputs: {url: https://test.example.com}
  - name: production
    inputs: {url: https://prod.example.com}
items:
`;

function problemsOf(text: string, wishes: PlanOptions = {}): readonly string[] {
  const planned = planRelease(text, wishes);
  return 'problems' in planned ? planned.problems.map((problem) => formatProblem('r.yml', problem)) : [];
}

function stagesOf(text: string, wishes: PlanOptions = {}): readonly (readonly FileDeployment[])[] {
  const planned = planRelease(text, wishes);
  if ('problems' in planned) throw new Error(planned.problems.map(({ message }) => message).join('\n'));
  return planned.stages;
}

const item = (name: string, more = ''): string =>
  `  - name: ${name}\n    platform: appian\n    inputs: {package: ${name}.zip}\n${more}`;

describe('the stages of a release', () => {
  test.each([
    ['one item', item('a'), ['a → test', 'a → production']],
    ['items at once', item('a') + item('b'), ['a → test, b → test', 'a → production, b → production']],
    [
      'a need',
      item('a', '    needs: [b]\n') + item('b'),
      ['b → test', 'a → test', 'b → production', 'a → production'],
    ],
    [
      'a long way round',
      item('a', '    needs: [b, c]\n') + item('b', '    needs: [c]\n') + item('c') + item('d'),
      [
        'c → test, d → test',
        'b → test',
        'a → test',
        'c → production, d → production',
        'b → production',
        'a → production',
      ],
    ],
    [
      'an item that goes to one environment',
      item('a', '    only: [production]\n') + item('b'),
      ['b → test', 'a → production, b → production'],
    ],
    ['no item in an environment', item('a', '    only: [production]\n'), ['a → production']],
  ])('%s', (_, items, stages) => {
    expect(formatStages(stagesOf(HEAD + items))).toEqual(
      stages.map((stage, at) => `stage ${at + 1}: ${stage}`),
    );
  });

  test('of one environment alone', () => {
    expect(formatStages(stagesOf(HEAD + item('a'), { environment: 'production' }))).toEqual([
      'stage 1: a → production',
    ]);
  });

  test('keep every need and every promotion, and leave nothing out', () => {
    const shape = fc.record({
      environments: fc.integer({ min: 1, max: 3 }),
      // Each item needs some of those before it, so there are no circles; then they are shuffled.
      needs: fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 12 }),
      order: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
    });
    fc.assert(
      fc.property(shape, ({ environments, needs, order }) => {
        const items = needs.map((some, at) => ({
          name: `i${at}`,
          platform: 'appian',
          inputs: { package: 'p.zip', url: 'https://example.com' },
          needs: at === 0 ? [] : [...new Set(some.map((need) => `i${need % at}`))],
        }));
        const shuffled = items.toSorted(
          (a, b) => (order[items.indexOf(a)] ?? 0) - (order[items.indexOf(b)] ?? 0),
        );
        const names = Array.from({ length: environments }, (_, at) => ({ name: `e${at}` }));
        // JSON is YAML too.
        const stages = stagesOf(JSON.stringify({ environments: names, items: shuffled }));
        const all = stages.flat();
        expect(all).toHaveLength(items.length * environments);
        const stageOf = new Map(all.map(({ name, stage }) => [name, stage]));
        expect(stageOf.size).toBe(all.length);
        for (const [at, stage] of stages.entries()) for (const row of stage) expect(row.stage).toBe(at + 1);
        for (const { name } of names) {
          const own = all.filter(({ environment }) => environment === name).map(({ stage }) => stage);
          const later = all.filter(({ environment }) => environment > name).map(({ stage }) => stage);
          expect(Math.max(...own)).toBeLessThan(Math.min(Number.POSITIVE_INFINITY, ...later));
          for (const each of items) {
            for (const need of each.needs)
              expect(stageOf.get(`${need} → ${name}`)).toBeLessThan(
                stageOf.get(`${each.name} → ${name}`) ?? 0,
              );
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('an item for ODC', () => {
  const file = (inputs: string, secrets: string): string => `environments:
  - name: Test
    odc:
      inputs: {url: "https://acme.outsystems.dev", source-environment: Development${inputs}}
      secrets: {${secrets}}
items:
  - name: backoffice
    platform: odc
    inputs: {application: [EmployeeBackoffice, Payments@17]}
`;

  test.each([
    ['an API client', ', client-id: pipeline', 'client-secret: ODC_SECRET'],
    ['a token', '', 'token: ODC_TOKEN'],
    ['the token that the pipeline passes', '', ''],
  ])('has %s', (_, inputs, secrets) => expect(problemsOf(file(inputs, secrets))).toEqual([]));

  test('has credentials of one kind', () => {
    const both = file(', client-id: pipeline', 'client-secret: ODC_SECRET, token: ODC_TOKEN');
    expect(problemsOf(both).join()).toMatch(/input "token" must be absent beside `client-id`/);
  });
});

describe('what a deployment is given', () => {
  const file = `inputs: {owner: file, on-conflict: continue, timeout: 10m}
secrets: {bigpanda-token: BIGPANDA_TOKEN}
environments:
  - name: test
    inputs: {owner: environment, description: environment}
    appian:
      inputs: {url: https://test.example.com, name: platform, version: "1.10"}
      secrets: {token: TEST_KEY}
    outsystems:
      inputs: {url: https://lifetime.example.com, environment: Test, source-environment: Development}
items:
  - name: portal
    platform: appian
    inputs: {package: p.zip, name: item, version: 1.20, inspect: no}
    overrides:
      test:
        inputs: {name: override, inspect: "", hosts: [a.example.com, b.example.com]}
        secrets: {token: OTHER_KEY}
  - name: backoffice
    platform: outsystems
    inputs: {application: [One, Two@1.10]}
`;
  const [portal, backoffice] = stagesOf(file).flat();

  test('is the most specific of what the file says, as the text that stands there', () => {
    expect(portal).toEqual({
      name: 'portal → test',
      item: 'portal',
      environment: 'test',
      platform: 'appian',
      stage: 1,
      env: {
        LOWCODE_DEPLOY_PLATFORM: 'appian',
        LOWCODE_DEPLOY_ENVIRONMENT: 'test',
        LOWCODE_DEPLOY_OWNER: 'environment',
        LOWCODE_DEPLOY_DESCRIPTION: 'environment',
        LOWCODE_DEPLOY_TIMEOUT: '10m',
        LOWCODE_DEPLOY_URL: 'https://test.example.com',
        LOWCODE_DEPLOY_PACKAGE: 'p.zip',
        LOWCODE_DEPLOY_NAME: 'override',
        LOWCODE_DEPLOY_VERSION: '1.20',
        LOWCODE_DEPLOY_HOSTS: 'a.example.com\nb.example.com',
      },
      secrets: { 'bigpanda-token': 'BIGPANDA_TOKEN', token: 'OTHER_KEY' },
    });
  });

  test('is what its platform understands', () => {
    expect(backoffice?.env).toMatchObject({
      LOWCODE_DEPLOY_ENVIRONMENT: 'Test',
      LOWCODE_DEPLOY_APPLICATION: 'One\nTwo@1.10',
      LOWCODE_DEPLOY_ON_CONFLICT: 'continue',
    });
    expect(backoffice?.secrets).toEqual({ 'bigpanda-token': 'BIGPANDA_TOKEN' });
  });

  test('keeps what is literal as it stands: the reader of the input undoes it', () => {
    const [deployment] = stagesOf(`inputs: {owner: "$$(OWNER) ##{A}#"}\n${HEAD}${item('a')}`).flat();
    expect(deployment?.env['LOWCODE_DEPLOY_OWNER']).toBe('$$(OWNER) ##{A}#');
    const raw = (name: string): string => deployment?.env[environmentName(name)] ?? '';
    expect(readInputs(raw).values.owner).toBe('$(OWNER) #{A}#');
  });

  test('is a row of a matrix for each stage', () => {
    expect(matricesOf(stagesOf(HEAD + item('a')))).toMatchObject([
      { include: [{ name: 'a → test' }] },
      { include: [{ name: 'a → production' }] },
    ]);
  });
});

describe('a file with mistakes', () => {
  test.each([
    [
      'no YAML',
      'a: [',
      ['r.yml:1:5: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['nothing', '', ['r.yml:1:1: the file must be a mapping of names to values']],
    ['a text', 'release', ['r.yml:1:1: the file must be a mapping of names to values']],
    ['no parts', 'inputs: {}', ['r.yml:1:1: "environments" is missing', 'r.yml:1:1: "items" is missing']],
    [
      'empty lists',
      'environments: []\nitems: []',
      ['r.yml:1:15: "environments" must list an environment', 'r.yml:2:8: "items" must list an item'],
    ],
    ['two of a key', 'environments: []\nenvironments: []\n', ['r.yml:2:1: Map keys must be unique']],
    [
      'two documents',
      'a: b\n---\nc: d\n',
      ['r.yml:2:1: The file must have one document, and here a second one begins'],
    ],
    ['a tag', 'items: !js/eval x\n', ['r.yml:1:8: Unresolved tag: !js/eval']],
    [
      'a word that means nothing',
      `${HEAD}${item('a', '    need: [b]\n')}`,
      ['r.yml:10:5: "need" has no meaning here'],
    ],
    [
      'wrong kinds of values',
      `${HEAD}  - name: [a]\n    platform: Appian\n    needs: b\n    inputs: {package: {a: b}}\n    overrides: x\n`,
      [
        'r.yml:7:11: "name" must be a text',
        'r.yml:8:15: "platform" must be appian, outsystems or odc',
        'r.yml:9:12: "needs" must be a list',
        'r.yml:10:23: "package" must be a text or a list of texts',
        'r.yml:11:16: "overrides" must be a mapping of names to values',
      ],
    ],
    [
      'unknown names',
      `${HEAD}${item('a', '    needs: [b]\n    only: [test, staging]\n    overrides: {stagign: {}}\n')}`,
      [
        'r.yml:10:13: there is no item "b"',
        'r.yml:11:18: there is no environment "staging"',
        'r.yml:12:17: there is no environment "stagign"',
      ],
    ],
    [
      'duplicates',
      `${HEAD}${item('a')}${item('a', '    only: [test, test]\n')}${item('b', '    needs: [a, a]\n')}`,
      [
        'r.yml:10:11: there is another item "a"',
        'r.yml:13:18: there is another mention of "test"',
        'r.yml:17:16: there is another need of "a"',
      ],
    ],
    [
      'two environments of a name',
      `${HEAD.replace('production', 'test')}${item('a')}`,
      ['r.yml:4:11: there is another environment "test"'],
    ],
    ['a need of itself', `${HEAD}${item('a', '    needs: [a]\n')}`, ['r.yml:10:12: circular needs: a → a']],
    [
      'circles, each once',
      HEAD +
        item('z', '    needs: [a]\n') +
        item('a', '    needs: [b]\n') +
        item('b', '    needs: [c]\n') +
        item('c', '    needs: [a]\n') +
        item('d', '    needs: [e]\n') +
        item('e', '    needs: [d, z]\n'),
      ['r.yml:14:12: circular needs: a → b → c → a', 'r.yml:26:12: circular needs: d → e → d'],
    ],
    [
      'a need that stays behind',
      `${HEAD}${item('a', '    needs: [b]\n')}${item('b', '    only: [test]\n')}`,
      ['r.yml:10:13: "b" does not go to "production", where "a" needs it'],
    ],
    [
      'an override of an environment that it does not go to',
      `${HEAD}${item('a', '    only: [test]\n    overrides:\n      production: {}\n')}`,
      ['r.yml:12:7: "a" does not go to "production": see its `only`'],
    ],
    [
      'inputs that the action would refuse, each once',
      `inputs:\n  timeout: soon\n${HEAD}  - name: a\n    platform: appian\n    inputs: {on-busy: wait, inspect: maybe}\n`,
      [
        'r.yml:2:12: input "timeout" must be a number with a unit, such as 500ms, 30s, 45m or 2h (got "soon")',
        'r.yml:11:23: input "on-busy" is for `platform: outsystems or odc` only: leave it out',
        'r.yml:11:38: input "inspect" must be true or false (got "maybe")',
      ],
    ],
    [
      'an input that is missing where it is needed',
      'environments: [{name: test}]\nitems:\n  - name: a\n    platform: outsystems\n    inputs: {url: https://lifetime.example.com, application: One}\n',
      [
        'r.yml:3:5: a → test: input "source-environment" is required: the environment that `application` comes from',
      ],
    ],
    [
      'strangers among inputs and secrets',
      `inputs: {platform: appian, urls: x}\nsecrets: {url: X}\n${HEAD}${item('a')}`,
      [
        'r.yml:1:10: "platform" is set by the item itself, not by an input',
        'r.yml:1:28: there is no input "urls"',
        'r.yml:2:11: there is no secret input "url"',
      ],
    ],
    [
      'variables that were not expanded',
      `inputs: {owner: "$(OWNER)"}\n${HEAD.replace('https://prod.example.com', '"https://#{HOST}#"')}${item('a$(B)')}`,
      [
        'r.yml:1:17: input "owner" holds $(OWNER), a variable of Azure Pipelines that was not expanded: define it, or write $$(OWNER) if you mean this text',
        'r.yml:6:19: input "url" holds #{HOST}#, a variable of a Replace Tokens task (Azure Pipelines, GitHub Actions) that was not expanded: define it, or write ##{HOST}# if you mean this text',
        'r.yml:8:11: "name" holds $(B), a variable of Azure Pipelines that was not expanded: define it, or write $$(B) if you mean this text',
        'r.yml:10:23: input "package" holds $(B), a variable of Azure Pipelines that was not expanded: define it, or write $$(B) if you mean this text',
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test.each([
    ['a page', '<!DOCTYPE html><title>Sign in</title>', 'is an HTML page'],
    ['UTF-16', Buffer.from(HEAD, 'utf16le'), 'is not UTF-8 text'],
    ['a conflict', '<<<<<<< a\nitems: []\n=======\n>>>>>>> b\n', 'has the markers of a merge conflict'],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\n', 'is a Git LFS pointer'],
  ])('is not text: %s', async (_, content, message) => {
    const path = join(folder, 'release.yml');
    writeFileSync(path, content);
    expect(await planFile(path, {})).toEqual({
      problems: [{ line: 1, column: 1, message: expect.stringContaining(message) as unknown }],
    });
  });

  test('reports strangers and what is wrong with the rest at once', () => {
    expect(problemsOf(`${HEAD}${item('a', '    needs: [b]\n    nedes: [c]\n')}`)).toEqual([
      'r.yml:10:13: there is no item "b"',
      'r.yml:11:5: "nedes" has no meaning here',
    ]);
  });

  test.each([
    [{ environment: 'staging' }, ['r.yml:2:3: there is no environment "staging"']],
    [
      { maxStages: 1 },
      [
        'r.yml:1:1: this needs 2 stages, but the pipeline has jobs for 1: add jobs, or plan one environment at a time',
      ],
    ],
    [{ environment: 'test', maxStages: 1 }, []],
  ])('is one that does not do for %j', (wishes, problems) => {
    expect(problemsOf(HEAD + item('a'), wishes)).toEqual(problems);
  });

  test('sends nothing to an environment that no item goes to', () => {
    expect(problemsOf(HEAD + item('a', '    only: [test]\n'), { environment: 'production' })).toEqual([
      'r.yml:7:3: no item goes there',
    ]);
  });

  test('has more deployments at once than a matrix takes', () => {
    const items = Array.from({ length: 257 }, (_, at) => item(`i${at}`)).join('');
    expect(problemsOf(HEAD + items, { environment: 'test' })).toEqual([
      'r.yml:7:3: stage 1 has 257 deployments; a matrix can have 256',
    ]);
  });

  test('may grow without bound by its aliases', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 8; at++)
      bomb.push(
        `a${at}: &a${at} [${Array(10)
          .fill(`*a${at === 1 ? '' : at - 1}`)
          .join(', ')}]`,
      );
    expect(problemsOf(bomb.join('\n'))).toEqual([expect.stringContaining('alias')]);
  });

  test('is described within itself, whatever it holds', () => {
    const pieces = [
      ['environments', 'items', 'name', 'inputs', 'secrets', 'needs', 'test', 'appian', '__proto__'],
      [
        ':',
        ': ',
        '- ',
        '\n',
        '\n  ',
        '\n    ',
        '[',
        ']',
        '{',
        '}',
        '&a ',
        '*a',
        '!x ',
        '"',
        "'",
        '|',
        '#',
        '\t',
      ],
    ].flat();
    const piece = fc.constantFrom(...pieces);
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: piece, maxLength: 40 }), fc.string({ unit: 'binary' })),
        (text) => {
          const planned = planRelease(text, {});
          if (!('problems' in planned)) throw new Error('nobody can guess a whole release file');
          const lines = text.split('\n');
          expect(planned.problems.length).toBeGreaterThan(0);
          for (const { line, column } of planned.problems) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeGreaterThan(0);
            expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a secret in the file', () => {
  const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';

  test.each([
    [
      'among the inputs',
      `inputs: {token: hunter2}\n${HEAD}${item('a')}`,
      'r.yml:1:10: "token" is a secret and must not be here: put the name of a secret under `secrets`',
    ],
    [
      'in place of its name',
      `secrets: {token: hunter2}\n${HEAD}${item('a')}`,
      'r.yml:1:18: "token" must be the name of a secret or of an environment variable, such as APPIAN_API_KEY, and never its value',
    ],
    [
      'where none is expected',
      `inputs:\n  description: by ${TOKEN}\n${HEAD}${item('a')}`,
      'r.yml:2:16: this looks like a token: replace the token, because it is not secret any more',
    ],
  ])('%s is found, and not repeated', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('is never repeated, whichever it is', () => {
    const secret = fc
      .string({
        unit: fc.constantFrom('a', 'b', 'X', 'Y', '0', '9', '-', '_', '.', '~', '+', '/', '='),
        minLength: 8,
      })
      .map((text) => `x${text}`);
    const names = inputTable.flatMap(([name, { secret: is }]) => (is ? [name] : []));
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        secret,
        fc.constantFrom('inputs', 'secrets'),
        (name, value, block) => {
          const said = problemsOf(`${block}: {${name}: "${value}"}\n${HEAD}${item('a')}`);
          expect(said).toHaveLength(1);
          expect(said.join('\n')).not.toContain(value);
        },
      ),
    );
  });
});

describe('the schema for editors', () => {
  const schema = fromJSONSchema(jsonSchema() as Parameters<typeof fromJSONSchema>[0]);
  const good = parse(exampleOf('docs/release-file.md', 'release')) as { items: { inputs: object }[] };

  test('takes the example of the documentation', () => {
    expect(schema.safeParse(good)).toMatchObject({ success: true });
  });

  test.each([
    ['an unknown key', { ...good, item: [] }],
    ['a missing key', { items: good.items }],
    ['an unknown platform', { ...good, items: [{ ...good.items[0], platform: 'mendix' }] }],
    ['an unknown input', { ...good, inputs: { urls: 'x' } }],
    ['an unknown word', { ...good, inputs: { 'on-warnings': 'ignore' } }],
    ['a secret among the inputs', { ...good, inputs: { token: 'x' } }],
    ['a value in place of a name', { ...good, secrets: { token: 'hunter2' } }],
  ])('refuses %s', (_, data) => {
    expect(schema.safeParse(data).success).toBe(false);
  });

  test('takes what people write without quotes', () => {
    const inputs = parse('{inspect: true, version: 1.10, hosts: [a, b]}') as object;
    expect(schema.safeParse({ ...good, inputs })).toMatchObject({ success: true });
  });
});
