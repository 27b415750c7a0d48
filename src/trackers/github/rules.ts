import type { RunFacts } from '../../ci/ci.ts';
import { type InputProblem, needed } from '../../inputs/problems.ts';
import type { TrackerInputs } from '../adapter.ts';
import type { githubInputs } from './inputs.ts';

type GitHubInputs = TrackerInputs<typeof githubInputs>;

/** Checks how the GitHub inputs depend on each other. */
export function githubRules(values: Partial<GitHubInputs>): readonly InputProblem[] {
  if (values['github-deployment'] !== 'create' || values['github-token'] !== undefined) return [];
  return [needed('github-token', 'is required for `github-deployment: create` and empty')];
}

/**
 * Checks that the run has a repository and a commit: GitHub Actions, or variables that the user sets, supply them.
 */
export function githubDemands(
  values: Partial<GitHubInputs>,
  { github, commit }: RunFacts,
): readonly InputProblem[] {
  if (values['github-deployment'] !== 'create' || (github && commit)) return [];
  return [
    needed(
      'github-deployment',
      'must be off here: GITHUB_REPOSITORY, GITHUB_API_URL and GITHUB_SHA are not set, so there is no repository and commit for it',
    ),
  ];
}
