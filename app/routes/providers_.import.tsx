import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { FieldFrame } from "#app/components/field.tsx";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import type { TableRefusal } from "#app/services/import-table/table-refused.ts";
import { loadUnfinishedImports } from "#app/services/load-import.server.ts";
import { takeTable } from "#app/services/take-upload.server.ts";
import "#app/styles/registry.css";

export const handle: PageHandle = { title: "import.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("providers_.import", "loader", async ({ request, permitted }) => ({
  unfinished: await loadUnfinishedImports(permitted, { locale: await readLocale(request), now: new Date() }),
}));

/** Reads a table: 302 to the page where its columns are named, 422 with why it cannot be read, 400 for no form of ours. */
export const action = permitting("providers_.import", "action", async ({ request, permitted }) => {
  const outcome = await takeTable(permitted, request, new Date());
  if (outcome.kind === "read") throw redirect(paths.importBatch(outcome.id));
  return data({ refusal: outcome.refusal }, { status: 422 });
});

export default function ImportPage() {
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const error = failed ? refusalText(t, failed.refusal) : null;
  return (
    <>
      <p>
        <Link to={paths.providers}>{t("providers.back")}</Link>
      </p>
      <h1>{t("import.title")}</h1>
      <p className="lead">{t("import.lead")}</p>
      {error ? (
        <ErrorSummary title={t("import.refused.title")} problem={failed}>
          <p>
            <a href="#table">{error}</a>
          </p>
        </ErrorSummary>
      ) : null}
      <Unfinished />
      <ol className="steps">
        {(["choose", "columns", "look", "apply"] as const).map((step) => (
          <li key={step}>{t(`import.step.${step}`)}</li>
        ))}
      </ol>
      <Form method="post" encType="multipart/form-data" className="form">
        <FieldFrame name="table" label={t("import.file")} hint={t("import.file.hint")} error={error} required>
          <input
            id="table"
            type="file"
            name="table"
            multiple
            accept=".csv,.txt,.tsv,.xlsx,.zip"
            aria-describedby={error ? "table-error table-hint" : "table-hint"}
          />
        </FieldFrame>
        <Button type="submit" disabled={busy}>
          {t(busy ? "import.reading" : "import.upload")}
        </Button>
      </Form>
      <section aria-labelledby="how">
        <h2 id="how">{t("import.how")}</h2>
        <ul>
          {(["open_data", "own", "empty", "vanished"] as const).map((rule) => (
            <li key={rule}>{t(`import.how.${rule}`)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Why nothing was read, with the file where there were several. */
function refusalText(t: Translate, { code, line = 0, file }: TableRefusal): string {
  const reason = t(`import.refused.${code}`, { line });
  return file === undefined ? reason : t("import.refused.file", { file, reason });
}

/** Ways back to what was read and not applied. */
function Unfinished() {
  const { unfinished } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  if (unfinished.length === 0) return null;
  return (
    <section aria-labelledby="unfinished">
      <h2 id="unfinished">{t("import.unfinished")}</h2>
      <ul>
        {unfinished.map(({ id, state, day, rows }) => (
          <li key={id}>
            <Link to={paths.importBatch(id)}>{t("import.unfinished.row", { state, day, rows })}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
