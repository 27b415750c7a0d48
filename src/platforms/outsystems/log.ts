import * as tail from '../../release/log-tail.ts';
import { type LogLine, readLine } from './wire.ts';

/** The log of a deployment, which LifeTime sends in full each time. */
export type LogTail = tail.LogTail;

/** Creates a log of LifeTime. */
export function createLogTail(): LogTail {
  return tail.createLogTail('LifeTime', (json) => lineOf(readLine(json)));
}

/** Formats a line as `15:36:11 WARNING message`. */
export function formatLogLine(line: LogLine): string {
  return tail.formatLogLine(lineOf(line));
}

/** Older LifeTimes give no type: then every line is plain. */
function lineOf({ Instant, Type, Message }: LogLine): tail.TailLine {
  return { time: Instant ?? '', severity: Type ?? '', message: Message ?? '' };
}
