import { z } from "zod";
import { readArrival } from "#app/services/arrival.ts";
import { audited } from "#app/services/audited.server.ts";
import { compileRound } from "#app/services/compiled-round.server.ts";
import { type EntryTarget, findEntryTarget } from "#app/services/entry-target.server.ts";
import { findDoubts, unconfirmedFlags } from "#app/services/find-doubts.server.ts";
import { responseId } from "#app/services/receipt.server.ts";
import { type ReceiveOutcome, receiveAnswers } from "#app/services/receive-answers.server.ts";
import { type SubmissionOutcome, submissionSchema } from "#app/services/submit-response.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { UnaskedQuestions } from "#domain/answer-state.ts";
import { staffChannelSchema } from "#domain/channel.ts";

/** What the form sends when staff fills it: whose answers, on what way they came, and whether the rest was asked as well. */
const entrySchema = submissionSchema.extend({
  round: z.string().max(100),
  provider: z.string().max(200).nullable(),
  channel: staffChannelSchema,
  asksAll: z.boolean(),
  /** The day on which they came, as it was typed; empty for today. */
  arrived: z.string().max(40).default(""),
});
type Entry = z.infer<typeof entrySchema>;

export type EntryOutcome = Exclude<SubmissionOutcome, { kind: "link" }> | { kind: "unknown" };

/**
 * Answers that staff typed in for a respondent, on paper or over the telephone; also after the round has closed. They come in as
 * all others do, under the name of who typed them; what was not asked stays last round's, and stale.
 */
export async function enterAnswers(permitted: Permitted, body: unknown, now: Date): Promise<EntryOutcome> {
  const parsed = entrySchema.safeParse(body);
  if (!parsed.success) return { kind: "malformed" };
  const entry = parsed.data;
  const { areaId } = permitted;
  const wanted = { areaId, roundId: entry.round, providerId: entry.provider, channel: entry.channel };
  const target = await findEntryTarget(wanted, now);
  if (!target) return { kind: "unknown" };
  const arrivedAt = readArrival(entry.arrived, target.round, now);
  if (!arrivedAt) return { kind: "malformed" };
  const unasked: UnaskedQuestions = entry.asksAll ? new Map() : target.unasked;
  const answers = withUnasked(entry.answers, target, unasked);
  const refused = await judge(target, entry, answers);
  if (refused) return refused;
  const outcome = await store(permitted, { target, entry, answers, unasked, arrivedAt, now });
  if (outcome.kind === "invalid" || outcome.kind === "doubts" || outcome.kind === "already_answered") return outcome;
  return { kind: "received", response: outcome.response, repeated: outcome.kind === "repeated", code: null };
}

/** What was not asked is what the server knows, whatever was sent. */
function withUnasked(sent: unknown, { answers }: EntryTarget, unasked: UnaskedQuestions): unknown {
  // What is no record the checker refuses.
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  const asked = Object.entries(sent).filter(([question]) => !unasked.has(question));
  return Object.fromEntries([...asked, ...Object.entries(answers).filter(([question]) => unasked.has(question))]);
}

/** Before anything is written or noted: an entry of the audit log stands for answers that could be stored. */
async function judge({ round }: EntryTarget, entry: Entry, answers: unknown): Promise<EntryOutcome | null> {
  const { checker } = await compileRound(round);
  const checked = checker.check(answers, entry.locale);
  if (!checked.ok) return { kind: "invalid", errors: checked.errors };
  const doubts = await findDoubts(round, checked.answers, entry.locale);
  const open = unconfirmedFlags(
    doubts.map(({ id }) => id),
    entry.confirmed,
  );
  return open.length === 0 ? null : { kind: "doubts", doubts: doubts.filter(({ id }) => open.includes(id)) };
}

type ToStore = {
  target: EntryTarget;
  entry: Entry;
  answers: unknown;
  unasked: UnaskedQuestions;
  arrivedAt: Date;
  now: Date;
};

async function store(
  { user, areaId }: Permitted,
  { target, entry, answers, unasked, arrivedAt, now }: ToStore,
): Promise<ReceiveOutcome> {
  const { round, invitation } = target;
  const { channel, submissionKey, locale, corrects, confirmed } = entry;
  const subject = { kind: "response" as const, id: responseId(invitation, submissionKey) };
  let outcome: ReceiveOutcome | undefined;
  await audited({ actorId: user.id, areaId, subject, deed: { action: "enter_answers", channel } }, async () => {
    outcome = await receiveAnswers({
      invitation,
      round,
      answers,
      locale,
      submissionKey,
      corrects,
      channel,
      enteredBy: user.id,
      unasked,
      confirmedAt: null,
      codeHash: null,
      receivedAt: now,
      arrivedAt,
      confirmed,
    });
    return outcome.kind === "stored" || outcome.kind === "repeated";
  });
  if (!outcome) throw new Error("Nothing became of an entry");
  return outcome;
}
