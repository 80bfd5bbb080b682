import type { Reading } from "#app/charts/reading.ts";
import { careProcedureMark, careProcedureNames, careProcedures } from "#domain/care-procedure.ts";
import {
  type ChildrenNow,
  proceduresOf,
  type ShownAcceptance,
  type ShownPool,
  type ShownTransport,
} from "#domain/directory/directory-unit.ts";
import type { DirectoryQuery } from "#domain/directory/search-directory.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import { weekdays } from "#domain/weekday.ts";
import type { DirectoryRow } from "./directory.types.ts";

/** What the page and the CSV say of one unit, in the page's words. A closed group says so in each of its texts. */
export type RowTexts = Readonly<
  Record<
    | "provider"
    | "service"
    | "district"
    | "phone"
    | "says"
    | "upToClass"
    | "stages"
    | "juushin"
    | "nurse"
    | "children"
    | "can"
    | "conditional"
    | "ride"
    | "districts"
    | "confirmed"
    | "round",
    string
  >
> & {
  /** One text for each group of services held at the same time. */
  readonly places: readonly string[];
};

export function procedureName({ t, locale }: Reading, procedure: (typeof careProcedures)[number]): string {
  const name = careProcedureNames[procedure][locale];
  const mark = careProcedureMark(procedure);
  return mark === null ? name : t("procedures.marked", { mark, name });
}

/** A list in words; `empty` where there is nothing in it. */
const listed = ({ t }: Reading, texts: readonly string[], empty: string) =>
  texts.length === 0 ? empty : texts.join(t("list.units"));

function childrenText({ t }: Reading, children: ChildrenNow | null): string {
  if (typeof children === "number") return t("directory.children.count", { count: children });
  return t("directory.children", { children: children ?? "unanswered" });
}

type AcceptanceTexts = Pick<RowTexts, "says" | "upToClass" | "stages" | "juushin" | "children" | "can" | "conditional">;

function acceptanceTexts(reading: Reading, acceptance: ShownAcceptance | null): AcceptanceTexts {
  const { t } = reading;
  const closed = t("directory.closed");
  if (!acceptance) {
    const cared = { juushin: closed, children: closed, can: closed, conditional: closed };
    return { says: closed, upToClass: closed, stages: closed, ...cared };
  }
  const { says, upToClass, stages, juushin, procedures, children } = acceptance;
  const unanswered = t("directory.unanswered");
  // Where one procedure is answered, none that can be done is an answer too.
  const nothing = Object.keys(procedures).length === 0 ? unanswered : t("directory.none");
  const able = (ability: "can" | "conditional") =>
    proceduresOf(acceptance, ability, careProcedures).map((procedure) => procedureName(reading, procedure));
  const stageNames = stages.map((stage) => t("places.stage", { stage }));
  return {
    says: t("directory.says", { says: says ?? "unanswered" }),
    upToClass: upToClass === null ? unanswered : t("directory.up_to_class", { class: upToClass }),
    stages: listed(reading, stageNames, unanswered),
    juushin: t("directory.juushin", { juushin: juushin ?? "unanswered" }),
    children: childrenText(reading, children),
    can: listed(reading, able("can"), nothing),
    conditional: listed(reading, able("conditional"), nothing),
  };
}

function transportTexts(reading: Reading, transport: ShownTransport | null): Pick<RowTexts, "ride" | "districts"> {
  const { t, districtName } = reading;
  if (!transport) return { ride: t("directory.closed"), districts: t("directory.closed") };
  const { ride, districts } = transport;
  const unanswered = t("directory.unanswered");
  return {
    ride: t("directory.ride", { ride: ride ?? "unanswered" }),
    districts: districts
      ? listed(reading, districts.map(districtName), t("directory.none"))
      : ride === "none"
        ? t("directory.none")
        : unanswered,
  };
}

