import { aside, type OdcCalls, orAbsent, segment } from './requests.ts';
import * as wire from './wire.ts';

/** The results of code analyses. */
export interface QualityApi {
  /**
   * Reads the code quality of a revision, and repeats nothing. Undefined if the revision was not analysed. The API client
   * needs the permission "Analyze > View Code Quality findings".
   * @param asset its key
   */
  codeQuality(asset: string, revision: number, signal: AbortSignal): Promise<wire.CodeQuality | undefined>;
}

/** Creates the client for the results of code analyses. */
export function createQualityApi({ one }: OdcCalls): QualityApi {
  return {
    codeQuality: (key, revision, signal) => {
      const path = `code-quality/v1/assets/${segment(key)}/revisions/${revision}/analysis-summary`;
      return orAbsent(one({ ...aside(path, signal), patienceMs: 0 }, wire.readCodeQuality));
    },
  };
}
