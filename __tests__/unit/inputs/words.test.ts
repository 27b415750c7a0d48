import { describe, expect, test } from '@jest/globals';
import { EMPTY_SECRET } from '../../../src/inputs/problems.ts';
import { inReadersWords, nameInput, type Place, type UsedInput } from '../../../src/inputs/words.ts';

const sources = ['flag', 'variable', 'nowhere'] as const;
const pipelines: readonly Place[] = ['github', 'gitlab', 'azure', 'jenkins'];

describe('an input is named as its reader gives it', () => {
  test.each(sources)('in a workflow by its name, given by %s', (source) => {
    expect(nameInput({ name: 'token', secret: true, source }, 'workflow')).toEqual(['token']);
  });

  test.each([...pipelines, 'terminal' as const])('in %s by what was given', (place) => {
    const names = (source: UsedInput['source'], secret: boolean) =>
      nameInput({ name: 'client-key', secret, source }, place);
    expect(names('flag', false)).toEqual(['--client-key']);
    expect(names('flag', true)).toEqual(['--client-key-file']);
    expect(names('variable', true)).toEqual(['LOWCODE_DEPLOY_CLIENT_KEY']);
    const [open, hidden] = [names('nowhere', false), names('nowhere', true)];
    expect([open, hidden]).toEqual(
      place === 'terminal'
        ? [['--client-key'], ['--client-key-file', 'LOWCODE_DEPLOY_CLIENT_KEY']]
        : [['LOWCODE_DEPLOY_CLIENT_KEY'], ['LOWCODE_DEPLOY_CLIENT_KEY']],
    );
  });
});

describe('a message in the words of its reader', () => {
  const used = (name: string): UsedInput | undefined => {
    switch (name) {
      case 'token':
        return { name, secret: true, source: 'nowhere' };
      case 'on-busy':
        return { name, secret: false, source: 'nowhere' };
      case 'timeout':
        return { name, secret: false, source: 'flag' };
      case 'url':
        return { name, secret: false, source: 'variable' };
      case 'operation':
        return { name, secret: false, source: 'flag' };
      default:
        return undefined;
    }
  };

  test.each<[string, string, string]>([
    [
      'input "token" is required.',
      '--token-file or LOWCODE_DEPLOY_TOKEN is required.',
      'LOWCODE_DEPLOY_TOKEN is required.',
    ],
    [
      'Check `token` and `url`.',
      'Check `--token-file` or `LOWCODE_DEPLOY_TOKEN` and `LOWCODE_DEPLOY_URL`.',
      'Check `LOWCODE_DEPLOY_TOKEN` and `LOWCODE_DEPLOY_URL`.',
    ],
    ['set `on-busy: wait`', 'set `--on-busy wait`', 'set `LOWCODE_DEPLOY_ON_BUSY=wait`'],
    ['`timeout: 2h` is too long', '`--timeout 2h` is too long', '`--timeout 2h` is too long'],
    [
      'Wait with `operation: resume`.',
      'Wait with `lowcode-deploy resume`.',
      'Wait with `lowcode-deploy resume`.',
    ],
    ['absent when `operation` is export', 'absent when the verb is export', 'absent when the verb is export'],
    [
      'keep `release.json` and `an answer`',
      'keep `release.json` and `an answer`',
      'keep `release.json` and `an answer`',
    ],
  ])('%s', (message, terminal, pipeline) => {
    expect(inReadersWords(message, 'workflow', used)).toBe(message);
    expect(inReadersWords(message, 'terminal', used)).toBe(terminal);
    for (const place of pipelines) expect(inReadersWords(message, place, used)).toBe(pipeline);
    // A message that was rewritten stays as it is.
    expect(inReadersWords(terminal, 'terminal', used)).toBe(terminal);
  });

  test('names forks only on GitHub', () => {
    const said = (['workflow', 'terminal', ...pipelines] as const).filter((place) =>
      inReadersWords(`is empty: ${EMPTY_SECRET}.`, place, used).includes('fork'),
    );
    expect(said).toEqual(['workflow', 'github']);
  });
});
