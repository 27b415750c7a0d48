export * from '../octokit/index.js';
