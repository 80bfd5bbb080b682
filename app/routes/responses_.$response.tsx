import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import type { ResponsePageData } from "#app/components/review/review.types.ts";
import { CommentForm, JudgeForm } from "#app/components/review/review-forms.tsx";
import { ReviewMark } from "#app/components/review/review-mark.tsx";
import { ReviewedAnswers } from "#app/components/review/reviewed-answers.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { loadResponse } from "#app/services/load-response.server.ts";
import { recordResponseRead } from "#app/services/record-reading.server.ts";
import { readJudgement, reviewFormSchema } from "#app/services/review-form.ts";
import { type CommentOutcome, comment, review } from "#app/services/review-responses.server.ts";
import "#app/styles/review.css";

export const handle: PageHandle = { title: "review.response" };

export const loader = permitting("responses_.$response", "loader", async ({ request, params, permitted }) => {
  const response = await loadResponse(permitted, params.response ?? "", await readLocale(request));
  if (!response) throw new Refusal("not_found");
  await recordResponseRead(permitted, params.response ?? "");
  return response;
});

type Problem = Exclude<CommentOutcome, "done" | "not_found"> | "no_reason";

/** Judges a response or asks back: 302 back to its page; 422 with what to mend; 409 where it has changed meanwhile or was put away; 404; 400. */
export const action = permitting("responses_.$response", "action", async ({ request, params, permitted }) => {
  const parsed = reviewFormSchema.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) throw new Refusal("bad_request");
  const form = parsed.data;
  const id = params.response ?? "";
  if (form.intent === "comment") {
    const { revision, question, text } = form;
    const outcome = await comment(permitted, { id, revision, question, text }, new Date());
    return answer(id, outcome, text);
  }
  const read = readJudgement(form);
  if (!read.ok && read.problem === "malformed") throw new Refusal("bad_request");
  if (!read.ok) return answer(id, "no_reason", "");
  return answer(
    id,
    await review(permitted, { id, revision: form.revision, judgement: read.judgement }, new Date()),
    "",
  );
});

function answer(id: string, outcome: CommentOutcome | "no_reason", typed: string) {
  if (outcome === "not_found") throw new Refusal("not_found");
  if (outcome === "done") throw redirect(paths.response(id));
  const problem: Problem = outcome;
  return data({ problem, typed }, { status: problem === "changed" || problem === "archived" ? 409 : 422 });
}

export default function ResponsePage() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  const wanted = useSearchParams()[0].get("ask");
  const { id, round, providerName, receiptNumber, withdrawnAt } = page;
  const problem = failed?.problem ?? null;
  const asks = !page.archived && page.questions.length > 0 && page.review.state !== "invalid";
  const about = page.flags.find((flag) => flag.id === wanted) ?? null;
  return (
    <>
      <p className="no-print">
        <Link to={`${paths.responses}?${new URLSearchParams({ round: round.id })}`}>{t("review.back")}</Link>
      </p>
      <h1>{providerName ?? t("review.of_number", { receipt: receiptNumber })}</h1>
      {problem === "changed" ? (
        <Notice kind="error" announced>
          <p>{t("review.problem.changed")}</p>
        </Notice>
      ) : null}
      {page.review.corrected && withdrawnAt === null && page.review.reason !== null ? (
        <Notice kind="warning">
          <p>{t("review.corrected", { reason: t(`review.reason.${page.review.reason}`) })}</p>
        </Notice>
      ) : null}
      {page.archived ? (
        <Notice kind="info">
          <p>{t("review.archived")}</p>
        </Notice>
      ) : null}
      <Facts page={page} />
      {withdrawnAt === null ? (
        <>
          <Oddities page={page} asks={asks} />
          <Correction page={page} />
          <Comments page={page} />
          {page.archived ? null : <JudgeForm page={page} problem={problem === "no_reason" ? problem : null} />}
          {asks ? (
            <CommentForm
              key={`${id} ${page.revision} ${about?.id ?? ""}`}
              page={page}
              about={about}
              problem={problem === "no_reason" || problem === "changed" || problem === "archived" ? null : problem}
              typed={failed?.typed ?? ""}
            />
          ) : null}
          <ReviewedAnswers pages={page.pages} />
        </>
      ) : (
        <Notice kind="info">
          <p>{t("review.withdrawn", { at: withdrawnAt })}</p>
        </Notice>
      )}
    </>
  );
}

