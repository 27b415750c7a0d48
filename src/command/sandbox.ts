import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { demos } from '../sandbox/demos.ts';
import { scenarios, startSandbox } from '../sandbox/index.ts';
import { writeSamples } from '../sandbox/samples.ts';
import { explainUnwritten, isFileError } from '../shared/file-error.ts';
import type { Arguments } from './arguments.ts';

/** The dependencies of the verb `sandbox`. */
export interface ServeOptions {
  /** Stops the sandbox. */
  readonly cancel: AbortSignal;
  /** Prints a request. */
  readonly print: (line: string) => void;
  /** Prints everything else; on standard error if the requests are JSON. */
  readonly note: (line: string) => void;
}

type ServeArguments = Pick<Arguments, 'port' | 'portFile' | 'tls' | 'caFile' | 'json' | 'samples'>;

/** Serves the simulated systems until `cancel` is aborted or `POST /-/exit` is received. */
export async function serveSandbox(
  { port, portFile, tls, caFile, json, samples }: ServeArguments,
  { cancel, print, note }: ServeOptions,
): Promise<void> {
  const certificate = tls ? await certificateIn(caFile) : undefined;
  const exit = new AbortController();
  const sandbox = await startSandbox({
    port,
    ...(certificate && { tls: certificate }),
    page: {
      onRequest: (request) => {
        const { method, path, status } = request;
        print(json ? JSON.stringify(request) : `${method} ${path} ${status ?? 'broken off'}`);
      },
      onExit: () => exit.abort(),
    },
  });
  try {
    const written =
      samples === undefined
        ? []
        : await writeSamples(
            samples,
            demos.flatMap((demo) => demo.samples),
          );
    if (portFile !== undefined) await writeWhole(portFile, `${sandbox.url}\n`);
    if (certificate)
      note(`The certificate is signed by ${resolve(caFile)}: NODE_EXTRA_CA_CERTS, curl --cacert.`);
    note(`The sandbox is at ${sandbox.url} and lists its scenarios there. Stop it with Ctrl-C.`);
    if (written.length > 0) note(`Sample packages, for --package: ${written.join(', ')}`);
    const ended = AbortSignal.any([cancel, exit.signal]);
    if (!ended.aborted) await new Promise((done) => ended.addEventListener('abort', done, { once: true }));
  } finally {
    await sandbox.close();
  }
}

/**
 * Explains why a sandbox could not start: its port is in use, or a file could not be written.
 * @returns undefined for any other error
 */
export function explainStart(error: unknown, port: number): string | undefined {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} is in use on this machine: name another one with --port, or leave --port out for any free one.`;
  return isFileError(error) ? explainUnwritten(error) : undefined;
}

// The certificate library is loaded only for `--tls`.
async function certificateIn(caFile: string): Promise<{ readonly key: string; readonly cert: string }> {
  const { makeCertificate } = await import('../sandbox/tls.ts');
  const { authority, ...certificate } = await makeCertificate(
    [...new Set(scenarios.map(({ name }) => `sandbox-${name}`))],
    Date.now(),
  );
  await writeWhole(caFile, authority);
  return certificate;
}

/** Writes a file atomically, because another process may wait for it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text);
  await rename(draft, path);
}
