import { strToU8, zipSync } from 'fflate';
import type { Stream } from '../simulated-api.ts';
import type { Complaint } from './payload.ts';
import type { StoredPackage } from './stock.ts';

/** Answers `GET /applications/<uuid>/packages`, with the stray spaces in timestamps of the documentation's sample. */
export function packageList(packages: readonly StoredPackage[]): unknown {
  return {
    totalPackageCount: packages.length,
    packages: packages.map((stored, at) => ({
      datasourceUuid: stored.dataSource,
      objectCount: 8,
      databaseScriptCount: stored.scripts.length,
      createdTimestamp: '2023-03-13T16: 54: 39.051Z',
      name: stored.name,
      description: '',
      pluginCount: stored.plugins,
      hasCustomizationFile: stored.hasCustomizationFile,
      uuid: stored.uuid,
      ticketLink: stored.ticketLink,
      lastModifiedTimestamp: `2023-03-1${9 - at}T16: 54: 39.136Z`,
    })),
  };
}

/** Checks the `json` part of an export request; returns an empty list when it is valid. */
export function checkExport(
  json: Readonly<Record<string, unknown>>,
  fileCount: number,
  packages: readonly StoredPackage[],
): Complaint[] {
  const problems: Complaint[] = [];
  const { uuids, exportType } = json;
  for (const field of Object.keys(json)) {
    if (!['uuids', 'exportType', 'name', 'description'].includes(field)) {
      problems.push([20, `Unsupported parameter: ${field}`]);
    }
  }
  if (fileCount > 0) problems.push([52, 'An export takes no files']);
  if (exportType !== 'package' && exportType !== 'application') {
    problems.push([43, 'exportType must be package or application']);
  }
  if (!Array.isArray(uuids)) problems.push([45, 'uuids must be an array']);
  else if (uuids.length === 0) problems.push([28, 'uuids must not be empty']);
  else if (
    !(uuids as readonly unknown[]).every((uuid) => typeof uuid === 'string' && /^[\w-]+$/.test(uuid))
  ) {
    problems.push([50, 'uuids must be identifiers']);
  } else if (exportType === 'package') {
    if (uuids.length > 1) problems.push([44, 'Exactly one package can be exported at a time']);
    else if (!packages.some(({ uuid }) => uuid === uuids[0])) {
      problems.push([47, 'There is no package with this UUID']);
    }
  }
  return problems;
}

/** Builds the result of `GET /deployments/<uuid>` for an export, without fields that this export does not have. */
export function exportResult(
  status: string,
  json: Readonly<Record<string, unknown>>,
  url: string,
  packages: readonly StoredPackage[],
): Readonly<Record<string, unknown>> {
  if (status === 'IN_PROGRESS') return { status };
  const deploymentLogUrl = `${url}log/`;
  if (status === 'FAILED') return { deploymentLogUrl, status };
  const stored = exported(json, packages);
  return {
    packageZip: `${url}package-zip/`,
    ...(stored &&
      stored.scripts.length > 0 && {
        dataSource: stored.dataSource,
        databaseScripts: stored.scripts.map((fileName, at) => ({
          fileName,
          orderId: at + 1,
          url: `${url}db-scripts/${at + 1}/`,
        })),
      }),
    ...(stored && stored.plugins > 0 && { pluginsZip: `${url}plugins-zip/` }),
    ...(stored?.hasCustomizationFile && { customizationFile: `${url}customization-file/` }),
    customizationFileTemplate: `${url}customization-file-template/`,
    status,
    deploymentLogUrl,
  };
}

const text = (...lines: readonly string[]) => ({
  type: 'text/plain;charset=UTF-8',
  bytes: lines.map((line) => `${line}\n`).join(''),
});

/** What the files of an export hold. */
interface ExportContent {
  readonly packages: readonly StoredPackage[];
  readonly valueLength?: number | undefined;
}

/** Returns the secret value of an exported customization file, repeated up to a length in characters. */
export function customizationValue(length?: number): string {
  const value = 'dev-s3cret-of-the-bank';
  return length === undefined ? value : `${value}/`.repeat(Math.ceil(length / value.length)).slice(0, length);
}

/** Returns a file of an export: media type and content; undefined when this export does not have the file. */
export function exportFile(
  json: Readonly<Record<string, unknown>>,
  resource: string,
  { packages, valueLength }: ExportContent,
): { readonly type: string; readonly bytes: string | Uint8Array } | undefined {
  const stored = exported(json, packages);
  const system = 'connectedSystem._a-0000e5ac-7c1b-8000-9bad-01075c01075c_1401';
  if (resource === 'package-zip') return { type: 'application/zip', bytes: packageZip(json) };
  if (resource === 'customization-file-template') {
    return text(
      '## Import settings',
      '#importSetting.FORCE_UPDATE=false',
      '',
      '## Connected System: APN Core Banking',
      `#${system}.baseUrl=`,
      `#${system}.password=`,
    );
  }
  if (resource === 'customization-file' && stored?.hasCustomizationFile) {
    return text(
      `${system}.baseUrl=https://core.example.com`,
      `${system}.password=${customizationValue(valueLength)}`,
    );
  }
  if (resource === 'plugins-zip' && stored && stored.plugins > 0) {
    return { type: 'application/zip', bytes: zip({ 'apn-plugin.jar': 'not really a jar' }) };
  }
  const [, number] = /^db-scripts\/([1-9]\d*)$/.exec(resource) ?? [];
  const script = stored?.scripts[Number(number) - 1];
  return script === undefined
    ? undefined
    : { type: 'application/octet-stream', bytes: `-- ${script}\nSELECT ${number};\n` };
}

