import type { ReactNode } from "react";
import { ButtonLink } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import { IntentForm } from "./intent-form.tsx";
import { PaperLinks } from "./paper-links.tsx";
import type { RoundPageData } from "./round.types.ts";

/** State, period, districts and questionnaire of a round. */
export function RoundFacts({ round }: { round: RoundPageData }) {
  const { locale, t } = useI18n();
  const districts = round.districts.map((name) => name[locale]).join(t("list.separator"));
  return (
    <dl className="facts">
      <dt>{t("round.state")}</dt>
      <dd>{t(round.due ? "round.state.due" : `round.state.${round.state}`)}</dd>
      <dt>{t("round.opening")}</dt>
      <dd>{round.opening}</dd>
      <dt>{t("round.closing")}</dt>
      <dd>{round.closing}</dd>
      {round.firstClosing ? (
        <>
          <dt>{t("round.first_closing")}</dt>
          <dd>{round.firstClosing}</dd>
        </>
      ) : null}
      <dt>{t("round.districts")}</dt>
      <dd>{districts === "" ? t("round.all_districts") : districts}</dd>
      <dt>{t("round.questionnaire")}</dt>
      <dd>{t("round.version", { version: round.questionnaireId.split("@").at(-1) ?? "" })}</dd>
    </dl>
  );
}

/** What can be done with the round as a whole. An archived one is only read. */
export function RoundActions({ round }: { round: RoundPageData }) {
  const { t } = useI18n();
  const { state, id, revision } = round;
  if (state === "archived") return null;
  return (
    <div className="round-actions no-print">
      <ButtonLink href={paths.changeRound(id)} kind="secondary">
        {t("round.change")}
      </ButtonLink>
      {state === "planned" ? (
        <>
          <Careful title={t("round.open")} text={t("round.open.text")}>
            <IntentForm intent="open_round" fields={{ revision }} label={t("round.open")} kind="primary" />
          </Careful>
          <Careful title={t("round.discard")} text={t("round.discard.text")}>
            <IntentForm intent="discard_round" fields={{ revision }} label={t("round.discard")} kind="danger" />
          </Careful>
        </>
      ) : null}
      {state === "open" ? (
        <Careful title={t("round.close")} text={t("round.close.text")}>
          <IntentForm intent="close_round" label={t("round.close")} kind="danger" />
        </Careful>
      ) : null}
      {state === "closed" ? (
        <Careful title={t("round.archive")} text={t("round.archive.text")}>
          <IntentForm intent="archive_round" label={t("round.archive")} kind="danger" />
        </Careful>
      ) : null}
    </div>
  );
}

/** A step that is explained before its button is in reach. */
export function Careful({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <details className="careful">
      <summary>{title}</summary>
      <p>{text}</p>
      {children}
    </details>
  );
}

/** Where the answers are typed in and looked through, for who may read them. */
export function AnswerActions({ round }: { round: RoundPageData }) {
  const { t } = useI18n();
  if (!round.mayReview || round.state === "planned") return null;
  return (
    <section aria-labelledby="answers" className="no-print">
      <h2 id="answers">{t("round.answers")}</h2>
      <p className="actions">
        {round.state === "archived" ? null : (
          <ButtonLink href={paths.enterAnswers(round.id)} kind="secondary">
            {t("round.to_entry")}
          </ButtonLink>
        )}
        <ButtonLink href={`${paths.responses}?${new URLSearchParams({ round: round.id })}`} kind="secondary">
          {t("round.to_responses")}
        </ButtonLink>
      </p>
    </section>
  );
}

/** Letters of a planned round, to be on their way when it opens: first their links, by a press, then the sheets. */
function EarlyLetters({ round, prepared }: { round: RoundPageData; prepared: NonNullable<RoundPageData["prepared"]> }) {
  const { t } = useI18n();
  const { issued, missing } = prepared;
  return (
    <section aria-labelledby="send" className="no-print">
      <h2 id="send">{t("round.early")}</h2>
      <p>{t("round.early.text", { opening: round.opening })}</p>
      {missing > 0 ? <IntentForm intent="invite_missing" label={t("round.early.prepare", { missing })} /> : null}
      {issued > 0 ? (
        <p className="actions">
          <PaperLinks roundId={round.id} query={{ to: round.audience === "provider" ? "all" : "open" }} />
        </p>
      ) : null}
    </section>
  );
}

/** The ways to send the requests of a round of providers. */
export function SendActions({ round }: { round: RoundPageData }) {
  const { t } = useI18n();
  if (round.prepared) return <EarlyLetters round={round} prepared={round.prepared} />;
  if (round.state !== "open") return null;
  const { uninvited = 0, recent = 0, minDays = 0 } = round.providers ?? {};
  return (
    <section aria-labelledby="send" className="no-print">
      <h2 id="send">{t("round.send")}</h2>
      <p className="actions">
        <ButtonLink href={paths.requests(round.id)}>{t("round.to_requests")}</ButtonLink>
        <PaperLinks roundId={round.id} query={{ to: "due" }} />
        <ButtonLink href={paths.roundForm(round.id)} kind="secondary">
          {t("round.to_form")}
        </ButtonLink>
      </p>
      {recent > 0 ? (
        <>
          <p>{t("round.recent", { count: recent, days: minDays })}</p>
          <details className="careful">
            <summary>{t("round.recent.all")}</summary>
            <p className="actions">
              <PaperLinks roundId={round.id} query={{ to: "silent" }} />
            </p>
          </details>
        </>
      ) : null}
      {uninvited > 0 ? (
        <>
          <p>{t("round.uninvited", { count: uninvited })}</p>
          <IntentForm intent="invite_missing" label={t("round.invite_missing")} />
        </>
      ) : null}
    </section>
  );
}
