import type { Exchange } from './exchange.ts';

/** A file to deploy in the sandbox. */
export interface SampleFile {
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

/** The place of a demo. */
export interface DemoSite {
  /** The address of the sandbox. */
  readonly url: string;
  /** Selects the scenario. */
  readonly token: string;
  /** The folder with the sample files. */
  readonly folder: string;
}

/** What a demo of a platform needs, and which scenarios of its simulated system it can show. */
export interface PlatformDemo<Api extends string = string> {
  /** The value of the input `platform`. */
  readonly platform: string;
  /** The simulated system. */
  readonly api: Api;
  readonly samples: readonly SampleFile[];
  /** The inputs of a deployment, by their names, without those that are the same on every platform. */
  readonly inputs: (site: DemoSite) => Readonly<Record<string, string>>;
  /** Scenarios that a deployment does not show, with the reason. Completes the sentence `it …`. */
  readonly unfit: readonly { readonly names: RegExp; readonly because: string }[];
  /** Whether a request reads the status of the deployment. */
  readonly readsStatus: (exchange: Exchange) => boolean;
}

/** Returns why a demo cannot show a scenario; undefined if it can. */
export function unfitBecause({ unfit }: Pick<PlatformDemo, 'unfit'>, scenario: string): string | undefined {
  return unfit.find(({ names }) => names.test(scenario))?.because;
}
