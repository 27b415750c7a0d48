// local-action wants an exported run(); the action itself is an entry that runs when it is imported.
export const run = () => import('../../../src/action.ts');
