import { redirect } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { admitting } from "#app/guarded.server.ts";
import { serializeLocale } from "#app/i18n/locale-cookie.server.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { localeSchema } from "#domain/locale.ts";

export const loader = admitting("locale", "loader", async () => redirect(paths.start));

export const action = admitting("locale", "action", async ({ request }) => {
  const form = await readForm(request);
  const locale = localeSchema.safeParse(form.get("locale"));
  if (!locale.success) throw new Refusal("bad_request");
  const back = ownPath(form.get("back"), new URL(request.url).origin);
  return redirect(back, { headers: { "Set-Cookie": await serializeLocale(locale.data) } });
});

/** The path and query that `back` names on this site, percent-encoded; the first page for anything else. */
function ownPath(back: FormDataEntryValue | null, origin: string): string {
  if (typeof back !== "string" || !URL.canParse(back, origin)) return paths.start;
  const url = new URL(back, origin);
  // `/.//elsewhere` is of this origin, but its path alone would lead away
  return url.origin === origin && !url.pathname.startsWith("//") ? url.pathname + url.search : paths.start;
}
