import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A page in a real Chromium. It is controlled through the debugging pipe, so no other package is needed. */
export interface Browser {
  /** Sends a command of the DevTools protocol. https://chromedevtools.github.io/devtools-protocol/ */
  send(
    method: string,
    params?: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Returns the value of an expression in the page; promises are awaited. @throws Error if the expression throws */
  evaluate(expression: string): Promise<unknown>;
  /** Waits until an expression in the page is true. */
  until(expression: string): Promise<void>;
  /** Sends the key events of a key press. */
  press(key: 'Tab' | 'Enter' | 'Space'): Promise<void>;
  /** Ends Chromium and removes its profile. */
  close(): Promise<void>;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Returns the path of an installed Chromium: `CHROMIUM`, else the first on PATH; undefined if there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env['CHROMIUM'] ?? '', ...candidates].filter(Boolean).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

interface Message {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: Error) => void;
}

/** Starts Chromium and opens a URL. */
export async function openBrowser(program: string, url: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const child = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--hide-scrollbars',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const send = connect(child);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const inPage: Browser['send'] = (method, params) => send(method, params, String(sessionId));
  const evaluate: Browser['evaluate'] = async (expression) => {
    const params = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await inPage('Runtime.evaluate', params);
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { readonly value?: unknown }).value;
  };
  const keys = {
    Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
    Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
    Space: { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' },
  };
  await inPage('Page.enable');
  await inPage('Page.navigate', { url });
  return {
    send: inPage,
    evaluate,
    async until(expression) {
      const frames = 'new Promise((done) => setTimeout(done, 25))';
      await evaluate(`(async () => { while (!(${expression})) await ${frames}; })()`);
    },
    async press(key) {
      await inPage('Input.dispatchKeyEvent', { type: 'keyDown', ...keys[key] });
      await inPage('Input.dispatchKeyEvent', { type: 'keyUp', ...keys[key] });
    },
    async close() {
      const gone = new Promise((resolve) => child.once('close', resolve));
      // This command also ends Chromium's child processes; a signal to the main process would not.
      send('Browser.close').catch(() => undefined);
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function connect(child: ChildProcess) {
  const [, , , input, output] = child.stdio as unknown as [unknown, unknown, unknown, Writable, Readable];
  const pending = new Map<number, Pending>();
  let text = '';
  let last = 0;
  output.setEncoding('utf8');
  output.on('data', (chunk: string) => {
    const messages = `${text}${chunk}`.split('\0');
    text = messages.pop() ?? '';
    for (const each of messages) {
      const { id, result, error } = JSON.parse(each) as Message;
      const waiting = pending.get(id ?? 0);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result ?? {});
    }
  });
  input.on('error', () => undefined);
  child.once('close', () => {
    for (const { reject } of pending.values()) reject(new Error('Chromium has ended.'));
  });
  return (method: string, params: Readonly<Record<string, unknown>> = {}, sessionId?: string) =>
    new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
      last += 1;
      pending.set(last, { resolve, reject });
      input.write(`${JSON.stringify({ id: last, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}
