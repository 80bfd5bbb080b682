import { createHash } from "node:crypto";
import { createCookie } from "@remix-run/node";
import { requireRuntime } from "#app/runtime.server.ts";

/** What a browser keeps of one link, signed, until the browser's session ends; no script can read it. */
export type LinkCookie = {
  /** What was remembered, or null. */
  read(cookieHeader: string | null): Promise<unknown>;
  /** The Set-Cookie header that makes the browser remember something. */
  remember(value: unknown): Promise<string>;
  /** The Set-Cookie header that makes the browser forget it. */
  forget(): Promise<string>;
};

/** Names of cookies that an earlier version had set are read until then: browsers keep them until they are closed. */
const earlierNamesUntil = new Date("2027-04-01T00:00:00+09:00");

/**
 * The cookie of a link. With https its name begins with `__Host-`, so that no other site of the city's domain can plant one: with a draft
 * of its own under a family's link it would be shown what the family types. Such a cookie has the path `/`, so a digest of the token
 * stands in its name instead (docs/decisions/0027). Without https it is bound to the link's path.
 */
export function linkCookie(kind: "receipt" | "draft", token: string, now = new Date()): LinkCookie {
  const { secret, secureCookies } = requireRuntime();
  const options = { httpOnly: true, sameSite: "lax" as const, secure: secureCookies, secrets: [secret] };
  const ofPath = createCookie(kind, { ...options, path: `/r/${token}` });
  if (!secureCookies) return plain(ofPath);
  const ofHost = createCookie(`${hostPrefix}${kind}-${digest(token)}`, { ...options, path: "/" });
  if (now >= earlierNamesUntil) return plain(ofHost);
  return {
    read: async (header) => (await ofHost.parse(header)) ?? ofPath.parse(header),
    remember: (value) => ofHost.serialize(value),
    // a cookie that is there and says nothing: without it the earlier one would be read
    forget: () => ofHost.serialize(""),
  };
}

const plain = (cookie: ReturnType<typeof createCookie>): LinkCookie => ({
  read: (header) => cookie.parse(header),
  remember: (value) => cookie.serialize(value),
  forget: () => cookie.serialize("", { maxAge: 0 }),
});

const hostPrefix = "__Host-";
const digest = (token: string) => createHash("sha256").update(token).digest("base64url").slice(0, 12);

/** Together with the rest of a request's headers this stays far below the 16 KB that Node reads. */
const mostBytes = 6_000;

/**
 * Set-Cookie headers that take the oldest of these cookies from a browser that keeps too many: a shared computer may open a hundred
 * links, and each request carries all of them. Browsers send the oldest first.
 */
export function dropOldLinkCookies(cookieHeader: string | undefined): string[] {
  let bytes = Buffer.byteLength(cookieHeader ?? "");
  const dropped: string[] = [];
  for (const pair of cookieHeader?.split("; ") ?? []) {
    if (bytes <= mostBytes) break;
    const name = /^(__Host-(?:receipt|draft)-[\w-]{12})=/.exec(pair)?.[1];
    if (!name) continue;
    dropped.push(`${name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`);
    bytes -= Buffer.byteLength(pair) + 2;
  }
  return dropped;
}
