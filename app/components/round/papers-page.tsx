import { Form, Link, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import type { PapersPageData } from "./round.types.ts";
import { FaxSheet, LetterSheet } from "./sheets.tsx";

type Props = {
  page: PapersPageData;
  form: "letters" | "fax";
  /** Why it was not noted that the sheets went out. */
  failed: "archived" | "nobody" | "recorded" | null;
};

/** Sheets to print, and the button that notes that they went out. On paper nothing else of the page is left. */
export function PapersPage({ page, form, failed }: Props) {
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const Sheet = form === "fax" ? FaxSheet : LetterSheet;
  const { sheets, roundId, invented, words } = page;
  return (
    <>
      <div className="no-print">
        <p>
          <Link to={paths.round(roundId)}>{t("round.back_to")}</Link>
        </p>
        <h1>{t(`papers.${form}`)}</h1>
        {failed ? (
          <Notice kind="error" announced>
            <p>{t(`round.error.${failed}`)}</p>
          </Notice>
        ) : null}
        <p className="lead">{sheets.length === 0 ? t("papers.empty") : t("papers.lead", { count: sheets.length })}</p>
        {sheets.length > 0 ? (
          <Form method="post" className="actions">
            <PrintButton />
            {sheets.map(({ invitationId }) => (
              <input key={invitationId} type="hidden" name="invitation" value={invitationId} />
            ))}
            <Button type="submit" kind="secondary" disabled={busy}>
              {t("papers.record")}
            </Button>
          </Form>
        ) : null}
      </div>
      <div className="sheets" lang="ja">
        {sheets.map((sheet) => (
          <Sheet key={sheet.invitationId} sheet={sheet} invented={invented} words={words} />
        ))}
      </div>
    </>
  );
}
