/**
 * The saved state of a step that has started nothing. A post phase that finds no state at all reports that it was
 * lost. It has a file of its own, because a step saves it before it loads the journal.
 */
export const NOTHING_STARTED = '{"closed":true}';
