import { Link } from "@remix-run/react";
import { DataTable } from "#app/components/data-table.tsx";
import { capacityText } from "#app/components/registry/capacity-text.ts";
import { districtText } from "#app/components/registry/district-text.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import type { ProviderView } from "#app/services/registry-pages.types.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";

type Props = { caption: string; providers: readonly ProviderView[]; empty?: string };

/** Providers with what they offer; a service that the open data lacks says so. */
export function ProviderTable({ caption, providers, empty }: Props) {
  const { locale, t } = useI18n();
  return (
    <DataTable
      stacked
      caption={caption}
      columns={(["name", "units", "capacity", "district", "number"] as const).map((name) => ({
        title: t(`providers.column.${name}`),
      }))}
      rows={providers.map((provider) => ({
        key: provider.id,
        cells: [
          <Link key="name" to={paths.provider(provider.id)}>
            {provider.name}
          </Link>,
          <ul key="units" className="plain-list">
            {provider.units.map(({ id, service, vanished }) => (
              <li key={id}>
                {serviceTypeInfo(service).name[locale]}
                {vanished === null ? null : <span className="mark">{t("providers.vanished", { day: vanished })}</span>}
              </li>
            ))}
          </ul>,
          capacityText(t, provider.capacity),
          districtText({ t, locale }, provider),
          provider.number ?? t("providers.none"),
        ],
      }))}
      {...(empty === undefined ? {} : { empty })}
    />
  );
}
