import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf } from '../../src/sandbox/keys.ts';
import { folder } from './release.ts';

/** The keys of the simulated environments and of a module. */
export const PRODUCTION = '849515f2-b4ff-4aca-a9d6-9407bea655f4';
export const DEVELOPMENT = 'f3582e43-43c7-4bb4-8cbb-d9f6cbcbd35e';
export const MODULE = keyOf('module', 'EmployeeBackoffice');

/** A secret that fills the second value. */
export const SECRET = 'https://user:s3cr3t-w0rd@partner.example.com/api';

/** An item of a manifest, with a value for Production. */
export const manifestItem = (name: string, type: string, value: string, change: object = {}) => ({
  ModuleKey: MODULE,
  ModuleName: 'EmployeeBackoffice',
  ConfigurationItemKey: keyOf('item', name),
  ConfigurationItemName: name,
  ConfigurationItemType: type,
  Values: [
    { EnvironmentKey: DEVELOPMENT, EnvironmentName: 'Development', TargetValue: `${value}-dev` },
    { EnvironmentKey: PRODUCTION, EnvironmentName: 'Production', TargetValue: value },
  ],
  ...change,
});

/** One item of each kind. */
export const manifestItems = [
  manifestItem('MaxRows', 'SiteProperty', 'rows-4711'),
  manifestItem('Partner', 'REST_Endpoint', '${PARTNER_URL}'),
  manifestItem('Ledger', 'SOAP_Endpoint', 'https://ledger.example.com/soap'),
  manifestItem('SendMail', 'TimerSchedule', 'Daily 06:15'),
];

/** Writes a manifest and returns its path. */
export function manifestFile(name: string, items: readonly unknown[], more: object = {}): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ConfigurationItems: items, ...more }, undefined, 2));
  return path;
}

/** The inputs that set one item of each kind. */
export const configured = {
  'configuration-file': manifestFile('trigger-manifest.json', manifestItems),
  'configuration-values': JSON.stringify({ PARTNER_URL: SECRET }),
};

/** The values that the inputs of `configured` set in Production. None of them may be shown. */
export const configuredValues = ['rows-4711', SECRET, 'https://ledger.example.com/soap', 'Daily 06:15'];

/** The inputs that set two values, one of them a secret. */
export const pairConfigured = {
  'configuration-file': manifestFile('pair-manifest.json', manifestItems.slice(0, 2)),
  'configuration-values': JSON.stringify({ PARTNER_URL: SECRET }),
};

/** The values of `pairConfigured`. */
export const pairValues = configuredValues.slice(0, 2);
