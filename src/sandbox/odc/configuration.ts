import { keyOf } from '../keys.ts';
import type { SimulatedAsset, Stage } from './world.ts';

/** Where a value comes from, without its level. */
type Level = 'EnvironmentLevel' | 'ApplicationLevel' | 'LibraryLevel';

/** One configuration value of an asset in a stage. */
export interface ConfigurationValue {
  readonly key: string;
  readonly name: string;
  readonly dataType: string;
  readonly defaultValue: string;
  readonly isSecret: boolean;
  readonly level: Level;
  /** The value for the next deployment; undefined for the default. */
  pending?: string;
  /** The value that the running revision has; undefined for the default. */
  deployed?: string;
  /** Milliseconds since the epoch; undefined if nobody has set it. */
  updatedAt?: number;
}

/** A timer or an integration with its values. */
export interface ConfigurationGroup {
  readonly key: string;
  readonly name: string;
  /** Undefined for a timer. */
  readonly pluginType?: string;
  readonly configs: readonly ConfigurationValue[];
}

/** A library that an asset consumes, with its values. */
export interface LibraryConfiguration {
  readonly key: string;
  readonly name: string;
  readonly revision: number;
  readonly settings: readonly ConfigurationValue[];
}

/** The configuration of an asset in a stage. */
export interface Configuration {
  readonly settings: readonly ConfigurationValue[];
  readonly timers: readonly ConfigurationGroup[];
  readonly integrations: readonly ConfigurationGroup[];
  readonly libraries: readonly LibraryConfiguration[];
  readonly systemConfigurations: readonly ConfigurationValue[];
}

/** Creates the configuration that every asset has: a value of each kind. @param asset - name of the asset */
function defaultConfiguration(asset: string): Configuration {
  const value = (
    name: string,
    [dataType, defaultValue]: readonly [string, string],
    more: Partial<Pick<ConfigurationValue, 'key' | 'isSecret' | 'level'>> = {},
  ): ConfigurationValue => ({
    key: keyOf('setting', asset, name),
    name,
    dataType,
    defaultValue,
    isSecret: false,
    level: 'ApplicationLevel',
    ...more,
  });
  // The values of timers and integrations have words as keys.
  const part = (name: string, typeAndDefault: readonly [string, string]): ConfigurationValue =>
    value(name, typeAndDefault, { key: name });
  const group = (name: string, configs: readonly ConfigurationValue[]): ConfigurationGroup => ({
    key: keyOf('element', asset, name),
    name,
    configs,
  });
  return {
    settings: [
      value('ApiUrl', ['Text', 'https://api.example.com']),
      value('MaxRetries', ['Integer', '3']),
      value('IsBetaEnabled', ['Boolean', 'False']),
      value('Fee', ['Decimal', '1.5']),
      value('LaunchDate', ['Date', '2026-01-01']),
      value('ApiKey', ['Text', ''], { isSecret: true }),
    ],
    timers: [
      group('SendReminders', [
        part('IsActive', ['Boolean', 'True']),
        part('Schedule', ['Text', 'Daily 06:00']),
        part('TimeoutInMinutes', ['Integer', '20']),
      ]),
    ],
    integrations: [
      {
        ...group('PaymentsApi', [part('Url', ['Text', 'https://payments.example.com'])]),
        pluginType: 'RestConsumer',
      },
      { ...group('PartnersApi', [part('IsLogged', ['Boolean', 'False'])]), pluginType: 'RestExpose' },
    ],
    libraries: [
      {
        key: keyOf('asset', 'ThemeLibrary', ''),
        name: 'ThemeLibrary',
        revision: 11,
        settings: [value('Theme', ['Text', 'light'], { level: 'LibraryLevel' })],
      },
    ],
    systemConfigurations: [value('MaximumRequestSize', ['Integer', '28'], { level: 'EnvironmentLevel' })],
  };
}

/** Returns the configuration of an asset in a stage; the first call creates it. */
export function configurationOf(
  { name, configurations }: Pick<SimulatedAsset, 'name' | 'configurations'>,
  { key }: Pick<Stage, 'key'>,
): Configuration {
  const configuration = configurations.get(key) ?? defaultConfiguration(name);
  configurations.set(key, configuration);
  return configuration;
}

/** Returns all values of a configuration. */
export function valuesOf(configuration: Configuration): readonly ConfigurationValue[] {
  const { settings, timers, integrations, libraries, systemConfigurations } = configuration;
  return [
    ...settings,
    ...[...timers, ...integrations].flatMap(({ configs }) => configs),
    ...libraries.flatMap((library) => library.settings),
    ...systemConfigurations,
  ];
}

/** Returns true for a value that the next deployment changes. */
export const isPending = ({ pending, deployed }: ConfigurationValue): boolean => pending !== deployed;

/** Makes the pending values those of the running revision. */
export function applyPending(configuration: Configuration): void {
  for (const value of valuesOf(configuration)) {
    if (value.pending === undefined) delete value.deployed;
    else value.deployed = value.pending;
  }
}

/** Sets some values that wait for a deployment, as another user would. @param now - milliseconds since the epoch */
export function setForeignValues(configuration: Configuration, now: number): void {
  const values: Readonly<Record<string, string>> = { MaxRetries: '5', IsActive: 'False', ApiKey: 'secret' };
  for (const value of valuesOf(configuration)) {
    const text = values[value.name];
    if (text === undefined) continue;
    value.pending = text;
    value.updatedAt = now;
  }
}

const forms: Readonly<Record<string, RegExp>> = {
  Integer: /^-?\d{1,10}$/,
  LongInteger: /^-?\d{1,19}$/,
  Decimal: /^-?\d+(?:\.\d+)?$/,
  Currency: /^-?\d+(?:\.\d+)?$/,
  Boolean: /^(?:True|False)$/i,
  Date: /^\d{4}-\d\d-\d\d$/,
  Time: /^\d\d:\d\d:\d\d$/,
  DateTime: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/,
};

/** Returns true for a text that the data type of a value permits. */
export const isValid = ({ dataType }: ConfigurationValue, text: string): boolean =>
  forms[dataType]?.test(text) ?? true;
