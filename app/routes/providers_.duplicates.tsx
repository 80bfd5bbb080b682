import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { districtText } from "#app/components/registry/district-text.ts";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm, readRevision, readTexts } from "#app/route.server.ts";
import { mergeTwo } from "#app/services/change-provider.server.ts";
import { loadDuplicates } from "#app/services/load-providers.server.ts";
import type { ProviderView } from "#app/services/registry-pages.types.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import "#app/styles/registry.css";

export const handle: PageHandle = { title: "duplicates.title" };

export { loadWithAllMessages as clientLoader } from "#app/i18n/page-messages.ts";

export const loader = permitting("providers_.duplicates", "loader", async ({ request, permitted }) =>
  loadDuplicates(permitted, await readLocale(request)),
);

/** Merges two: 302 to the one that is kept, 409 with the reason against it, 404 when one is not this municipality's. */
export const action = permitting("providers_.duplicates", "action", async ({ request, permitted }) => {
  const typed = readTexts(await readForm(request));
  const outcome = await mergeTwo(permitted, {
    keep: { id: typed.keep ?? "", revision: readRevision(typed.keepRevision) },
    other: { id: typed.other ?? "", revision: readRevision(typed.otherRevision) },
  });
  if (!outcome) throw new Refusal("not_found");
  if (outcome !== "merged") return data({ reason: outcome }, { status: 409 });
  throw redirect(paths.provider(typed.keep ?? ""));
});

export default function DuplicatesPage() {
  const { pairs, more } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  return (
    <>
      <p>
        <Link to={paths.providers}>{t("providers.back")}</Link>
      </p>
      <h1>{t("duplicates.title")}</h1>
      <p className="lead">{t("duplicates.lead")}</p>
      {failed ? (
        <Notice kind="error" announced>
          <p>{t(`duplicates.error.${failed.reason}`)}</p>
        </Notice>
      ) : null}
      {pairs.length === 0 ? <Notice kind="info">{t("duplicates.none")}</Notice> : null}
      <ul className="card-list pair-list">
        {pairs.map(({ first, second, reasons }) => (
          <li key={`${first.id} ${second.id}`}>
            <p>
              <strong>{reasons.map((reason) => t(`duplicates.reason.${reason}`)).join(t("list.separator"))}</strong>
            </p>
            <div className="pair">
              <Entry keep={first} other={second} />
              <Entry keep={second} other={first} />
            </div>
          </li>
        ))}
      </ul>
      {more > 0 ? <p>{t("duplicates.more", { more })}</p> : null}
    </>
  );
}

/** One of a pair with the button that keeps it. */
function Entry({ keep, other }: { keep: ProviderView; other: ProviderView }) {
  const { locale, t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const facts = [
    keep.number,
    districtText({ t, locale }, keep),
    keep.addressCity + keep.addressRest,
    keep.phone,
    keep.units.map(({ service }) => serviceTypeInfo(service).name[locale]).join(t("list.separator")),
    t(`providers.source.${keep.source}`),
  ].filter((fact) => fact !== null && fact !== "");
  return (
    <div className="pair-entry">
      <h2>
        <Link to={paths.provider(keep.id)}>{keep.name}</Link>
      </h2>
      <ul className="plain-list">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <Form method="post">
        <input type="hidden" name="keep" value={keep.id} />
        <input type="hidden" name="keepRevision" value={keep.revision} />
        <input type="hidden" name="other" value={other.id} />
        <input type="hidden" name="otherRevision" value={other.revision} />
        <Button type="submit" kind="secondary" disabled={busy}>
          {t("duplicates.keep")}
        </Button>
      </Form>
    </div>
  );
}
