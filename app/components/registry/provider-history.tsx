import { Link } from "@remix-run/react";
import { DataTable } from "#app/components/data-table.tsx";
import type { ProviderHistory as History, ProviderSaid } from "#app/components/registry/provider-history.types.ts";
import { ReviewMark } from "#app/components/review/review-mark.tsx";
import { resultText } from "#app/components/round/request-log.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";

/** What came of the current and the last round: answers with their date, the note about calls, every contact. */
export function ProviderHistory({ history: { rounds, mayReview } }: { history: History }) {
  const { t } = useI18n();
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t("provider.history")}</h2>
      {rounds.length === 0 ? <p>{t("provider.history.none")}</p> : null}
      {rounds.map((round) => (
        <section key={round.id} aria-labelledby={`of-${round.id}`}>
          <h3 id={`of-${round.id}`}>
            <Link to={paths.round(round.id)}>{t("home.round.provider", { year: round.fiscalYear })}</Link>
          </h3>
          <p>
            {round.answered
              ? t("provider.answered", {
                  at: round.answered.at,
                  channel: t(`review.channel.${round.answered.channel}`),
                })
              : t("provider.not_answered")}{" "}
            {round.answered && !mayReview ? t("provider.answers_hidden") : null}
          </p>
          {round.said ? <Said said={round.said} /> : null}
          {round.note ? <Note note={round.note} /> : null}
          <Contacts contacts={round.contacts} />
        </section>
      ))}
    </section>
  );
}

function Said({ said: { responseId, review, parts } }: { said: ProviderSaid }) {
  const { t } = useI18n();
  return (
    <>
      <p>
        <ReviewMark review={review} /> <Link to={paths.response(responseId)}>{t("provider.to_response")}</Link>
      </p>
      {parts.map(({ list, title, said }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <details key={index} className="provider-said">
          <summary>{t(`provider.said.${list}`, { title })}</summary>
          <dl className="facts">
            {said.map(({ question, answer }) => (
              <div key={question} className="fact">
                <dt>{question}</dt>
                <dd>{answer}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </>
  );
}

function Note({ note: { text, callDay, by, at } }: { note: NonNullable<History["rounds"][number]["note"]> }) {
  const { t } = useI18n();
  return (
    <div className="line-note">
      {text === "" ? null : <p className="comment-text">{t("provider.call_note", { text })}</p>}
      {callDay === null ? null : <p>{t("round.call_on", { day: callDay })}</p>}
      <p className="field-hint">{t("round.noted", { name: by ?? t("audit.unknown"), at })}</p>
    </div>
  );
}

function Contacts({ contacts }: Pick<History["rounds"][number], "contacts">) {
  const { t } = useI18n();
  return (
    <DataTable
      stacked
      caption={t("provider.contacts")}
      columns={(["at", "way", "kind", "result"] as const).map((name) => ({ title: t(`requests.${name}`) }))}
      empty={t("provider.contacts.none")}
      rows={contacts.map((line) => ({
        key: line.id,
        cells: [line.at, t(`round.way.${line.channel}`), t(`requests.kind.${line.kind}`), resultText(t, line)],
      }))}
    />
  );
}
