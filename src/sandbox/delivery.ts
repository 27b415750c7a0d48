import { channel } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { deliverRaw } from './answer-faults.ts';
import type { FaultKind } from './faults.ts';
import type { Answer } from './simulated-api.ts';

const SILENT: ReadonlySet<FaultKind> = new Set(['reset-before', 'reset-after', 'stall', 'switch']);

/**
 * The diagnostics channel that names the port of each answer that a fault withholds for ever. A test whose time is
 * simulated then knows that nothing more arrives.
 */
export const WITHHELD = 'lowcode-deploy:sandbox:withheld';

/** Returns the status that the client receives; null when the connection breaks or stalls before the status line. */
export function visibleStatus(answer: Answer): number | null {
  const { fault } = answer;
  return fault !== undefined && SILENT.has(fault) ? null : answer.status;
}

/** Sends an answer, or breaks the connection as its fault requires. */
export function deliver(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  const { stream } = answer;
  const head = (): void => {
    // A 204 has no content, so it has no length either.
    const length = answer.status === 204 ? {} : { 'Content-Length': stream?.bytes ?? body.length };
    response.writeHead(answer.status, { ...answer.headers, ...length });
  };
  const whole = (): void => {
    head();
    if (stream) Readable.from(stream.chunks()).pipe(response);
    else response.end(body);
  };
  switch (answer.fault) {
    case 'reset-before':
    case 'reset-after':
      response.socket?.resetAndDestroy();
      return;
    case 'stall':
      // The connection stays open without an answer until the sandbox or the client closes it.
      channel(WITHHELD).publish(response.socket?.localPort);
      return;
    case 'stall-body':
      head();
      response.write(half(body));
      channel(WITHHELD).publish(response.socket?.localPort);
      return;
    case 'cut-body':
      head();
      response.write(half(body), () => response.socket?.destroy());
      return;
    case 'switch':
    case 'drip':
    case 'stray':
      deliverRaw(answer.fault, response, whole);
      return;
    case undefined:
      whole();
  }
}

function half(body: Buffer): Buffer {
  return body.subarray(0, Math.ceil(body.length / 2));
}
