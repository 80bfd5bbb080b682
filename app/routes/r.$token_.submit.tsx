import type { ActionFunctionArgs } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { limitSubmissions, limitUnknownLinks } from "#app/rate-limit.server.ts";
import { answering } from "#app/route.server.ts";
import { hashToken } from "#app/services/links.server.ts";
import { rememberReceipt } from "#app/services/receipt.server.ts";
import { type SubmissionOutcome, submitResponse } from "#app/services/submit-response.server.ts";

export const loader = answering(async () => {
  throw new Refusal("not_found");
});

/**
 * Takes one filled form as JSON. 201 received, 200 received before, 400 not a submission, 404 unknown link, 409 somebody
 * answered this invitation, 410 closed or revoked, 422 answers to mend (a message per question), 429, 503 try again.
 */
export const action = answering(async ({ request, params, context }: ActionFunctionArgs) => {
  const token = params.token ?? "";
  await limitSubmissions(hashToken(token), context.clientAddress);
  const outcome = await submitResponse(token, await readJson(request));
  if (outcome.kind === "link" && outcome.state === "unknown") await limitUnknownLinks(context.clientAddress);
  return answer(token, outcome);
});

async function readJson(request: Request): Promise<unknown> {
  if (!request.headers.get("Content-Type")?.startsWith("application/json")) return null;
  try {
    return await request.json();
  } catch {
    return null;
  }
}

async function answer(token: string, outcome: SubmissionOutcome): Promise<Response> {
  switch (outcome.kind) {
    case "received": {
      const { receiptNumber, receivedAt, id } = outcome.response;
      return Response.json(
        { receiptNumber, receivedAt },
        { status: outcome.repeated ? 200 : 201, headers: { "Set-Cookie": await rememberReceipt(token, id) } },
      );
    }
    case "invalid":
      return Response.json({ errors: outcome.errors }, { status: 422 });
    case "already_answered":
      return Response.json({ code: "already_answered" }, { status: 409 });
    case "link":
      return Response.json({ code: outcome.state }, { status: outcome.state === "unknown" ? 404 : 410 });
    case "malformed":
      return Response.json({ code: "malformed" }, { status: 400 });
  }
}
