import { Button, ButtonLink } from "#app/components/button.tsx";
import { ChoiceGroup, SelectField } from "#app/components/choice-fields.tsx";
import { useReading } from "#app/components/directory/use-reading.ts";
import { paths } from "#app/paths.ts";
import { careProcedures } from "#domain/care-procedure.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import { weekdays } from "#domain/weekday.ts";
import type { DirectoryPageData } from "./directory.types.ts";
import { conditionsText, procedureName } from "./directory-texts.ts";

type Props = Pick<DirectoryPageData, "districts" | "services" | "query">;

/** What the child needs: a form that leads to an address, so that it works without JavaScript and can be kept. */
export function DirectoryFilter({ districts, services, query }: Props) {
  const reading = useReading(districts);
  const { t, locale } = reading;
  const all = { value: "", label: t("gaps.filter.all") };
  return (
    <form method="get" action={paths.directory} className="directory-filter no-print">
      <div className="filter">
        <SelectField
          name="service"
          label={t("gaps.filter.service")}
          options={[all, ...services.map((slug) => ({ value: slug, label: serviceTypeInfo(slug).name[locale] }))]}
          value={query.service ?? ""}
        />
        <SelectField
          name="district"
          label={t("directory.filter.reach")}
          options={[all, ...districts.map(({ id, name }) => ({ value: id, label: name[locale] }))]}
          value={query.district ?? ""}
        />
        <SelectField
          name="weekday"
          label={t("directory.filter.weekday")}
          options={[all, ...weekdays.map((day) => ({ value: day, label: t(`weekday.${day}`) }))]}
          value={query.weekday ?? ""}
        />
      </div>
      <details open={query.procedures.length > 0}>
        <summary>{t("directory.filter.procedures.choose", { chosen: query.procedures.length })}</summary>
        <div className="directory-procedures">
          <ChoiceGroup
            label={t("directory.filter.procedures")}
            name="procedure"
            type="checkbox"
            options={careProcedures.map((procedure) => ({
              value: procedure,
              label: procedureName(reading, procedure),
            }))}
            value={query.procedures}
          />
        </div>
      </details>
      <ChoiceGroup
        label={t("directory.filter.ride")}
        name="care_on_board"
        type="checkbox"
        options={[{ value: "yes", label: t("directory.condition.care_on_board") }]}
        value={query.careOnBoard ? ["yes"] : []}
      />
      <p className="directory-actions">
        <Button type="submit">{t("gaps.filter.submit")}</Button>
        {conditionsText(reading, query) === null ? null : (
          <ButtonLink href={paths.directory} kind="quiet" reload>
            {t("directory.filter.clear")}
          </ButtonLink>
        )}
      </p>
    </form>
  );
}
