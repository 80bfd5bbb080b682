import { data, redirect } from "@remix-run/node";
import { Form, useLoaderData, useParams } from "@remix-run/react";
import { z } from "zod";
import { AnswerCopy } from "#app/components/answer-copy.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { ClosedLinkPage } from "#app/components/closed-link-page.tsx";
import { ConfirmEntryCard } from "#app/components/confirm-entry-card.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { ReviewComments } from "#app/components/review-comments.tsx";
import { Refusal } from "#app/errors.ts";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitUnknownLinks } from "#app/rate-limit.server.ts";
import { readReceipt } from "#app/receipt-cookie.server.ts";
import { readForm } from "#app/route.server.ts";
import { confirmEntry } from "#app/services/confirm-entry.server.ts";
import { loadReceipt, type ReceiptPageData } from "#app/services/load-receipt.server.ts";
import { withdrawAnswers } from "#app/services/withdraw-answers.server.ts";

export const handle: PageHandle = { title: "receipt.title" };

export const loader = admitting("r.$token_.receipt", "loader", async ({ request, params, context }) => {
  const token = params.token ?? "";
  const remembered = await readReceipt(token, request.headers.get("Cookie"));
  const page = await loadReceipt(token, remembered?.id ?? null, await readLocale(request));
  const unknown = page.kind === "closed" && page.state !== "revoked";
  if (unknown) await limitUnknownLinks(context.clientAddress);
  if (page.kind === "unanswered") throw redirect(paths.form(token));
  return data(
    { ...page, code: remembered?.code ?? null },
    { status: unknown ? 404 : page.kind === "closed" ? 410 : 200 },
  );
});

/**
 * Takes the answers back, or a provider's yes to what staff typed in: 302 to the receipt that says so, 400 for a form not ours,
 * 404 where nothing was sent. A yes to answers that have changed meanwhile confirms nothing: the receipt shows them anew.
 */
export const action = admitting("r.$token_.receipt", "action", async ({ request, params, context }) => {
  const token = params.token ?? "";
  const form = await readForm(request);
  if (!(await carryOut(token, form, request.headers.get("Cookie")))) {
    await limitUnknownLinks(context.clientAddress);
    throw new Refusal("not_found");
  }
  throw redirect(paths.receipt(token));
});

const revisionSchema = z.coerce.number().int().min(1);

/** False where there is nothing to do it to. */
async function carryOut(token: string, form: FormData, cookies: string | null): Promise<boolean> {
  const revision = revisionSchema.safeParse(form.get("revision"));
  if (form.get("intent") === "withdraw") return withdrawAnswers(token, await readReceipt(token, cookies), new Date());
  if (form.get("intent") !== "confirm" || !revision.success) throw new Refusal("bad_request");
  return (await confirmEntry(token, revision.data, new Date())).kind !== "nothing_to_confirm";
}

export default function ReceiptPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useI18n();
  switch (page.kind) {
    case "closed":
      return <ClosedLinkPage state={page.state} contact={page.contact} />;
    case "withdrawn":
      return (
        <>
          <h1>{t("receipt.withdrawn.title")}</h1>
          <p className="lead">{t("receipt.withdrawn.text", { time: page.withdrawnAt })}</p>
          <p>{t("receipt.withdrawn.contact", { number: page.receiptNumber, contact: page.contact })}</p>
          <p className="actions no-print">{page.mayAnswerAgain ? <AnswerAgain /> : null}</p>
        </>
      );
    case "receipt":
      return <Receipt page={page} code={page.code} />;
  }
}

type ReceiptData = Extract<ReceiptPageData, { kind: "receipt" }>;

function Receipt({ page, code }: { page: ReceiptData; code: string | null }) {
  const token = useParams().token ?? "";
  const { locale, t } = useI18n();
  return (
    <>
      <h1>{t(page.entry ? "receipt.entry.title" : "receipt.title")}</h1>
      <p className="lead">
        {t(page.entry ? "receipt.entry.survey" : "receipt.thanks", {
          survey: t("form.title", {
            area: page.area[locale],
            name: t(`form.name.${page.audience}`),
            year: page.fiscalYear,
          }),
        })}
      </p>
      <ReviewComments comments={page.comments} />
      {page.entry ? <ConfirmEntryCard {...page.entry} /> : null}
      <dl className="facts">
        <dt>{t("receipt.number")}</dt>
        <dd className="receipt-number">{page.receiptNumber}</dd>
        <dt>{t("receipt.time")}</dt>
        <dd>{page.receivedAt}</dd>
      </dl>
      {code === null ? null : (
        <section className="receipt-code" aria-labelledby="code">
          <h2 id="code">{t("receipt.code.keep")}</h2>
          <p className="receipt-code-number">{code}</p>
          <p>{t("receipt.code.hint")}</p>
        </section>
      )}
      <p>{t(code === null ? "receipt.keep" : "receipt.ask", { contact: page.contact })}</p>
      <p>{page.correctUntil === null ? t("receipt.final") : t("receipt.correct_until", { day: page.correctUntil })}</p>
      <p className="actions no-print">
        <PrintButton />
        {page.correctUntil === null ? null : (
          <ButtonLink kind="secondary" href={paths.correct(token)} reload>
            {t("receipt.correct")}
          </ButtonLink>
        )}
        {page.mayAnswerAgain ? <AnswerAgain /> : null}
      </p>
      {page.mayWithdraw ? <Leaving token={token} /> : null}
      <AnswerCopy pages={page.answers} />
      {page.mayWithdraw ? <Withdrawal /> : null}
    </>
  );
}

function AnswerAgain() {
  const token = useParams().token ?? "";
  const { t } = useI18n();
  return (
    <ButtonLink kind="secondary" href={paths.form(token)} reload>
      {t("receipt.another")}
    </ButtonLink>
  );
}

/** For a device that others use as well. */
function Leaving({ token }: { token: string }) {
  const { t } = useI18n();
  return (
    <Form method="post" action={paths.leave(token)} reloadDocument className="no-print">
      <Button type="submit" kind="quiet">
        {t("receipt.leave")}
      </Button>
    </Form>
  );
}

/** Taking the answers back cannot be undone: what it does is read before the button is reached. */
function Withdrawal() {
  const { t } = useI18n();
  return (
    <details className="no-print withdrawal">
      <summary>{t("receipt.withdraw.title")}</summary>
      <Notice kind="warning">
        <p>{t("receipt.withdraw.text")}</p>
      </Notice>
      <Form method="post" reloadDocument>
        <Button type="submit" kind="danger" name="intent" value="withdraw">
          {t("receipt.withdraw")}
        </Button>
      </Form>
    </details>
  );
}
