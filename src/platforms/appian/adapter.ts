import type { Inputs } from '../../inputs/definition.ts';
import { completePlan } from '../../inputs/derive.ts';
import type { Payload } from '../../release/plan.ts';
import type { Adapter, Connection } from '../adapter.ts';
import type { Origin } from './export.ts';
import { preflight } from './payload.ts';
import { apiBase } from './site.ts';

export const appian: Adapter = {
  title: 'Appian',
  examine: preflight,
  base: (url, { 'api-version': version = 'v2' }) => apiBase(url, version),
  special: (inputs, payload) => ({
    edition: inputs['api-version'],
    asked: inputs.operation === 'export' || inputs['source-url'] ? ['component'] : [],
    settings: settingsOf(inputs, payload),
  }),
  async connect(connection) {
    const { createAppian } = await import('./appian.ts');
    const { inputs, plan, payload, redact, folder, variable } = connection;
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
      naming: (details) => completePlan(plan, inputs, details).name,
      description: plan.description,
      inspect: inputs.inspect,
      inspectOnly: inputs.operation === 'inspect',
      onWarnings: inputs['on-warnings'],
      onReview: inputs['on-review'],
      folder,
      redact,
    });
  },
};

/** The site that is exported from: an export's own, or the source of a promotion. Each key goes to its site only. */
function originOf({ inputs, plan, redact, server }: Connection): Origin | undefined {
  const { 'source-url': url, 'source-token': token, 'source-package': wanted } = inputs;
  const asked = {
    applications: inputs.application ?? [],
    ...(wanted && { wanted }),
    description: inputs.description ?? `Exported by ${plan.runUrl ?? 'lowcode-deploy'}`,
    redact,
  };
  if (inputs.operation === 'export') {
    const site = { url: 'url', token: 'token' } as const;
    return { ...asked, site, server: server('Appian', credentials(inputs, inputs.token)) };
  }
  if (url === undefined || token === undefined) return undefined;
  const base = apiBase(url, inputs['api-version']);
  if ('problem' in base) throw new Error(base.problem);
  const site = { url: 'source-url', token: 'source-token' } as const;
  return { ...asked, site, server: server('Appian', credentials(inputs, token), base.base) };
}

function credentials(inputs: Inputs, token: string): Readonly<Record<string, string>> {
  switch (inputs['token-type']) {
    case 'api-key':
      return { 'appian-api-key': token };
    case 'bearer':
      return { authorization: `Bearer ${token}` };
  }
}

/** What Appian's own inputs ask for, as rows of the plan. */
function settingsOf(inputs: Inputs, { dataSource }: Payload): readonly (readonly [string, string])[] {
  const { application = [], 'source-url': source, 'source-package': wanted } = inputs;
  const what = [...(wanted ? [`package ${wanted} of`] : []), 'application', application.join(', ')].join(' ');
  const rows: (readonly [string, string])[] = [];
  if (source) rows.push(['source', `${source.host}: ${what}`]);
  if (inputs.operation === 'export') return [...rows, ['what', what]];
  if (dataSource) rows.push(['data source', dataSource]);
  return [
    ...rows,
    ['inspect', `${inputs.inspect}, warnings: ${inputs['on-warnings']}, review: ${inputs['on-review']}`],
  ];
}
