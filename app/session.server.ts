import { createHash, randomBytes } from "node:crypto";
import { createCookie, redirect } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { paths } from "#app/paths.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { type Action, can } from "#domain/role.ts";
import { createSession, deleteSession, findSessionUser } from "#models/session.server.ts";
import { findUser, type User } from "#models/user.server.ts";

const sessionHours = 12;
const hash = (token: string) => createHash("sha256").update(token).digest("base64url");

const sessionCookie = () =>
  createCookie("session", {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: requireRuntime().secureCookies,
    maxAge: sessionHours * 3600,
  });

async function readToken(request: Request): Promise<string | null> {
  const value: unknown = await sessionCookie().parse(request.headers.get("Cookie"));
  return typeof value === "string" ? value : null;
}

/** The signed-in account, or null. */
export async function findSignedIn(request: Request): Promise<User | null> {
  const token = await readToken(request);
  if (!token) return null;
  const userId = await findSessionUser(hash(token), new Date());
  return userId ? findUser(userId) : null;
}

/** Opens a session and returns its Set-Cookie header. */
export async function openSession(user: User): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await createSession({ id: hash(token), userId: user.id, expiresAt: new Date(Date.now() + sessionHours * 3_600_000) });
  return sessionCookie().serialize(token);
}

/** Ends the session and returns the header that clears the cookie. */
export async function endSession(request: Request): Promise<string> {
  const token = await readToken(request);
  if (token) await deleteSession(hash(token));
  return sessionCookie().serialize("", { maxAge: 0 });
}

export type Permitted = { user: User; areaId: string };

/**
 * The signed-in account that may do `action`, and the area it holds that right at. Nobody signed in is sent to the sign-in
 * page; an account without the right is refused. Default deny: only `domain/role` grants.
 */
export async function requirePermission(request: Request, action: Action): Promise<Permitted> {
  const user = await findSignedIn(request);
  if (!user) throw redirect(paths.signIn);
  const grant = user.grants.find(({ areaId }) => can(user.grants, action, areaId));
  if (!grant) throw new Refusal("forbidden");
  return { user, areaId: grant.areaId };
}
