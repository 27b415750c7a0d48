import { HttpFailure } from '../../../http/failure.ts';
import { MASK } from '../../../http/redact.ts';
import { cutText } from '../../../shared/format.ts';

/** Why a value was not set, and what to do. The reason ends with a full stop. */
export interface Unset {
  readonly reason: string;
  readonly advice: string;
}

/** In characters. */
const LONGEST_MESSAGE = 600;

/** Explains an answer that refuses a value. Servers may repeat the value, so it is removed. */
export function explainRefusal(message: string, value: string): Unset {
  const text = cutText(withoutValue(message, value).replace(/\s+/g, ' '), LONGEST_MESSAGE);
  return {
    reason: `Properties Management did not set it: ${text.replace(/[.!?]?$/, '.')}`,
    advice: `Check that the item exists in the environment, and that the Forge component Properties Services is installed there. ${AGAIN}`,
  };
}

/** Explains a request that failed. */
export function explainFailure(failure: HttpFailure, value: string): Unset {
  const { kind, status = 0, text } = failure.facts;
  if (kind === 'status' && status === 404 && (text === '' || text.startsWith('a web page')))
    return {
      reason: `The Forge component Properties Management is not installed on LifeTime (${failure.facts.where} does not exist).`,
      advice: `Install Properties Management on LifeTime, and Properties Services in each environment. ${AGAIN}`,
    };
  const shown = new HttpFailure({ ...failure.facts, text: withoutValue(text, value) });
  return { reason: shown.message, advice: adviceFor(kind, status) };
}

function adviceFor(kind: HttpFailure['facts']['kind'], status: number): string {
  if (kind !== 'status') return RUN_AGAIN;
  switch (status) {
    case 401:
      return `Check \`token\`: Properties Management takes the token of a LifeTime service account. ${AGAIN}`;
    case 403:
      return `Give the service account a role in LifeTime that may change the configuration of the environment. ${AGAIN}`;
    case 404:
      return `Check the keys of the item in \`configuration-file\`. ${AGAIN}`;
    default:
      return RUN_AGAIN;
  }
}

function withoutValue(text: string, value: string): string {
  return value === '' ? text : text.replaceAll(value, MASK);
}

const AGAIN = 'Then run this again: it sets all values, and deploys nothing that is there already.';
/** The advice if values are not set and nothing has to be corrected. */
export const RUN_AGAIN = 'Run this again: it sets all values, and deploys nothing that is there already.';
