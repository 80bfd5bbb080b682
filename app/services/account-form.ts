import { z } from "zod";
import { roleSchema } from "#domain/role.ts";

/** A new account as its form sends it. `id` is made with the form, so that the same form sent twice makes one account. */
export const newAccountSchema = z.object({
  id: z.uuid(),
  displayName: z.string().trim().min(1).max(60),
  loginName: z.string().trim().min(1).max(60),
  roles: z.array(roleSchema).min(1),
});

export const newAccountFields = ["displayName", "loginName", "roles"] as const;
export type NewAccountField = (typeof newAccountFields)[number];

/** The fields of the page where people set their own password. */
export const passwordFields = ["current", "password", "repeat"] as const;
export type PasswordField = (typeof passwordFields)[number];

/** The account's revision that the page showed. */
const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** What an administrator can do with an account. */
export const accountChangeSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("change_roles"), revision, roles: z.array(roleSchema) }),
  z.object({ intent: z.literal("reset_password"), revision }),
  z.object({ intent: z.literal("deactivate_account"), revision }),
  z.object({ intent: z.literal("reactivate_account"), revision }),
]);
export type AccountChangeForm = z.infer<typeof accountChangeSchema>;
export type AccountIntent = AccountChangeForm["intent"];
