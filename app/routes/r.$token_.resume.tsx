import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/error-summary.tsx";
import { Field } from "#app/components/field.tsx";
import { rememberCode } from "#app/draft-cookie.server.ts";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitCodes } from "#app/rate-limit.server.ts";
import { rememberReceipt } from "#app/receipt-cookie.server.ts";
import { readForm } from "#app/route.server.ts";
import { resumeDraft } from "#app/services/resume-draft.server.ts";

export const handle: PageHandle = { title: "resume.title" };

export const loader = admitting("r.$token_.resume", "loader", async () => null);

/** Takes a code: 302 to the draft or to the receipt of what was sent, 422 for a code to mend, 429 for any after many of those. */
export const action = admitting("r.$token_.resume", "action", async ({ request, params, context }) => {
  const token = params.token ?? "";
  const typed = String((await readForm(request)).get("code") ?? "");
  const giveBack = await limitCodes(context.clientAddress);
  const outcome = await resumeDraft(token, typed, new Date());
  switch (outcome.kind) {
    case "draft":
      await giveBack();
      throw redirect(paths.form(token), { headers: { "Set-Cookie": await rememberCode(token, outcome.code) } });
    case "sent": {
      await giveBack();
      const receipt = await rememberReceipt(token, { id: outcome.responseId, code: outcome.code });
      throw redirect(paths.receipt(token), { headers: { "Set-Cookie": receipt } });
    }
    default:
      return data({ problem: outcome.kind, typed }, { status: 422 });
  }
});

export default function ResumePage() {
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const error = failed ? t(`resume.error.${failed.problem}`) : null;
  return (
    <>
      <h1>{t("resume.title")}</h1>
      {error ? (
        <ErrorSummary title={t("resume.error.title")} problem={failed}>
          <p>
            <a href="#code">{error}</a>
          </p>
        </ErrorSummary>
      ) : null}
      <p className="lead">{t("resume.lead")}</p>
      {/* the cookie's path is the link's page: a client-side redirect would fetch its data without the code */}
      <Form method="post" reloadDocument>
        <Field
          name="code"
          label={t("resume.code")}
          hint={t("resume.hint")}
          error={error}
          defaultValue={failed?.typed ?? ""}
          input={{ autoComplete: "off", autoCapitalize: "characters", spellCheck: false, maxLength: 40 }}
        />
        <Button type="submit" disabled={busy}>
          {t("resume.submit")}
        </Button>
      </Form>
    </>
  );
}
