import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { answering } from "#app/route.server.ts";
import { demoRoles } from "#app/services/demo-roles.ts";
import { loadStart } from "#app/services/load-start.server.ts";

export const handle: PageHandle = { title: "start.title" };

export const loader = answering(async (_args: LoaderFunctionArgs) => {
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
          <ul className="role-list">
            {demoRoles.map((role) => (
              <li key={role}>
                <Form method="post" action={paths.demoSignIn} reloadDocument>
                  <button type="submit" name="role" value={role} className="button">
                    {t(`start.demo.${role}`)}
                  </button>
                </Form>
                <p>{t(`start.demo.${role}.text`)}</p>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <>
          <h2>{t("start.respondent.title")}</h2>
          <p>{t("start.respondent.text", { contact })}</p>
          <h2>{t("start.staff.title")}</h2>
          <p>
            <Link className="button" to={paths.signIn}>
              {t("sign_in.title")}
            </Link>
          </p>
        </>
      )}
    </>
  );
}