type Part = { page: ResponsePageData };

/** Which answer it is, how it came, and where its review stands. */
function Facts({ page }: Part) {
  const { t } = useI18n();
  const { round, enteredBy, review: judged } = page;
  const channel = t(`review.channel.${page.channel}`);
  return (
    <>
      <dl className="facts">
        <dt>{t("review.round")}</dt>
        <dd>{t(`review.round.${round.audience}`, { year: round.fiscalYear })}</dd>
        <dt>{t("review.receipt")}</dt>
        <dd>{page.receiptNumber}</dd>
        <dt>{t("review.received_at")}</dt>
        <dd>
          {page.receivedAt === page.firstReceivedAt
            ? page.receivedAt
            : t("review.received_twice", { first: page.firstReceivedAt, last: page.receivedAt })}
        </dd>
        <dt>{t("review.channel")}</dt>
        <dd>
          {enteredBy === null
            ? channel
            : t("review.entered_by", { channel, name: enteredBy.name ?? t("audit.unknown") })}
        </dd>
        {enteredBy === null || page.providerName === null ? null : (
          <>
            <dt>{t("review.confirmed")}</dt>
            <dd>{page.confirmedAt ?? t("review.confirmed.not_yet")}</dd>
          </>
        )}
        <dt>{t("review.state")}</dt>
        <dd>
          <ReviewMark review={judged} />
          {judged.at === null
            ? null
            : ` ${t("review.judged", { name: judged.by ?? t("audit.unknown"), at: judged.at })}`}
        </dd>
        <dt>{t("review.counts")}</dt>
        <dd>
          {t(page.counts ? "review.counts.yes" : page.consents ? "review.counts.invalid" : "review.counts.no_consent")}
        </dd>
      </dl>
      <p className="actions no-print">
        <PrintButton />
        <ButtonLink kind="secondary" href={paths.filledForm(page.id)}>
          {t("review.to_form")}
        </ButtonLink>
      </p>
    </>
  );
}

/** What looks wrong: doubts as sentences, each of which can be asked back about, and other answers that are the same or about an equal child. */
function Oddities({ page: { flags, equal, questions }, asks }: Part & { asks: boolean }) {
  const { t } = useI18n();
  return (
    <section aria-labelledby="odd">
      <h2 id="odd">{t("review.odd")}</h2>
      {flags.length === 0 && equal.length === 0 ? <p>{t("review.odd.none")}</p> : null}
      <ul>
        {flags.map((flag) => (
          <li key={flag.id}>
            <strong>{flag.title}</strong> {flag.text}
            {asks && questions.some(({ path }) => path === flag.question) ? (
              <>
                {" "}
                <Link to={`?${new URLSearchParams({ ask: flag.id })}#ask`} className="no-print nowrap">
                  {t("review.ask.about")}
                </Link>
              </>
            ) : null}
          </li>
        ))}
        {equal.map((other) => (
          <li key={other.id}>
            {t("review.equal.text")} <Link to={paths.response(other.id)}>{other.receiptNumber}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Before and after of the last correction. */
function Correction({ page: { correction } }: Part) {
  const { t } = useI18n();
  if (!correction) return null;
  return (
    <section aria-labelledby="correction">
      <h2 id="correction">{t("review.correction")}</h2>
      <DataTable
        stacked
        caption={t("review.correction.caption", { at: correction.before })}
        columns={[{ title: t("review.question") }, { title: t("review.before") }, { title: t("review.after") }]}
        empty={t("review.correction.none")}
        rows={correction.lines.map(({ path, question, before, after }) => ({
          key: path,
          cells: [question, before ?? t("review.no_answer"), after ?? t("review.no_answer")],
        }))}
      />
    </section>
  );
}

/** What was asked back, and whether it is answered. */
function Comments({ page: { comments } }: Part) {
  const { t } = useI18n();
  if (comments.length === 0) return null;
  return (
    <section aria-labelledby="comments">
      <h2 id="comments">{t("review.comments")}</h2>
      <dl className="comments">
        {comments.map(({ id, title, text, by, at, answered }) => (
          <div key={id} className="comment">
            <dt>{title}</dt>
            <dd>
              <p className="comment-text">{text}</p>
              <p className="field-hint">
                {t(answered ? "review.comment.answered" : "review.comment.open", {
                  name: by ?? t("audit.unknown"),
                  at,
                })}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
