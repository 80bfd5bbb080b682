import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { type Grant, grantSchema } from "#domain/role.ts";
import { type Account, createUser, findUserToSignIn } from "#models/user.server.ts";

/** The library's code for argon2id (its default as well). */
const argon2id = 2;

/** argon2id with the memory and time cost that OWASP's password storage guidance gives as its first choice (19 MiB, 2). */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Verified when the login name is unknown, so that the answer takes as long as for a known one. */
const nobody = hashPassword(randomUUID());

export const normalizeLoginName = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** The active account of a login name and password, or null: which of the two was wrong is not told. */
export async function verifyPassword(loginName: string, password: string): Promise<Account | null> {
  const found = await findUserToSignIn(normalizeLoginName(loginName));
  const matches = await verify(found?.passwordHash ?? (await nobody), password);
  return matches && found?.passwordHash && found.user.active ? found.user : null;
}

/**
 * Creates an account; null when the login name (or the id) is taken. Without a password only demo mode can sign it in.
 * Throws when a role is not held at a municipality.
 */
export async function createAccount(account: {
  id?: string;
  loginName: string;
  displayName: string;
  password: string | null;
  passwordIsTemporary?: boolean;
  grants: Grant[];
}): Promise<Account | null> {
  const { id = randomUUID(), displayName, password, passwordIsTemporary = false } = account;
  const loginName = normalizeLoginName(account.loginName);
  const grants = z.array(grantSchema).parse(account.grants);
  const passwordHash = password === null ? null : await hashPassword(password);
  return createUser({ id, loginName, displayName, grants }, passwordHash, passwordIsTemporary);
}
