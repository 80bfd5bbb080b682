import { Form, Link, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { DataTable } from "#app/components/data-table.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import type { DistrictsPageData } from "#app/services/registry-pages.types.ts";

/** Providers without a district, each with its address and a list to choose from; what is left open stays so. */
export function DistrictList({ page }: { page: DistrictsPageData }) {
  const { locale, t } = useI18n();
  const busy = useNavigation().state !== "idle";
  const { districts, providers, total } = page;
  return (
    <section aria-labelledby="unset">
      <h2 id="unset">{t("districts.unset")}</h2>
      {total === 0 ? <Notice kind="info">{t("districts.none")}</Notice> : null}
      {total > 0 ? (
        <Form method="post" key={providers.map(({ id }) => id).join()}>
          <input type="hidden" name="intent" value="districts" />
          <DataTable
            stacked
            caption={t("districts.caption", { total, shown: providers.length })}
            columns={[
              { title: t("registry.field.name") },
              { title: t("registry.field.address") },
              { title: t("registry.field.district") },
            ]}
            rows={providers.map(({ id, name, revision, address }) => ({
              key: id,
              cells: [
                <Link key="name" to={paths.provider(id)}>
                  {name}
                </Link>,
                address || t("providers.none"),
                <span key="district" className="row-choice">
                  <input type="hidden" name={`revision-${id}`} value={revision} />
                  <select name={`district-${id}`} aria-label={t("districts.of", { name })} defaultValue="">
                    <option value="">{t("providers.unset")}</option>
                    {districts.map((district) => (
                      <option key={district.id} value={district.id}>
                        {district.name[locale]}
                      </option>
                    ))}
                    <option value="outside">{t("providers.outside")}</option>
                  </select>
                </span>,
              ],
            }))}
          />
          <p className="actions">
            <Button type="submit" disabled={busy}>
              {t("districts.save")}
            </Button>
          </p>
        </Form>
      ) : null}
    </section>
  );
}
