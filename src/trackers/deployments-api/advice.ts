import type { FailureFacts } from '../../http/failure.ts';

/** Returns what the user should do about a failed request. */
export function advise({ status = 0, where, text, code }: FailureFacts): string {
  if (status === 401) {
    return where.endsWith('/auth/login')
      ? 'Check `deployments-api-username` and `deployments-api-password`.'
      : 'Check `deployments-api-token`: it may have expired. With a user name and a password the action logs in again.';
  }
  if (status === 403) {
    return code === 'ORG_STALE_MEMBERSHIP' || /organization/i.test(text)
      ? 'Check `deployments-api-organization`, and that the account belongs to it.'
      : 'The account may not write deployments: it needs the role admin, or the permission to write environments.';
  }
  if (status === 400 && /status transition/i.test(text))
    return 'Another client also changes the record: check it there.';
  if (status === 400 || status === 422) return 'Check `version`, `owner` and `description`.';
  if (status === 404)
    return 'Check `deployments-api-url`, `deployments-api-component` and `deployments-api-environment`.';
  if (status === 429) return 'It limits its callers, and the time to wait was used up.';
  return 'Check that the runner can reach the Deployments API.';
}
