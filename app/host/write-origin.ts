/** What a write says about where it comes from. */
export type WriteRequest = {
  method: string;
  /** Scheme, host and port that our pages are read at; undefined where the request does not say. */
  ownOrigin: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
};

/**
 * Whether a write comes from another site. Browsers say so in Sec-Fetch-Site, older ones in Origin (scheme, host and port); a
 * script sends neither and carries no one's cookies.
 */
export function isForeignWrite({ method, ownOrigin, origin, fetchSite }: WriteRequest): boolean {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return false;
  if (fetchSite !== undefined) return fetchSite !== "same-origin" && fetchSite !== "none";
  if (origin === undefined) return false;
  const from = /^https?:\/\/[^/@]+$/.test(origin) ? originOf(origin) : undefined;
  return from === undefined || from !== ownOrigin;
}

/** The origin of an address as browsers write it: lower case, without the scheme's own port. */
export function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}
