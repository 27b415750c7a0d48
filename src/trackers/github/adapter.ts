import { folderOf, type TrackerAdapter } from '../adapter.ts';
import { createGitHub } from './tracker.ts';

export const github: TrackerAdapter = {
  place: ({ 'github-deployment': wanted }, { github: place }) =>
    wanted === 'create' && place ? `GitHub deployments of ${place.owner}/${place.repository}` : undefined,

  connect({ inputs, facts: { github: place }, clock, server }) {
    if (place === undefined) throw new Error('GitHub was connected without a repository.');
    const base = new URL(`repos/${place.owner}/${place.repository}/`, folderOf(place.api));
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${inputs['github-token'] ?? ''}`,
      'x-github-api-version': '2022-11-28',
    };
    return createGitHub(server('GitHub', base, headers), clock);
  },
};
