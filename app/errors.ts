import type { MessageKey } from "#app/i18n/translator.ts";

/**
 * The closed catalogue of refusals: what a person may meet, its HTTP status and its text. Anything else that goes wrong
 * is a surprise and answers 500.
 */
export const refusals = {
  not_found: { status: 404, title: "error.not_found.title", text: "error.not_found.text" },
  forbidden: { status: 403, title: "error.forbidden.title", text: "error.forbidden.text" },
  bad_request: { status: 400, title: "error.bad_request.title", text: "error.bad_request.text" },
  too_many_requests: { status: 429, title: "error.too_many.title", text: "error.too_many.text" },
  unavailable: { status: 503, title: "error.unavailable.title", text: "error.unavailable.text" },
} as const satisfies Record<string, { status: number; title: MessageKey; text: MessageKey }>;

export type RefusalCode = keyof typeof refusals;

/** Thrown by guards and services to end a request with a refusal of the catalogue. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly retryAfterSeconds?: number,
  ) {
    super(code);
  }
}
