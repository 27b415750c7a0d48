import type { InputName } from '../../definition.ts';
import type { platforms } from '../../registry.ts';
import { version } from '../../version.ts';

/** A platform that a first pipeline deploys to. */
export type StarterPlatform = (typeof platforms)[number];

/** What a first pipeline gives the action or the command. */
export interface Starter {
  /** The inputs in their order, without the secret. */
  readonly inputs: readonly (readonly [InputName, string])[];
  /** The credential. */
  readonly secret: InputName;
}

/** Values to replace, of the inputs that the usual cases of the platforms name. */
const samples: Readonly<Partial<Record<string, string>>> = {
  environment: 'production',
  package: 'packages/customer-portal.zip',
  'source-environment': 'Development',
  application: 'EmployeeBackoffice',
  'client-id': 'your-client-id',
};

/** The tag of the action that a first pipeline uses: `v1`. */
export const majorTag = `v${version.split('.', 1)[0]}`;

/** The inputs of the first usual case of a platform, with the address that its description names as an example. */
export function starterOf({ name, usage, texts }: StarterPlatform): Starter {
  const described: Readonly<Partial<Record<string, string>>> = texts;
  const url = /https:\/\/[\w.-]+/.exec(described['url'] ?? '')?.[0] ?? 'https://example.com';
  const [usual = ''] = usage.deploy ?? [];
  const named = [...usual.matchAll(/--([a-z-]+)/g)].map(([, input]) => input as InputName);
  return {
    inputs: [
      ['platform', name],
      ...named.map((input) => [input, input === 'url' ? url : (samples[input] ?? '…')] as const),
    ],
    secret: named.includes('client-id') ? 'client-secret' : 'token',
  };
}

/** The inputs as flags, two on a line. */
export function flagLines(inputs: Starter['inputs']): readonly string[] {
  const flags = inputs.map(([name, value]) => `--${name} ${value}`);
  return flags.flatMap((flag, at) => (at % 2 === 0 ? [[flag, flags[at + 1]].filter(Boolean).join(' ')] : []));
}
