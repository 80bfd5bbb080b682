import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect } from "react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Field } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { admitting } from "#app/guarded.server.ts";
import { readReturnPath } from "#app/http/return-path.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { firstPath, signIn } from "#app/services/sign-in.server.ts";
import { openSession } from "#app/session.server.ts";

const formSchema = z.object({
  loginName: z.string().min(1).max(200),
  password: z.string().min(1).max(200),
  to: z.string().optional(),
});

export const handle: PageHandle = { title: "sign_in.title" };

/** `to`: the page that somebody is led back to. */
export const loader = admitting("sign-in", "loader", async ({ request }) => ({
  to: readReturnPath(new URL(request.url).searchParams.get("to")),
}));

export const action = admitting("sign-in", "action", async ({ request, context }) => {
  const form = formSchema.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return data({ failed: true }, { status: 400 });
  const account = await signIn(form.data, context.clientAddress, new Date());
  if (!account) return data({ failed: true }, { status: 401 });
  const wanted = readReturnPath(form.data.to) ?? firstPath(account.grants);
  const to = account.passwordIsTemporary ? paths.password : wanted;
  throw redirect(to, { headers: { "Set-Cookie": await openSession(account) } });
});

export default function SignInPage() {
  const { t } = useI18n();
  const { to } = useLoaderData<typeof loader>();
  useEffect(() => {
    if (to !== null) void import("#app/components/kept-typed/typed-form.ts").then((kept) => kept.markInterrupted());
  }, [to]);
  const failed = useActionData<typeof action>()?.failed ?? false;
  const busy = useNavigation().state !== "idle";
  return (
    <>
      <h1>{t("sign_in.title")}</h1>
      {failed ? (
        <Notice kind="error" announced>
          <p>{t("sign_in.failed")}</p>
        </Notice>
      ) : null}
      {to === null ? null : <p>{t("sign_in.go_on")}</p>}
      <Form method="post" className="form">
        {to === null ? null : <input type="hidden" name="to" value={to} />}
        <Field
          name="loginName"
          label={t("sign_in.login_name")}
          input={{ autoComplete: "username", autoCapitalize: "none", required: true, maxLength: 200 }}
        />
        <Field
          name="password"
          label={t("sign_in.password")}
          input={{ type: "password", autoComplete: "current-password", required: true, maxLength: 200 }}
        />
        <Button type="submit" disabled={busy}>
          {t("sign_in.submit")}
        </Button>
      </Form>
    </>
  );
}
