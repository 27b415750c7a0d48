import type { System } from '../ci/ci.ts';
import { environmentName } from './names.ts';
import { EMPTY_SECRET } from './problems.ts';

/** Where the reader of a message gives inputs: in a workflow, to the command in a pipeline, or in a terminal. */
export type Place = System | 'workflow';

/** An input, and how the reader gave it. */
export interface UsedInput {
  readonly name: string;
  readonly secret: boolean;
  readonly source: 'flag' | 'variable' | 'nowhere';
}

/** Why a secret that the reader believes to have given may be empty, by place. Completes `is empty: …`. */
const emptySecrets: Readonly<Record<Place, string>> = {
  workflow: EMPTY_SECRET,
  github: EMPTY_SECRET,
  gitlab:
    'GitLab passes a protected variable only to jobs of protected branches and tags, and one with a scope only to its environments',
  azure: 'Azure Pipelines passes a secret variable only to steps that name it under `env:`',
  jenkins: 'Jenkins passes a credential only where `withCredentials` or `credentials()` binds it',
  terminal: 'a secret comes from a variable or a file, never from a flag',
};

/** Names an input as the reader of a message gives it at this place. One name, or two that are equally good. */
export function nameInput({ name, secret, source }: UsedInput, place: Place): readonly string[] {
  if (place === 'workflow') return [name];
  const flag = `--${name}${secret ? '-file' : ''}`;
  const variable = environmentName(name);
  switch (source) {
    case 'flag':
      return [flag];
    case 'variable':
      return [variable];
    case 'nowhere':
      if (place !== 'terminal') return [variable];
      return secret ? [flag, variable] : [flag];
  }
}

/**
 * Rewrites a message so that it names inputs as its reader gives them. Messages are written for workflows: they have
 * `input "name"` as their subject, and name further inputs and settings in backticks.
 * @param used returns an input; undefined if there is none with this name
 */
export function inReadersWords(
  message: string,
  place: Place,
  used: (name: string) => UsedInput | undefined,
): string {
  if (place === 'workflow') return message;
  return message
    .replace(
      /input "([a-z-]+)"|`([a-z-]+)(?:: ([^`]+))?`/g,
      (whole, subject?: string, name?: string, value?: string) => {
        const input = used(subject ?? name ?? '');
        if (input === undefined) return whole;
        if (input.name === 'operation')
          return value === undefined ? 'the verb' : `\`lowcode-deploy ${value}\``;
        const names = nameInput(input, place);
        if (subject !== undefined) return names.join(' or ');
        return names.map((each) => `\`${withValue(each, value)}\``).join(' or ');
      },
    )
    .replaceAll(EMPTY_SECRET, emptySecrets[place]);
}

function withValue(name: string, value: string | undefined): string {
  if (value === undefined) return name;
  return `${name}${name.startsWith('--') ? ' ' : '='}${value}`;
}
