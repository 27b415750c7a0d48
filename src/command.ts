import { ignoreBrokenPipe } from './ci/broken-pipe.ts';
import { chooseCi, type System, systemOf } from './ci/choose.ts';
import { endProcess } from './ci/end-process.ts';
import { guardExit } from './ci/exit-guard.ts';
import { sanitizeJson } from './ci/sanitize.ts';
import { cancelOnSignals, stopListening } from './ci/signals.ts';
import { folderFor, HISTORY } from './ci/terminal.ts';
import { type Arguments, parseCommand } from './command/arguments.ts';
import { helpText } from './command/help.ts';
import { createTransport } from './http/transport.ts';
import { redactorOf } from './job/context.ts';
import { runJob } from './job/run-job.ts';
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
        case 'resume':
        case 'rollback':
        case 'doctor':
          return job(command.arguments, command.arguments, {
            system: systemOf(process.env),
            folder: folderFor(systemClock.now()),
            history: HISTORY,
          });
        case 'plan':
          return plan(command.arguments);
        case 'completion':
          return completion(command.arguments);
        case 'demo':
          return demo(command.arguments);
        case 'sandbox':
          return serve(command.arguments);
      }
  }
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

async function job(
  args: Arguments,
  { raw, given }: Pick<Arguments, 'raw' | 'given'>,
  { system, folder, history, cancel }: JobOptions,
): Promise<number> {
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
    clock: systemClock,
    transport,
    cancel: AbortSignal.any([cancelOnSignals(), ...(cancel ? [cancel] : [])]),
  });
  transport.close();
  stopListening();
  if (args.json) process.stdout.write(sanitizeJson(json));
  const code = exitCode(result.outcome.status);
  // A checkup has one exit code for everything that a person must fix.
  if (args.verb === 'doctor' && code === 2) return 1;
  return code === 0 && red ? 1 : code;
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

// The simulated systems are loaded only for this verb.
async function demo(args: Arguments): Promise<number> {
  const { demoScenarios, startDemo, formatEvents } = await import('./command/demo.ts');
  const started = await startDemo(args.scenario);
  if (started === undefined) {
    printError(
      `There is no scenario "${args.scenario}": there are ${demoScenarios.map(({ name }) => name).join(', ')}, and those that \`lowcode-deploy sandbox\` lists at its address.`,
    );
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
    print(`\nThe job summary, the log and the result are in ${started.folder}`);
    await started.sandbox.close();
  }
}

async function serve(args: Arguments): Promise<number> {
  const { serveSandbox } = await import('./command/sandbox.ts');
  const cancel = cancelOnSignals();
  await serveSandbox(args, { cancel, print: printOut, note: args.json ? printError : printOut });
  stopListening();
  return 0;
}