/** Builds a small package in the layout of Appian's export. The bytes are the same on every call. */
export function packageZip(json: Readonly<Record<string, unknown>>): Uint8Array {
  const uuids = Array.isArray(json['uuids']) ? json['uuids'].map(String) : [];
  const content =
    json['exportType'] === 'application'
      ? Object.fromEntries(uuids.map((uuid, at) => [`application/${uuid}.xml`, applicationXml(uuid, at)]))
      : { 'patches.xml': patchesXml };
  return zip({
    'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\nAppian-Version: 25.3.335.0\nCreated-On: 2025-08-29\n',
    'META-INF/export.log': exportLog,
    'META-INF/design-guidance.json': '{"designGuidance":[]}\n',
    ...content,
    ...Object.fromEntries(objects.map((each) => [`content/${each.uuid}.xml`, objectXml(each)])),
  });
}

/** The objects in every exported package. */
const objects = ['getAccount', 'listAccounts', 'formatAmount', 'createPayment'].map((name, at) => ({
  uuid: `_a-0000e5ac-7c1b-8000-9bad-01075c01075c_${1212 + at}`,
  name: `APN_${name}`,
}));

const exportLog = [
  `Success (${objects.length}):`,
  ...objects.map(({ name, uuid }) => `  rule ${uuid} "${name}"`),
  '',
  'Referenced precedents that were not exported (1):',
  '  group _e-0000e5ac-7c1b-8000-9bad-01075c01075c_12 "APN Users"',
  '',
].join('\n');

const patchesXml = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<patches>',
  '  <applicationUuid>_a-0000e5ac-7c1b-8000-9bad-01075c01075c_1200</applicationUuid>',
  ...objects.map(({ uuid }) => `  <patch><type>content</type><uuid>${uuid}</uuid></patch>`),
  '</patches>',
  '',
].join('\n');

function objectXml({ uuid, name }: { readonly uuid: string; readonly name: string }): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<contentHaul xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <versionUuid>_b${uuid.slice(2)}</versionUuid>
  <rule>
    <name>${name}</name>
    <uuid>${uuid}</uuid>
    <description>Made by the sandbox</description>
    <definition>a!localVariables(local!rows: a!queryRecordType(recordType: "APN Account").data, local!rows)</definition>
  </rule>
  <roleMap><role inherit="true" name="readers"/></roleMap>
  <history><historyInfo versionUuid="_b${uuid.slice(2)}"/></history>
</contentHaul>
`;
}

function applicationXml(uuid: string, at: number): string {
  const name = at === 0 ? 'Customer Portal' : `Customer Portal ${at + 1}`;
  return `<applicationHaul>\n  <application>\n    <name>${name}</name>\n    <uuid>${uuid}</uuid>\n  </application>\n</applicationHaul>\n`;
}

/** Returns the first half of a zip. It is unreadable because the directory is at the end of a zip. */
export function cut(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

/** Returns a zip that contains only this zip. */
export function wrapped(bytes: Uint8Array): Uint8Array {
  return zipSync({ 'package.zip': bytes }, { mtime: new Date(2025, 0, 1), level: 0 });
}

const MEBIBYTE = new Uint8Array(1024 * 1024);

/**
 * Adds padding between the files and the directory of a zip, as alignment tools do. The body is generated during
 * delivery.
 *
 * @param filling - size of the padding in MiB
 */
export function largeZip(bytes: Uint8Array, filling: number): Stream {
  const small = Buffer.from(bytes);
  const end = small.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const directory = small.readUInt32LE(end + 16);
  const tail = Buffer.from(small.subarray(directory));
  tail.writeUInt32LE(directory + filling * MEBIBYTE.length, end - directory + 16);
  return {
    bytes: small.length + filling * MEBIBYTE.length,
    *chunks() {
      yield small.subarray(0, directory);
      for (let sent = 0; sent < filling; sent++) yield MEBIBYTE;
      yield tail;
    },
  };
}

function exported(
  json: Readonly<Record<string, unknown>>,
  packages: readonly StoredPackage[],
): StoredPackage | undefined {
  const { uuids, exportType } = json;
  if (exportType !== 'package' || !Array.isArray(uuids)) return undefined;
  return packages.find(({ uuid }) => uuid === uuids[0]);
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  // The date is fixed and local because zip stores dates without a zone.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(2025, 0, 1) });
}
