import type { ConfigurationData, ConfigurationFile } from '../../inputs/configuration-file.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import type { Path } from '../../shared/yaml.ts';

/** A value that the configuration file gives. */
export interface WantedValue {
  /** The name or key of the application; undefined if there is only one, which the file does not name. */
  readonly application?: string;
  /** The name or key of the timer, integration or library; undefined for a setting. */
  readonly element?: string;
  readonly name: string;
  /** Filled. It may be a secret. */
  readonly text: string;
  readonly path: Path;
}

/** The values of a configuration file, with what is wrong about its form. */
export interface WantedConfiguration {
  readonly values: readonly WantedValue[];
  readonly problems: readonly InputProblem[];
}

const FORM = 'a name with a text, or a timer, integration or library with a map of names to texts';

/**
 * Reads the values of a configuration file: a map of names for one application, a map of such maps for several.
 * @param applications the number of applications of the release
 */
export function readWanted(file: ConfigurationFile, applications: number): WantedConfiguration {
  const values: WantedValue[] = [];
  const problems: InputProblem[] = [];
  const complain = (path: Path, message: string): void => {
    problems.push(file.complain(path, message));
  };
  const entriesOf = (data: ConfigurationData, path: Path, needs: string): readonly Entry[] => {
    if (isMap(data)) return Object.entries(data);
    complain(path, `must be ${needs}`);
    return [];
  };
  const readText = (value: ConfigurationData, { path, name, ...place }: Omit<WantedValue, 'text'>): void => {
    if (typeof value !== 'string') complain(path, `the value of "${name}" must be a text`);
    else values.push({ ...place, name, path, text: file.fill(nameOf({ name, ...place }), value) });
  };
  const readApplication = (data: ConfigurationData, path: Path, application?: string): void => {
    const owner = application !== undefined && { application };
    for (const [name, value] of entriesOf(data, path, `a map: ${FORM}`)) {
      const own = [...path, name];
      if (!isMap(value)) readText(value, { ...owner, name, path: own });
      else
        for (const [config, text] of Object.entries(value))
          readText(text, { ...owner, element: name, name: config, path: [...own, config] });
    }
  };
  if (isEmpty(file.data)) return { values, problems };
  if (applications === 1) readApplication(file.data, []);
  else
    for (const [application, data] of entriesOf(file.data, [], 'a map of the applications of the release'))
      readApplication(data, [application], application);
  return { values, problems };
}

/** The name of a value in messages, the log and the result file. */
export function nameOf({ application, element, name }: Omit<WantedValue, 'text' | 'path'>): string {
  return [application, element, name].filter((each) => each !== undefined).join(': ');
}

type Entry = readonly [string, ConfigurationData];

function isMap(data: ConfigurationData): data is { readonly [name: string]: ConfigurationData } {
  return typeof data === 'object' && !Array.isArray(data);
}

/** Whether the file has only comments. */
function isEmpty(data: ConfigurationData | null): boolean {
  return data === null || data === '';
}
