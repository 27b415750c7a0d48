import { type Answer, json } from '../simulated-api.ts';
import { Refusal } from './errors.ts';
import { environmentOf, type RequestContext } from './site.ts';
import type { LifetimeSetting } from './state.ts';

/** `/PropertiesAPI/rest/v1` of the Forge component Properties Management: sets values that apply immediately. */
export const propertyRoutes = {
  'Modules/*/Environments/*/SiteProperties/*/Value': { PUT: setting('SiteProperty') },
  'Modules/*/Environments/*/RESTReferences/*/EffectiveURL': { PUT: setting('REST_Endpoint') },
  'Modules/*/Environments/*/SOAPReferences/*/EffectiveURL': { PUT: setting('SOAP_Endpoint') },
  'Modules/*/Environments/*/Timers/*/Schedule': { PUT: setting('TimerSchedule') },
};

/** Accepts the bare text of the body; the answer is 201 even if the value was not set. */
function setting(kind: LifetimeSetting['kind']): (context: RequestContext) => Answer {
  return (context) => {
    const { site, shared, request } = context;
    const [module = '', environmentKey, key = ''] = context.keys;
    const environment = environmentOf(context, environmentKey);
    const isKnown = site.applications.some(({ modules }) => modules.some((each) => each.key === module));
    if (!isKnown) throw new Refusal(404, `There is no module with the key ${module}.`);
    const { body } = request;
    const value = body.kind === 'json' || body.kind === 'unreadable' ? (body.text ?? '') : '';
    if (body.kind === 'json' && typeof body.value === 'string') {
      request.object('the value is quoted JSON, not bare text');
    }
    if (site.scenario.refusesSettings) {
      return json(201, { Success: false, Message: `The value could not be set in '${environment.name}'.` });
    }
    shared.state.settings.push({ kind, module, environment: environment.key, key, value });
    return json(201, { Success: true, Message: '' });
  };
}
