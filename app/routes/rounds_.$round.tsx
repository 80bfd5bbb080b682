import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Notice } from "#app/components/notice.tsx";
import { AnswerCounts } from "#app/components/round/answer-counts.tsx";
import { AskedTable } from "#app/components/round/asked-table.tsx";
import { BasisLine } from "#app/components/round/basis-line.tsx";
import { OpenLink } from "#app/components/round/open-link.tsx";
import { ProgressTables } from "#app/components/round/progress-tables.tsx";
import type { RoundPageData } from "#app/components/round/round.types.ts";
import { AnswerActions, RoundActions, RoundFacts, SendActions } from "#app/components/round/round-head.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { doneMessages } from "#app/round-fields.ts";
import { readForm } from "#app/route.server.ts";
import { changeRoundByButton } from "#app/services/change-round.server.ts";
import { linkOrigin } from "#app/services/links.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import { roundIntentSchema } from "#app/services/round-form.ts";
import "#app/styles/round.css";
import { recordLinksRead } from "#app/services/record-reading.server.ts";

export const handle: PageHandle = { title: "round.title" };

export const loader = permitting("rounds_.$round", "loader", async ({ request, params, permitted }) => {
  const locale = await readLocale(request);
  const wanted = { id: params.round ?? "", origin: linkOrigin(request), now: new Date(), locale };
  const round = await loadRound(permitted, wanted);
  if (!round) throw new Refusal("not_found");
  await recordLinksRead(permitted, params.round ?? "", "round");
  const done = new URL(request.url).searchParams.get("done");
  return { round, done: doneMessages.find((one) => one === done) ?? null };
});

const statuses = {
  state: 409,
  archived: 409,
  past: 409,
  changed_meanwhile: 409,
  count: 422,
  until: 422,
  weekday: 422,
  note: 422,
} as const;

/** Does what a button asks for: 302 back to the page; 409 or 422 with the reason; 404 for none of this city; 400. */
export const action = permitting("rounds_.$round", "action", async ({ request, params, permitted }) => {
  const parsed = roundIntentSchema.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) throw new Refusal("bad_request");
  const id = params.round ?? "";
  const outcome = await changeRoundByButton(permitted, id, { intent: parsed.data, now: new Date() });
  if (!outcome) throw new Refusal("not_found");
  if (outcome.kind === "refused") return data({ reason: outcome.reason }, { status: statuses[outcome.reason] });
  if (outcome.done === "discard_round") throw redirect(`${paths.rounds}?done=${outcome.done}`);
  throw redirect(`${paths.round(id)}?done=${outcome.done}`);
});

export default function RoundPage() {
  const { round, done } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  return (
    <>
      <p className="no-print">
        <Link to={paths.rounds}>{t("round.back")}</Link>
      </p>
      <h1>{t(`home.round.${round.audience}`, { year: round.fiscalYear })}</h1>
      {failed ? (
        <Notice kind="error" announced>
          <p>{t(`round.error.${failed.reason}`)}</p>
        </Notice>
      ) : done ? (
        <Notice kind="success" announced>
          <p>{t(`round.done.${done}`)}</p>
        </Notice>
      ) : null}
      <p className="lead">{leadText(t, round)}</p>
      {round.basis ? <BasisLine basis={round.basis} /> : null}
      <RoundFacts round={round} />
      <RoundActions round={round} />
      <div data-audience={round.audience}>
        {round.state === "planned" ? <SendActions round={round} /> : null}
        {round.providers ? <ProviderParts round={round} providers={round.providers} /> : null}
        {round.state !== "planned" && round.counts && round.openLink ? (
          <>
            <OpenLink round={round} />
            <AnswerActions round={round} />
            <AnswerCounts counts={round.counts} />
          </>
        ) : null}
      </div>
    </>
  );
}

function leadText(t: Translate, { state, overdue, opening, providers, counts }: RoundPageData): string {
  if (overdue) return t("round.lead.overdue");
  if (state === "planned") return t("round.lead.planned", { opening });
  if (providers) {
    const { expected, submitted } = providers.all;
    return t("round.lead.provider", { expected, submitted, silent: expected - submitted });
  }
  const { total = 0, known = null } = counts ?? {};
  return known === null ? t("round.lead.count", { total }) : t("round.lead.count_of", { total, known });
}

/** The parts of a long page, for a phone. */
function PageParts({ hasOutside }: { hasOutside: boolean }) {
  const { t } = useI18n();
  return (
    <nav aria-label={t("round.parts")} className="page-parts no-print">
      <ul>
        <li>
          <a href="#chase">{t("round.chase")}</a>
        </li>
        <li>
          <a href="#progress">{t("round.progress")}</a>
        </li>
        <li>
          <a href="#answered">{t("round.answered_list")}</a>
        </li>
        {hasOutside ? (
          <li>
            <a href="#outside">{t("round.outside")}</a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

type PartsProps = { round: RoundPageData; providers: NonNullable<RoundPageData["providers"]> };

/** What a round of providers shows: whom to contact, who has answered, how far it is. */
function ProviderParts({ round, providers }: PartsProps) {
  const { locale, t } = useI18n();
  const table = { roundId: round.id, state: round.state };
  return (
    <>
      <PageParts hasOutside={providers.outside.length > 0} />
      <SendActions round={round} />
      <AnswerActions round={round} />
      <section aria-labelledby="chase">
        <h2 id="chase">{t("round.chase")}</h2>
        <AskedTable
          {...table}
          caption={t("round.chase.caption")}
          lines={providers.chase}
          empty={t("round.chase.none")}
        />
      </section>
      <ProgressTables progress={providers} />
      <section aria-labelledby="answered">
        <h2 id="answered">{t("round.answered_list")}</h2>
        <AskedTable
          {...table}
          caption={t("round.answered_list")}
          lines={providers.answered}
          empty={t("round.no_weeks")}
        />
      </section>
      {providers.outside.length > 0 ? (
        <section aria-labelledby="outside">
          <h2 id="outside">{t("round.outside")}</h2>
          <ul>
            {providers.outside.map(({ id, name, gone, services }) => (
              <li key={id}>
                {name === null || gone
                  ? t("round.outside.gone", { name: name ?? t("requests.gone") })
                  : t("round.outside.services", {
                      name,
                      services: services.map((service) => service[locale]).join(t("list.separator")),
                    })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
