import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { serializeLocale } from "#app/i18n/locale-cookie.server.ts";
import { paths } from "#app/paths.ts";
import { answering, readForm } from "#app/route.server.ts";
import { localeSchema } from "#domain/locale.ts";

export const loader = () => redirect(paths.start);

export const action = answering(async ({ request }: ActionFunctionArgs) => {
  const form = await readForm(request);
  const locale = localeSchema.safeParse(form.get("locale"));
  if (!locale.success) throw new Refusal("bad_request");
  return redirect(ownPath(form.get("back")), { headers: { "Set-Cookie": await serializeLocale(locale.data) } });
});

/** A path of this site: `//elsewhere` and full addresses would lead away. */
function ownPath(back: FormDataEntryValue | null): string {
  return typeof back === "string" && /^\/(?![/\\])/.test(back) ? back : paths.start;
}
