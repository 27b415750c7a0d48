import type { FailureFacts } from '../../http/failure.ts';

/**
 * Returns what the user should do about a failed request, by its HTTP status.
 * @param credentials names the inputs with credentials, in code spans
 */
export const adviseFor =
  (credentials: string) =>
  ({ status = 0 }: Pick<FailureFacts, 'status'>): string => {
    if (status === 401 || status === 403)
      return `Check ${credentials}, and that \`bigpanda-url\` names the region of your organization.`;
    if (status === 400 || status === 422) return 'Check `component`, `version` and `hosts`.';
    if (status === 404) return 'Check `bigpanda-url`.';
    return 'Check that the runner can reach BigPanda.';
  };
