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
  return redirect(ownPath(form.get("back")), { headers: { "Set-Cookie": await serializeLocale(locale.data) } });
});

/** A path of this site: `//elsewhere` and full addresses would lead away. */
function ownPath(back: FormDataEntryValue | null): string {
  return typeof back === "string" && /^\/(?![/\\])/.test(back) ? back : paths.start;
}
