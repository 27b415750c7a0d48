// Writes everything that repeats what src/definition.ts says: action.yml, the workflow to call, the tables of the
// reference, the JSON Schema of release files and the version. `npm run generate` compiles the sources first; a test fails when a file differs.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { releaseWorkflow } from './release-workflow.js';
import { deployWorkflow } from './workflow.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const WORKFLOW = '.github/workflows/deploy.yml';
const RELEASE_WORKFLOW = '.github/workflows/deploy-release.yml';

/**
 * @typedef {{about: string, default?: string, derived?: string, expression?: string, required?: boolean, secret?: boolean}} Input
 * @param {{inputs: Record<string, Input>, outputs: Record<string, string>, groupOf: (name: string) => string, platformNames: readonly string[], platformsOf: (name: string) => readonly string[] | undefined}} definition
 * @param {unknown} releaseSchema
 * @param {(name: string) => string} variable the environment variable that gives an input
 * @returns {Promise<Record<string, string>>} each generated file's path below the root, and its whole text
 */
export async function documents(
  { inputs, outputs, groupOf, platformNames, platformsOf },
  releaseSchema,
  variable,
) {
  const { version, description } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const reference = await readFile(join(root, 'docs', 'reference.md'), 'utf8');
  const workflow = await readFile(join(root, WORKFLOW), 'utf8');
  const releaseWorkflowText = await readFile(join(root, RELEASE_WORKFLOW), 'utf8');
  return {
    [WORKFLOW]: deployWorkflow(workflow, inputs, outputs, { describe, variable }),
    [RELEASE_WORKFLOW]: releaseWorkflow(releaseWorkflowText, inputs, { platformNames, platformsOf }),
    'action.yml': actionYml(description, inputs, outputs, 'dist'),
    // The runner refuses `uses: $/` without a folder, so the workflows to call need the action in one.
    'deploy/action.yml': actionYml(description, inputs, outputs, '../dist'),
    'docs/reference.md': between(
      between(reference, 'inputs', inputTables(inputs, groupOf)),
      'outputs',
      outputTable(outputs),
    ),
    'schema/release.schema.json': `${JSON.stringify(releaseSchema, undefined, 2)}\n`,
    'src/version.ts': `/** Written from package.json by \`npm run generate\`. */\nexport const version = '${version}';\n`,
  };
}

function actionYml(description, inputs, outputs, dist) {
  const action = {
    name: 'lowcode-deploy',
    description,
    author: 'The lowcode-deploy authors',
    branding: { icon: 'upload-cloud', color: 'blue' },
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [
        name,
        {
          description: describe(input),
          required: input.required === true,
          ...(input.expression && { default: input.expression }),
        },
      ]),
    ),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, about]) => [name, { description: about }]),
    ),
    runs: {
      using: 'node24',
      main: `${dist}/action/index.js`,
      post: `${dist}/post/index.js`,
      'post-if': 'always()',
    },
  };
  const head = [
    '# Written by `npm run generate` from src/definition.ts: change the table that it comes from.',
    '# Defaults are filled in by the program, so that a runner can set its own with LOWCODE_DEPLOY_<NAME> variables.',
  ];
  return `${head.join('\n')}\n${stringify(action, { lineWidth: 110 })}`;
}

function describe(input) {
  return [input.about, fallback(input)].filter(Boolean).join(' ');
}

function fallback(input) {
  if (input.default !== undefined) return `Default: \`${input.default}\`.`;
  return input.derived ? `Default: ${input.derived}.` : '';
}

/** A table for each group of inputs, under its heading. */
function inputTables(inputs, groupOf) {
  const groups = [...new Set(Object.keys(inputs).map(groupOf))];
  const rowsOf = (group) => Object.entries(inputs).filter(([name]) => groupOf(name) === group);
  return groups.map((group) => `\n### ${group}\n\n${inputTable(rowsOf(group))}\n`).join('');
}

function inputTable(inputs) {
  const rows = inputs.map(([name, input]) => {
    const value = input.required
      ? '**required**'
      : input.default
        ? `\`${input.default}\``
        : (input.derived ?? '');
    return `| \`${name}\` | ${value} | ${input.about}${input.secret ? ' A secret.' : ''} |`;
  });
  return ['| input | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function outputTable(outputs) {
  const rows = Object.entries(outputs).map(([name, about]) => `| \`${name}\` | ${about} |`);
  return ['| output | meaning |', '| --- | --- |', ...rows].join('\n');
}

function between(text, name, content) {
  const [start, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`docs/reference.md has no place for the ${name}: ${start} … ${end}`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const compiled = (...path) => import(pathToFileURL(join(root, 'lib', ...path)).href);
  const definition = await compiled('definition.js');
  const { jsonSchema } = await compiled('release-file', 'schema.js');
  const { environmentName } = await compiled('inputs', 'names.js');
  for (const [path, text] of Object.entries(await documents(definition, jsonSchema(), environmentName))) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
