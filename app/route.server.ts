import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse } from "@remix-run/react";
import { z } from "zod";
import { Refusal, refusals } from "#app/errors.ts";
import { usualLimitMs, withinLimit } from "#app/within-limit.ts";
import { cleanTyped } from "#domain/typed-text.ts";
import { isDatabaseUnavailable } from "#models/connection.server.ts";

/** How long a client should wait while the engine is being restarted. */
const retryAfterSeconds = 2;

/** The refusal behind an error: stated by a guard, or the database being away. Null for a surprise. */
export function findRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  return isDatabaseUnavailable(error) ? new Refusal("unavailable", retryAfterSeconds) : null;
}

export function isExpectedError(error: unknown): boolean {
  return findRefusal(error) !== null || error instanceof Response || isRouteErrorResponse(error);
}

/**
 * Wraps a loader or action: refusals become responses with their status (503 with Retry-After while the database is
 * away, and when the limit is over), surprises go on to the error boundary as 500.
 */
export function answering<Result, Args extends LoaderFunctionArgs | ActionFunctionArgs>(
  handle: (args: Args) => Promise<Result>,
  limitMs = usualLimitMs,
): (args: Args) => Promise<Result> {
  return async (args) => {
    try {
      return await withinLimit(handle(args), limitMs);
    } catch (error) {
      const refusal = findRefusal(error);
      throw refusal ? toResponse(refusal) : error;
    }
  };
}

/**
 * The form in a request's body, its texts without the signs that nobody can see; a password is taken as it was typed. Throws the
 * refusal 400 where there is none that can be read.
 */
export async function readForm(request: Request): Promise<FormData> {
  let sent: FormData;
  try {
    sent = await request.formData();
  } catch {
    throw new Refusal("bad_request");
  }
  const form = new FormData();
  for (const [name, value] of sent) form.append(name, isPlainText(name, value) ? cleanTyped(value) : value);
  return form;
}

const isPlainText = (name: string, value: FormDataEntryValue): value is string =>
  typeof value === "string" && !/password/i.test(name);

/** A refusal as the response that error boundaries read: its code is the body. */
function toResponse({ code, retryAfterSeconds: wait }: Refusal): Response {
  const { status } = refusals[code];
  if (wait === undefined) return Response.json({ code }, { status });
  return Response.json({ code, retryAfterSeconds: wait }, { status, headers: { "Retry-After": String(wait) } });
}

const waitSchema = z.object({ data: z.object({ retryAfterSeconds: z.number() }) });

/** Seconds that a page of these errors asks its reader to wait. Remix drops the headers of a thrown response. */
export function findRetryAfter(errors: Readonly<Record<string, unknown>> | null | undefined): number | null {
  for (const error of Object.values(errors ?? {})) {
    const parsed = waitSchema.safeParse(error);
    if (parsed.success) return parsed.data.data.retryAfterSeconds;
  }
  return null;
}

/** The filters of the board in an address, as typed; empty for all. */
export function readGapQuery(request: Request): { district: string; service: string } {
  const { searchParams } = new URL(request.url);
  return { district: searchParams.get("district") ?? "", service: searchParams.get("service") ?? "" };
}

/** The texts of a form by their names; of a name that is there twice, the last. */
export function readTexts(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
}

/** The revision that a form was made from. Throws the refusal 400 for what is none. */
export function readRevision(typed: string | undefined): number {
  if (!/^\d{1,9}$/.test(typed ?? "")) throw new Refusal("bad_request");
  return Number(typed);
}
