import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { answering } from "#app/route.server.ts";
import { type HomeRound, loadHome } from "#app/services/load-home.server.ts";
import { requirePermission } from "#app/session.server.ts";

export const handle: PageHandle = { title: "page.home" };

export const loader = answering(async ({ request }: LoaderFunctionArgs) => {
  const permitted = await requirePermission(request, "view_home");
  return loadHome(request, permitted, await readLocale(request));
});

export default function HomePage() {
  const { areaName, rounds, mayViewGaps } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  return (
    <>
      <h1>{t("home.title", { area: areaName[locale] })}</h1>
      {mayViewGaps ? (
        <p>
          <Link className="button" to={paths.gaps}>
            {t("home.to_gaps")}
          </Link>
        </p>
      ) : null}
      {rounds.length === 0 ? <p className="notice">{t("home.no_rounds")}</p> : null}
      {rounds.map((round) => (
        <RoundState key={round.id} round={round} />
      ))}
    </>
  );
}

function RoundState({ round }: { round: HomeRound }) {
  const { t } = useI18n();
  const heading = `round-${round.audience}`;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{t(`home.round.${round.audience}`, { year: round.fiscalYear })}</h2>
      <p>
        {round.expected === null
          ? t("home.answered", { answered: round.answered })
          : t("home.answered_of", { answered: round.answered, expected: round.expected })}{" "}
        {t(round.open ? "home.open_until" : "home.closed", { closing: round.closing })}
      </p>
      {round.links.length > 0 ? <LinkTable round={round} /> : null}
    </section>
  );
}

/** The links to hand out. Each is as good as a key: the table says so. */
function LinkTable({ round }: { round: HomeRound }) {
  const { locale, t } = useI18n();
  return (
    <details open={round.audience === "family"}>
      <summary>{t(`home.links.${round.audience}`)}</summary>
      <p className="field-hint">{t(`home.links.${round.audience}.hint`)}</p>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              {round.audience === "provider" ? (
                <>
                  <th scope="col">{t("home.links.name")}</th>
                  <th scope="col">{t("home.links.services")}</th>
                  <th scope="col">{t("home.links.state")}</th>
                </>
              ) : null}
              <th scope="col">{t("home.links.link")}</th>
            </tr>
          </thead>
          <tbody>
            {round.links.map((link) => (
              <tr key={link.id}>
                {link.name === null ? null : (
                  <>
                    <th scope="row">{link.name}</th>
                    <td>{link.services.map((service) => service[locale]).join(t("list.separator"))}</td>
                    <td>{t(link.answered ? "home.links.answered" : "home.links.silent")}</td>
                  </>
                )}
                <td>
                  <a href={link.address}>{link.address}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
