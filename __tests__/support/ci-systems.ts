/**
 * Parsers of each CI system for the output and the files of a step. They follow the systems' own sources: the agent
 * of Azure Pipelines (`Command.cs`), GitLab (`regex.rb`, `parse_dotenv_artifact_service.rb`), the GitHub runner
 * (`ActionCommand.cs`) and `java.util.Properties`.
 */

/** A command in the output of a step. */
interface SystemCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Returns the logging commands that Azure Pipelines executes, including those that only format lines. */
export function azureCommands(output: string): readonly SystemCommand[] {
  return linesOf(output).flatMap((line) => {
    const look = /^##\[(\w+)\](.*)$/.exec(line);
    if (look) return [{ name: look[1] ?? '', properties: {}, data: look[2] ?? '' }];
    const begin = line.toLowerCase().indexOf('##vso[');
    const end = line.indexOf(']', begin);
    if (begin < 0 || end < 0) return [];
    const [name = '', ...rest] = line.slice(begin + '##vso['.length, end).split(' ');
    const pairs = rest
      .join(' ')
      .split(';')
      .map((pair) => /^([^=]+)=(.+)$/.exec(pair))
      .filter((pair) => pair !== null);
    const properties = Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, azureText(value)]));
    return [{ name, properties, data: azureText(line.slice(end + 1)) }];
  });
}

function azureText(escaped: string): string {
  return escaped
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%AZP25', '%');
}

/** Returns the workflow commands that a GitHub runner executes, in both of their forms. */
export function githubCommands(output: string): readonly SystemCommand[] {
  return linesOf(output).flatMap((line) => {
    const [, name, data] =
      /^\s*::([\w-]+)[^:]*::(.*)$/.exec(line) ?? /##\[([\w-]+)[^\]]*\](.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, properties: {}, data: data ?? '' }];
  });
}

/** Returns the section markers that GitLab recognizes, as `start name` and `end name`. */
export function gitlabSections(output: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex -- GitLab's markers are made of them
  const marker = /section_(start|end):\d+:([\w.-]+)(?:\[\w+=\w+(?:, ?\w+=\w+)*\])?\r\u001b\[0K/g;
  return [...output.matchAll(marker)].map(([, word, name]) => `${word} ${name}`);
}

/**
 * Returns the variables that GitLab passes to later jobs, with references expanded.
 *
 * @throws Error for a line or a key that GitLab rejects
 */
export function readDotenv(
  text: string,
  others: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const pair = /^(.*?)=(.*)$/.exec(line.replace(/\n$/, ''));
    if (pair === null) throw new Error(`Invalid format: ${line}`);
    const [, key = '', value = ''] = pair.map((each) =>
      each.replace(/^[\t\n\v\f\r ]+|[\t\n\v\f\r \0]+$/g, ''),
    );
    if (!/^\w{1,255}$/.test(key)) throw new Error(`Invalid key: ${key}`);
    variables[key] = value.replace(
      /\$(?:(\$)|(\w+)|\{(\w+)\})/g,
      (_, dollar?: string, bare?: string, braced?: string) => dollar ?? others[bare ?? braced ?? ''] ?? '',
    );
  }
  return variables;
}

/** Returns the properties that `java.util.Properties` loads from a text. */
export function readProperties(text: string): Readonly<Record<string, string>> {
  const properties: Record<string, string> = {};
  const naturals = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < naturals.length; at++) {
    let line = (naturals[at] ?? '').trimStart();
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue;
    while (/(?<!\\)(?:\\\\)*\\$/.test(line) && at + 1 < naturals.length) {
      at += 1;
      line = line.slice(0, -1) + (naturals[at] ?? '').trimStart();
    }
    const [, key = '', value = ''] = /^((?:\\.|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*(.*)$/s.exec(line) ?? [];
    properties[unescaped(key)] = unescaped(value);
  }
  return properties;
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };
  return text.replace(/\\(?:u([\da-fA-F]{4})|(.?))/gs, (_, code?: string, plain?: string) =>
    code === undefined ? (named[plain ?? ''] ?? plain ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function linesOf(output: string): readonly string[] {
  return output.split(/\r\n|\n|\r/);
}
