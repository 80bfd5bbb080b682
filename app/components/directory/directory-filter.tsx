import { Button, ButtonLink } from "#app/components/button.tsx";
import { ChoiceGroup, SelectField } from "#app/components/choice-fields.tsx";
import { useReading } from "#app/components/directory/use-reading.ts";
import { paths } from "#app/paths.ts";
import { careProcedures } from "#domain/care-procedure.ts";
import { lifeStages } from "#domain/profile.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import { weekdays } from "#domain/weekday.ts";
import type { DirectoryPageData } from "./directory.types.ts";
import { conditionsText, procedureName } from "./directory-texts.ts";

/** What is asked for by a tick, with its part of the query. */
const ticks = [
  ["nurse", "nurse"],
  ["juushin", "juushin"],
  ["care_on_board", "careOnBoard"],
] as const;

type Props = Pick<DirectoryPageData, "districts" | "services" | "query">;

/**
 * What the child needs, folded so that the list stands on the first screen of a phone: a form that leads to an address, so that it works without JavaScript and can be kept.
 */
export function DirectoryFilter({ districts, services, query }: Props) {
  const reading = useReading(districts);
  const { t, locale } = reading;
  const all = { value: "", label: t("gaps.filter.all") };
  const filtered = conditionsText(reading, query) !== null;
  return (
    <details className="directory-filter no-print">
      <summary>{t(filtered ? "directory.filter.change" : "directory.filter.open")}</summary>
      <form method="get" action={paths.directory}>
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
          <SelectField
            name="stage"
            label={t("directory.column.stages")}
            options={[all, ...lifeStages.map((stage) => ({ value: stage, label: t("places.stage", { stage }) }))]}
            value={query.stage ?? ""}
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
        <fieldset className="choices">
          <legend>{t("directory.filter.other")}</legend>
          {ticks.map(([name, chosen]) => (
            <label key={name} className="choice">
              <input type="checkbox" name={name} value="yes" defaultChecked={query[chosen]} />
              {t(`directory.condition.${name}`)}
            </label>
          ))}
        </fieldset>
        <p className="directory-actions">
          <Button type="submit">{t("gaps.filter.submit")}</Button>
          {!filtered ? null : (
            <ButtonLink href={paths.directory} kind="quiet" reload>
              {t("directory.filter.clear")}
            </ButtonLink>
          )}
        </p>
      </form>
    </details>
  );
}
