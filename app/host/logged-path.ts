/**
 * A respondent's token (docs/decisions/0030), wherever it stands: a mistyped address may hold one as well. Cut or lengthened by a few
 * signs it is told from the ids in our own addresses by its mixture of capitals and small letters.
 */
const token = /(?<![\w-])(?:[\w-]{22}|(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{18,26})(?![\w-])/g;

/**
 * The path as it may stand in a log: without query, and without the token of a respondent's link, however its address is
 * written. Like the router it takes `/R/…`, `//r/…`, `/%72/…` and `/r/./…` for the same path.
 */
export function loggedPath(url: string): string {
  const [path = ""] = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/\\?#]*/i, "").split(/[?#]/, 1);
  const segments: string[] = [];
  for (const segment of decodeAscii(path).split(/[/\\]/)) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  const shown = segments.map((segment, index) =>
    segments[index - 1]?.toLowerCase() === "r" ? "…" : segment.replace(token, "…"),
  );
  return `/${shown.join("/")}`;
}

/** Decodes what a path is made of; control characters and all that is not ASCII stay encoded, so broken escapes do no harm. */
function decodeAscii(path: string): string {
  return path.replace(/%[2-7][\da-f]/gi, (escaped) => String.fromCharCode(Number.parseInt(escaped.slice(1), 16)));
}
