import type { Adapter } from '../adapter.ts';
import { createAppian } from './appian.ts';
import { preflight } from './payload.ts';
import { apiBase } from './site.ts';

export const appian: Adapter = {
  title: 'Appian',
  examine: preflight,
  base: (url, { 'api-version': version = 'v2' }) => apiBase(url, version),
  special: (inputs) => ({
    edition: inputs['api-version'],
    asked: [],
    settings: [
      ['inspect', `${inputs.inspect}, warnings: ${inputs['on-warnings']}, review: ${inputs['on-review']}`],
    ],
  }),
  connect: ({ inputs, plan, payload, redact, server }) =>
    createAppian({
      server: server('Appian', { 'appian-api-key': inputs.token }),
      payload,
      name: plan.name,
      description: plan.description,
      inspect: inputs.inspect,
      onWarnings: inputs['on-warnings'],
      onReview: inputs['on-review'],
      redact,
    }),
};
