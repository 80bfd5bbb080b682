import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { Grant } from "#domain/role.ts";
import { createUser, findUserToSignIn, type User } from "#models/user.server.ts";

/** The library's code for argon2id (its default as well). */
const argon2id = 2;

/** argon2id with the memory and time cost that OWASP's password storage guidance gives as its first choice (19 MiB, 2). */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Verified when the login name is unknown, so that the answer takes as long as for a known one. */
const nobody = hash(randomUUID(), cost);

export const normalizeLoginName = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** The account of a login name and password, or null: which of the two was wrong is not told. */
export async function verifyPassword(loginName: string, password: string): Promise<User | null> {
  const found = await findUserToSignIn(normalizeLoginName(loginName));
  const matches = await verify(found?.passwordHash ?? (await nobody), password);
  return matches && found?.passwordHash ? found.user : null;
}

/** Creates an account; null when the login name is taken. Without a password only demo mode can sign it in. */
export async function createAccount(account: {
  loginName: string;
  displayName: string;
  password: string | null;
  grants: Grant[];
}): Promise<User | null> {
  const { password, ...rest } = account;
  const passwordHash = password === null ? null : await hash(password, cost);
  return createUser({ ...rest, id: randomUUID(), loginName: normalizeLoginName(rest.loginName) }, passwordHash);
}
