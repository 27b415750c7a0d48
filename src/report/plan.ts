import { type Inputs, inputTable } from '../inputs/definition.ts';
import type { Plan } from '../release/account.ts';
import type { Log } from '../release/log.ts';
import { sayBytes, sayDuration } from '../release/words.ts';

/** The first thing in the log: what is going to be done, with everything that was derived. Holds no secret. */
export function showPlan(log: Log, plan: Plan, inputs: Inputs): void {
  const rows: (readonly [string, string])[] = [
    ['platform', `${plan.platform} at ${plan.host} (API ${inputs['api-version']})`],
    ['operation', plan.operation],
    ['environment', plan.environment],
    ['component', plan.component],
    ['version', plan.version],
    ['hosts', plan.hosts.join(', ')],
    ['owner', plan.owner],
    ['name', plan.name],
    ...plan.files.map(
      ({ path, bytes, sha256 }) => ['file', `${path} (${sayBytes(bytes)}, sha256 ${sha256})`] as const,
    ),
    ['inspect', `${inputs.inspect}, warnings: ${inputs['on-warnings']}, review: ${inputs['on-review']}`],
    ['timeout', `${sayDuration(inputs.timeout)}, looking every ${sayPace(inputs['poll-interval'])}`],
    ['secrets', given(inputs).join(', ')],
    ['trackers', inputs['bigpanda-token'] ? `BigPanda at ${inputs['bigpanda-url'].host}` : 'none'],
  ];
  log.group(
    `${plan.operation === 'deploy' ? 'Deploy' : 'Inspect'} ${plan.component} ${plan.version} → ${plan.environment}`,
    rows.map(([name, value]) => `${name.padEnd(12)}${value}`),
  );
}

function sayPace(pace: 'auto' | number): string {
  return pace === 'auto' ? '1 s to 15 s, less often with age' : sayDuration(pace);
}

function given(inputs: Inputs): readonly string[] {
  return inputTable.flatMap(([name, { secret }]) => (secret && inputs[name] !== undefined ? [name] : []));
}
