import { z } from "zod";
import { channelSchema } from "#domain/channel.ts";
import { deliveryChannels } from "#domain/delivery.ts";
import { gapIdSchema } from "#domain/gap/gap-model.ts";
import { invalidReasonSchema, reviewStateSchema } from "#domain/review.ts";
import { roleSchema } from "#domain/role.ts";
import { roundAudiences } from "#domain/round-state.ts";

const roles = z.array(roleSchema);
const ofRound = {
  audience: z.enum(roundAudiences),
  fiscalYear: z.number().int(),
};
const count = z.number().int().nonnegative();
/** How often within some minutes: opening the same thing again makes no new entry. */
const times = z.number().int().min(1);
/** The coarse network of an address (`203.0.113.0/24`); null in entries from before it was noted. */
const network = z.string().max(60);

/** Pages that show a round's links or codes. */
export const linkPages = ["round", "letters", "fax", "reminders", "form"] as const;
export type LinkPage = (typeof linkPages)[number];

/**
 * What staff did, as the audit log keeps it: a closed list, each with the few facts its sentence needs. Facts are codes,
 * never typed text, so nothing about children, families or respondents can get in.
 */
export const auditDeedSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("set_up") }),
  z.object({ action: z.literal("sign_in"), network: network.nullable().default(null) }),
  // for the login name of an account, or for one that nobody has; what was typed is nowhere
  z.object({ action: z.literal("failed_sign_in"), isAccount: z.boolean(), network, count: times }),
  z.object({ action: z.literal("sign_out") }),
  z.object({ action: z.literal("read_response"), count: times }),
  z.object({ action: z.literal("export_gap"), gap: gapIdSchema, count: times }),
  z.object({ action: z.literal("export_providers"), count: times }),
  z.object({ action: z.literal("export_directory"), count: times }),
  z.object({ action: z.literal("export_mail_merge"), ...ofRound, count: times }),
  z.object({ action: z.literal("view_links"), count: times }),
  z.object({ action: z.literal("view_round_links"), ...ofRound, page: z.enum(linkPages), count: times }),
  z.object({ action: z.literal("acknowledge_grant") }),
  z.object({ action: z.literal("choose_council_audience"), audience: z.enum(["public", "council_closed"]) }),
  z.object({ action: z.literal("create_account"), roles }),
  z.object({ action: z.literal("change_roles"), before: roles, after: roles }),
  z.object({ action: z.literal("reset_password") }),
  z.object({ action: z.literal("deactivate_account") }),
  z.object({ action: z.literal("reactivate_account") }),
  z.object({ action: z.literal("change_own_password") }),
  z.object({ action: z.literal("plan_round"), ...ofRound }),
  z.object({ action: z.literal("open_round"), ...ofRound }),
  z.object({ action: z.literal("discard_round"), ...ofRound }),
  z.object({ action: z.literal("change_round"), ...ofRound }),
  z.object({ action: z.literal("extend_round"), ...ofRound }),
  z.object({ action: z.literal("close_round"), ...ofRound }),
  z.object({ action: z.literal("archive_round"), ...ofRound }),
  z.object({ action: z.literal("invite_missing"), ...ofRound, count }),
  z.object({ action: z.literal("issue_codes"), ...ofRound, count }),
  z.object({ action: z.literal("revoke_codes"), ...ofRound, count }),
  z.object({
    action: z.literal("send_requests"),
    ...ofRound,
    channel: z.enum(deliveryChannels),
    count,
  }),
  z.object({ action: z.literal("reopen_invitation"), ...ofRound }),
  z.object({ action: z.literal("reissue_invitation"), ...ofRound }),
  z.object({ action: z.literal("revoke_invitation"), ...ofRound }),
  z.object({ action: z.literal("note_contact"), ...ofRound }),
  z.object({ action: z.literal("note_call"), ...ofRound }),
  z.object({ action: z.literal("enter_answers"), channel: channelSchema }),
  z.object({
    action: z.literal("review_response"),
    state: reviewStateSchema,
    reason: invalidReasonSchema.nullable(),
  }),
  z.object({
    action: z.literal("review_responses"),
    state: reviewStateSchema,
    reason: invalidReasonSchema.nullable(),
    count: z.number().int().min(1),
  }),
  z.object({ action: z.literal("comment_response") }),
  z.object({ action: z.literal("import_providers"), created: count, changed: count, vanished: count }),
  z.object({ action: z.literal("remember_words"), count }),
  z.object({ action: z.literal("save_towns"), count }),
  z.object({ action: z.literal("set_districts"), count }),
  z.object({ action: z.literal("add_provider") }),
  z.object({ action: z.literal("edit_provider") }),
  z.object({ action: z.literal("merge_providers") }),
  z.object({ action: z.literal("provider_left") }),
  z.object({ action: z.literal("provider_returned") }),
]);
export type AuditDeed = z.infer<typeof auditDeedSchema>;

/** A deed that only looks at something: repeated within some minutes it is counted, not noted again. */
export type ReadingDeed = Extract<
  AuditDeed,
  { action: `read_${string}` | `export_${string}` | `view_${string}` | "failed_sign_in" }
>;

type Action = AuditDeed["action"];

/** The kinds that the page of the log can be narrowed to; what is in none of these is a change. */
const actionsOfKind = {
  reading: [
    "read_response",
    "export_gap",
    "export_providers",
    "export_directory",
    "export_mail_merge",
    "view_links",
    "view_round_links",
  ],
  sign_in: ["sign_in", "failed_sign_in", "sign_out", "change_own_password"],
  account: [
    "create_account",
    "change_roles",
    "reset_password",
    "deactivate_account",
    "reactivate_account",
    "acknowledge_grant",
  ],
} as const satisfies Record<string, readonly Action[]>;

export const auditKindSchema = z.enum(["reading", "sign_in", "account", "change"]);
export type AuditKind = z.infer<typeof auditKindSchema>;

/** The actions of a kind. */
export function auditActions(kind: AuditKind): readonly Action[] {
  if (kind !== "change") return actionsOfKind[kind];
  const others: readonly Action[] = Object.values(actionsOfKind).flat();
  return auditDeedSchema.options
    .map((option) => option.shape.action.value)
    .filter((action) => !others.includes(action));
}

/** What a deed was done to: the municipality itself, an account, a round, one of its links, a response, a provider or an entry of the log. */
export const auditSubjectSchema = z.object({
  kind: z.enum(["area", "account", "round", "invitation", "response", "provider", "entry"]),
  id: z.string().min(1),
});
export type AuditSubject = z.infer<typeof auditSubjectSchema>;

/**
 * How it ended: `done`; `refused`, when the stored data had changed meanwhile; `unconfirmed` from before the write until its
 * end is noted, and for good when the program was cut off in between.
 */
export const auditOutcomeSchema = z.enum(["unconfirmed", "done", "refused"]);
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;
