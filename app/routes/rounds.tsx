import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { loadRounds } from "#app/services/load-rounds.server.ts";
import { roundAudiences } from "#domain/round-state.ts";
import "#app/styles/round.css";

export const handle: PageHandle = { title: "rounds.title" };

export const loader = permitting("rounds", "loader", async ({ request, permitted }) => ({
  ...(await loadRounds(permitted, new Date(), await readLocale(request))),
  discarded: new URL(request.url).searchParams.get("done") === "discard_round",
}));

export default function RoundsPage() {
  const { areaName, rounds, discarded } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const columns = ["round", "state", "period", "answered"] as const;
  return (
    <>
      <h1>{t("rounds.title")}</h1>
      {discarded ? (
        <Notice kind="success" announced>
          <p>{t("rounds.discarded")}</p>
        </Notice>
      ) : null}
      <p className="lead">{t("rounds.lead", { area: areaName[locale] })}</p>
      <DataTable
        stacked
        caption={t("rounds.caption")}
        columns={columns.map((name) => ({ title: t(`rounds.${name}`) }))}
        rows={rounds.map(({ id, audience, fiscalYear, state, due, opening, closing, answered }) => ({
          key: id,
          cells: [
            <Link key={id} to={paths.round(id)}>
              {t(`home.round.${audience}`, { year: fiscalYear })}
            </Link>,
            t(due ? "round.state.due" : `round.state.${state}`),
            t("rounds.period_text", { opening, closing }),
            String(answered),
          ],
        }))}
        empty={t("rounds.empty")}
      />
      <section aria-labelledby="new-round">
        <h2 id="new-round">{t("rounds.new")}</h2>
        <p>{t("rounds.new.text")}</p>
        <p className="actions">
          {roundAudiences.map((audience) => (
            <ButtonLink key={audience} href={`${paths.newRound}?audience=${audience}`} kind="secondary">
              {t(`rounds.new.${audience}`)}
            </ButtonLink>
          ))}
        </p>
      </section>
    </>
  );
}
