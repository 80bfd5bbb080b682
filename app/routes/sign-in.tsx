import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { Form, useActionData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { limitSignIn } from "#app/rate-limit.server.ts";
import { answering, readForm } from "#app/route.server.ts";
import { normalizeLoginName, verifyPassword } from "#app/services/accounts.server.ts";
import { openSession } from "#app/session.server.ts";

const formSchema = z.object({ loginName: z.string().min(1).max(200), password: z.string().min(1).max(200) });

export const handle: PageHandle = { title: "sign_in.title" };

export const action = answering(async ({ request, context }: ActionFunctionArgs) => {
  const form = formSchema.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return data({ failed: true }, { status: 400 });
  await limitSignIn(normalizeLoginName(form.data.loginName), context.clientAddress);
  const user = await verifyPassword(form.data.loginName, form.data.password);
  if (!user) return data({ failed: true }, { status: 401 });
  const onlyCouncil = user.grants.every(({ role }) => role === "council");
  throw redirect(onlyCouncil ? paths.council : paths.home, { headers: { "Set-Cookie": await openSession(user) } });
});

export default function SignInPage() {
  const { t } = useI18n();
  const failed = useActionData<typeof action>()?.failed ?? false;
  const busy = useNavigation().state !== "idle";
  return (
    <>
      <h1>{t("sign_in.title")}</h1>
      {failed ? (
        <p className="error-summary" role="alert">
          {t("sign_in.failed")}
        </p>
      ) : null}
      <Form method="post" className="form">
        <div className="field">
          <label htmlFor="loginName">{t("sign_in.login_name")}</label>
          <input
            id="loginName"
            name="loginName"
            autoComplete="username"
            autoCapitalize="none"
            required
            maxLength={200}
          />
        </div>
        <div className="field">
          <label htmlFor="password">{t("sign_in.password")}</label>
          <input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={200}
          />
        </div>
        <button type="submit" className="button" disabled={busy}>
          {t("sign_in.submit")}
        </button>
      </Form>
    </>
  );
}
