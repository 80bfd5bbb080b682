import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { Field } from "#app/components/field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { ProviderTable } from "#app/components/registry/provider-table.tsx";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { listQuerySchema, loadProviders } from "#app/services/load-providers.server.ts";
import { groupByCorporation } from "#domain/registry/by-corporation.ts";
import { providerSourceSchema } from "#domain/registry/provider.ts";
import { serviceTypeInfo, serviceTypes } from "#domain/service-type.ts";
import "#app/styles/registry.css";

export const handle: PageHandle = { title: "providers.title" };

export const loader = permitting("providers", "loader", async ({ request, permitted }) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  return loadProviders(permitted, listQuerySchema.parse(asked), await readLocale(request));
});

export default function ProvidersPage() {
  const { areaName, total, page, pages, providers, query, unset } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const caption = t("providers.caption", { total, page, pages });
  return (
    <>
      <h1>{t("providers.title")}</h1>
      <p className="lead">{t("providers.lead", { area: areaName[locale] })}</p>
      <p className="actions no-print">
        <ButtonLink href={paths.importProviders}>{t("providers.to_import")}</ButtonLink>
        <ButtonLink kind="secondary" href={paths.newProvider}>
          {t("providers.to_new")}
        </ButtonLink>
        <ButtonLink kind="quiet" href={paths.duplicateProviders}>
          {t("providers.to_duplicates")}
        </ButtonLink>
        <ButtonLink kind="quiet" href={paths.providersCsv} reload>
          {t("providers.to_csv")}
        </ButtonLink>
      </p>
      {unset > 0 ? (
        <Notice kind="warning">
          <p>
            {t("providers.unset.count", { count: unset })}{" "}
            <Link to={paths.providerDistricts}>{t("providers.to_districts")}</Link>
          </p>
        </Notice>
      ) : null}
      <Filter />
      {query.group === "corporation" && providers.length > 0 ? (
        groupByCorporation(providers).map(({ corporation, entries }) => (
          <section key={entries[0]?.id}>
            <h2>{corporation.name || corporation.number || t("providers.no_corporation")}</h2>
            <ProviderTable caption={caption} providers={entries} />
          </section>
        ))
      ) : (
        <ProviderTable caption={caption} providers={providers} empty={t("providers.empty")} />
      )}
      <Pages />
    </>
  );
}

function Filter() {
  const { query, districts } = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const all = { value: "", label: t("providers.filter.all") };
  return (
    <Form method="get" className="filter no-print">
      <Field
        name="q"
        label={t("providers.filter.q")}
        defaultValue={query.q}
        input={{ type: "search", maxLength: 100 }}
      />
      <SelectField
        name="service"
        label={t("registry.field.service")}
        value={query.service ?? ""}
        options={[all, ...serviceTypes.map((value) => ({ value, label: serviceTypeInfo(value).name[locale] }))]}
      />
      <SelectField
        name="district"
        label={t("registry.field.district")}
        value={query.district ?? ""}
        options={[
          all,
          ...districts.map(({ id, name }) => ({ value: id, label: name[locale] })),
          { value: "outside", label: t("providers.outside") },
          { value: "unset", label: t("providers.unset") },
        ]}
      />
      <SelectField
        name="source"
        label={t("registry.field.source")}
        value={query.source ?? ""}
        options={[
          all,
          ...providerSourceSchema.options.map((value) => ({ value, label: t(`providers.source.${value}`) })),
        ]}
      />
      <SelectField
        name="state"
        label={t("providers.filter.state")}
        value={query.state ?? ""}
        options={[
          { value: "", label: t("providers.filter.active") },
          { value: "vanished", label: t("providers.filter.vanished") },
          { value: "left", label: t("providers.filter.left") },
        ]}
      />
      <SelectField
        name="group"
        label={t("providers.filter.group")}
        value={query.group ?? ""}
        options={[
          { value: "", label: t("providers.filter.by_name") },
          { value: "corporation", label: t("providers.filter.by_corporation") },
        ]}
      />
      <Button type="submit" kind="secondary">
        {t("providers.filter.submit")}
      </Button>
    </Form>
  );
}

function Pages() {
  const { query, page, pages } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  if (pages === 1) return null;
  const address = (wanted: number) => {
    const kept = Object.entries({ ...query, page: String(wanted) }).filter(
      ([, value]) => value !== null && value !== "",
    );
    return `${paths.providers}?${new URLSearchParams(kept.map(([name, value]) => [name, String(value)]))}`;
  };
  return (
    <p className="actions no-print">
      {page > 1 ? <Link to={address(page - 1)}>{t("providers.previous")}</Link> : null}
      {page < pages ? <Link to={address(page + 1)}>{t("providers.next")}</Link> : null}
    </p>
  );
}
