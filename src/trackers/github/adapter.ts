import { folderOf, type TrackerAdapter } from '../adapter.ts';

export const github: TrackerAdapter = {
  place: ({ 'github-deployment': wanted }, { github: place }) =>
    wanted === 'create' && place ? `GitHub deployments of ${place.owner}/${place.repository}` : undefined,

  async connect({ inputs, facts: { github: place }, clock, server }) {
    if (place === undefined) throw new Error('GitHub was connected without a repository.');
    const base = new URL(`repos/${place.owner}/${place.repository}/`, folderOf(place.api));
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${inputs['github-token'] ?? ''}`,
      'x-github-api-version': '2022-11-28',
    };
    const { createGitHub } = await import('./tracker.ts');
    return createGitHub(server('GitHub', base, headers), clock);
  },
};
