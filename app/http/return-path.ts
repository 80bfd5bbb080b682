/** A page of staff that somebody goes on to after signing in, at most as long as this. */
const longest = 1000;

/** Where nothing goes on: signing in and out, what respondents hold, and addresses that are no pages. */
const noPage = /^\/(sign-in|sign-out|setup|answer|locale|r|demo|staff)(\/|$|\?)|\.csv(\?|$)/;

/**
 * The path of this site that an address asks to go on to, or null. Nothing of another site passes, however it is written: only
 * a path that begins with one slash and that a browser reads as a path of the site it is on.
 */
export function readReturnPath(asked: unknown): string | null {
  if (typeof asked !== "string" || asked.length > longest) return null;
  // A browser takes a backslash for a slash, and drops tabs and line breaks before it looks.
  if (!/^\/(?!\/)[^\\\p{Cc}\p{Cf}\s]*$/u.test(asked)) return null;
  const site = "http://site.invalid";
  if (!URL.canParse(asked, site)) return null;
  const url = new URL(asked, site);
  if (url.origin !== site || url.pathname.startsWith("//")) return null;
  const path = `${url.pathname}${url.search}`;
  return noPage.test(path) ? null : path;
}

/** The address of the sign-in that leads back to what was asked for, where there is a page to lead back to. */
export function signInAddress(signIn: string, asked: string): string {
  const { pathname, searchParams } = new URL(asked);
  // Remix's own marks: of a form of a start page, and of the routes a fetch asks for
  for (const mark of ["index", "_routes"]) searchParams.delete(mark);
  const search = searchParams.toString();
  const to = readReturnPath(pathname.replace(/\.data$/, "") + (search === "" ? "" : `?${search}`));
  return to === null ? signIn : `${signIn}?${new URLSearchParams({ to })}`;
}
