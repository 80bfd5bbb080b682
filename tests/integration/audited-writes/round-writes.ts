import mongoose from "mongoose";
import { action as roundAction } from "#app/routes/rounds_.$round.tsx";
import { action as changeRoundAction } from "#app/routes/rounds_.$round_.change.tsx";
import { action as faxAction } from "#app/routes/rounds_.$round_.fax.tsx";
import { action as lettersAction } from "#app/routes/rounds_.$round_.letters.tsx";
import { action as requestsAction } from "#app/routes/rounds_.$round_.reminders.tsx";
import { action as newRoundAction } from "#app/routes/rounds_.new.tsx";
import { configureRuntime } from "#app/runtime.server.ts";
import { issueCodes } from "#app/services/invitations.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { closeRound, findRoundAt } from "#models/round.server.ts";
import { providerOf, runtime } from "#tests/fixtures/region.ts";
import { answerOf, type requestArgs } from "#tests/fixtures/staff.ts";
import { type Pairs, posted, type Scene, type Write, type Writes } from "#tests/integration/audited-writes/scene.ts";

const providerRound = "152137-2026-provider";
const familyRound = "152137-2026-family";
const run = "11111111-1111-4111-8111-111111111111";
const invitation = `${providerRound}|152137-p-放課後クラブ`;
type RoundAction = (args: ReturnType<typeof requestArgs>) => Promise<unknown>;
const toRound = async ({ coordinator }: Scene, action: RoundAction, form: Pairs, round = providerRound) => {
  const sent = await posted(coordinator, `/rounds/${round}`, form);
  return answerOf(action({ ...sent, params: { round } }));
};
const onRound = ({ coordinator }: Scene, deed: Record<string, unknown>) => ({
  actorId: coordinator.id,
  subject: { kind: "round", id: providerRound },
  deed: { ...deed, audience: "provider", fiscalYear: 2026 },
});

const onFamilyRound = (scene: Scene, deed: Record<string, unknown>) => ({
  actorId: scene.coordinator.id,
  subject: { kind: "round", id: familyRound },
  deed: { ...deed, audience: "family", fiscalYear: 2026 },
});

/** A button beside the link of the club. */
const onInvitation = (action: string, ...more: Pairs): Write => ({
  does: (scene) => toRound(scene, roundAction, [["intent", action], ["invitation", invitation], ...more]),
  entry: (scene) => ({ ...onRound(scene, { action }), subject: { kind: "invitation", id: invitation } }),
});

/** Rounds, their links and requests. */
export const roundWrites: Writes = {
  "rounds_.new": {
    plan: {
      does: async (scene) => {
        const form: Pairs = [
          ["audience", "citizen"],
          ["fiscalYear", "2027"],
          ["opensOn", "2999-04-01"],
          ["opensHour", "9"],
          ["closesOn", "2999-05-01"],
          ["closesHour", "24"],
        ];
        return answerOf(newRoundAction(await posted(scene.coordinator, "/rounds/new", form)));
      },
      entry: (scene) => ({
        actorId: scene.coordinator.id,
        subject: { kind: "round", id: "152137-2027-citizen" },
        deed: { action: "plan_round", audience: "citizen", fiscalYear: 2027 },
      }),
    },
  },
  "rounds_.$round": {
    close: {
      does: (scene) => toRound(scene, roundAction, [["intent", "close_round"]]),
      entry: (scene) => onRound(scene, { action: "close_round" }),
    },
    archive: {
      does: async (scene) => {
        await closeRound("152137", providerRound);
        return toRound(scene, roundAction, [["intent", "archive_round"]]);
      },
      entry: (scene) => onRound(scene, { action: "archive_round" }),
    },
    invite: {
      does: async (scene) => {
        await saveProviders([providerOf("152137", "新しい家", ["hokago_day"])]);
        return toRound(scene, roundAction, [["intent", "invite_missing"]]);
      },
      entry: (scene) => onRound(scene, { action: "invite_missing", count: 1 }),
    },
    codes: {
      does: (scene) =>
        toRound(
          scene,
          roundAction,
          [
            ["intent", "issue_codes"],
            ["run", run],
            ["count", "2"],
          ],
          familyRound,
        ),
      entry: (scene) => onFamilyRound(scene, { action: "issue_codes", count: 2 }),
    },
    stop: {
      does: async (scene) => {
        const issued = await findRoundAt("152137", familyRound);
        if (issued) await issueCodes(issued, run, 3);
        return toRound(
          scene,
          roundAction,
          [
            ["intent", "revoke_codes"],
            ["run", run],
          ],
          familyRound,
        );
      },
      entry: (scene) => onFamilyRound(scene, { action: "revoke_codes", count: 3 }),
    },
    note: onInvitation("note_contact"),
    noteCall: onInvitation("note_call", ["noteRevision", "0"], ["note", "来週出す"], ["callOn", ""]),
    revoke: onInvitation("revoke_invitation"),
    reissue: onInvitation("reissue_invitation", ["generation", "1"]),
  },
  "rounds_.$round_.change": {
    extend: {
      does: (scene) =>
        toRound(scene, changeRoundAction, [
          ["revision", "0"],
          ["closesOn", "2999-05-01"],
          ["closesHour", "24"],
        ]),
      entry: (scene) => onRound(scene, { action: "extend_round" }),
    },
  },
  "rounds_.$round_.letters": {
    record: {
      does: (scene) => toRound(scene, lettersAction, [["invitation", invitation]]),
      entry: (scene) => onRound(scene, { action: "send_requests", channel: "letter", count: 1 }),
    },
  },
  "rounds_.$round_.fax": {
    record: {
      does: (scene) => toRound(scene, faxAction, [["invitation", invitation]]),
      entry: (scene) => onRound(scene, { action: "send_requests", channel: "fax", count: 1 }),
    },
  },
  "rounds_.$round_.reminders": {
    send: {
      does: async (scene) => {
        const smtp = { url: "smtp://127.0.0.1:9", from: "shindan@city.example" };
        configureRuntime({ ...runtime, mail: { ...runtime.mail, smtp } });
        const providers = mongoose.connection.collection<{ _id: string }>("providers");
        await providers.updateOne({ _id: "152137-p-放課後クラブ" }, { $set: { email: "a@example.jp" } });
        return toRound(scene, requestsAction, [["invitation", invitation]]);
      },
      entry: (scene) => onRound(scene, { action: "send_requests", channel: "mail", count: 1 }),
    },
  },
};
