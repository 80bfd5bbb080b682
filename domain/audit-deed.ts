import { z } from "zod";
import { channelSchema } from "#domain/channel.ts";
import { deliveryChannels } from "#domain/delivery.ts";
import { invalidReasonSchema, reviewStateSchema } from "#domain/review.ts";
import { roleSchema } from "#domain/role.ts";
import { roundAudiences } from "#domain/round-state.ts";

const roles = z.array(roleSchema);
const ofRound = {
  audience: z.enum(roundAudiences),
  fiscalYear: z.number().int(),
};
const count = z.number().int().nonnegative();

/**
 * What staff did, as the audit log keeps it: a closed list, each with the few facts its sentence needs. Facts are codes,
 * never typed text, so nothing about children, families or respondents can get in.
 */
export const auditDeedSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("set_up") }),
  z.object({ action: z.literal("sign_in") }),
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
  z.object({ action: z.literal("add_provider") }),
  z.object({ action: z.literal("edit_provider") }),
  z.object({ action: z.literal("merge_providers") }),
  z.object({ action: z.literal("provider_left") }),
  z.object({ action: z.literal("provider_returned") }),
]);
export type AuditDeed = z.infer<typeof auditDeedSchema>;

/** What a deed was done to: the municipality itself, an account, a round, one of its links, a response or a provider. */
export const auditSubjectSchema = z.object({
  kind: z.enum(["area", "account", "round", "invitation", "response", "provider"]),
  id: z.string().min(1),
});
export type AuditSubject = z.infer<typeof auditSubjectSchema>;

/**
 * How it ended: `done`; `refused`, when the stored data had changed meanwhile; `unconfirmed` from before the write until its
 * end is noted, and for good when the program was cut off in between.
 */
export const auditOutcomeSchema = z.enum(["unconfirmed", "done", "refused"]);
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;
