import type { Announcement } from './announcement.ts';

/** The version of a component in an environment. */
export interface EnvironmentVersion {
  readonly environment: string;
  readonly version: string;
  /** Milliseconds since the Unix epoch; absent if it is unknown. */
  readonly since?: number;
}

/** Whether a version has succeeded in an environment, and what is there instead. */
export interface PromotionStatus {
  readonly succeeded: boolean;
  /** The environment's name in the history. */
  readonly environment: string;
  /** The version that is there now. */
  readonly live?: Omit<EnvironmentVersion, 'environment'>;
  /**
   * The last status of the version that was asked for, if it did not succeed, such as `failed`. Absent if it was
   * never there.
   */
  readonly word?: string;
}

/** A component in an environment, as the records name them. */
export type ComponentPlace = Pick<Announcement, 'component' | 'environment'>;

/**
 * The versions of components in environments. Gates and reports use it; it never decides the outcome of a deployment.
 */
export interface VersionHistory {
  /** The product's name as people write it. */
  readonly title: string;
  /**
   * Reads the status of the announced version in another environment.
   * @param environment as users name it
   * @throws TrackerFailure
   */
  promotionStatus(
    announcement: Announcement,
    environment: string,
    signal: AbortSignal,
  ): Promise<PromotionStatus>;
  /**
   * Reads the component's version in each environment that has one.
   * @returns undefined if asking would use up requests that the records need
   * @throws TrackerFailure
   */
  versionsByEnvironment(
    announcement: Announcement,
    signal: AbortSignal,
  ): Promise<readonly EnvironmentVersion[] | undefined>;
  /**
   * Finds the version that the environment had before `current`.
   * @returns undefined if there is none
   * @throws TrackerFailure
   */
  previousVersion(
    place: ComponentPlace,
    current: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined>;
}