/** Days with a vacancy, then the days of which nothing is told; 空きなし where every day is told and full. */
function vacanciesText({ t }: Reading, { openDays, vacancies }: ShownPool): string {
  const days = weekdays.filter((day) => openDays.includes(day));
  const untold = days.filter((day) => vacancies[day] === undefined);
  const free = days.flatMap((day) => {
    const count = vacancies[day];
    const weekday = t(`weekday.short.${day}`);
    return count === undefined || count === 0 ? [] : [t("directory.vacancy", { weekday, count })];
  });
  if (untold.length === days.length) return t("directory.vacancy.unanswered");
  const names = untold.map((day) => t(`weekday.short.${day}`)).join(t("list.separator"));
  const parts = [...free, ...(untold.length === 0 ? [] : [t("directory.vacancy.untold", { days: names })])];
  return parts.length === 0
    ? t("directory.vacancy.full")
    : t("directory.vacancies", { days: parts.join(t("list.units")) });
}

function poolText(reading: Reading, pool: ShownPool): string {
  const { t, locale } = reading;
  const open = weekdays.filter((day) => pool.openDays.includes(day)).map((day) => t(`weekday.short.${day}`));
  const days = t("directory.open_days", { days: open.join(t("list.separator")), count: open.length });
  const band = t("directory.band", { band: pool.band ?? "unanswered" });
  const parts = { days, vacancies: vacanciesText(reading, pool) };
  const text = band === "" ? t("directory.pool", parts) : t("directory.pool.band", { band, ...parts });
  if (pool.sharedWith.length === 0) return text;
  const services = pool.sharedWith.map((service) => serviceTypeInfo(service).name[locale]).join(t("list.separator"));
  return t("directory.pool.shared", { pool: text, services });
}

function placesTexts(reading: Reading, places: readonly ShownPool[] | null): readonly string[] {
  if (!places) return [reading.t("directory.closed")];
  return places.length === 0 ? [reading.t("directory.unanswered")] : places.map((pool) => poolText(reading, pool));
}

function districtText({ t, districtName }: Reading, { district, districtUnset }: DirectoryRow): string {
  if (districtUnset) return t("providers.unset");
  return district === null ? t("directory.outside") : districtName(district);
}

/** The texts of one unit. */
export function rowTexts(reading: Reading, row: DirectoryRow): RowTexts {
  const { t, locale } = reading;
  return {
    provider: row.providerName,
    service: serviceTypeInfo(row.service).name[locale],
    district: districtText(reading, row),
    phone: row.phone ?? "",
    ...acceptanceTexts(reading, row.acceptance),
    nurse: row.staff ? t("directory.nurse", { nurse: row.staff.nurse ?? "unanswered" }) : t("directory.closed"),
    ...transportTexts(reading, row.transport),
    places: placesTexts(reading, row.places),
    confirmed: row.confirmedOn ?? "",
    round: t("directory.round", { state: row.state }),
  };
}

/** What was asked for, in words; null where nothing was. For paper, where the filter itself is not. */
export function conditionsText(reading: Reading, query: DirectoryQuery): string | null {
  const { t, locale, districtName } = reading;
  const { service, district, procedures, stage, juushin, nurse, careOnBoard, weekday } = query;
  const names = procedures.map((procedure) => procedureName(reading, procedure)).join(t("list.separator"));
  const conditions = [
    ...(service === null ? [] : [serviceTypeInfo(service).name[locale]]),
    ...(district === null ? [] : [t("directory.condition.reach", { district: districtName(district) })]),
    ...(procedures.length === 0 ? [] : [t("directory.condition.procedures", { procedures: names })]),
    ...(stage === null ? [] : [t("places.stage", { stage })]),
    ...(juushin ? [t("directory.condition.juushin")] : []),
    ...(nurse ? [t("directory.condition.nurse")] : []),
    ...(careOnBoard ? [t("directory.condition.care_on_board")] : []),
    ...(weekday === null ? [] : [t("directory.condition.weekday", { weekday: t(`weekday.${weekday}`) })]),
  ];
  return conditions.length === 0 ? null : t("directory.conditions", { conditions: conditions.join(t("list.units")) });
}
