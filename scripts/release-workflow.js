// The generated parts of .github/workflows/deploy-release.yml: the secrets that it can pass on, and a job for each stage.
import { LEFT_OUT, replace } from './workflow.js';

/** The number of stages. GitHub limits the deployments of a stage (256 jobs of a matrix), and not the number of jobs. */
export const STAGES = 16;
/** The credentials of a platform that every platform has. */
const PER_PLATFORM = new Set(['token', 'client-key', 'client-key-passphrase']);

/**
 * @param {string} text the workflow as it is
 * @param {Record<string, {about: string, secret?: boolean}>} inputs
 * @param {{platformNames: readonly string[], platformsOf: (name: string) => readonly string[] | undefined}} platforms
 */
export function releaseWorkflow(text, inputs, platforms) {
  const secrets = Object.entries(inputs).filter(([name, { secret }]) => secret && !LEFT_OUT.has(name));
  const declared = secrets.flatMap(([name, { about }]) =>
    secretNames(name, platforms).map((secret) => [secret, { description: about, required: false }]),
  );
  const stages = Array.from({ length: STAGES }, (_, at) =>
    stage(
      at + 1,
      secrets.map(([name]) => name),
    ),
  );
  const filled = replace(
    replace(text, 'secrets', () => Object.fromEntries(declared)),
    'stages',
    () => stages.join('\n'),
  );
  return filled.replace(/max-stages: \d+/, `max-stages: ${STAGES}`);
}

/** The secrets for an input: one for each platform that has its own, such as `APPIAN_TOKEN`. */
function secretNames(name, { platformNames, platformsOf }) {
  const owners = PER_PLATFORM.has(name) ? platformNames : platformsOf(name);
  const names = owners === undefined ? [name] : owners.map((platform) => `${platform}-${name}`);
  return names.map((each) => each.toUpperCase().replaceAll('-', '_'));
}

/** @param {number} number starts at 1 */
function stage(number, secrets) {
  const before = number === 1 ? 'plan' : `[plan, stage-${number - 1}]`;
  return `stage-${number}:
  name: \${{ matrix.name }}
  needs: ${before}
  if: needs.plan.outputs.stage-count >= ${number}
  strategy:
    fail-fast: false # one that fails does not cancel the others
    matrix: \${{ fromJSON(needs.plan.outputs.stages)[${number - 1}] }}
  runs-on: \${{ startsWith(inputs.runs-on, '[') && fromJSON(inputs.runs-on) || inputs.runs-on }}
  timeout-minutes: \${{ inputs.timeout-minutes }}
  permissions:
    contents: read # checkout
  environment: \${{ matrix.environment }}
  concurrency:
    group: deploy-\${{ matrix.name }}
    cancel-in-progress: false # a deployment is never cut off by the next one
    queue: max # and none that waits is dropped
  steps:
    - uses: ${CHECKOUT}
      with:
        persist-credentials: false
    - if: inputs.artifact != ''
      uses: ${DOWNLOAD}
      with:
        name: \${{ inputs.artifact }}
        path: \${{ inputs.artifact }}
    - uses: $/deploy
      env: \${{ matrix.env }}
      with:
${secrets.map((name) => `        ${name}: \${{ secrets[matrix.secrets.${name}] }}`).join('\n')}
`;
}

const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const DOWNLOAD = 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1';
