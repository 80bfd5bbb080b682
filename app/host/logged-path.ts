/** The path as it may stand in a log: without query, and without the token of a respondent's link. */
export function loggedPath(url: string): string {
  const path = url.split("?", 1)[0] ?? "";
  return path.replace(/^(\/r\/)[^/]+/, "$1…");
}
