import {
  type ConfigurationGroup,
  type ConfigurationValue,
  isPending,
  type LibraryConfiguration,
} from './configuration.ts';
import { stamp } from './views.ts';

const origin = ({ level }: ConfigurationValue, own: string | undefined): string =>
  own === undefined
    ? `${level}Default`
    : level === 'LibraryLevel'
      ? 'ApplicationLevelOverride'
      : `${level}Override`;

/** Shows a value; a secret one is never shown, only that it is pending. */
export function showValue(value: ConfigurationValue): unknown {
  const { key, name, dataType, defaultValue, isSecret, pending, deployed, updatedAt } = value;
  const shown = (text: string): string | null => (isSecret ? null : text);
  return {
    key,
    name,
    description: `${name} of the application`,
    dataType,
    defaultValue: shown(defaultValue),
    deployedValue: shown(deployed ?? defaultValue),
    value: shown(pending ?? defaultValue),
    valueOrigin: origin(value, pending),
    deployedValueOrigin: origin(value, deployed),
    isSecret,
    valueSetAfterDeploy: isSecret ? isPending(value) : null,
    updatedAt: updatedAt === undefined ? null : stamp(updatedAt),
    filename: null,
  };
}

/** Shows a timer or an integration. */
export function showGroup({ key, name, pluginType, configs }: ConfigurationGroup): unknown {
  return { key, name, ...(pluginType !== undefined && { pluginType }), configs: configs.map(showValue) };
}

/** Shows a library. */
export function showLibrary({ key, name, revision, settings }: LibraryConfiguration): unknown {
  return {
    key,
    name,
    revision,
    settings: settings.map(showValue),
    integrations: [],
    systemConfigurations: [],
  };
}
