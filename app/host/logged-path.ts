/**
 * The path as it may stand in a log: without query, and without the token of a respondent's link, however its address is
 * written (the router also takes `/R/…`, `//r/…` and `/%72/…`).
 */
export function loggedPath(url: string): string {
  const path = url.split("?", 1)[0] ?? "";
  return path.replace(/(\/(?:r|%72|%52)\/+)[^/]+/gi, "$1…");
}
