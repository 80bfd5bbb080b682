import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Notice } from "#app/components/notice.tsx";
import { ProviderForm } from "#app/components/registry/provider-form.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm, readRevision, readTexts } from "#app/route.server.ts";
import { editProvider } from "#app/services/change-provider.server.ts";
import { loadProviderForm } from "#app/services/load-providers.server.ts";
import "#app/styles/registry.css";

export const handle: PageHandle = { title: "providers.edit.title" };

export const loader = permitting("providers_.$provider_.edit", "loader", async ({ params, permitted }) => {
  const page = await loadProviderForm(permitted, params.provider ?? "");
  if (!page?.provider) throw new Refusal("not_found");
  return { ...page, id: page.provider.id };
});

/** Changes a provider: 302 to its page, 409 when it was changed meanwhile, 422 with the fields to mend, 404, 400. */
export const action = permitting("providers_.$provider_.edit", "action", async ({ request, params, permitted }) => {
  const typed = readTexts(await readForm(request));
  const shown = { id: params.provider ?? "", revision: readRevision(typed.revision) };
  const outcome = await editProvider(permitted, shown, typed);
  if (!outcome) throw new Refusal("not_found");
  if (outcome.kind === "saved") throw redirect(paths.provider(outcome.id));
  const meanwhile = outcome.kind === "changed_meanwhile";
  const problems = meanwhile ? {} : outcome.problems;
  return data({ typed, problems, meanwhile, revision: shown.revision }, { status: meanwhile ? 409 : 422 });
});

export default function EditProviderPage() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  // What was typed stays tied to the revision it was typed for: pressing again must not overwrite the newer one.
  const provider = page.provider && failed ? { ...page.provider, revision: failed.revision } : page.provider;
  return (
    <>
      <h1>{t("providers.edit.title")}</h1>
      {failed?.meanwhile ? (
        <Notice kind="error" announced>
          <p>{t("providers.changed_meanwhile")}</p>
          <p>
            <a href={paths.provider(page.id)} target="_blank" rel="noreferrer">
              {t("providers.see_current")}
            </a>
          </p>
        </Notice>
      ) : null}
      <ProviderForm
        data={{ ...page, provider }}
        typed={failed?.typed ?? null}
        problems={failed?.problems ?? {}}
        back={paths.provider(page.id)}
      />
    </>
  );
}
