import { type Answer, json } from '../simulated-api.ts';

/** Thrown by a handler that cannot serve a request; the server sends its answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, text: string) {
    super(text);
    this.answer = lifetimeError(status, text);
  }
}

/** Answers in LifeTime's error shape: plain sentences, and the status in the body. */
export function lifetimeError(status: number, ...texts: readonly string[]): Answer {
  return json(status, { Errors: texts, StatusCode: status });
}

/** Returns the general refusal for a status. */
export function refuseLifetime(status: number): Answer {
  return lifetimeError(status, general[status] ?? 'An unexpected error occurred.');
}

const general: Readonly<Record<number, string>> = {
  401: 'Authentication failed: the token is invalid or has expired.',
  403: "Service Account doesn't have permissions to perform this operation.",
  404: 'The requested resource was not found.',
  405: 'The requested method is not allowed.',
  409: 'Conflict.',
  429: 'Too many requests.',
};
