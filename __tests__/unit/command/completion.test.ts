import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { completionFor } from '../../../src/command/completion.ts';
import { flagsOf, shells, verbs } from '../../../src/command/verbs.ts';

/** What bash offers behind the words; the last one is being typed. */
function offeredByBash(...words: readonly string[]): readonly string[] {
  const script = `${completionFor('bash')}
COMP_WORDS=(lowcode-deploy "$@")
COMP_CWORD=$#
_lowcode_deploy
printf '%s\\n' "\${COMPREPLY[@]}"
`;
  const said = execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  return said.split('\n').filter((line) => line !== '');
}

describe('the completion', () => {
  test.each(shells)('of %s knows every verb and every flag', (shell) => {
    const script = completionFor(shell);
    for (const verb of verbs) {
      expect(script).toContain(verb);
      for (const { name } of flagsOf(verb)) expect(script).toMatch(new RegExp(`(--|-l )${name}\\b`));
    }
  });

  test.each(shells)('of %s offers no secret as a flag', (shell) => {
    expect(completionFor(shell)).not.toMatch(/(--|-l )(bigpanda-)?token(?!-file|-type)\b/);
  });

  // Apostrophes would end the quotes of the descriptions.
  test.each(['zsh', 'fish'] as const)('of %s quotes every description', (shell) => {
    const open = completionFor(shell)
      .split('\n')
      .filter((line) => !line.startsWith('#') && line.split("'").length % 2 === 0);
    expect(open).toEqual([]);
  });
});

(process.platform === 'win32' ? describe.skip : describe)('bash completes', () => {
  test.each([
    ['verbs', [''], verbs],
    ['a verb', ['de'], ['deploy', 'demo']],
    [
      'flags of the verb',
      ['sandbox', '--'],
      ['--samples', '--port', '--port-file', '--tls', '--ca-file', '--json', '--help'],
    ],
    ['a flag', ['deploy', '--on-w'], ['--on-warnings']],
    ['a flag behind others', ['deploy', '--url', 'x', '--jso'], ['--json']],
    ['a value of a few words', ['deploy', '--on-warnings', ''], ['allow', 'fail']],
    ['a part of it', ['deploy', '--platform', 'out'], ['outsystems']],
    ['nothing of its own where files are meant', ['deploy', '--package', ''], []],
    ['no flags where a value is meant', ['deploy', '--url', '--'], []],
    ['the shells', ['completion', 'z'], ['zsh']],
    ['nothing behind a word that is no verb', ['destroy', '--'], []],
  ])('%s', (_, words, offered) => {
    expect(offeredByBash(...words)).toEqual(offered);
  });
});
