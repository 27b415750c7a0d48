import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CiName } from '../ci/ci.ts';
import type { InputName } from '../definition.ts';
import { environmentName } from '../inputs/names.ts';
import { messageOf } from '../shared/format.ts';
import { azurePipeline } from './starters/azure.ts';
import { githubWorkflow } from './starters/github.ts';
import { gitlabPipeline } from './starters/gitlab.ts';
import { jenkinsfile } from './starters/jenkins.ts';
import { type Starter, type StarterPlatform, starterOf } from './starters/starter.ts';

/** A first pipeline for a CI system. */
interface CiStarter {
  /** The path of the pipeline, relative to the folder of the repository. */
  readonly file: string;
  /** What a repository of this system contains. */
  readonly signs: readonly string[];
  readonly text: (starter: Starter) => string;
  /** Inputs that the pipeline takes from the CI system, so that its text has no example of them. */
  readonly elsewhere: readonly InputName[];
  /** What to do after the examples are replaced, one sentence for each step. */
  readonly next: (secret: string) => readonly string[];
}

const PUSH = 'Commit the file, and push a tag such as v1.0.0.';

const starters: Readonly<Record<CiName, CiStarter>> = {
  gitlab: {
    file: '.gitlab-ci.yml',
    signs: ['.gitlab-ci.yml', '.gitlab'],
    text: gitlabPipeline,
    elsewhere: ['url'],
    next: (secret) => [
      `Set the CI/CD variables LOWCODE_DEPLOY_URL and ${secret} of the project, the secret masked and hidden. Protect both, and the tags v*: only protected branches and tags get protected variables.`,
      'Commit the file, push a tag such as v1.0.0, and start the job deploy-production of its pipeline.',
    ],
  },
  azure: {
    file: 'azure-pipelines.yml',
    signs: ['azure-pipelines.yml', '.azuredevops'],
    text: azurePipeline,
    elsewhere: [],
    next: (secret) => [
      `Create the environment "production", the variable group "deploy-production" with the secret ${secret}, and a pipeline from this file.`,
      PUSH,
    ],
  },
  jenkins: {
    file: 'Jenkinsfile',
    signs: ['Jenkinsfile'],
    text: jenkinsfile,
    elsewhere: [],
    next: () => [
      'Create the credential "deploy-production", of the kind secret text. The plug-ins Pipeline Utility Steps, JUnit and HTML Publisher must be installed, and Node 20.12 or newer on the agent.',
      'Commit the file, create a pipeline job for this repository, and build it.',
    ],
  },
  github: {
    file: '.github/workflows/deploy.yml',
    signs: ['.github'],
    text: githubWorkflow,
    elsewhere: [],
    next: (secret) => [
      `Create the environment "production" in the repository's settings, with the secret ${secret}.`,
      PUSH,
    ],
  },
};

/** Returns the CI system that the files of a repository show; GitHub if they show none. */
export function detectCi(exists: (path: string) => boolean): CiName {
  const names = Object.keys(starters) as CiName[];
  return names.find((name) => starters[name].signs.some(exists)) ?? 'github';
}

/** Returns the path and the text of a first pipeline. */
export function firstPipeline(
  platform: StarterPlatform,
  ci: CiName,
): { readonly file: string; readonly text: string } {
  const { file, text } = starters[ci];
  return { file, text: text(starterOf(platform)) };
}

/** The file that was written with what to do next, or the reason why there is none. */
type Written = { readonly lines: readonly string[] } | { readonly problem: string };

/**
 * Writes a first pipeline, never over an existing file.
 * @param folder the folder of the repository
 * @param ci undefined for the one that its files show
 */
export async function writeFirstPipeline(
  folder: string,
  platform: StarterPlatform,
  ci: CiName = detectCi((path) => existsSync(join(folder, path))),
): Promise<Written> {
  const { file, text } = firstPipeline(platform, ci);
  const path = join(folder, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      // A full disk keeps an empty file, over which the next run would not write.
      await rm(path, { force: true }).catch(() => {});
      return { problem: `${file} could not be written: ${messageOf(error)}` };
    }
    return {
      problem: `${file} exists, and nothing was written. Move it away, or run this in an empty folder and take over what you need.`,
    };
  }
  return {
    lines: [`Wrote ${file}: a first pipeline that deploys to ${platform.title}.`, ...stepsOf(platform, ci)],
  };
}

/** What to do with the file that was written. The first step names the examples to replace. */
function stepsOf(platform: StarterPlatform, ci: CiName): readonly string[] {
  const { inputs, secret } = starterOf(platform);
  const { elsewhere, next } = starters[ci];
  const examples = inputs.flatMap(([name, value]) =>
    name === 'platform' || elsewhere.includes(name) ? [] : [value],
  );
  const replace = `Replace these examples in it with your values: ${examples.join(', ')}.`;
  return [replace, ...next(environmentName(secret))].map((step, at) => `${at + 1}. ${step}`);
}
