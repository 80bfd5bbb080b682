import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";

type Props = {
  /** The revision that the page shows. */
  revision: number;
  /** When the respondent said yes, in words; null where it has not yet. */
  confirmedAt: string | null;
};

/**
 * On the receipt page of a provider's link, where staff typed the answers in: one tap says that all of them, as the page shows
 * them below, are right. Posts `intent=confirm` and `revision` to the page's own address.
 */
export function ConfirmEntryCard({ revision, confirmedAt }: Props) {
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  if (confirmedAt !== null) {
    return (
      <Notice kind="success" title={t("returned.confirmed.title")}>
        <p>{t("returned.confirmed", { at: confirmedAt })}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="info" title={t("returned.confirm.title")}>
      <p>{t("returned.confirm.text")}</p>
      <Form method="post" className="no-print">
        <input type="hidden" name="intent" value="confirm" />
        <input type="hidden" name="revision" value={revision} />
        <Button type="submit" disabled={busy}>
          {t("returned.confirm.submit")}
        </Button>
      </Form>
    </Notice>
  );
}
