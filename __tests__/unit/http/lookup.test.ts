import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from '@jest/globals';
import { createLookup, type NameLookup } from '../../../src/http/lookup.ts';

type Found = NodeJS.ErrnoException | readonly LookupAddress[];

const answering = (script: string): NameLookup => createLookup([process.execPath, '-e', script, '--']);

function ask({ lookup }: NameLookup, name: string, family = 0): Promise<Found> {
  return new Promise((resolve) => {
    lookup(name, { all: true, family }, (error, found) => resolve(error ?? (found as LookupAddress[])));
  });
}

const linux = process.platform === 'linux' ? describe : describe.skip;

linux('a look-up of a name', () => {
  const lines = '192.0.2.1 STREAM a\\n192.0.2.1 DGRAM\\n2001:db8::1 STREAM\\n';

  test('gives each address once, in the order of the resolver', async () => {
    const names = answering(`process.stdout.write('${lines}')`);
    const both = [
      { address: '192.0.2.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ];
    expect(await ask(names, 'a.test')).toEqual(both);
    expect(await ask(names, 'a.test', 6)).toEqual(both.slice(1));
    const one = await new Promise((resolve) => {
      names.lookup('a.test', {}, (...answer) => resolve(answer));
    });
    expect(one).toEqual([null, '192.0.2.1', 4]);
  });

  test('says what name was not found', async () => {
    const found = await ask(answering('process.exit(2)'), 'nobody.test');
    expect(found).toMatchObject({ code: 'ENOTFOUND', message: 'the name nobody.test could not be resolved' });
  });

  test('is left to Node where there is no such command', async () => {
    const found = await ask(createLookup(['/nowhere/getent']), 'localhost.localdomain.invalid');
    expect(found).toMatchObject({ syscall: 'getaddrinfo' });
  });

  test('is asked once by all who want the name at the same time', async () => {
    const names = answering(`process.stdout.write('192.0.2.' + process.pid % 250 + ' STREAM\\n')`);
    const [one, other] = await Promise.all([ask(names, 'a.test'), ask(names, 'a.test')]);
    expect(one).toEqual(other);
    expect(one).toHaveLength(1);
  });

  test('that never ends can be stopped', async () => {
    const names = answering('setInterval(() => {}, 1000)');
    const asked = ask(names, 'a.test');
    names.close();
    expect(await asked).toMatchObject({ message: 'the look-up of a.test was stopped' });
  });
});
