import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { capacityText } from "#app/components/registry/capacity-text.ts";
import { districtText } from "#app/components/registry/district-text.ts";
import { ProviderHistory } from "#app/components/registry/provider-history.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm, readRevision, readTexts } from "#app/route.server.ts";
import { setProviderLeft } from "#app/services/change-provider.server.ts";
import { loadProvider } from "#app/services/load-providers.server.ts";
import { loadProviderHistory } from "#app/services/review/load-provider-history.server.ts";
import { designationNames, serviceTypeInfo } from "#domain/service-type.ts";
import "#app/styles/registry.css";
import "#app/styles/review.css";
import "#app/styles/round.css";

export const handle: PageHandle = { title: "provider.title" };

export const loader = permitting("providers_.$provider", "loader", async ({ request, params, permitted }) => {
  const [providerId, locale] = [params.provider ?? "", await readLocale(request)];
  const page = await loadProvider(permitted, providerId, locale);
  if (!page) throw new Refusal("not_found");
  return { ...page, history: await loadProviderHistory(permitted, { providerId, locale, now: new Date() }) };
});

/** Notes that it works no longer, or again: 302 back, 409 when it was changed meanwhile, 404, 400. */
export const action = permitting("providers_.$provider", "action", async ({ request, params, permitted }) => {
  const typed = readTexts(await readForm(request));
  if (typed.intent !== "left" && typed.intent !== "returned") throw new Refusal("bad_request");
  const id = params.provider ?? "";
  const change = { id, revision: readRevision(typed.revision), left: typed.intent === "left" };
  const outcome = await setProviderLeft(permitted, change, new Date());
  if (!outcome) throw new Refusal("not_found");
  if (outcome === "changed_meanwhile") return data({ meanwhile: true }, { status: 409 });
  throw redirect(paths.provider(id));
});

export default function ProviderPage() {
  const { provider, mergedInto, history } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { t } = useI18n();
  return (
    <>
      <p>
        <Link to={paths.providers}>{t("providers.back")}</Link>
      </p>
      <h1>{provider.name}</h1>
      {failed?.meanwhile ? (
        <Notice kind="error" announced>
          <p>{t("providers.changed_meanwhile")}</p>
        </Notice>
      ) : null}
      {mergedInto ? (
        <Notice kind="warning">
          <p>
            {t("provider.merged")} <Link to={paths.provider(mergedInto.id)}>{mergedInto.name}</Link>
          </p>
        </Notice>
      ) : null}
      {provider.left === null ? null : (
        <Notice kind="warning">
          <p>{t("provider.left_since", { day: provider.left })}</p>
        </Notice>
      )}
      <Facts />
      <Units />
      <ProviderHistory history={history} />
      {mergedInto ? null : <Changes />}
    </>
  );
}

function Facts() {
  const { provider } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const { corporation } = provider;
  const facts = [
    ["number", provider.number],
    ["kana", provider.kana],
    ["corporationName", corporation.name],
    ["corporationNumber", corporation.number],
    ["district", districtText({ t, locale }, provider)],
    ["address", provider.addressCity + provider.addressRest],
    ["phone", provider.phone],
    ["fax", provider.fax],
    ["email", provider.email],
    ["url", provider.url],
    ["source", t(`providers.source.${provider.source}`)],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{t(`registry.field.${name}`)}</dt>
          <dd>
            {name === "phone" && value ? (
              <a href={`tel:${value.replace(/[^\d+]/g, "")}`}>{value}</a>
            ) : name === "url" && value && /^https?:\/\//.test(value) ? (
              <a href={value} rel="noreferrer">
                {value}
              </a>
            ) : (
              value || t("providers.none")
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Units() {
  const { provider } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const { total } = provider.capacity;
  const columns = ["service", "designation", "capacity", "sharedGroup", "districtsServed", "source"] as const;
  return (
    <section aria-labelledby="units">
      <h2 id="units">{t("providers.column.units")}</h2>
      <p>
        {t("providers.column.capacity")}: {capacityText(t, provider.capacity)}
      </p>
      {total !== null && total.least < total.most ? <p className="field-hint">{t("providers.capacity.open")}</p> : null}
      <DataTable
        stacked
        caption={t("provider.units.caption")}
        columns={columns.map((name) => ({ title: t(`registry.field.${name}`) }))}
        rows={provider.units.map((unit) => ({
          key: unit.id,
          cells: [
            <span key="service">
              {serviceTypeInfo(unit.service).name[locale]}
              {unit.vanished === null ? null : (
                <span className="mark">{t("providers.vanished", { day: unit.vanished })}</span>
              )}
            </span>,
            designationNames[unit.designation][locale],
            unit.capacity === null ? t("providers.none") : String(unit.capacity),
            unit.sharedGroup ?? t("providers.none"),
            unit.served.map((name) => name[locale]).join(t("list.separator")) || t("providers.none"),
            t(`providers.source.${unit.source}`),
          ],
        }))}
      />
    </section>
  );
}

function Changes() {
  const { provider } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const intent = provider.left === null ? "left" : "returned";
  return (
    <div className="no-print">
      <p className="actions">
        <ButtonLink href={paths.editProvider(provider.id)}>{t("providers.edit.title")}</ButtonLink>
        <ButtonLink kind="quiet" href={paths.duplicateProviders}>
          {t("providers.to_duplicates")}
        </ButtonLink>
      </p>
      <section aria-labelledby={intent}>
        <h2 id={intent}>{t(`provider.${intent}`)}</h2>
        <p>{t(`provider.${intent}.text`)}</p>
        <Form method="post">
          <input type="hidden" name="intent" value={intent} />
          <input type="hidden" name="revision" value={provider.revision} />
          <Button type="submit" kind={intent === "left" ? "danger" : "secondary"} disabled={busy}>
            {t(`provider.${intent}.submit`)}
          </Button>
        </Form>
      </section>
    </div>
  );
}
