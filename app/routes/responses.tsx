import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { ResponsesFilter } from "#app/components/review/responses-filter.tsx";
import type { ResponseLine, ResponsesPageData } from "#app/components/review/review.types.ts";
import { ReviewMark } from "#app/components/review/review-mark.tsx";
import { BasisLine } from "#app/components/round/basis-line.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { loadResponses } from "#app/services/load-responses.server.ts";
import { bulkFormSchema, readJudgement } from "#app/services/review-form.ts";
import { reviewSeveral } from "#app/services/review-responses.server.ts";
import "#app/styles/review.css";

export const handle: PageHandle = { title: "review.page" };

export const loader = permitting("responses", "loader", async ({ request, permitted }) => {
  const { searchParams } = new URL(request.url);
  return loadResponses(permitted, searchParams, { locale: await readLocale(request), now: new Date() });
});

/** Judges the chosen responses: 302 back to the list as it was filtered; 422 with the reason; 409 where some had changed; 400. */
export const action = permitting("responses", "action", async ({ request, permitted }) => {
  const form = await readForm(request);
  const parsed = bulkFormSchema.safeParse({ ...Object.fromEntries(form), chosen: form.getAll("chosen") });
  if (!parsed.success) throw new Refusal("bad_request");
  const read = readJudgement(parsed.data);
  const { chosen } = parsed.data;
  if (!read.ok && read.problem === "malformed") throw new Refusal("bad_request");
  if (chosen.length === 0) return data({ problem: "none_chosen" as const, done: 0, left: 0 }, { status: 422 });
  if (!read.ok) return data({ problem: "no_reason" as const, done: 0, left: 0 }, { status: 422 });
  const done = await reviewSeveral(permitted, chosen, { judgement: read.judgement, now: new Date() });
  const left = chosen.length - done;
  if (left > 0) return data({ problem: "some_changed" as const, done, left }, { status: 409 });
  throw redirect(`${paths.responses}${new URL(request.url).search}`);
});

export default function ResponsesPage() {
  const { rounds, query, takesEntries, basis, facts, lines, older, newest } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  if (query === null) {
    return (
      <>
        <h1>{t("review.title")}</h1>
        <p>{t("review.no_round")}</p>
      </>
    );
  }
  const again = {
    round: query.round,
    ...(query.state ? { state: query.state } : {}),
    ...(query.odd ? { odd: "1" } : {}),
    ...query.facts,
    ...(query.q ? { q: query.q } : {}),
  };
  return (
    <>
      <h1>{t("review.title")}</h1>
      <p className="lead">{t("review.lead")}</p>
      {failed ? (
        <Notice kind={failed.problem === "some_changed" ? "warning" : "error"} announced>
          <p>{t(`review.bulk.${failed.problem}`, { done: failed.done, left: failed.left })}</p>
        </Notice>
      ) : null}
      <ResponsesFilter key={JSON.stringify(query)} rounds={rounds} facts={facts} query={query} />
      {basis ? <BasisLine basis={basis} /> : null}
      {takesEntries ? (
        <p className="no-print">
          <ButtonLink kind="quiet" href={paths.enterAnswers(query.round)}>
            {t("review.enter")}
          </ButtonLink>
        </p>
      ) : null}
      <Lines lines={lines} facts={facts} judgeable={takesEntries} />
      <p className="actions no-print">
        {newest ? null : <Link to={`${paths.responses}?${new URLSearchParams(again)}`}>{t("review.newest")}</Link>}
        {older === null ? null : (
          <ButtonLink kind="quiet" href={`${paths.responses}?${new URLSearchParams({ ...again, before: older })}`}>
            {t("review.older")}
          </ButtonLink>
        )}
      </p>
    </>
  );
}

const reasons = ["duplicate", "out_of_area", "out_of_scope", "test", "other"] as const;

type LinesProps = Pick<ResponsesPageData, "facts"> & { lines: readonly ResponseLine[]; judgeable: boolean };

/** The list with what can be done with the chosen ones, in one form. */
function Lines({ lines, facts, judgeable }: LinesProps) {
  const { t } = useI18n();
  const { search } = useLocation();
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" action={`${paths.responses}${search}`}>
      <DataTable
        stacked
        caption={t("review.caption")}
        columns={[
          { title: t(lines.some(({ name }) => name !== null) ? "review.whose" : "review.receipt") },
          ...facts.map(({ name }) => ({ title: t(`review.fact.${name}`) })),
          { title: t("review.flags") },
          { title: t("review.voice") },
          { title: t("review.state") },
          { title: t("review.received_at") },
        ]}
        empty={t("review.none")}
        rows={lines.map((line) => ({ key: line.id, cells: cellsOf(line) }))}
      />
      {lines.length === 0 || !judgeable ? null : (
        <fieldset className="form-part no-print bulk">
          <legend>{t("review.bulk")}</legend>
          <Button type="submit" name="state" value="accepted" kind="secondary" disabled={busy}>
            {t("review.bulk.accept")}
          </Button>
          <SelectField
            name="reason"
            label={t("review.reason")}
            options={[
              { value: "", label: t("review.reason.choose") },
              ...reasons.map((reason) => ({ value: reason, label: t(`review.reason.${reason}`) })),
            ]}
            value=""
          />
          <Button type="submit" name="state" value="invalid" kind="danger" disabled={busy}>
            {t("review.bulk.invalid")}
          </Button>
        </fieldset>
      )}
    </Form>
  );

  function cellsOf({ id, revision, name, receiptNumber, ...line }: ResponseLine) {
    return [
      <span key="whose" className="chosen">
        {judgeable ? (
          <input
            type="checkbox"
            name="chosen"
            value={`${id}:${revision}`}
            aria-label={t("review.choose", { receipt: receiptNumber })}
            className="no-print"
          />
        ) : null}
        <span>
          <Link to={paths.response(id)}>{name ?? receiptNumber}</Link>
          {name === null ? null : <span className="field-hint nowrap"> {receiptNumber}</span>}
        </span>
      </span>,
      ...line.facts.map((said) => said ?? t("review.no_answer")),
      <Marks key="marks" line={line} />,
      line.voice ?? (
        <span key="voice" className="field-hint">
          {t("review.voice.none")}
        </span>
      ),
      <ReviewMark key="state" review={line.review} />,
      <span key="received">
        {line.receivedAt} <span className="field-hint nowrap">{t(`review.channel.${line.channel}`)}</span>
      </span>,
    ];
  }
}

/** What looks odd in words: the first of it, how much more there is, an equal answer, and what was asked back. */
function Marks({ line }: { line: Pick<ResponseLine, "flags" | "repeated" | "openComments"> }) {
  const { t } = useI18n();
  const [first, ...others] = line.flags;
  const marks = [
    ...(first === undefined ? [] : [first]),
    ...(others.length > 0 ? [t("review.flags.more", { count: others.length })] : []),
    ...(line.repeated ? [t("review.equal")] : []),
    ...(line.openComments > 0 ? [t("review.comments.open", { count: line.openComments })] : []),
  ];
  if (marks.length === 0) return <span className="field-hint">{t("review.flags.none")}</span>;
  return (
    <span className="review-marks">
      {marks.map((mark) => (
        <span key={mark}>{mark}</span>
      ))}
    </span>
  );
}
