import { folderOf, type TrackerAdapter } from '../adapter.ts';
import { githubInputs } from './inputs.ts';
import { githubDemands, githubRules } from './rules.ts';

/** The adapter for GitHub Deployments, in the repository of the job. */
export const github: TrackerAdapter<'github', typeof githubInputs> = {
  name: 'github',
  title: 'GitHub Deployments',
  inputs: githubInputs,
  recordOutput: { name: 'github-deployment-id', about: 'Id of the GitHub Deployment.' },
  rules: githubRules,
  demands: githubDemands,
  needsComponent: () => false,

  place: ({ 'github-deployment': wanted }, { github: place }) =>
    wanted === 'create' && place ? `GitHub deployments of ${place.owner}/${place.repository}` : undefined,

  address: ({ 'github-deployment': wanted, 'github-token': token }, { github: place }) =>
    wanted === 'create' && token !== undefined && place
      ? new URL(`repos/${place.owner}/${place.repository}`, folderOf(place.api)).href
      : undefined,

  async connect({ inputs, facts: { github: place }, clock, server }) {
    if (place === undefined) throw new Error('GitHub was connected without a repository.');
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${inputs['github-token'] ?? ''}`,
      'x-github-api-version': '2022-11-28',
    };
    const { createGitHub } = await import('./tracker.ts');
    const { api, owner, repository: repo } = place;
    return createGitHub(server('GitHub', folderOf(api), headers), clock, { owner, repo });
  },
};
