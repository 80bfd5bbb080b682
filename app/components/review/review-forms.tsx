import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { TextAreaField } from "#app/components/field.tsx";
import type { ResponsePageData } from "#app/components/review/review.types.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

type Page = { page: ResponsePageData };

const reasons = ["duplicate", "out_of_area", "out_of_scope", "test", "other"] as const;

/**
 * The judgement: a button for each state that it is not in, and the reason that an invalid one needs. An invalid one that was
 * corrected since may be found invalid again.
 */
export function JudgeForm({ page, problem }: Page & { problem: "no_reason" | null }) {
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const { state, reason, corrected } = page.review;
  return (
    <section aria-labelledby="judge" className="no-print">
      <h2 id="judge">{t("review.judge")}</h2>
      <Form method="post" className="form">
        <input type="hidden" name="intent" value="judge" />
        <input type="hidden" name="revision" value={page.revision} />
        <p className="actions">
          {state === "accepted" ? null : (
            <Button type="submit" name="state" value="accepted" disabled={busy}>
              {t("review.judge.accepted")}
            </Button>
          )}
          {state === "has_issues" ? null : (
            <Button type="submit" name="state" value="has_issues" kind="secondary" disabled={busy}>
              {t("review.judge.has_issues")}
            </Button>
          )}
          {state === "received" ? null : (
            <Button type="submit" name="state" value="received" kind="quiet" disabled={busy}>
              {t("review.judge.received")}
            </Button>
          )}
        </p>
        {state === "invalid" && !corrected ? null : (
          <>
            <SelectField
              name="reason"
              label={t("review.reason")}
              hint={t("review.reason.hint")}
              error={problem && t("review.problem.no_reason")}
              options={[
                { value: "", label: t("review.reason.choose") },
                ...reasons.map((reason) => ({ value: reason, label: t(`review.reason.${reason}`) })),
              ]}
              value={reason ?? ""}
            />
            <Button type="submit" name="state" value="invalid" kind="danger" disabled={busy}>
              {t(corrected ? "review.judge.still_invalid" : "review.judge.invalid")}
            </Button>
          </>
        )}
      </Form>
    </section>
  );
}

type CommentProps = Page & {
  problem: "no_text" | "too_long" | "no_question" | null;
  typed: string;
  /** What looks odd and is asked about: its question is chosen and a text proposed, to be changed before it is sent. */
  about: ResponsePageData["flags"][number] | null;
};

/** A question back to the provider, which finds it at its own link. */
export function CommentForm({ page, problem, typed, about }: CommentProps) {
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const chosen = page.questions.find(({ path }) => path === about?.question) ?? page.questions[0];
  const proposed = about ? t("review.ask.proposal", { title: chosen?.title ?? about.title, text: about.text }) : "";
  return (
    <section aria-labelledby="ask" className="no-print">
      <h2 id="ask">{t("review.ask")}</h2>
      <Form method="post" className="form">
        <input type="hidden" name="intent" value="comment" />
        <input type="hidden" name="revision" value={page.revision} />
        <SelectField
          name="question"
          label={t("review.ask.question")}
          error={problem === "no_question" ? t("review.problem.no_question") : null}
          options={page.questions.map(({ path, title }) => ({ value: path, label: title }))}
          value={chosen?.path ?? ""}
        />
        <TextAreaField
          name="text"
          label={t("review.ask.text")}
          hint={t("review.ask.hint")}
          error={problem === "no_text" || problem === "too_long" ? t(`review.problem.${problem}`) : null}
          rows={about ? 6 : 3}
          defaultValue={typed || proposed}
          required
        />
        <Button type="submit" kind="secondary" disabled={busy}>
          {t("review.ask.submit")}
        </Button>
      </Form>
    </section>
  );
}
