import { type Answer, content, isObject, json } from '../simulated-api.ts';
import { bodyOf } from './body.ts';
import { type Configuration, type ConfigurationValue, configurationOf, isValid } from './configuration.ts';
import { showGroup, showLibrary, showValue } from './configuration-view.ts';
import { Refused } from './errors.ts';
import { assetOf, type RequestContext, revisionOf, stageOf } from './site.ts';
import type { OdcSetting } from './state.ts';
import { stamp } from './views.ts';
import { isDeployable, placeIn, type SimulatedAsset, type Stage } from './world.ts';

/** The asset and stage of a request. */
interface Subject {
  readonly stage: Stage;
  readonly asset: SimulatedAsset;
  readonly configuration: Configuration;
}

/** @throws Refused (404) for a stage or asset that is not there; agents have a path of their own */
function subjectOf(context: RequestContext): Subject {
  const stage = stageOf(context, context.keys[0]);
  const asset = assetOf(context, context.keys[1]);
  const isAgentPath = context.request.path.includes('/agents/');
  if (!isDeployable(asset.type) || (asset.type === 'Agent') !== isAgentPath) {
    throw new Refused(404, `The asset '${asset.key}' was not found.`);
  }
  return { stage, asset, configuration: configurationOf(asset, stage) };
}

const fieldNames: ReadonlySet<string> = new Set([
  'settings',
  'timers',
  'integrations',
  'libraries',
  'systemConfigurations',
  'baseProperties',
]);

/** Handles `GET environments/{e}/applications/{a}/revisions/{deployed|n}/configurations`. */
export function readConfiguration(context: RequestContext): Answer {
  const { asset, stage, configuration } = subjectOf(context);
  const place = placeIn(asset, stage.key);
  const wanted = context.keys[2] === 'deployed' ? place?.revision : revisionOf(asset, context.keys[2]);
  if (wanted === undefined) {
    throw new Refused(404, `The asset '${asset.key}' is not deployed to '${stage.name}'.`);
  }
  const fields = context.request.query.getAll('fields').flatMap((each) => each.split(','));
  const unknown = fields.find((field) => !fieldNames.has(field));
  if (unknown !== undefined) throw new Refused(400, `The value '${unknown}' is not valid for fields.`);
  const has = (...names: readonly string[]): boolean =>
    fields.length === 0 || names.some((name) => fields.includes(name));
  const { settings, timers, integrations, libraries, systemConfigurations } = configuration;
  return json(200, {
    key: asset.key,
    name: asset.name,
    revisionBaseline: wanted,
    revisionDeployed: place?.revision ?? null,
    settings: has('settings') ? settings.map(showValue) : null,
    timers: has('timers') ? timers.map(showGroup) : null,
    integrations: has('integrations') ? integrations.map(showGroup) : null,
    libraries: has('libraries') ? libraries.map(showLibrary) : null,
    systemConfigurations: has('systemConfigurations', 'baseProperties')
      ? systemConfigurations.map(showValue)
      : null,
    deployedAt: place ? stamp(place.at) : null,
  });
}

/** A value that a request sets, before anything is changed. */
interface Change {
  readonly value: ConfigurationValue;
  /** Undefined restores the default. */
  readonly text: string | undefined;
  readonly kind: OdcSetting['kind'];
  /** Name of the timer, integration or library; empty for a setting. */
  readonly element: string;
}

/** Handles `PATCH environments/{e}/applications/{a}/configurations`: all of its values, or none. */
export function patchConfiguration(context: RequestContext): Answer {
  const { request, site, shared, now } = context;
  const subject = subjectOf(context);
  const body = bodyOf(request, {
    key: 'string?',
    revisionBaseline: 'integer?',
    settings: 'array?',
    timers: 'array?',
    integrations: 'array?',
    libraries: 'array?',
    systemConfigurations: 'array?',
  });
  const changes = changesIn(body, subject.configuration);
  if (site.scenario.ignoresSettings) return content(204, 'application/json', '');
  for (const { value, text, kind, element } of changes) {
    if (text === undefined) delete value.pending;
    else value.pending = text;
    value.updatedAt = now;
    shared.state.settings.push({
      asset: subject.asset.key,
      assetName: subject.asset.name,
      environment: subject.stage.key,
      stage: subject.stage.name,
      kind,
      element,
      name: value.name,
      value: text ?? null,
      get isPending() {
        return value.deployed !== text && value.pending === text;
      },
    });
  }
  return content(204, 'application/json', '');
}

/** @throws Refused (400) for a key that is not there, or a value that its data type does not permit */
function changesIn(body: Readonly<Record<string, unknown>>, configuration: Configuration): readonly Change[] {
  const { settings, systemConfigurations, timers, integrations, libraries } = configuration;
  const simple = (kind: Change['kind'], list: unknown, known: readonly ConfigurationValue[], element = '') =>
    itemsOf(list).map((item): Change => ({ ...changeOf(item, known), kind, element }));
  return [
    ...simple('setting', body['settings'], settings),
    ...simple('system', body['systemConfigurations'], systemConfigurations),
    ...itemsOf(body['timers']).flatMap((item) => {
      const timer = foundBy(item, timers);
      return simple('timer', item['configs'], timer.configs, timer.name);
    }),
    ...itemsOf(body['integrations']).flatMap((item) => {
      const integration = foundBy(item, integrations);
      return simple('integration', item['configs'], integration.configs, integration.name);
    }),
    ...itemsOf(body['libraries']).flatMap((item) => {
      const library = foundBy(item, libraries);
      return simple('library', item['settings'], library.settings, library.name);
    }),
  ];
}

type Item = Readonly<Record<string, unknown>>;

function itemsOf(list: unknown): readonly Item[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list) || !list.every(isObject)) throw new Refused(400, 'A list of objects is required.');
  return list;
}

function foundBy<Known extends { readonly key: string }>({ key }: Item, known: readonly Known[]): Known {
  const found = known.find((each) => each.key === key);
  if (!found) throw new Refused(400, `The configuration '${String(key)}' was not found.`);
  return found;
}

function changeOf(
  item: Item,
  known: readonly ConfigurationValue[],
): { readonly value: ConfigurationValue; readonly text: string | undefined } {
  const value = foundBy(item, known);
  const text = item['value'];
  if (text === null) return { value, text: undefined };
  if (typeof text !== 'string') throw new Refused(400, `The value of '${value.name}' must be a string.`);
  if (!isValid(value, text)) {
    throw new Refused(400, `The value of '${value.name}' is not valid for the type ${value.dataType}.`);
  }
  return { value, text };
}
