import { ignoreBrokenPipe } from './ci/broken-pipe.ts';
import { chooseCi, systemOf } from './ci/choose.ts';
import type { System } from './ci/ci.ts';
import { endProcess } from './ci/end-process.ts';
import { guardExit } from './ci/exit-guard.ts';
import { sanitizeJson, sanitizeLines } from './ci/sanitize.ts';
import { cancelOnSignals, stopListening } from './ci/signals.ts';
import { folderFor, HISTORY, keepOutOfGit, statesBelow } from './ci/terminal.ts';
import { type Arguments, parseCommand } from './command/arguments.ts';
import { helpText } from './command/help.ts';
import { describeFiles } from './command/run-files.ts';
import { type InputName, inputs } from './definition.ts';
import { createTransport } from './http/transport.ts';
import { oneOf } from './inputs/types.ts';
import { inReadersWords, type Place } from './inputs/words.ts';
import { redactorOf } from './job/context.ts';
import { runJob } from './job/run-job.ts';
import { platforms } from './registry.ts';
import { exitCode } from './release/outcome.ts';
import { systemClock } from './shared/clock.ts';
import { version } from './version.ts';

const printOut = (line: string): boolean => process.stdout.write(`${line}\n`);
const printError = (line: string): boolean => process.stderr.write(`${line}\n`);
ignoreBrokenPipe();
const exitGuard = guardExit(printError);
process.exitCode = await main();
endProcess();

async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2), process.env);
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText(command.verb));
      return 0;
    case 'version':
      printOut(version);
      return 0;
    case 'wrong':
      for (const problem of command.problems) printError(problem);
      printError('`lowcode-deploy <verb> --help` lists everything.');
      return 2;
    case 'run':
      exitGuard.redactWith(redactorOf(command.arguments.raw));
      switch (command.arguments.verb) {
        case 'deploy':
        case 'inspect':
        case 'export':
        case 'rollback':
        case 'doctor':
          return job(command.arguments, command.arguments, ownRun());
        case 'resume':
          return resume(command.arguments);
        case 'plan':
          return plan(command.arguments);
        case 'release':
          return release(command.arguments);
        case 'completion':
          return completion(command.arguments);
        case 'init':
          return init(command.arguments);
        case 'demo':
          return demo(command.arguments);
        case 'sandbox':
          return serve(command.arguments);
      }
  }
}

/** A run of the user in this folder. */
function ownRun(): JobOptions {
  return { system: systemOf(process.env), folder: folderFor(systemClock.now()), history: HISTORY };
}

interface JobOptions {
  readonly system: System;
  /** The folder for the files of this run. */
  readonly folder: string;
  /** The folder that contains the folders of earlier runs; absent if this run ignores them. */
  readonly history?: string;
  /** Cancels the run like a signal. */
  readonly cancel?: AbortSignal;
}

async function resume(args: Arguments): Promise<number> {
  const { isOwnFile, lastDeployment } = await import('./command/resume-last.ts');
  const last = lastDeployment({ states: statesBelow(HISTORY), raw: args.raw, isOwn: isOwnFile });
  for (const problem of last?.problems ?? []) printError(problem);
  if (last && last.problems.length > 0) return 2;
  if (last) for (const line of sanitizeLines(last.about)) (args.json ? printError : printOut)(line);
  const raw = (name: InputName): string => args.raw(name) || (last?.inputs[name] ?? '');
  return job(args, { raw, given: args.given }, ownRun());
}

async function job(
  args: Arguments,
  { raw, given }: Pick<Arguments, 'raw' | 'given'>,
  { system, folder, history, cancel }: JobOptions,
): Promise<number> {
  if (history) keepOutOfGit(history);
  const ci = await chooseCi(system, {
    env: process.env,
    stream: args.json ? process.stderr : process.stdout,
    plain: args.json,
    debug: args.debug,
    outputs: args.outputs,
    folder,
    ...(history && { history }),
    now: () => systemClock.now(),
  });
  const transport = createTransport(`lowcode-deploy/${version}`);
  const { result, json, red } = await runJob({
    ci,
    exitGuard,
    raw,
    given,
    variable: (name) => process.env[name],
    // Every shell passes flags and LOWCODE_DEPLOY_ variables on without loss.
    lost: [],
    words: wordsAt(system, { raw, given }),
    clock: systemClock,
    transport,
    cancel: AbortSignal.any([cancelOnSignals(), ...(cancel ? [cancel] : [])]),
  });
  for (const line of await describeFiles(folder)) ci.log.info(line);
  ci.close?.();
  transport.close();
  stopListening();
  if (args.json) process.stdout.write(sanitizeJson(json));
  const code = exitCode(result.outcome.status);
  // A checkup has one exit code for everything that a person must fix.
  if (args.verb === 'doctor' && code === 2) return 1;
  return code === 0 && red ? 1 : code;
}

