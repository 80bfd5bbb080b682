import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { ChooseForm } from "#app/components/registry/choose-form.tsx";
import { ImportPreview } from "#app/components/registry/import-preview.tsx";
import { MappingForm } from "#app/components/registry/mapping-form.tsx";
import { WordsForm } from "#app/components/registry/words-form.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm, readTexts } from "#app/route.server.ts";
import { applyImport } from "#app/services/apply-import.server.ts";
import { chooseTable } from "#app/services/choose-table.server.ts";
import { explainWords } from "#app/services/explain-words.server.ts";
import { planKindSchema } from "#app/services/import-batch.ts";
import { loadImport } from "#app/services/load-import.server.ts";
import { dropImport, mapImport } from "#app/services/map-import.server.ts";
import "#app/styles/registry.css";

export const handle: PageHandle = { title: "import.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("providers_.import_.$batch", "loader", async ({ request, params, permitted }) => {
  const { searchParams } = new URL(request.url);
  const kind = planKindSchema.safeParse(searchParams.get("show")).data ?? null;
  const page = Number(/^\d{1,6}$/.exec(searchParams.get("page") ?? "")?.[0] ?? 1);
  const asked = { id: params.batch ?? "", kind, page };
  const found = await loadImport(permitted, asked, { locale: await readLocale(request), now: new Date() });
  if (!found) throw new Refusal("not_found");
  return {
    ...found,
    renaming: searchParams.has("columns"),
    rechoosing: searchParams.has("headings"),
    rewording: searchParams.has("words"),
  };
});

const nothingWrong = { problems: {}, missing: [] as number[], reason: null, refusedChoice: null };

/**
 * Chooses the headings, names the columns, says what words mean, applies or drops an import: 302 to what comes next; 422 with what to
 * mend; 409 when the registry or
 * the preview changed meanwhile; 404 when this account has no such import; 400.
 */
export const action = permitting("providers_.import_.$batch", "action", async ({ request, params, permitted }) => {
  const typed = readTexts(await readForm(request));
  const id = params.batch ?? "";
  if (typed.intent === "drop") {
    if (!(await dropImport(permitted, id, new Date()))) throw new Refusal("not_found");
    throw redirect(paths.importProviders);
  }
  if (typed.intent === "choose") {
    const outcome = await chooseTable(permitted, id, typed, new Date());
    if (!outcome) throw new Refusal("not_found");
    if (outcome.kind === "chosen") throw redirect(paths.importBatch(id));
    if (outcome.kind === "changed") return data({ ...nothingWrong, reason: "not_ready" as const }, { status: 409 });
    return data({ ...nothingWrong, refusedChoice: outcome }, { status: 422 });
  }
  if (typed.intent === "map") {
    const outcome = await mapImport(permitted, id, typed, new Date());
    if (!outcome) throw new Refusal("not_found");
    if (outcome.kind === "previewed") throw redirect(paths.importBatch(id));
    if (outcome.kind === "changed") return data({ ...nothingWrong, reason: "not_ready" as const }, { status: 409 });
    return data({ ...nothingWrong, problems: outcome.problems }, { status: 422 });
  }
  if (typed.intent === "words") {
    const outcome = await explainWords(permitted, id, typed, new Date());
    if (!outcome) throw new Refusal("not_found");
    if (outcome.kind === "explained") throw redirect(paths.importBatch(id));
    if (outcome.kind === "changed") return data({ ...nothingWrong, reason: "not_ready" as const }, { status: 409 });
    return data({ ...nothingWrong, missing: outcome.missing }, { status: 422 });
  }
  if (typed.intent !== "apply") throw new Refusal("bad_request");
  const outcome = await applyImport(permitted, { id, planId: typed.planId ?? "" }, new Date());
  if (!outcome) throw new Refusal("not_found");
  if (outcome !== "applied") return data({ ...nothingWrong, reason: outcome }, { status: 409 });
  throw redirect(paths.importBatch(id));
});

export default function ImportBatchPage() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  const { state, preview, words, renaming, rechoosing, rewording, table } = page;
  const open = state === "preparing" || state === "previewed";
  const choosing = open && (!table.chosen || rechoosing) && table.sheets.length > 0;
  const naming = !choosing && (state === "preparing" || (state === "previewed" && renaming));
  const unknown = words.filter((word) => word.open);
  const asked = unknown.length > 0 ? unknown : rewording ? words : [];
  const asking = !choosing && !naming && state === "previewed" && asked.length > 0;
  return (
    <>
      <p>
        <Link to={paths.providers}>{t("providers.back")}</Link>
      </p>
      <h1>
        {t(
          choosing
            ? "import.choose.title"
            : naming
              ? "import.columns.title"
              : asking
                ? "import.words.title"
                : state === "applied"
                  ? "import.applied.title"
                  : "import.preview.title",
        )}
      </h1>
      {failed?.reason ? (
        <Notice kind="error" announced>
          <p>{t(`import.error.${failed.reason}`)}</p>
        </Notice>
      ) : null}
      {choosing ? <ChooseForm page={page} refused={failed?.refusedChoice ?? null} /> : null}
      {naming ? <MappingForm page={page} problems={failed?.problems ?? {}} /> : null}
      {asking ? <WordsForm words={asked} missing={failed?.missing ?? []} /> : null}
      {!choosing && !naming && !asking && state !== "applied" && preview ? (
        <ImportPreview page={page} preview={preview} />
      ) : null}
      {state === "applied" && preview ? (
        <>
          <Notice kind="success" announced>
            <p>{t("import.applied", { ...preview.counts })}</p>
            {preview.counts.unset > 0 ? (
              <p>
                {t("import.unset", { count: preview.counts.unset })}{" "}
                <Link to={paths.providerDistricts}>{t("providers.to_districts")}</Link>
              </p>
            ) : null}
            {page.skipped > 0 ? <p>{t("import.skipped", { count: page.skipped })}</p> : null}
          </Notice>
          <p className="actions">
            <ButtonLink href={paths.providers}>{t("import.to_list")}</ButtonLink>
            <ButtonLink kind="secondary" href={paths.duplicateProviders}>
              {t("providers.to_duplicates")}
            </ButtonLink>
          </p>
        </>
      ) : null}
    </>
  );
}
