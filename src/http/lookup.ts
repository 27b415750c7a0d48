import {
  getDefaultResultOrder,
  type LookupAddress,
  type LookupOptions,
  lookup as lookupHere,
} from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** Resolves host names for connections. Its look-ups can be stopped. */
export interface NameLookup {
  /** For the `lookup` option of Node's connections. */
  readonly lookup: LookupFunction;
  /** Stops pending look-ups, so that they do not keep the process alive. */
  close(): void;
}

/** Uses the same resolver as `getaddrinfo`, including the hosts file. Part of glibc and of Alpine. */
const GETENT = ['/usr/bin/getent', 'ahosts'] as const;
const LONGEST_MS = 60_000;
/** The exit code of `getent` for an unknown name. */
const NOT_FOUND = 2;
/** The variables that configure the resolver. The child process receives no others. */
const STEERING = ['RES_OPTIONS', 'LOCALDOMAIN', 'HOSTALIASES'] as const;

/**
 * Creates a name look-up. A look-up in Node's own process cannot be stopped; if the DNS server does not answer, the
 * process waits for it at exit. On Linux a child process resolves the name instead. Node resolves it on macOS
 * and Windows, or if the command is not available: there a DNS server that does not answer can delay the exit.
 * @param command prints the addresses of the name in its last argument, one per line
 */
export function createLookup(command: readonly [string, ...string[]] = GETENT): NameLookup {
  const pending = new Map<string, Promise<readonly LookupAddress[]>>();
  const stop = new AbortController();
  const [program, ...rest] = command;

  const ask = async (name: string): Promise<readonly LookupAddress[]> => {
    const { execFile } = await import('node:child_process');
    const env = Object.fromEntries(STEERING.map((each) => [each, process.env[each]]));
    const options = { env, signal: stop.signal, timeout: LONGEST_MS, killSignal: 'SIGKILL' } as const;
    return new Promise((resolve, reject) => {
      execFile(program, [...rest, name], options, (error, stdout) => {
        const found = addressesIn(stdout);
        if (found.length > 0) resolve(found);
        else if (error === null || error.code === NOT_FOUND) reject(notFound(name));
        else if (error.killed || stop.signal.aborted) reject(new Error(`the look-up of ${name} was stopped`));
        else resolve(askHere(name));
      });
    });
  };

  /** Concurrent look-ups of the same name share one result. */
  const share = (name: string): Promise<readonly LookupAddress[]> => {
    const known = pending.get(name);
    if (known) return known;
    const plain = process.platform === 'linux' && name !== 'localhost' && /^[\w.-]+$/.test(name);
    const asked = (plain && !name.startsWith('-') ? ask(name) : askHere(name)).finally(() =>
      pending.delete(name),
    );
    pending.set(name, asked);
    return asked;
  };

  return {
    lookup(name, options, callback) {
      const deliver = async (): Promise<void> => {
        const result = await answer(share(name), name, options);
        if ('error' in result) callback(result.error, '');
        else if (options.all) callback(null, [...result.found]);
        else callback(null, result.found[0].address, result.found[0].family);
      };
      void deliver();
    },
    close: () => stop.abort(),
  };
}

type Answer =
  | { readonly error: NodeJS.ErrnoException }
  | { readonly found: readonly [LookupAddress, ...LookupAddress[]] };

async function answer(
  asked: Promise<readonly LookupAddress[]>,
  name: string,
  { family }: LookupOptions,
): Promise<Answer> {
  try {
    const wanted = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0);
    const found = (await asked).filter((each) => wanted === 0 || each.family === wanted);
    const sorted =
      getDefaultResultOrder() === 'ipv4first' ? found.toSorted((a, b) => a.family - b.family) : found;
    const [first, ...others] = sorted;
    return first ? { found: [first, ...others] } : { error: notFound(name) };
  } catch (error) {
    return { error: error as NodeJS.ErrnoException };
  }
}

/** Parses lines such as `192.0.2.1  STREAM name`; each address has one line per socket type. */
function addressesIn(text: string): readonly LookupAddress[] {
  const found = text.split('\n').map((line) => line.split(/\s/, 1)[0] ?? '');
  return [...new Set(found)].flatMap((address) => {
    const family = isIP(address);
    return family === 0 ? [] : [{ address, family }];
  });
}

function askHere(name: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookupHere(name, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
  });
}

function notFound(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`the name ${name} could not be resolved`), { code: 'ENOTFOUND' });
}
