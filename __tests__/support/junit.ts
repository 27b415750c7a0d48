import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validateXML } from 'xmllint-wasm';

const schema = readFileSync(fileURLToPath(new URL('junit.xsd', import.meta.url)), 'utf8');
/** Pages of 64 kB, which is the unit of WebAssembly. */
const MEMORY_PAGES = { initialMemoryPages: 256, maxMemoryPages: 8_192 };

/**
 * The problems that libxml2 finds in JUnit files: one is not well-formed, or does not follow the schema.
 * @param files contents by name; one call checks them all, because starting libxml2 takes half a second
 */
export async function junitProblems(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: Object.entries(files).map(([name, contents], at) => ({ fileName: `${at}-${name}.xml`, contents })),
    schema: { fileName: 'junit.xsd', contents: schema },
    extension: 'schema',
    ...MEMORY_PAGES,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
