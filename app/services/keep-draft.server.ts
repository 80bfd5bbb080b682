import { z } from "zod";
import { compileRound, loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { draftCodeSchema, draftIdOf, makeDraftCode, submissionKeyOf } from "#app/services/draft-code.server.ts";
import { draftNetwork, findNoRoom, type NoRoom } from "#app/services/draft-room.server.ts";
import { isIssued } from "#app/services/issued-code.server.ts";
import { findLink, type KnownLink } from "#app/services/links.server.ts";
import { findOnlyResponse, findOwnResponse } from "#app/services/receipt.server.ts";
import { type Draft, findDraft, saveDraft } from "#models/draft.server.ts";
import { isBearableJson, maxDraftBytes } from "#surveys/answer-size.ts";

const name = z.string().min(1).max(100);

/**
 * What a form saves while it is filled: the questions changed since it last heard from the server, null for an emptied one.
 * `base` is the draft's revision it stands on, 0 without any.
 */
const draftChangeSchema = z.object({
  base: z.number().int().min(0),
  changes: z.record(name, z.unknown()),
  decided: z.array(name).max(50),
  page: name.nullable(),
  corrects: z.number().int().min(1).nullable(),
  /** The code that the form knows; null before its first save, and where the link alone brings back. */
  code: draftCodeSchema.nullable(),
  /** Names the tab: what it changed itself is no conflict, also where the reply to an earlier save was lost. */
  editor: z.string().regex(/^[\w-]{1,64}$/),
});
type DraftChange = z.infer<typeof draftChangeSchema>;

type SavedDraft = {
  revision: number;
  /** Questions that somebody else on the link changed since `base`. */
  others: Record<string, unknown>;
  /** Questions changed here and by somebody else: theirs is kept until the respondent has chosen. */
  conflicts: Record<string, unknown>;
  /** Pages of last round's answers that anybody on the link has decided on. */
  decided: string[];
};

export type KeepOutcome =
  /** The code that brings back to the draft, and the key that it is to be sent with; null where the link itself does. */
  | ({ kind: "saved"; code: string | null; isNew: boolean; submissionKey: string | null } & SavedDraft)
  | { kind: "malformed" }
  | { kind: "too_large" }
  | { kind: "already_answered" }
  /** A code that was never given out over this link, or whose draft is gone. */
  | { kind: "unknown_code" }
  | { kind: "no_room"; why: NoRoom }
  | { kind: "link"; state: "unknown" | Exclude<KnownLink["state"], "open"> };

/** A draft outlives the round a while: it may be extended. */
const keptDays = 30;
/** Other requests of the same draft that may come in between. */
const tries = 8;

/**
 * Saves what was typed over a link. Where a code brings back to it, one is made at the first save, and only codes that were made so
 * are taken. `address`: where the request came from. Nothing is kept that has no room.
 */
export async function keepDraft(
  token: string,
  body: unknown,
  { address, now = new Date() }: { address: string; now?: Date },
): Promise<KeepOutcome> {
  const parsed = draftChangeSchema.safeParse(body);
  if (!parsed.success || !isBearableJson(parsed.data.changes)) return { kind: "malformed" };
  const change = parsed.data;
  const link = await findLink(token, now);
  if (link.state !== "open") return { kind: "link", state: link.state };
  const { checker } = await compileRound(link.round);
  if (Object.keys(change.changes).some((question) => !checker.questions.has(question))) return { kind: "malformed" };
  const byCode = link.invitation.kind !== "provider";
  const isNew = byCode && change.code === null && isFirstSave(change);
  const code = isNew ? makeDraftCode(link.invitation, change.editor) : change.code;
  const id = draftIdOf(link.invitation, code);
  if (id === null) return { kind: "malformed" };
  if (byCode && !isNew && !(await isIssued(link.invitation, code))) return { kind: "unknown_code" };
  if (await isOvertaken(link, { ...change, code })) return { kind: "already_answered" };
  const saved = await merge({ id, link, change, network: draftNetwork(address), now });
  if ("kind" in saved) return saved;
  return { kind: "saved", code, isNew, submissionKey: code && submissionKeyOf(code), ...saved };
}

/** Whether a request would begin a draft: such requests are limited, because each takes room of its own. */
export function asksForNewDraft(body: unknown): boolean {
  const change = draftChangeSchema.safeParse(body);
  return change.success && change.data.code === null && isFirstSave(change.data);
}

/** A draft begins with its first save; what is corrected has its code already, or none. */
const isFirstSave = ({ base, corrects }: Pick<DraftChange, "base" | "corrects">): boolean =>
  base === 0 && corrects === null;

/**
 * Somebody has sent these answers, or corrected them, since this form was opened; or this form corrects what its code did not send.
 * What this browser sent before with another code is another's: a family answers for each of its children. Of a single-use
 * letter that was used anybody is told so, as by its page.
 */
async function isOvertaken({ invitation }: KnownLink, { corrects, code }: DraftChange): Promise<boolean> {
  const asSingle = invitation.kind === "single" && corrects === null;
  const byCode = { remembered: null, code };
  const sent = asSingle ? await findOnlyResponse(invitation) : await findOwnResponse(invitation, byCode);
  return (sent?.answersRevision ?? null) !== corrects;
}

type Merging = { id: string; link: KnownLink; change: DraftChange; network: string; now: Date };
type NotMerged = Extract<KeepOutcome, { kind: "too_large" | "no_room" }>;

/** Puts the changes into the draft as it is now, unless it grew too large or has no room. */
async function merge({ id, link, change, network, now }: Merging): Promise<SavedDraft | NotMerged> {
  const { areaId, id: roundId, closesAt } = link.round;
  const pages = new Set((await loadRoundDefinition(roundId)).pages.map(({ name }) => name));
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const stored = await findDraft(areaId, id);
    const { merged, ...saved } = mergeInto(stored, {
      ...change,
      decided: change.decided.filter((page) => pages.has(page)),
    });
    const bytes = Buffer.byteLength(JSON.stringify(merged.answers));
    if (bytes > maxDraftBytes) return { kind: "too_large" };
    const from = stored?.network ?? network;
    const grows = bytes > (stored?.bytes ?? 0);
    const noRoom = await findNoRoom(link.invitation, { isNew: stored === null, grows, bytes, network: from });
    if (noRoom) return { kind: "no_room", why: noRoom };
    const draft: Draft = {
      id,
      areaId,
      roundId,
      invitationId: link.invitation.id,
      ...merged,
      bytes,
      network: from,
      updatedAt: now,
      expiresAt: new Date(Math.max(closesAt.getTime(), now.getTime()) + keptDays * 86_400_000),
    };
    if (await saveDraft(draft)) return saved;
  }
  throw new Error("A draft changed more often than it could be saved");
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

type Merged = Pick<Draft, "answers" | "changedIn" | "changedBy" | "corrects" | "decided" | "page" | "revision">;

/** A draft of another correction is none: it begins anew, its revisions go on. */
export function mergeInto(stored: Merged | null, change: DraftChange): SavedDraft & { merged: Merged } {
  const current = stored?.corrects === change.corrects ? stored : null;
  const revision = (stored?.revision ?? 0) + 1;
  const answers = { ...current?.answers };
  const changedIn = { ...current?.changedIn };
  const changedBy = { ...current?.changedBy };
  const conflicts: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [question, changed] of Object.entries(changedIn))
    if (changed > change.base && !Object.hasOwn(change.changes, question)) others[question] = answers[question] ?? null;
  for (const [question, value] of Object.entries(change.changes)) {
    if (same(answers[question], value)) continue;
    if ((changedIn[question] ?? 0) > change.base && changedBy[question] !== change.editor) {
      conflicts[question] = answers[question] ?? null;
      continue;
    }
    changedIn[question] = revision;
    changedBy[question] = change.editor;
    // An emptied question stays in the draft as null: the form may have been filled with something before.
    answers[question] = value;
  }
  const decided = [...new Set([...(current?.decided ?? []), ...change.decided])];
  const merged = { answers, changedIn, changedBy, corrects: change.corrects, decided, page: change.page, revision };
  return { merged, revision, others, conflicts, decided };
}
