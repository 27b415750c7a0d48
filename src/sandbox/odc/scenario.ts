import type { WriteAnswers } from '../drop-answer.ts';
import type { Answer, Received, ScenarioLine } from '../simulated-api.ts';
import type { AnalysisCourse } from './analysis-reports.ts';
import type { AssetPlan } from './asset-plans.ts';
import type { Limits } from './limits.ts';
import type { MessageSource } from './messages.ts';
import type { CursorEnd } from './paging.ts';
import type { Phase } from './phases.ts';
import type { Stage } from './world.ts';

/** Operations of another user in Test and in Production. */
export interface OtherOperation {
  readonly phases: readonly Phase[];
  readonly ageInHours: number;
  /** Name of the asset. */
  readonly asset: string;
  readonly revision: number;
}

/** Behaviour of the simulated organization for one token. Omitted properties are as in `happy`. */
export interface OdcScenario extends ScenarioLine {
  /**
   * Called before every request with an access token. A returned answer is sent instead of processing the request.
   *
   * @param call - method and route, with a star for each key: `GET builds/build-operations/*`
   * @param nth - number of calls of this kind so far, including this one
   */
  readonly refuse?: (call: string, nth: number, request: Received) => Answer | undefined;
  /** True when every property of a problem is null. */
  readonly hasNullProblems?: boolean;
  /** True when an empty list is null, as the schemas permit. */
  readonly hasNullLists?: boolean;
  /** Maximum number of results in a page, whatever `limit` says. */
  readonly pageSize?: number;
  readonly limits?: Limits;
  readonly writeAnswers?: WriteAnswers;

  /** Refuses every request for an access token with this status and these words of OAuth 2. */
  readonly loginRefusal?: { readonly status: number; readonly error: string; readonly text: string };
  /** True when a refused request for an access token shows the client secret. */
  readonly echoesSecret?: boolean;
  /** Life of an access token in seconds; default 12 hours. */
  readonly tokenSeconds?: number;
  /** True when the answer does not say how long an access token lives. */
  readonly omitsLife?: boolean;
  /** Number of requests after which an access token is refused; default: no limit. */
  readonly tokenUses?: number;
  /** The discovery document; only for a scenario in the address, because its request has no credential. */
  readonly discovery?: 'elsewhere' | 'page' | 'no endpoint' | 'missing';

  readonly assets?: readonly AssetPlan[];
  readonly stages?: readonly Stage[];
  /** Names of the stages that the API client may not see: everything in them is absent from results. */
  readonly hiddenStages?: readonly string[];
  /** True when the API client may not see builds: their list is empty. */
  readonly hidesBuilds?: boolean;
  /** True when the API client may not see deployed assets: their list is empty. */
  readonly hidesPlaces?: boolean;
  /** True when the list of operations is empty. */
  readonly hidesOperations?: boolean;

  /** True when the newest, the tagged and the running revisions all have a Release build. */
  readonly isBuilt?: boolean;
  /** Status of the Release builds that exist from the start; default Finished. */
  readonly oldBuildStatus?: string;
  /** Phases of a new build. */
  readonly build?: readonly Phase[];
  /** Identifiers of the vulnerabilities of every build. */
  readonly vulnerabilities?: readonly string[];
  /** True when a new build does not start: `isSuccessful` is false. */
  readonly refusesBuild?: boolean;

  readonly analysis?: AnalysisCourse;
  /** Analyses of single assets, by name. */
  readonly analysisOf?: Readonly<Record<string, AnalysisCourse>>;
  /** True when a deployment is refused while its analysis has errors. */
  readonly enforcesAnalysis?: boolean;

  /** True when Test and Production have values of another user that wait for a deployment. */
  readonly hasPendingSettings?: boolean;
  /** True when a change of the configuration is accepted and has no effect. */
  readonly ignoresSettings?: boolean;

  /** Status in which a code analysis ends; default Completed. */
  readonly codeAnalysisStatus?: string;

  /** Phases of an operation. */
  readonly run?: readonly Phase[];
  /** Phases of the operations of single assets, by name. */
  readonly runOf?: Readonly<Record<string, readonly Phase[]>>;
  readonly messages?: (asset: string, stage: string) => MessageSource;
  /** Number of messages per poll of a running operation. */
  readonly messagesPerLook?: number;
  /** End of a list with text offsets; default `null`. */
  readonly cursorEnd?: CursorEnd;
  /** `finishedDateTime` of an operation that has finished; default: its time. */
  readonly finishTime?: 'absent' | 'zero';
  /** True when a running operation already has a `finishedDateTime`, the zero of .NET. */
  readonly hasZeroWhileRunning?: boolean;
  readonly others?: readonly OtherOperation[];
  /** Who else starts the same operation at the same moment; default nobody. */
  readonly twin?: 'same client' | 'other user';
  /** Number of lists that do not show a new operation yet. */
  readonly listDelay?: number;
  /** True when an operation is refused while another one of the same asset and stage runs. */
  readonly isExclusive?: boolean;
}

/** Refuses the first `times` calls of each of these kinds; by default all of them. */
export function refusing(
  calls: readonly string[],
  answer: (path: string) => Answer,
  times = Infinity,
): NonNullable<OdcScenario['refuse']> {
  return (call, nth, { path }) => (nth <= times && calls.includes(call) ? answer(path) : undefined);
}
