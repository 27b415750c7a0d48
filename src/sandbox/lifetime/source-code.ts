import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';
import { lifetimeError, Refusal } from './errors.ts';
import { link } from './files.ts';
import { applicationOf, environmentOf, type RequestContext, type SourcePackage } from './site.ts';

/** Number of polls until a package of source code is complete. */
const pollsUntilDone = 2;

/**
 * Handles `POST /environments/{key}/applications/{key}/sourcecodeaccess/`.
 * Answers 201, which the official client requires.
 */
export function exportSourceCode(context: RequestContext): Answer {
  const { key } = environmentOf(context, context.keys[0]);
  const application = applicationOf(context, context.keys[1]);
  const place = application.places.get(key);
  if (!place) throw new Refusal(404, `Application '${application.name}' does not exist in this environment.`);
  const { sources } = context.shared;
  const source: SourcePackage = {
    key: sequentialKey('5c', sources.length + 1),
    name: `${application.name}-${place.version.label}`,
    looks: 0,
  };
  sources.push(source);
  return json(201, show(source));
}

/** Handles `GET …/sourcecodeaccess/{key}/status/`. Answers 201, which the official client requires. */
export function sourceCodeStatus(context: RequestContext): Answer {
  const source = sourceOf(context);
  source.looks += 1;
  return json(201, show(source));
}

/** Handles `GET …/sourcecodeaccess/{key}/download/`. */
export function sourceCodeContent(context: RequestContext): Answer {
  const source = sourceOf(context);
  if (source.looks < pollsUntilDone) return lifetimeError(400, 'The source code is not packed yet.');
  return link(context, `${source.name}.zip`);
}

function show({ key, looks }: SourcePackage): unknown {
  return { PackageKey: key, Status: looks < pollsUntilDone ? 'InProgress' : 'Done', Messages: [] };
}

function sourceOf(context: RequestContext): SourcePackage {
  const key = context.keys[2];
  const source = context.shared.sources.find((each) => each.key === key);
  if (!source) throw new Refusal(404, `There is no package of source code with the key ${key}.`);
  return source;
}
