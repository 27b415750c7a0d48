import { type Answer, type AnswerHeaders, json } from '../simulated-api.ts';

/** Answers in GitHub's error shape; `errors` in `more` names fields. */
export function gitHubError(
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: AnswerHeaders = {},
): Answer {
  const documentation = 'https://docs.github.com/rest/deployments';
  return json(
    status,
    { message, ...more, documentation_url: documentation, status: String(status) },
    headers,
  );
}

/** Returns the general refusal for a status. */
export function refuseGitHub(status: number): Answer {
  return gitHubError(status, general[status] ?? 'Server Error');
}

const general: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Validation Failed',
  429: 'You have exceeded a secondary rate limit.',
};

/** Thrown by a handler that cannot serve a request; the server sends its answer. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(String(answer.status));
    this.answer = answer;
  }
}
