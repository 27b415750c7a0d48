// Each file that is loaded costs time at the start, so what the action needs until its plan is in the first one.

/**
 * Starts one of the programs. They are in one bundle, so that `dist` holds what they share once; the files that users
 * start call these functions.
 */
export const action = (): Promise<unknown> => import(/* webpackMode: "eager" */ './action.ts');
/** Starts the post phase of the action. */
export const post = (): Promise<unknown> => import('./post.ts');
/** Starts the command. */
export const command = (): Promise<unknown> => import('./command.ts');
/** Starts the action in the folder `plan`. */
export const plan = (): Promise<unknown> => import('./plan.ts');
