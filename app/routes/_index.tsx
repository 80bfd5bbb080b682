import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { admitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { demoRoles } from "#app/services/demo-roles.ts";
import { loadStart } from "#app/services/load-start.server.ts";

export const handle: PageHandle = { title: "start.title" };

export const loader = admitting("_index", "loader", async () => {
  const start = await loadStart();
  if (start.needsSetUp) throw redirect(paths.setUp);
  return start;
});

export default function StartPage() {
  const { demo, areaName, contact } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  return (
    <>
      <h1>{t("start.title")}</h1>
      <p className="lead">{t("start.lead", { area: areaName?.[locale] ?? "" })}</p>
      {demo ? (
        <section aria-labelledby="roles">
          <h2 id="roles">{t("start.demo.title")}</h2>
          <p>{t("start.demo.text")}</p>
          <ul className="card-list">
            {demoRoles.map((role) => (
              <li key={role}>
                <p>{t(`start.demo.${role}.text`)}</p>
                <Form method="post" action={paths.demoSignIn} reloadDocument>
                  <Button type="submit" kind="secondary" name="role" value={role}>
                    {t(`start.demo.${role}`)}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <>
          <h2>{t("start.respondent.title")}</h2>
          <p>{t("start.respondent.text", { contact })}</p>
          <p>
            <ButtonLink href={paths.answer} kind="secondary">
              {t("start.respondent.code")}
            </ButtonLink>
          </p>
          <h2>{t("start.staff.title")}</h2>
          <p>
            <ButtonLink href={paths.signIn}>{t("sign_in.submit")}</ButtonLink>
          </p>
        </>
      )}
    </>
  );
}
