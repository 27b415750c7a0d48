// The generated parts of the workflows to call: their inputs, secrets and outputs are those of the action.
import { stringify } from 'yaml';

/** Other jobs than this one, and what needs permissions that every caller would have to grant. */
export const LEFT_OUT = new Set([
  'operation',
  'deployment-id',
  'github-deployment',
  'github-token',
  'junit-file',
  'report-file',
]);
/** Paths on a runner that is gone when somebody could read them. */
const PATHS = new Set([
  'log-file',
  'result-file',
  'junit-file',
  'report-file',
  'package-file',
  'release-folder',
]);

/**
 * @param {string} text the workflow as it is
 * @param {Record<string, {about: string, default?: string, derived?: string, required?: boolean, secret?: boolean}>} inputs
 * @param {Record<string, string>} outputs
 * @param {{describe: (input: object) => string, variable: (name: string) => string}} words what an input's description
 *   says, and the environment variable that gives an input
 */
export function deployWorkflow(text, inputs, outputs, { describe, variable }) {
  const taken = Object.entries(inputs).filter(([name]) => !LEFT_OUT.has(name));
  const open = taken.filter(([, { secret }]) => !secret);
  const secrets = taken.filter(([, { secret }]) => secret);
  const shown = Object.entries(outputs).filter(([name]) => !PATHS.has(name));
  const handed = (names) =>
    Object.fromEntries(
      names.map(([name, { secret }]) => [
        name,
        secret ? `\${{ secrets.${variable(name)} }}` : `\${{ inputs.${name} }}`,
      ]),
    );
  const parts = {
    inputs: Object.fromEntries(
      open.map(([name, input]) => [
        name,
        { description: describe(input), type: 'string', required: isNeeded(name, input) },
      ]),
    ),
    // Never required: a secret of the environment alone is absent where the workflow is called.
    secrets: Object.fromEntries(
      secrets.map(([name, input]) => [variable(name), { description: describe(input), required: false }]),
    ),
    outputs: Object.fromEntries(
      shown.map(([name, about]) => [
        name,
        {
          description: about,
          value: `\${{ jobs.deploy.outputs.${name} || jobs.inspect.outputs.${name} }}`,
        },
      ]),
    ),
    'inspect with': handed(taken.filter(([name]) => name !== 'state-file')),
    'deploy with': handed(taken),
  };
  const filled = Object.entries(parts).reduce(
    (page, [name, content]) => replace(page, name, () => content),
    text,
  );
  return replace(filled, 'job outputs', (job) =>
    Object.fromEntries(shown.map(([name]) => [name, handedOn(job, name)])),
  );
}

/** What a job hands on of its step. An inspection that went well must not pass for a deployment that did. */
function handedOn(job, name) {
  const output = `steps.${job}.outputs.${name}`;
  return job === 'inspect' && name === 'status'
    ? `\${{ steps.inspect.outcome == 'failure' && ${output} || '' }}`
    : `\${{ ${output} }}`;
}

/** The workflow deploys, so it needs a target. */
function isNeeded(name, { required }) {
  return required === true || name === 'environment';
}

/** Fills each place of that name; `content` gets the job around it, and returns data or a text of YAML. */
export function replace(text, name, content) {
  const place = new RegExp(`^( *)# ${name}: generated\\n[\\s\\S]*?^ *# /${name}$`, 'gm');
  let found = false;
  const filled = text.replace(place, (whole, indent, at) => {
    found = true;
    const [, job = ''] = text.slice(0, at).match(/^ {2}([a-z]+):\n(?![\s\S]*^ {2}[a-z]+:\n)/m) ?? [];
    const made = content(job);
    const yaml = typeof made === 'string' ? made : stringify(made, { lineWidth: 110 });
    const lines = yaml.trimEnd().split('\n');
    const block = lines.map((line) => (line === '' ? line : `${indent}${line}`)).join('\n');
    return `${indent}# ${name}: generated\n${block}\n${indent}# /${name}`;
  });
  if (!found) throw new Error(`The workflow has no place for the ${name}.`);
  return filled;
}
