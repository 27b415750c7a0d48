import * as z from 'zod/mini';
import { arrayOf } from '../../../http/collections.ts';
import { decode } from '../../../http/decode.ts';

/**
 * The schemas of the Forge components CI/CD Probe and BDD Framework, as the official pipeline tool reads them
 * (https://github.com/OutSystems/outsystems-pipeline). Nothing but the needed fields is required.
 */

/** A name becomes a part of a URL path: no dots alone, no control characters. */
const name = z.string().check(z.regex(/^(?!\.+$)\P{Cc}{1,250}$/u));
const screens = z.nullish(arrayOf(z.looseObject({ Name: name })));

const moduleV1 = z.looseObject({
  BDDTestEndpointsInfo: z.looseObject({
    EspaceName: name,
    WebFlows: z.nullish(arrayOf(z.looseObject({ WebScreens: screens }))),
  }),
});

const moduleV2 = z.looseObject({
  EspaceName: name,
  BDDFrameworkType: z.string(),
  TestFlows: z.nullish(arrayOf(z.looseObject({ TestScreens: screens }))),
});

const count = z.number().check(z.int(), z.nonnegative());

const suiteResult = z.looseObject({
  SuiteSuccess: z.boolean(),
  SuccessfulScenarios: count,
  FailedScenarios: count,
  FailureReports: z.nullish(arrayOf(z.string())),
  ErrorMessage: z.nullish(z.string()),
});

/** The answer to `BDDTestRunner/{module}/{screen}`. */
export type SuiteResult = z.infer<typeof suiteResult>;

/** A module with test screens, as both versions of the probe report it. */
export interface TestModule {
  readonly module: string;
  /** `server`, `client`, or a word that is not known. */
  readonly side: string;
  readonly screens: readonly string[];
}

/** Reads the answer of version 1 of the probe, which knows server-side tests only. @throws UnreadableAnswer */
export function readModulesV1(value: unknown): readonly TestModule[] {
  return decode(arrayOf(moduleV1), value).map(({ BDDTestEndpointsInfo: { EspaceName, WebFlows } }) => ({
    module: EspaceName,
    side: 'server',
    screens: (WebFlows ?? []).flatMap(({ WebScreens }) => (WebScreens ?? []).map(({ Name }) => Name)),
  }));
}

/** Reads the answer of version 2 of the probe. @throws UnreadableAnswer */
export function readModulesV2(value: unknown): readonly TestModule[] {
  return decode(arrayOf(moduleV2), value).map(({ EspaceName, BDDFrameworkType, TestFlows }) => ({
    module: EspaceName,
    side: BDDFrameworkType.toLowerCase(),
    screens: (TestFlows ?? []).flatMap(({ TestScreens }) => (TestScreens ?? []).map(({ Name }) => Name)),
  }));
}

/** Reads the result of a test suite. @throws UnreadableAnswer */
export function readSuiteResult(value: unknown): SuiteResult {
  return decode(suiteResult, value);
}
