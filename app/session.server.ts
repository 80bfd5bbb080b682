import { createHash, randomBytes } from "node:crypto";
import { createCookie, redirect } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { signInAddress } from "#app/http/return-path.ts";
import { paths } from "#app/paths.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { type Action, can } from "#domain/role.ts";
import { findMunicipality } from "#models/area.server.ts";
import { createSession, deleteSession, findSessionOwner } from "#models/session.server.ts";
import { type Account, findUser, type User } from "#models/user.server.ts";

const sessionHours = 12;
const hash = (token: string) => createHash("sha256").update(token).digest("base64url");

/** With https no other site of the city's domain can plant one (`__Host-`): somebody would work in a stranger's account. */
function sessionCookie() {
  const { secureCookies: secure } = requireRuntime();
  const name = secure ? "__Host-session" : "session";
  return createCookie(name, { path: "/", httpOnly: true, sameSite: "lax", secure, maxAge: sessionHours * 3600 });
}

async function readToken(request: Request): Promise<string | null> {
  const value: unknown = await sessionCookie().parse(request.headers.get("Cookie"));
  return typeof value === "string" ? value : null;
}

/** The signed-in account, or null. A deactivated account and one whose sessions were ended is nobody. */
export async function findSignedIn(request: Request): Promise<Account | null> {
  const token = await readToken(request);
  if (!token) return null;
  const owner = await findSessionOwner(hash(token), new Date());
  const account = owner && (await findUser(owner.userId));
  return account?.active && account.sessionEpoch === owner?.epoch ? account : null;
}

/** Opens a session and returns its Set-Cookie header. */
export async function openSession({ id, sessionEpoch }: Pick<Account, "id" | "sessionEpoch">): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + sessionHours * 3_600_000);
  await createSession({ id: hash(token), userId: id, epoch: sessionEpoch, expiresAt });
  return sessionCookie().serialize(token);
}

/** Ends the session and returns the header that clears the cookie. */
export async function endSession(request: Request): Promise<string> {
  const token = await readToken(request);
  if (token) await deleteSession(hash(token));
  return sessionCookie().serialize("", { maxAge: 0 });
}

/** Who may do something, and the municipality they may do it at. */
export type Permitted = { user: User; areaId: string };

/**
 * The signed-in account that may do `action`, and the municipality it holds that right at: the first one stored here. Nobody
 * signed in is sent to the sign-in page, a password given by an administrator must be changed first, and an account
 * without the right is refused. Default deny: only `domain/role` grants.
 */
export async function requirePermission(request: Request, action: Action): Promise<Permitted & { user: Account }> {
  const user = await findSignedIn(request);
  if (!user) throw redirect(signInAddress(paths.signIn, request.url));
  if (user.passwordIsTemporary && action !== "change_own_password") throw redirect(paths.password);
  const areaIds = new Set(user.grants.map(({ areaId }) => areaId));
  for (const areaId of areaIds) {
    if (can(user.grants, action, areaId) && (await findMunicipality(areaId))) return { user, areaId };
  }
  throw new Refusal("forbidden");
}
