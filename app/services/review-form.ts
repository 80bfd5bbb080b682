import { z } from "zod";
import { invalidReasonSchema, reviewStateSchema } from "#domain/review.ts";

const revision = z.coerce.number().int().min(1);

/** A judgement: each state is a button; the reason counts for `invalid` alone, which must have one. */
const judgementSchema = z
  .object({ state: reviewStateSchema, reason: z.union([z.literal("").transform(() => null), invalidReasonSchema]) })
  .transform(({ state, reason }, context) => {
    if (state !== "invalid") return { state, reason: null };
    if (reason === null) context.addIssue({ code: "custom", message: "reason", path: ["reason"] });
    return { state, reason };
  });
export type Judgement = z.infer<typeof judgementSchema>;

/** Longest comment, in characters. */
export const commentLength = 500;

/** What the page of one response sends. */
export const reviewFormSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("judge"), revision, state: z.string(), reason: z.string().default("") }),
  z.object({
    intent: z.literal("comment"),
    revision,
    question: z.string().max(200),
    text: z.string().max(10_000),
  }),
]);

/** What the list sends: the chosen responses as `id:revision`. */
export const bulkFormSchema = z.object({
  state: z.string(),
  reason: z.string().default(""),
  chosen: z
    .array(z.string().regex(/^[0-9a-f]{40}:\d{1,9}$/))
    .max(50)
    .transform((all) => all.map((one) => ({ id: one.slice(0, 40), revision: Number(one.slice(41)) }))),
});

/** The judgement of a form; null without a reason where one is needed; throws nothing. */
export function readJudgement(form: {
  state: string;
  reason: string;
}): { ok: true; judgement: Judgement } | { ok: false; problem: "no_reason" | "malformed" } {
  const parsed = judgementSchema.safeParse(form);
  if (parsed.success) return { ok: true, judgement: parsed.data };
  const lacksReason = parsed.error.issues.every(({ code, path }) => code === "custom" && path[0] === "reason");
  return { ok: false, problem: lacksReason ? "no_reason" : "malformed" };
}
