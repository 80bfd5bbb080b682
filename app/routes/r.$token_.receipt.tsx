import { data, redirect } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { AnswerCopy } from "#app/components/answer-copy.tsx";
import { ButtonLink } from "#app/components/button.tsx";
import { ClosedLinkPage } from "#app/components/closed-link-page.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitUnknownLinks } from "#app/rate-limit.server.ts";
import { readReceipt } from "#app/receipt-cookie.server.ts";
import { loadReceipt } from "#app/services/load-receipt.server.ts";

export const handle: PageHandle = { title: "receipt.title" };

export const loader = admitting("r.$token_.receipt", "loader", async ({ request, params, context }) => {
  const token = params.token ?? "";
  const page = await loadReceipt(token, await readReceipt(token, request), await readLocale(request));
  if (page.kind === "closed") await limitUnknownLinks(context.clientAddress);
  if (page.kind === "unanswered") throw redirect(paths.form(token));
  return data(page, { status: page.kind === "closed" ? 404 : 200 });
});

export default function ReceiptPage() {
  const page = useLoaderData<typeof loader>();
  const token = useParams().token ?? "";
  const { t } = useI18n();
  if (page.kind === "closed") return <ClosedLinkPage state="unknown" contact={page.contact} />;
  return (
    <>
      <h1>{t("receipt.title")}</h1>
      <dl className="facts">
        <dt>{t("receipt.number")}</dt>
        <dd className="receipt-number">{page.receiptNumber}</dd>
        <dt>{t("receipt.time")}</dt>
        <dd>{page.receivedAt}</dd>
      </dl>
      <p>{t("receipt.keep", { contact: page.contact })}</p>
      <p className="actions no-print">
        <PrintButton />
        {page.mayAnswerAgain ? (
          <ButtonLink kind="secondary" href={paths.form(token)} reload>
            {t("receipt.another")}
          </ButtonLink>
        ) : null}
      </p>
      <AnswerCopy pages={page.answers} />
    </>
  );
}
