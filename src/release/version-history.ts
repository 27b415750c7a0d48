import type { Announcement } from './announcement.ts';

/** Which version an environment has. */
export interface EnvironmentVersion {
  readonly environment: string;
  readonly version: string;
  /** Milliseconds since the Unix epoch; absent where nobody knows. */
  readonly since?: number;
}

/** How a version fared in an environment. */
export interface PromotionStatus {
  readonly succeeded: boolean;
  /** The environment as the history calls it. */
  readonly environment: string;
  /** What is there now. */
  readonly live?: Omit<EnvironmentVersion, 'environment'>;
  /** The newest word on the version that was asked for, where it did not succeed: `failed`. */
  readonly word?: string;
}

/** A component in an environment, as the records call them. */
export type ComponentPlace = Pick<Announcement, 'component' | 'environment'>;

/** A book of which version is where. What it tells guards and informs; it never decides what a deployment became. */
export interface VersionHistory {
  /** The product's name as people write it. */
  readonly title: string;
  /**
   * How the version fared in another environment, named as users name it.
   * @throws TrackerFailure
   */
  promotionStatus(
    announcement: Announcement,
    environment: string,
    signal: AbortSignal,
  ): Promise<PromotionStatus>;
  /**
   * The component's row: its version in each environment where it is. Undefined where asking would take what the
   * records need.
   * @throws TrackerFailure
   */
  versionsByEnvironment(
    announcement: Announcement,
    signal: AbortSignal,
  ): Promise<readonly EnvironmentVersion[] | undefined>;
  /**
   * The version that was there before `current`.
   * @throws TrackerFailure
   */
  previousVersion(
    place: ComponentPlace,
    current: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined>;
}
