import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { DistrictList } from "#app/components/registry/district-list.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm, readRevision, readTexts } from "#app/route.server.ts";
import { loadDistricts, lookAtTowns, saveTownList, setDistricts } from "#app/services/set-districts.server.ts";
import "#app/styles/registry.css";

export const handle: PageHandle = { title: "districts.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

/** What a saved list of towns did, as its address says it. */
const savedSchema = z.object({ known: z.coerce.number().int(), settles: z.coerce.number().int() });

export const loader = permitting("providers_.districts", "loader", async ({ request, permitted }) => ({
  ...(await loadDistricts(permitted)),
  saved: savedSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams)).data ?? null,
}));

/** Sets districts one by one or saves a list of towns (302 back), or looks at one (200 with what it knows); 400. */
export const action = permitting("providers_.districts", "action", async ({ request, permitted }) => {
  const typed = readTexts(await readForm(request));
  if (typed.intent === "districts") {
    const choices = Object.entries(typed).flatMap(([name, district]) => {
      const id = /^district-(.+)$/.exec(name)?.[1];
      if (id === undefined || district === "") return [];
      return [{ id, revision: readRevision(typed[`revision-${id}`]), district }];
    });
    await setDistricts(permitted, choices);
    throw redirect(paths.providerDistricts);
  }
  const towns = typed.towns ?? "";
  if (typed.intent === "look") return data({ outcome: await lookAtTowns(permitted, towns), towns });
  if (typed.intent !== "save") throw new Refusal("bad_request");
  const { known, settles } = await saveTownList(permitted, towns);
  throw redirect(`${paths.providerDistricts}?known=${known}&settles=${settles}`);
});

export default function DistrictsPage() {
  const page = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  return (
    <>
      <p>
        <Link to={paths.providers}>{t("providers.back")}</Link>
      </p>
      <h1>{t("districts.title")}</h1>
      <p className="lead">{t("districts.lead", { area: page.areaName[locale] })}</p>
      <TownList />
      <DistrictList page={page} />
    </>
  );
}

const shownProblems = 20;

/** The list of towns: pasted, looked at, saved. */
function TownList() {
  const { towns, saved } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const { outcome } = sent ?? {};
  return (
    <section aria-labelledby="towns">
      <h2 id="towns">{t("districts.towns")}</h2>
      {saved && !outcome ? (
        <Notice kind="success" announced>
          <p>{t("districts.towns.saved", saved)}</p>
        </Notice>
      ) : null}
      {outcome ? (
        <Notice kind="info" announced>
          <p>{t("districts.towns.looked", { known: outcome.known, settles: outcome.settles })}</p>
          {outcome.problems.length > 0 ? (
            <>
              <p>{t("districts.towns.problems", { count: outcome.problems.length })}</p>
              <ul>
                {outcome.problems.slice(0, shownProblems).map(({ line, code, value }) => (
                  <li key={line}>{t("districts.towns.problem", { line, code, value })}</li>
                ))}
              </ul>
            </>
          ) : null}
        </Notice>
      ) : null}
      <Form method="post" className="form">
        <div className="field">
          <label className="field-label" htmlFor="town-list">
            {t("districts.towns.label")}
          </label>
          <p className="field-hint" id="town-list-hint">
            {t("districts.towns.hint")}
          </p>
          <textarea
            id="town-list"
            name="towns"
            rows={8}
            aria-describedby="town-list-hint"
            defaultValue={sent?.towns ?? towns.join("\n")}
          />
        </div>
        <p className="actions">
          <Button type="submit" name="intent" value="look" kind="secondary" disabled={busy}>
            {t("districts.towns.look")}
          </Button>
          <Button type="submit" name="intent" value="save" disabled={busy}>
            {t("districts.towns.save")}
          </Button>
        </p>
      </Form>
    </section>
  );
}
