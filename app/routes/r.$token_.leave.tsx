import { redirect } from "@remix-run/node";
import { useParams } from "@remix-run/react";
import { useEffect } from "react";
import { ButtonLink } from "#app/components/button.tsx";
import { forgetTab } from "#app/components/survey-form/tab-copy.ts";
import { forgetCode } from "#app/draft-cookie.server.ts";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { forgetReceipt } from "#app/receipt-cookie.server.ts";

export const handle: PageHandle = { title: "leave.title" };

export const loader = admitting("r.$token_.leave", "loader", async () => null);

/**
 * Makes this browser forget the draft and the receipt; both stay on the server. Pages kept for the back button go too. The tab's own
 * notes are taken away by the page below: "storage" would take those of every other link as well.
 */
export const action = admitting("r.$token_.leave", "action", async ({ params }) => {
  const token = params.token ?? "";
  const headers = new Headers();
  headers.append("Set-Cookie", await forgetCode(token));
  headers.append("Set-Cookie", await forgetReceipt(token));
  headers.set("Clear-Site-Data", '"cache"');
  throw redirect(paths.leave(token), { headers });
});

export default function LeavePage() {
  const token = useParams().token ?? "";
  const { t } = useI18n();
  useEffect(() => forgetTab(token), [token]);
  return (
    <>
      <h1>{t("leave.title")}</h1>
      <p className="lead">{t("leave.text")}</p>
      <p>{t("leave.history")}</p>
      <p className="actions">
        <ButtonLink kind="secondary" href={paths.form(token)} reload>
          {t("leave.again")}
        </ButtonLink>
      </p>
    </>
  );
}
