import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, type ButtonKind } from "#app/components/button.tsx";
import { ChoiceGroup } from "#app/components/choice-fields.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { rolesText } from "#app/role-and-review-texts.ts";
import { readForm } from "#app/route.server.ts";
import { type AccountIntent, accountChangeSchema } from "#app/services/account-form.ts";
import { type ChangeRefusal, changeAccount } from "#app/services/change-account.server.ts";
import { loadAccount } from "#app/services/load-accounts.server.ts";
import { handOverStartPassword, takeStartPassword } from "#app/start-password-cookie.server.ts";
import { roleSchema } from "#domain/role.ts";

export const handle: PageHandle = { title: "account.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("admin.accounts_.$account", "loader", async ({ request, params, permitted }) => {
  const account = await loadAccount(permitted, params.account ?? "", await readLocale(request));
  if (!account) throw new Refusal("not_found");
  const handedOver = await takeStartPassword(request, account.id);
  const page = { account, startPassword: handedOver?.password ?? null };
  return data(page, handedOver ? { headers: { "Set-Cookie": handedOver.setCookie } } : {});
});

const statuses: Record<ChangeRefusal, number> = {
  no_role: 422,
  yourself: 409,
  elsewhere: 403,
  last_administrator: 409,
  changed_meanwhile: 409,
};

/** Changes an account: 302 back to its page; 403, 409 or 422 with the reason; 404 for none of this municipality; 400. */
export const action = permitting("admin.accounts_.$account", "action", async ({ request, params, permitted }) => {
  const form = await readForm(request);
  const parsed = accountChangeSchema.safeParse({ ...Object.fromEntries(form), roles: form.getAll("roles") });
  if (!parsed.success) throw new Refusal("bad_request");
  const id = params.account ?? "";
  const outcome = await changeAccount(permitted, id, parsed.data);
  if (!outcome) throw new Refusal("not_found");
  if (outcome.kind === "refused") return data({ reason: outcome.reason }, { status: statuses[outcome.reason] });
  const headers = new Headers();
  if (outcome.startPassword) headers.set("Set-Cookie", await handOverStartPassword(id, outcome.startPassword));
  throw redirect(paths.account(id), { headers });
});

export default function AccountPage() {
  const { account, startPassword } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  return (
    <>
      <p>
        <Link to={paths.accounts}>{t("account.back")}</Link>
      </p>
      <h1>{t("account.heading", { name: account.displayName })}</h1>
      {failed ? (
        <Notice kind="error" announced>
          <p>{t(`account.error.${failed.reason}`)}</p>
        </Notice>
      ) : null}
      {startPassword ? <StartPassword password={startPassword} loginName={account.loginName} /> : null}
      <dl className="facts">
        <dt>{t("accounts.loginName")}</dt>
        <dd>{account.loginName}</dd>
        <dt>{t("accounts.roles")}</dt>
        <dd>{rolesText(t, account.roles)}</dd>
        <dt>{t("accounts.state")}</dt>
        <dd>{t(`accounts.state.${account.state}`)}</dd>
        <dt>{t("accounts.lastSignIn")}</dt>
        <dd>{account.lastSignIn ?? t("accounts.never")}</dd>
      </dl>
      <ChangeForm intent="change_roles" kind="primary">
        <ChoiceGroup
          key={account.revision}
          label={t("accounts.roles")}
          name="roles"
          type="checkbox"
          options={roleSchema.options.map((role) => ({ value: role, label: t(`role.${role}.text`) }))}
          value={account.roles}
        />
      </ChangeForm>
      <PasswordAndState />
    </>
  );
}

/** The password is on this page once: the next look at it finds it gone. */
function StartPassword({ password, loginName }: { password: string; loginName: string }) {
  const { t } = useI18n();
  return (
    <Notice kind="success" title={t("account.start_password.title")} announced>
      <dl className="facts">
        <dt>{t("accounts.loginName")}</dt>
        <dd>{loginName}</dd>
        <dt>{t("account.start_password")}</dt>
        <dd className="receipt-number" data-testid="start-password">
          {password}
        </dd>
      </dl>
      <p>{t("account.start_password.text")}</p>
    </Notice>
  );
}

/** What ends the account's sessions. Nobody does that to themselves, nor to somebody another city counts on. */
function PasswordAndState() {
  const { account } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  if (account.isYourself) {
    return (
      <p>
        {t("account.yourself")} <Link to={paths.password}>{t("password.title")}</Link>
      </p>
    );
  }
  if (account.hasRolesElsewhere) return <p>{t("account.error.elsewhere")}</p>;
  return (
    <>
      <ChangeForm intent="reset_password" kind="secondary" />
      {account.state === "inactive" ? (
        <ChangeForm intent="reactivate_account" kind="secondary" />
      ) : (
        <ChangeForm intent="deactivate_account" kind="danger" />
      )}
    </>
  );
}

type ChangeFormProps = { intent: AccountIntent; kind: ButtonKind; children?: ReactNode };

/** One change with what it does in a sentence; it names the revision it was made from. */
function ChangeForm({ intent, kind, children }: ChangeFormProps) {
  const { account } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  return (
    <section aria-labelledby={intent}>
      <h2 id={intent}>{t(`account.${intent}`)}</h2>
      <p>{t(`account.${intent}.text`)}</p>
      <Form method="post" className="form">
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="revision" value={account.revision} />
        {children}
        <Button type="submit" kind={kind} disabled={busy}>
          {t(`account.${intent}.submit`)}
        </Button>
      </Form>
    </section>
  );
}
