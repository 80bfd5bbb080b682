import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { ButtonLink } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { BasisLine } from "#app/components/round/basis-line.tsx";
import { SelfGrants } from "#app/components/self-grants.tsx";
import { Tabs } from "#app/components/tabs.tsx";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { type HomePageData, type HomeRound, loadHome } from "#app/services/load-home.server.ts";
import { recordListRead } from "#app/services/record-reading.server.ts";
import { listSelfGrants } from "#app/services/self-grants.server.ts";

export const handle: PageHandle = { title: "page.home" };

export const loader = permitting("home", "loader", async ({ request, permitted }) => {
  const locale = await readLocale(request);
  const page = await loadHome(request, permitted, locale);
  if (page.rounds.some(({ links }) => links.length > 0)) await recordListRead(permitted, "view_links");
  return { ...page, selfGrants: await listSelfGrants(permitted, locale) };
});

export default function HomePage() {
  const page = useLoaderData<typeof loader>();
  const { areaName, rounds, may } = page;
  const { locale, t } = useI18n();
  return (
    <>
      <h1>{t("home.title", { area: areaName[locale] })}</h1>
      <SelfGrants grants={page.selfGrants} />
      <NextSteps {...page} />
      <h2>{t("home.rounds")}</h2>
      {rounds.length === 0 ? <Notice kind="info">{t("home.no_rounds")}</Notice> : null}
      <Tabs
        label={t("home.rounds")}
        tabs={rounds.map((round) => ({
          id: panelOf(round),
          label: t(`home.tab.${round.audience}`),
          content: <RoundState round={round} managed={may.manage_rounds} />,
        }))}
      />
    </>
  );
}

/** What this person can do now, the most urgent first; who has nothing to do reads that. */
function NextSteps({ rounds, headline, may, odd, undelivered, calls, first }: HomePageData) {
  const { t } = useI18n();
  const waiting = may.manage_rounds ? rounds.find(({ open, silent }) => open && silent) : undefined;
  const steps = [
    first === null ? null : (
      <Step key="first" text={t(`home.first.${first.step}`)} strong>
        <ButtonLink href={firstAddress(first)}>{t(`home.first.${first.step}.go`)}</ButtonLink>
      </Step>
    ),
    headline === null ? null : (
      <Step key="gaps" text={headline} strong>
        <ButtonLink href={paths.gaps}>{t("home.to_gaps")}</ButtonLink>
      </Step>
    ),
    waiting ? (
      <Step key="silent" text={t("home.step.silent", { silent: waiting.silent ?? 0, closing: waiting.closing })}>
        <ButtonLink href={paths.round(waiting.id)} kind="secondary">
          {t("home.step.to_silent")}
        </ButtonLink>
      </Step>
    ) : null,
    calls ? (
      <Step key="calls" text={t("home.step.calls", { count: calls.count })}>
        <ButtonLink href={`${paths.round(calls.roundId)}#chase`} kind="secondary">
          {t("home.step.to_calls")}
        </ButtonLink>
      </Step>
    ) : null,
    undelivered ? (
      <Step key="undelivered" text={t("home.step.undelivered", { count: undelivered.count })}>
        <ButtonLink href={paths.requests(undelivered.roundId)} kind="secondary">
          {t("home.step.to_undelivered")}
        </ButtonLink>
      </Step>
    ) : null,
    ...odd.map(({ roundId, audience, count }) => (
      <Step key={roundId} text={t("home.step.odd", { audience: t(`home.tab.${audience}`), count })}>
        <ButtonLink href={oddAnswers(roundId)} kind="secondary">
          {t("home.step.to_odd")}
        </ButtonLink>
      </Step>
    )),
    may.view_council ? (
      <Step key="council" text={t("home.step.council")}>
        <ButtonLink href={paths.council} kind="secondary">
          {t("home.step.to_council")}
        </ButtonLink>
      </Step>
    ) : null,
    may.view_directory ? (
      <Step key="directory" text={t("home.step.directory")}>
        <ButtonLink href={paths.directory} kind="secondary">
          {t("home.step.to_directory")}
        </ButtonLink>
      </Step>
    ) : null,
    may.manage_accounts ? (
      <Step key="accounts" text={t("home.step.accounts")}>
        <ButtonLink href={paths.accounts} kind="secondary">
          {t("home.step.to_accounts")}
        </ButtonLink>
      </Step>
    ) : null,
    may.view_audit ? (
      <Step key="audit" text={t("home.step.audit")}>
        <ButtonLink href={paths.audit} kind="secondary">
          {t("home.step.to_audit")}
        </ButtonLink>
      </Step>
    ) : null,
    may.view_status ? (
      <Step key="status" text={t("home.step.status")}>
        <ButtonLink href={paths.status} kind="secondary">
          {t("home.step.to_status")}
        </ButtonLink>
      </Step>
    ) : null,
  ].filter((step) => step !== null);
  return steps.length === 0 ? (
    <p className="lead">{t("home.step.none")}</p>
  ) : (
    <section aria-labelledby="next">
      <h2 id="next">{t("home.next")}</h2>
      <ul className="card-list">{steps}</ul>
    </section>
  );
}

/** Where the first step is done. */
function firstAddress({ step, roundId }: NonNullable<HomePageData["first"]>): string {
  switch (step) {
    case "add_providers":
      return paths.importProviders;
    case "plan_round":
      return paths.newRound;
    case "prepare_letters":
      return paths.round(roundId);
    case "print_letters":
      return `${paths.letters(roundId)}?to=due`;
  }
}

const oddAnswers = (round: string) =>
  `${paths.responses}?${new URLSearchParams({ round, state: "received", odd: "1" })}`;

function Step({ text, strong = false, children }: { text: string; strong?: boolean; children: ReactNode }) {
  return (
    <li {...(strong ? { className: "card-first" } : {})}>
      <p>{strong ? <strong>{text}</strong> : text}</p>
      {children}
    </li>
  );
}

const panelOf = ({ audience }: HomeRound) => `round-${audience}`;

function answeredText(t: Translate, { answered, expected }: HomeRound): string {
  if (answered === null) return t("home.answered_hidden");
  return expected === null ? t("home.answered", { answered }) : t("home.answered_of", { answered, expected });
}

function RoundState({ round, managed }: { round: HomeRound; managed: boolean }) {
  const { t } = useI18n();
  return (
    <div data-audience={round.audience}>
      <h3>{t(`home.round.${round.audience}`, { year: round.fiscalYear })}</h3>
      <p>
        {answeredText(t, round)} {t(round.open ? "home.open_until" : "home.closed", { closing: round.closing })}
      </p>
      {round.basis ? <BasisLine basis={round.basis} /> : null}
      {round.links.length > 0 ? <Links round={round} /> : null}
      {managed ? (
        <p>
          <ButtonLink href={paths.round(round.id)} kind="secondary">
            {t("home.to_round")}
          </ButtonLink>
        </p>
      ) : null}
    </div>
  );
}

/** The link to hand out to all. */
function Links({ round: { audience, links } }: { round: HomeRound }) {
  const { t } = useI18n();
  if (audience === "provider") return null;
  return (
    <>
      <h4>{t(`home.links.${audience}`)}</h4>
      <p className="field-hint">{t(`home.links.${audience}.hint`)}</p>
      {links.map(({ id, address }) => (
        <p key={id}>
          <a href={address}>{address}</a>
        </p>
      ))}
    </>
  );
}
