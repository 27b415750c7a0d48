// An entry of its own that can only finish what main has left open.
export const run = () => import('../../../src/post.ts');
