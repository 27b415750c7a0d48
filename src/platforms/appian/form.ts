import type { Part } from '../../http/multipart.ts';
import type { Artifact } from '../../release/plan.ts';
import type { Payload } from './files.ts';

/** The parts of an inspection request. Appian does not inspect database scripts or plug-ins. */
export function inspectionForm(payload: Payload): readonly Part[] {
  const files = inspected(payload);
  return [{ name: 'json', json: namesOf(files) }, ...parts(files, payload)];
}

/** Whether the payload has a file that Appian can inspect. */
export function isInspectable(payload: Payload): boolean {
  return inspected(payload).length > 0;
}

/**
 * The parts of an import request.
 * @param fields texts of the JSON part, such as `name` and `description`
 */
export function importForm(payload: Payload, fields: Readonly<Record<string, string>>): readonly Part[] {
  const { plugins, scripts = [], dataSource } = payload;
  const files = [...inspected(payload), ...(plugins ? [['pluginsFileName', plugins] as const] : [])];
  const numbered = scripts.map((script, at) => [`databaseScript${at + 1}`, script] as const);
  const databaseScripts = scripts.map(({ name }, at) => ({ fileName: name, orderId: String(at + 1) }));
  const json = { ...fields, ...namesOf(files), ...(scripts.length > 0 && { dataSource, databaseScripts }) };
  return [{ name: 'json', json }, ...parts([...files, ...numbered], payload)];
}

type Named = readonly [field: string, file: Artifact];

function inspected({ package: packageFile, customization, adminSettings }: Payload): readonly Named[] {
  const files: readonly (readonly [string, Artifact | undefined])[] = [
    ['packageFileName', packageFile],
    ['customizationFileName', customization],
    ['adminConsoleSettingsFileName', adminSettings],
  ];
  return files.flatMap(([field, file]) => (file ? [[field, file] as const] : []));
}

const namesOf = (files: readonly Named[]): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map(([field, { name }]) => [field, name]));

/** Appian finds a file by its file name in the JSON part. The names of the other parts only describe them. */
function parts(
  files: readonly Named[],
  { customization, customizationContent: content }: Payload,
): readonly Part[] {
  return files.map(([field, file]) =>
    file === customization && content
      ? { name: field, fileName: file.name, content }
      : { name: field, fileName: file.name, path: file.path, bytes: file.bytes, sha256: file.sha256 },
  );
}
