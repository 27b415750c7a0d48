import type { Platform } from '../../release/platform.ts';
import type { Connection } from '../adapter.ts';
import { createAppian } from './appian.ts';
import type { ExportSource } from './export.ts';
import type { Payload } from './files.ts';
import type { AppianInputs } from './rules.ts';
import { apiBase, webApiBase } from './site.ts';
import type { RuleTests } from './tests/rule-tests-step.ts';

/** Creates the platform from the inputs. */
export function connectAppian(connection: Connection<AppianInputs>, payload: Payload): Platform {
  const tests = testsOf(connection);
  const { inputs, plan, complete, redact, folder, variable } = connection;
  const origin = originOf(connection);
  return createAppian({
    server: connection.server('Appian', credentials(inputs, inputs.token)),
    payload,
    ...(origin && { origin }),
    customizing: {
      values: inputs['customization-values'] ?? {},
      nullValues: inputs['null-values'],
      variable,
    },
    naming: (details) => complete(details).name,
    description: plan.description,
    inspect: inputs.inspect,
    inspectOnly: inputs.operation === 'inspect',
    onWarnings: inputs['on-warnings'],
    onReview: inputs['on-review'],
    folder,
    redact,
    ...(tests && { tests }),
  });
}

/** The rule tests to run; undefined if none are wanted. Their token goes only to `tests-url`. */
function testsOf({ inputs, server }: Connection<AppianInputs>): RuleTests | undefined {
  const [scope] = inputs.tests ?? [];
  if (scope !== 'all' && scope !== 'applications') return undefined;
  const site = webApiBase(inputs['tests-url'] ?? new URL('/', inputs.url));
  if ('problem' in site) throw new Error(site.problem);
  const token = inputs['tests-token'] ?? inputs.token;
  return {
    server: server('Appian', credentials(inputs, token), site.base),
    scope,
    timeoutMs: inputs['tests-timeout'],
    onNoTests: inputs['on-no-tests'],
  };
}

/**
 * The site to export from: `url` of an export, or `source-url` of a promotion. Each token goes only to its own site.
 * Undefined if nothing is exported.
 */
function originOf({ inputs, plan, redact, server }: Connection<AppianInputs>): ExportSource | undefined {
  const { 'source-url': url, 'source-token': token, 'source-package': wanted } = inputs;
  const asked = {
    applications: inputs.application ?? [],
    ...(wanted && { wanted }),
    description: inputs.description ?? `Exported by ${plan.runUrl ?? 'lowcode-deploy'}`,
    redact,
  };
  const { operation, application } = inputs;
  if (operation === 'export' || (operation === 'doctor' && application && url === undefined)) {
    const site = { url: 'url', token: 'token' } as const;
    return { ...asked, site, server: server('Appian', credentials(inputs, inputs.token)) };
  }
  if (url === undefined || token === undefined) return undefined;
  const base = apiBase(url, inputs['api-version']);
  if ('problem' in base) throw new Error(base.problem);
  const site = { url: 'source-url', token: 'source-token' } as const;
  return { ...asked, site, server: server('Appian', credentials(inputs, token), base.base) };
}

function credentials(inputs: AppianInputs, token: string): Readonly<Record<string, string>> {
  switch (inputs['token-type']) {
    case 'api-key':
      return { 'appian-api-key': token };
    case 'bearer':
      return { authorization: `Bearer ${token}` };
  }
}
