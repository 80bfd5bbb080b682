import { action as responsesAction } from "#app/routes/responses.tsx";
import { action as responseAction } from "#app/routes/responses_.$response.tsx";
import { action as entriesAction } from "#app/routes/staff.entries.tsx";
import { responseId } from "#app/services/receipt.server.ts";
import { hokagoAnswers, send, submission } from "#tests/fixtures/region.ts";
import { answerOf } from "#tests/fixtures/staff.ts";
import { type Pairs, posted, type Scene, type Writes } from "#tests/integration/audited-writes/scene.ts";

const answered = submission(hokagoAnswers({ mon: 1 }));
const sendProvider = async ({ region }: Scene) => (await send(region.providerToken("放課後クラブ"), answered)).response;
const onResponse = async (scene: Scene, form: Pairs) => {
  const { id, revision } = await sendProvider(scene);
  const sent = await posted(scene.coordinator, `/responses/${id}`, [["revision", String(revision)], ...form]);
  return answerOf(responseAction({ ...sent, params: { response: id } }));
};
const onAnswers = ({ coordinator }: Scene) => ({
  actorId: coordinator.id,
  subject: {
    kind: "response",
    id: responseId({ id: "152137-2026-provider|152137-p-放課後クラブ", kind: "provider" }, ""),
  },
});

/** Answers that are typed in and reviewed. */
export const responseWrites: Writes = {
  responses: {
    accept: {
      does: async (scene) => {
        const { id, revision } = await sendProvider(scene);
        const chosen: Pairs = [
          ["state", "accepted"],
          ["chosen", `${id}:${revision}`],
        ];
        return answerOf(responsesAction(await posted(scene.coordinator, "/responses", chosen)));
      },
      entry: (scene) => ({
        actorId: scene.coordinator.id,
        subject: { kind: "area", id: "152137" },
        deed: { action: "review_responses", state: "accepted", reason: null, count: 1 },
      }),
    },
  },
  "responses_.$response": {
    judge: {
      does: (scene) =>
        onResponse(scene, [
          ["intent", "judge"],
          ["state", "invalid"],
          ["reason", "test"],
        ]),
      entry: (scene) => ({
        ...onAnswers(scene),
        deed: { action: "review_response", state: "invalid", reason: "test" },
      }),
    },
    ask: {
      does: (scene) =>
        onResponse(scene, [
          ["intent", "comment"],
          ["question", "pools"],
          ["text", "確かですか。"],
        ]),
      entry: (scene) => ({ ...onAnswers(scene), deed: { action: "comment_response" } }),
    },
  },
  "staff.entries": {
    enter: {
      does: async (scene) => {
        const entry = {
          round: "152137-2026-provider",
          provider: "152137-p-放課後クラブ",
          channel: "fax",
          asksAll: true,
        };
        const { request, ...args } = await posted(scene.coordinator, "/staff/entries", []);
        const headers = { Cookie: request.headers.get("Cookie") ?? "", "Content-Type": "application/json" };
        const body = JSON.stringify({ ...entry, ...submission(hokagoAnswers({ mon: 1 })) });
        return entriesAction({ ...args, request: new Request(request.url, { method: "POST", headers, body }) });
      },
      entry: (scene) => ({ ...onAnswers(scene), deed: { action: "enter_answers", channel: "fax" } }),
    },
  },
};