/** Names inputs as the user gave them, or would give them in this CI system. */
function wordsAt(
  place: Place,
  { raw, given }: Pick<Arguments, 'raw' | 'given'>,
): (message: string) => string {
  const sourceOf = (name: InputName) =>
    given(name) !== '' ? 'flag' : raw(name) !== '' ? 'variable' : 'nowhere';
  return (message) =>
    inReadersWords(message, place, (text) => {
      if (!isInput(text)) return undefined;
      return { name: text, secret: inputs[text].secret === true, source: sourceOf(text) };
    });
}

function isInput(text: string): text is InputName {
  return Object.hasOwn(inputs, text);
}

async function completion({ shell }: Arguments): Promise<number> {
  const { completionFor } = await import('./command/completion.ts');
  process.stdout.write(completionFor(shell));
  return 0;
}

// The YAML library is loaded only for this verb.
async function plan({ file, given, maxStages, json }: Arguments): Promise<number> {
  const { formatPlan } = await import('./command/plan.ts');
  const environment = given('environment') || undefined;
  const { lines, problems } = await formatPlan(file, { environment, maxStages }, json);
  for (const line of lines) printOut(line);
  for (const problem of problems) printError(problem);
  return problems.length > 0 ? 2 : 0;
}

// The YAML library and the table are loaded only for this verb.
async function release(args: Arguments): Promise<number> {
  const { runReleaseVerb } = await import('./command/release.ts');
  const { exit, json } = await runReleaseVerb(args, { system: systemOf(process.env), exitGuard });
  if (args.json) process.stdout.write(sanitizeJson(json));
  return exit;
}

async function init({ given, ci }: Arguments): Promise<number> {
  const { writeFirstPipeline } = await import('./command/init.ts');
  const platform = platforms.find(({ name }) => name === given('platform'));
  if (platform === undefined) {
    printError(`init needs --platform: ${oneOf(platforms.map(({ name }) => name))}.`);
    return 2;
  }
  const written = await writeFirstPipeline('.', platform, ci);
  if ('problem' in written) {
    printError(written.problem);
    return 2;
  }
  for (const line of written.lines) printOut(line);
  return 0;
}

// The simulated systems are loaded only for this verb.
async function demo(args: Arguments): Promise<number> {
  const platform = args.given('platform');
  if (args.list) {
    const { listScenarios } = await import('./command/demo-scenarios.ts');
    for (const line of listScenarios(platform)) printOut(line);
    return 0;
  }
  const { startDemo, formatEvents } = await import('./command/demo.ts');
  const started = await startDemo(platform, args.scenario);
  if ('problem' in started) {
    printError(started.problem);
    return 2;
  }
  const print = args.json ? printError : printOut;
  print('A demo: the real job against simulated systems on this machine. Nothing leaves it.\n');
  try {
    for (const sentence of await started.prologue()) print(sentence);
    const { raw } = started;
    return await job(args, { raw, given: raw }, { system: 'terminal', ...started });
  } finally {
    print('\nEvents that BigPanda received:');
    for (const line of formatEvents(started.sandbox)) print(`  ${line}`);
    await started.sandbox.close();
  }
}

async function serve(args: Arguments): Promise<number> {
  const { explainStart, serveSandbox } = await import('./command/sandbox.ts');
  const cancel = cancelOnSignals();
  try {
    await serveSandbox(args, { cancel, print: printOut, note: args.json ? printError : printOut });
    return 0;
  } catch (error) {
    const problem = explainStart(error, args.port);
    if (problem === undefined) throw error;
    printError(problem);
    return 2;
  } finally {
    stopListening();
  }
}
