import { closed, permitting } from "#app/guarded.server.ts";
import { type EntryOutcome, enterAnswers } from "#app/services/enter-answers.server.ts";

export const loader = closed("staff.entries", "loader");

/** Answers that staff typed in, as JSON; answered as the address of a link is (host/submit-endpoint). */
export const action = permitting("staff.entries", "action", async ({ request, permitted }) =>
  toResponse(await enterAnswers(permitted, await readJson(request), new Date())),
);

async function readJson(request: Request): Promise<unknown> {
  if (!request.headers.get("Content-Type")?.startsWith("application/json")) return null;
  try {
    return await request.json();
  } catch {
    return null;
  }
}

function toResponse(outcome: EntryOutcome): Response {
  switch (outcome.kind) {
    case "received": {
      const { receiptNumber, receivedAt } = outcome.response;
      return Response.json({ receiptNumber, receivedAt }, { status: outcome.repeated ? 200 : 201 });
    }
    case "doubts":
      return Response.json({ doubts: outcome.doubts }, { status: 202 });
    case "invalid":
      return Response.json({ errors: outcome.errors }, { status: 422 });
    case "already_answered":
      return Response.json({ code: "already_answered" }, { status: 409 });
    case "unknown":
      return Response.json({ code: "unknown" }, { status: 404 });
    case "malformed":
      return Response.json({ code: "malformed" }, { status: 400 });
  }
}
