// The query makes it another module, which runs again: by the saved state it knows that it is the post phase.
export const run = () => import('../../../src/action.ts?post');
