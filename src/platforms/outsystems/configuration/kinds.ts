/**
 * The kinds of configuration items that the Properties API sets, by their names in a pipeline manifest. `list` and
 * `field` are segments of the address, `title` is for people.
 * https://www.outsystems.com/forge/component-overview/947/properties-management-api
 */
export const itemKinds = {
  SiteProperty: { list: 'SiteProperties', field: 'Value', title: 'site property' },
  REST_Endpoint: { list: 'RESTReferences', field: 'EffectiveURL', title: 'REST address' },
  SOAP_Endpoint: { list: 'SOAPReferences', field: 'EffectiveURL', title: 'SOAP address' },
  TimerSchedule: { list: 'Timers', field: 'Schedule', title: 'timer schedule' },
} as const;

/** The kind of a configuration item. */
export type ItemKind = keyof typeof itemKinds;

/** Whether a text is the name of a kind. */
export function isItemKind(text: string): text is ItemKind {
  return Object.hasOwn(itemKinds, text);
}
