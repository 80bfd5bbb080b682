import { Link, useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { ChoiceGroup } from "#app/components/choice-fields.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Field } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";

import { SurveyForm } from "#app/components/survey-form/survey-form.tsx";
import { forgetTab } from "#app/components/survey-form/tab-copy.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { type EntryChoice, type EntryForm, type EntryPageData, loadEntry } from "#app/services/load-entry.server.ts";
import "#app/styles/review.css";

export const handle: PageHandle = { title: "entry.page" };

export const loader = permitting("rounds_.$round_.enter", "loader", async ({ request, params, permitted }) =>
  loadEntry(
    permitted,
    { roundId: params.round ?? "", search: new URL(request.url).searchParams, locale: await readLocale(request) },
    new Date(),
  ),
);

type Frame = Pick<EntryPageData, "roundId" | "channel" | "channels" | "arrived" | "arrivedWrong" | "newEntry">;

export default function EntryPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <>
      <p className="no-print">
        <Link to={`${paths.responses}?${new URLSearchParams({ round: page.roundId })}`}>{t("entry.to_responses")}</Link>
      </p>
      <h1>{t(`entry.title.${page.audience}`, { year: page.fiscalYear })}</h1>
      {page.late ? (
        <Notice kind="info">
          <p>{t("entry.late")}</p>
        </Notice>
      ) : null}
      {page.kind === "choose" ? <Choose page={page} /> : <Fill page={page} />}
    </>
  );
}

const addressOf = ({ roundId }: Pick<Frame, "roundId">, search: Readonly<Record<string, string>>) =>
  `${paths.enterAnswers(roundId)}?${new URLSearchParams(search)}`;

/** How the answers came, and whose they are. */
function Choose({ page }: { page: Frame & EntryChoice }) {
  const { t } = useI18n();
  const { providers, entered } = page;
  return (
    <>
      {entered ? (
        <Notice kind="success" title={t("entry.entered")} announced>
          <p>
            {t("entry.entered.number")}{" "}
            <Link to={paths.response(entered.id)} className="receipt-number">
              {entered.receiptNumber}
            </Link>
          </p>
        </Notice>
      ) : null}
      <form method="get" action={paths.enterAnswers(page.roundId)} className="entry-choice">
        <ChoiceGroup
          label={t("entry.channel")}
          name="channel"
          type="radio"
          options={page.channels.map((channel) => ({ value: channel, label: t(`review.channel.${channel}`) }))}
          value={[page.channel]}
        />
        <Field
          name="arrived"
          label={t("entry.arrived")}
          hint={t("entry.arrived.hint")}
          error={page.arrivedWrong ? t("entry.arrived.wrong") : null}
          required={false}
          defaultValue={page.arrived}
          input={{ autoComplete: "off" }}
        />
        {providers === null ? (
          <Button type="submit" name="new" value={page.newEntry}>
            {t("entry.new")}
          </Button>
        ) : (
          <>
            <Field name="q" label={t("entry.search")} hint={t("entry.search.hint")} defaultValue={page.search} />
            <Button type="submit" kind="secondary">
              {t("entry.search.submit")}
            </Button>
            <Providers providers={providers} />
          </>
        )}
      </form>
    </>
  );
}

/** Each is a button of the form, so that the channel chosen above it goes along. */
function Providers({ providers }: { providers: NonNullable<EntryChoice["providers"]> }) {
  const { locale, t } = useI18n();
  return (
    <DataTable
      stacked
      caption={t("entry.providers")}
      columns={[{ title: t("entry.provider") }, { title: t("entry.services") }, { title: t("entry.state") }]}
      empty={t("entry.none_found")}
      rows={providers.map(({ id, name, services, answered }) => ({
        key: id,
        cells: [
          <button key="enter" type="submit" name="provider" value={id} className="link-button">
            {name}
          </button>,
          services.map((service) => service[locale]).join(t("list.separator")),
          t(answered ? "entry.answered" : "entry.silent"),
        ],
      }))}
    />
  );
}

/** The form, filled by keyboard; the questions that nobody was asked are one step away. */
function Fill({ page }: { page: Frame & EntryForm }) {
  const { t } = useI18n();
  const { roundId, channel, arrived, providerId, corrects, asksAll } = page;
  const extra = useMemo(
    () => ({ round: roundId, provider: providerId, channel, arrived, asksAll }),
    [roundId, providerId, channel, arrived, asksAll],
  );
  // Each paper of a pile has a name, so that one that was left half typed never gets into the next.
  const draft = `entry:${roundId}:${providerId ?? page.newEntry}`;
  const whose: Record<string, string> = providerId === null ? { new: page.newEntry } : { provider: providerId };
  return (
    <>
      <dl className="facts">
        {page.providerName === null ? null : (
          <>
            <dt>{t("entry.provider")}</dt>
            <dd>{page.providerName}</dd>
          </>
        )}
        <dt>{t("entry.channel")}</dt>
        <dd>
          {t(`review.channel.${channel}`)} <Link to={addressOf(page, { channel, arrived })}>{t("entry.change")}</Link>
        </dd>
        {arrived === "" ? null : (
          <>
            <dt>{t("entry.arrived")}</dt>
            <dd>{arrived}</dd>
          </>
        )}
      </dl>
      {corrects === null ? null : (
        <Notice kind="info">
          <p>{t("entry.corrects")}</p>
        </Notice>
      )}
      {page.leftOut === 0 ? null : (
        <Notice kind="info" title={t("entry.left_out.title")}>
          <p>{t("entry.left_out", { count: page.leftOut })}</p>
          <p>
            <ButtonLink kind="secondary" href={addressOf(page, { channel, arrived, ...whose, all: "1" })} reload>
              {t("entry.ask_rest")}
            </ButtonLink>
          </p>
        </Notice>
      )}
      <SurveyForm
        form={page.form}
        slot={draft}
        saveTo={null}
        leaveTo={null}
        receipt={addressOf(page, { channel, arrived })}
        submitTo={paths.staffEntries}
        extra={extra}
        onReceived={(entered) => {
          forgetTab(draft);
          window.location.assign(addressOf(page, { channel, arrived, entered }));
        }}
      />
    </>
  );
}
