import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-fields.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import type { LocalizedText } from "#domain/locale.ts";
import { type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";

type Props = {
  districts: readonly { id: string; name: LocalizedText }[];
  services: readonly ServiceType[];
  query: { district: string | null; service: ServiceType | null };
};

/** One district or all, one service or all: a form that leads to an address, so that a view can be kept and sent on. */
export function BoardFilter({ districts, services, query }: Props) {
  const { locale, t } = useI18n();
  const all = { value: "", label: t("gaps.filter.all") };
  return (
    <form method="get" action={paths.gaps} className="filter no-print">
      <SelectField
        name="district"
        label={t("gaps.filter.district")}
        options={[all, ...districts.map(({ id, name }) => ({ value: id, label: name[locale] }))]}
        value={query.district ?? ""}
      />
      <SelectField
        name="service"
        label={t("gaps.filter.service")}
        options={[
          all,
          ...services.map((service) => ({ value: service, label: serviceTypeInfo(service).name[locale] })),
        ]}
        value={query.service ?? ""}
      />
      <Button type="submit" kind="secondary">
        {t("gaps.filter.submit")}
      </Button>
    </form>
  );
}
