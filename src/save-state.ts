import type { Inputs } from './definition.ts';
import { writeState } from './release/state-file.ts';
import { messageOf } from './release/words.ts';
import type { Setting, Tools } from './setting.ts';

/**
 * Saves where this step's post phase looks, in `state-file`, and over the earlier state that is gone on with. A state
 * that can't be saved is one warning: the release goes on, only nobody else could finish it. It is saved as it is: no
 * secret is put into it, and another process must find in it exactly what this one sent.
 */
export function stateSaver(
  { ci }: Setting,
  { 'state-file': file }: Partial<Inputs>,
  { log }: Pick<Tools, 'log'>,
  earlier?: string,
): (text: string) => void {
  const files = [...new Set([file, earlier])].filter((each) => each !== undefined);
  let warned = false;
  const attempt = (save: () => void): void => {
    try {
      save();
    } catch (error) {
      if (warned) return;
      warned = true;
      log.warning(
        `The state of this run could not be saved, so no other process could finish it: ${messageOf(error)}`,
      );
    }
  };
  return (text) => {
    attempt(() => ci.saveState(text));
    for (const each of files) attempt(() => writeState(each, text));
  };
}
