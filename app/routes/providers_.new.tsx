import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ProviderForm } from "#app/components/registry/provider-form.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm, readTexts } from "#app/route.server.ts";
import { enterProvider } from "#app/services/change-provider.server.ts";
import { loadProviderForm } from "#app/services/load-providers.server.ts";
import "#app/styles/registry.css";

export const handle: PageHandle = { title: "providers.new.title" };

export const loader = permitting("providers_.new", "loader", async ({ permitted }) => {
  const page = await loadProviderForm(permitted, null);
  if (!page) throw new Refusal("not_found");
  return page;
});

/** Adds a provider: 302 to its page, 422 with the fields to mend, 400 for a form not ours. */
export const action = permitting("providers_.new", "action", async ({ request, permitted }) => {
  const typed = readTexts(await readForm(request));
  if (!/^[0-9a-f]{24}$/.test(typed.key ?? "")) throw new Refusal("bad_request");
  const outcome = await enterProvider(permitted, typed.key ?? "", typed);
  if (outcome.kind === "saved") throw redirect(paths.provider(outcome.id));
  const problems = outcome.kind === "refused" ? outcome.problems : {};
  return data({ typed, problems }, { status: 422 });
});

export default function NewProviderPage() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  return (
    <>
      <p>
        <Link to={paths.providers}>{t("providers.back")}</Link>
      </p>
      <h1>{t("providers.new.title")}</h1>
      <p className="lead">{t("providers.new.lead")}</p>
      <ProviderForm
        data={page}
        typed={failed?.typed ?? null}
        problems={failed?.problems ?? {}}
        back={paths.providers}
      />
    </>
  );
}
