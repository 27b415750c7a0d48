import { strToU8, zipSync } from 'fflate';
import type { Complaint } from './payload.ts';

/** One in-flight package of the simulated site. */
interface StoredPackage {
  readonly name: string;
  readonly uuid: string;
  readonly ticketLink: string;
  readonly dataSource: string;
  readonly scripts: readonly string[];
  readonly plugins: number;
  readonly hasCustomizationFile: boolean;
}

const plain = { dataSource: '', scripts: [], plugins: 0, hasCustomizationFile: false };

/** Most recently modified first. Names and tickets are near misses of each other on purpose. */
const packages: readonly StoredPackage[] = [
  {
    ...plain,
    name: 'CR-1 Add page (old)',
    uuid: '30000000-0000-4000-8000-000000000001',
    ticketLink: 'https://issues.example.com/browse/CR-10',
  },
  {
    name: 'CR-1 Add page',
    uuid: '30000000-0000-4000-8000-000000000002',
    ticketLink: 'https://issues.example.com/browse/CR-1',
    dataSource: 'jdbc/AppianAnywhere',
    scripts: ['2024-fix.sql', 'Create Tables.sql'],
    plugins: 1,
    hasCustomizationFile: true,
  },
  {
    ...plain,
    name: 'CR-2 Fix form',
    uuid: '30000000-0000-4000-8000-000000000003',
    ticketLink: 'https://issues.example.com/browse/CR-2',
  },
  {
    ...plain,
    name: 'CR-2 Fix report',
    uuid: '30000000-0000-4000-8000-000000000004',
    ticketLink: 'https://issues.example.com/browse/CR-2',
  },
];

/** `GET /applications/<uuid>/packages`, stray spaces in the timestamps as in the documentation's sample. */
export function packageList(): unknown {
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

/** Checks the `json` part of an export. */
export function checkExport(json: Readonly<Record<string, unknown>>, fileCount: number): Complaint[] {
  const complaints: Complaint[] = [];
  const { uuids, exportType } = json;
  for (const field of Object.keys(json)) {
    if (!['uuids', 'exportType', 'name', 'description'].includes(field)) {
      complaints.push([20, `Unsupported parameter: ${field}`]);
    }
  }
  if (fileCount > 0) complaints.push([52, 'An export takes no files']);
  if (exportType !== 'package' && exportType !== 'application') {
    complaints.push([43, 'exportType must be package or application']);
  }
  if (!Array.isArray(uuids)) complaints.push([45, 'uuids must be an array']);
  else if (uuids.length === 0) complaints.push([28, 'uuids must not be empty']);
  else if (
    !(uuids as readonly unknown[]).every((uuid) => typeof uuid === 'string' && /^[\w-]+$/.test(uuid))
  ) {
    complaints.push([50, 'uuids must be identifiers']);
  } else if (exportType === 'package') {
    if (uuids.length > 1) complaints.push([44, 'Exactly one package can be exported at a time']);
    else if (!packages.some(({ uuid }) => uuid === uuids[0])) {
      complaints.push([47, 'There is no package with this UUID']);
    }
  }
  return complaints;
}

/** `GET /deployments/<uuid>` of an export; what an export does not have is left out. */
export function exportResult(status: string, json: Readonly<Record<string, unknown>>, url: string): unknown {
  if (status === 'IN_PROGRESS') return { status };
  const deploymentLogUrl = `${url}log/`;
  if (status === 'FAILED') return { deploymentLogUrl, status };
  const stored = exported(json);
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

/** A file of an export: media type and bytes; undefined when this export has no such file. */
export function exportFile(
  json: Readonly<Record<string, unknown>>,
  resource: string,
): { readonly type: string; readonly bytes: string | Uint8Array } | undefined {
  const stored = exported(json);
  const key = 'connectedSystem._a-0000e5ac-7c1b-8000-9bad-01075c01075c_1401.baseUrl';
  if (resource === 'package-zip') return { type: 'application/zip', bytes: packageZip() };
  if (resource === 'customization-file-template') {
    return { type: 'text/plain;charset=UTF-8', bytes: `## Connected System: APN Core Banking\n#${key}=\n` };
  }
  if (resource === 'customization-file' && stored?.hasCustomizationFile) {
    return { type: 'text/plain;charset=UTF-8', bytes: `${key}=https://core.example.com\n` };
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

/** A package as Appian's export writes it, in small. The same bytes every time. */
export function packageZip(): Uint8Array {
  return zip({
    'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\nAppian-Version: 25.3.335.0\nCreated-On: 2025-08-29\n',
    'META-INF/export.log': 'Success (1):\n  rule 1212 "APN_getAccount"\n',
    'content/_a-0000e5ac-7c1b-8000-9bad-01075c01075c_1212.xml': '<contentHaul><versionUuid/></contentHaul>\n',
  });
}

function exported(json: Readonly<Record<string, unknown>>): StoredPackage | undefined {
  const { uuids, exportType } = json;
  if (exportType !== 'package' || !Array.isArray(uuids)) return undefined;
  return packages.find(({ uuid }) => uuid === uuids[0]);
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  // A fixed local date: zip stores dates without a zone.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(2025, 0, 1) });
}
