import { verify } from "@node-rs/argon2";
import { z } from "zod";
import type { PasswordField } from "#app/services/account-form.ts";
import { hashPassword } from "#app/services/accounts.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { findPasswordWeakness, type PasswordWeakness } from "#app/services/password-strength.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { type Account, findUser, findUserToSignIn, setOwnPassword } from "#models/user.server.ts";

export type PasswordProblem = "missing" | "wrong" | "too_short" | "too_long" | "same" | "different" | PasswordWeakness;
export type PasswordProblems = Partial<Record<PasswordField, PasswordProblem>>;

const formSchema = z.object({ current: z.string(), password: z.string(), repeat: z.string() });
const shortest = 12;
const longest = 200;

export type PasswordOutcome =
  | { kind: "changed"; account: Account }
  | { kind: "refused"; problems: PasswordProblems }
  /** An administrator changed the account at the same moment. */
  | { kind: "changed_meanwhile" };

/**
 * Sets the person's own password. Every session of the account ends with it; the caller opens a new one for this browser.
 * Null when the form is none of ours.
 */
export async function changeOwnPassword({ user, areaId }: Permitted, form: unknown): Promise<PasswordOutcome | null> {
  const parsed = formSchema.safeParse(form);
  if (!parsed.success) return null;
  const { current, password } = parsed.data;
  const problems = checkTyped(parsed.data);
  const found = await findUserToSignIn(user.loginName);
  if (!problems.current && !(found?.passwordHash && (await verify(found.passwordHash, current.slice(0, longest)))))
    problems.current = "wrong";
  if (Object.keys(problems).length === 0) {
    const { name } = await requireMunicipality(areaId);
    const weakness = await findPasswordWeakness(password, [user.loginName, user.displayName, name.ja, name.en]);
    if (weakness) problems.password = weakness;
  }
  if (!found || Object.keys(problems).length > 0) return { kind: "refused", problems };

  const passwordHash = await hashPassword(password);
  const subject = { kind: "account" as const, id: user.id };
  const done = await audited({ actorId: user.id, areaId, subject, deed: { action: "change_own_password" } }, () =>
    setOwnPassword(found.user, passwordHash),
  );
  const account = done ? await findUser(user.id) : null;
  return account ? { kind: "changed", account } : { kind: "changed_meanwhile" };
}

function checkTyped({ current, password, repeat }: z.infer<typeof formSchema>): PasswordProblems {
  const problems: PasswordProblems = {};
  if (current === "") problems.current = "missing";
  if (password === "") problems.password = "missing";
  else if (password.length < shortest) problems.password = "too_short";
  else if (password.length > longest) problems.password = "too_long";
  else if (password === current) problems.password = "same";
  else if (repeat !== password) problems.repeat = repeat === "" ? "missing" : "different";
  return problems;
}
