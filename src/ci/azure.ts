import { resolve } from 'node:path';
import { withoutTrailing } from '../http/scan.ts';
import { runStepOf } from '../release/run-marker.ts';
import type { Ci, ProcessVariables, RunFacts } from './ci.ts';

/**
 * Creates the CI system for Azure Pipelines, which reads logging commands from standard output. The exit code alone
 * states the result of the step. `task.complete` would state it a second time, and a process that is killed
 * afterwards would keep the wrong result.
 * @param terminal provides the plain log, the folder of the run and its state
 * @param write writes one line
 */
export function createAzureCi(terminal: Ci, env: ProcessVariables, write: (line: string) => void): Ci {
  const debugs = env['SYSTEM_DEBUG']?.toLowerCase() === 'true';
  return {
    ...terminal,
    facts: azureFacts(env),
    log: {
      ...terminal.log,
      debug(text) {
        if (debugs) for (const line of text.split('\n')) write(`##[debug]${line}`);
        else terminal.log.debug(text);
      },
      warning: (text) => write(azureCommand('task.logissue', { type: 'warning' }, text)),
      error: (text) => write(azureCommand('task.logissue', { type: 'error' }, text)),
      group(title, lines) {
        write(`##[group]${title}`);
        for (const line of lines) terminal.log.info(line);
        write('##[endgroup]');
      },
    },
    mask: (text) => write(azureCommand('task.setsecret', {}, text)),
    output(name, value) {
      terminal.output(name, value);
      write(azureCommand('task.setvariable', { variable: azureVariable(name), isOutput: 'true' }, value));
    },
    async summary(markdown) {
      await terminal.summary(markdown);
      write(azureCommand('task.uploadsummary', {}, resolve(terminal.folder, 'summary.md')));
    },
  };
}

/** The variable of an output, which later steps read as `$(deploy.DEPLOYMENT_ID)` if the step's name is `deploy`. */
export function azureVariable(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/**
 * Formats a logging command. The agent ends the properties at the first `]`, and the command at the end of the line.
 */
export function azureCommand(
  name: string,
  properties: Readonly<Record<string, string>>,
  data: string,
): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeData(value).replaceAll(']', '%5D').replaceAll(';', '%3B')}`,
  );
  return `##vso[${[name, list.join(';')].filter(Boolean).join(' ')}]${escapeData(data)}`;
}

/** Escapes `%` first, because the agent unescapes it last. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** More than the attempts of a job in one attempt of its stage. */
const MOST_ATTEMPTS = 100;

/**
 * A number that grows with each attempt. Stages and jobs are retried separately, and each attempt of a stage counts
 * its job attempts from 1.
 */
function attemptOf({ SYSTEM_STAGEATTEMPT: stage, SYSTEM_JOBATTEMPT: job }: ProcessVariables): number {
  return ((Number(stage) || 1) - 1) * MOST_ATTEMPTS + (Number(job) || 1);
}

/** Reads the facts about the run from the variables of Azure Pipelines. */
export function azureFacts(env: ProcessVariables): RunFacts {
  const {
    SYSTEM_COLLECTIONURI: collection,
    SYSTEM_TEAMPROJECT: project,
    BUILD_BUILDID: build,
    SYSTEM_JOBID: job,
    SYSTEM_STAGENAME: stage,
    SYSTEM_JOBNAME: name,
    BUILD_SOURCEVERSION: commit,
    BUILD_SOURCEBRANCH: branch,
    BUILD_REQUESTEDFOR: actor,
  } = env;
  const tag = /^refs\/tags\/(.+)$/.exec(branch ?? '')?.[1];
  const page = `${withoutTrailing(collection ?? '', '/')}/${encodeURIComponent(project ?? '')}/_build/results?buildId=${build}`;
  return {
    ...(collection && project && build && { runUrl: job ? `${page}&view=logs&j=${job}` : page }),
    ...(build && { origin: runStepOf(build, attemptOf(env), [stage, name].filter(Boolean).join('.'), '') }),
    ...(commit && { commit }),
    ...(tag && { tag }),
    ...(actor && { actor }),
  };
}
