import { json } from '../../http/multipart.ts';
import { aside, get, type OdcCalls, segment } from './requests.ts';
import * as wire from './wire.ts';

/** Whose configuration. Agents have a path of their own. */
export interface ConfigurationPlace {
  readonly stage: string;
  readonly kind: 'applications' | 'agents';
  readonly asset: string;
}

/** A value to set, by its key. */
export interface ValueChange {
  readonly key: string;
  readonly value: string;
}

/** The body of `PATCH configurations`. What it does not name stays as it is. */
export interface ConfigurationChanges {
  readonly revisionBaseline: number;
  readonly settings?: readonly ValueChange[];
  readonly systemConfigurations?: readonly ValueChange[];
  readonly timers?: readonly { readonly key: string; readonly configs: readonly ValueChange[] }[];
  readonly integrations?: readonly { readonly key: string; readonly configs: readonly ValueChange[] }[];
  readonly libraries?: readonly { readonly key: string; readonly settings: readonly ValueChange[] }[];
}

/** The configurations of applications in stages. */
export interface ConfigurationsApi {
  /**
   * Returns the configuration of an application in a stage.
   * @param revision `deployed`: the one that runs there; a failure to read that one must not delay anything
   */
  configuration(
    place: ConfigurationPlace,
    revision: number | 'deployed',
    signal: AbortSignal,
  ): Promise<wire.Configuration>;
  /** Sets values that the next deployment applies. */
  configure(place: ConfigurationPlace, changes: ConfigurationChanges, signal: AbortSignal): Promise<void>;
}

/** Creates the client for configurations. */
export function createConfigurationsApi({ one }: OdcCalls): ConfigurationsApi {
  return {
    configuration: (place, revision, signal) => {
      const path = `${configured(place)}/revisions/${revision}/configurations`;
      return one(revision === 'deployed' ? aside(path, signal) : get(path, signal), wire.readConfiguration);
    },
    // Setting the same values twice has the effect of setting them once.
    configure: (place, changes, signal) =>
      one(
        { ...get(`${configured(place)}/configurations`, signal), method: 'PATCH', body: json(changes) },
        () => undefined,
      ),
  };
}

function configured({ stage, kind, asset }: ConfigurationPlace): string {
  return `asset-configurations/v1/environments/${segment(stage)}/${kind}/${segment(asset)}`;
}
