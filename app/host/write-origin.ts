/**
 * Whether a write comes from another site. Browsers say so in Sec-Fetch-Site, older ones in Origin; a script sends
 * neither and carries no one's cookies.
 */
export function isForeignWrite(request: {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
}): boolean {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return false;
  if (request.fetchSite !== undefined) return request.fetchSite !== "same-origin" && request.fetchSite !== "none";
  if (request.origin === undefined) return false;
  const match = /^https?:\/\/([^/]+)$/.exec(request.origin);
  return match === null || match[1] !== request.host;
}
