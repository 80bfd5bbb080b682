import { Form, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import { rolesText } from "#app/role-and-review-texts.ts";
import type { Role } from "#domain/role.ts";

type Grant = { id: string; at: string; actor: string | null; before: Role[]; after: Role[] };

/** What administrators gave themselves, until this coordinator says that it was seen. */
export function SelfGrants({ grants }: { grants: readonly Grant[] }) {
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  return grants.map(({ id, at, before, after, ...names }) => {
    const actor = names.actor ?? t("audit.unknown");
    return (
      <Notice key={id} kind="warning" title={t("home.grant.title")}>
        <p>
          {t("home.grant.text", { actor, at, before: rolesText(t, before), after: rolesText(t, after) })}{" "}
          {t("home.grant.advice", { actor })}
        </p>
        <Form method="post" action={paths.acknowledgeGrant}>
          <input type="hidden" name="entry" value={id} />
          <Button type="submit" kind="secondary" disabled={busy}>
            {t("home.grant.submit")}
          </Button>
        </Form>
      </Notice>
    );
  });
}
