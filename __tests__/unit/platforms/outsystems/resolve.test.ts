import { expect, test } from '@jest/globals';
import type { LifeTime } from '../../../../src/platforms/outsystems/client.ts';
import { resolve } from '../../../../src/platforms/outsystems/resolve.ts';
import { readApplications, readEnvironments } from '../../../../src/platforms/outsystems/wire.ts';

const keyOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A LifeTime with so many environments, in each of which one application runs; it counts what it is asked. */
function infrastructure(size: number): { readonly lifetime: LifeTime; readonly asked: string[] } {
  const asked: string[] = [];
  const numbers = Array.from({ length: size }, (_, at) => at + 1);
  const environments = readEnvironments(numbers.map((n) => ({ Key: keyOf(n), Name: `Environment ${n}` })));
  const states = numbers.map((n) => ({
    EnvironmentKey: keyOf(n),
    BaseApplicationVersionKey: keyOf(1000 + n),
    BaseApplicationVersionLabel: `1.${n}`,
    IsModified: false,
  }));
  const applications = readApplications([{ Key: keyOf(900), Name: 'Portal', AppStatusInEnvs: states }]);
  const answer = async <T>(what: string, value: T): Promise<T> => {
    asked.push(what);
    return value;
  };
  const lifetime = {
    environments: () => answer('environments', environments),
    applications: () => answer('applications', applications),
  } as unknown as LifeTime;
  return { lifetime, asked };
}

test.each([2, 50])('names become keys with two requests among %i environments', async (size) => {
  const { lifetime, asked } = infrastructure(size);
  const choice = {
    applications: ['Portal'],
    sourceEnvironment: 'Environment 1',
    environment: `Environment ${size}`,
  };
  const { target, parts } = await resolve(lifetime, choice, new AbortController().signal);
  expect(target.Key).toBe(keyOf(size));
  expect(parts.map(({ name, version }) => `${name} ${version?.Version}`)).toEqual(['Portal 1.1']);
  expect(asked.toSorted()).toEqual(['applications', 'environments']);
});
