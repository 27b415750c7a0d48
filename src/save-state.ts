import type { Inputs } from './definition.ts';
import { writeState } from './release/state-file.ts';
import { messageOf } from './release/words.ts';
import type { Setting, Tools } from './setting.ts';

/**
 * Saves where this step's post phase looks, in `state-file`, and over the earlier state that is gone on with. A state
 * that can't be saved is a warning: the story goes on, only nobody else could finish it.
 */
export function stateSaver({ ci }: Setting, inputs: Inputs, { redact, log }: Tools, earlier?: string) {
  const files = new Set([inputs['state-file'], earlier].filter((file) => file !== undefined));
  return (text: string): void => {
    const state = redact(text);
    try {
      ci.saveState(state);
      for (const file of files) writeState(file, state);
    } catch (error) {
      log.warning(`The state of this run could not be saved: ${messageOf(error)}`);
    }
  };
}
