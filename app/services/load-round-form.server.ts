import type { RoundFormData } from "#app/components/round/round.types.ts";
import { districtField, type TypedRound } from "#app/round-fields.ts";
import { offerVersions } from "#app/services/plan-round.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, fiscalYearOf, formatDate, hourInJapan, hourOfDay, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { type Municipality, requireMunicipality } from "#models/area.server.ts";
import { findRoundAt, listRounds, type Round, type RoundAudience } from "#models/round.server.ts";

const dayMs = 24 * 3_600_000;
const suggestedDays = 60;

/** The form of a new round, filled in from the audience's last one where there is one. */
export async function loadNewRound(
  { areaId }: Permitted,
  audience: RoundAudience,
  { now, locale }: { now: Date; locale: Locale },
): Promise<RoundFormData & { copied: string | null }> {
  const [area, rounds] = await Promise.all([requireMunicipality(areaId), listRounds(areaId)]);
  const last = rounds.find((round) => round.audience === audience) ?? null;
  const thisYear = fiscalYearOf(toLocalDate(now));
  const fiscalYear = last && last.fiscalYear >= thisYear ? last.fiscalYear + 1 : thisYear;
  const plan = planFrom(last, fiscalYear, now);
  return {
    ...(await formData(area, { audience, fiscalYear, locale })),
    years: [thisYear, thisYear + 1, thisYear + 2].map((year) => ({
      value: String(year),
      label: fiscalYearLabel(year, locale),
    })),
    typed: { audience, fiscalYear: String(fiscalYear), questionnaireId: "", ...typedOf(plan) },
    copied: last && fiscalYearLabel(last.fiscalYear, locale),
  };
}

/** `reopens`: it was closed by hand, and with the closing that stands it would take answers again. */
type RoundToChange = RoundFormData & {
  id: string;
  revision: number;
  frozen: boolean;
  reopens: boolean;
  archived: boolean;
};

/** The form of a round that is there; null when the area has none of this id. */
export async function loadRoundToChange(
  { areaId }: Permitted,
  id: string,
  { now, locale }: { now: Date; locale: Locale },
): Promise<RoundToChange | null> {
  const round = await findRoundAt(areaId, id);
  if (!round) return null;
  const { audience, fiscalYear, revision } = round;
  return {
    id,
    ...(await formData(await requireMunicipality(areaId), { audience, fiscalYear, locale })),
    typed: { questionnaireId: round.questionnaireId, ...typedOf(round) },
    revision,
    frozen: round.frozenAt !== null,
    reopens: round.closedAt !== null && round.closesAt > now,
    archived: round.archivedAt !== null,
  };
}

type Of = { audience: RoundAudience; fiscalYear: number; locale: Locale };

async function formData(
  area: Municipality,
  { audience, fiscalYear, locale }: Of,
): Promise<Omit<RoundFormData, "typed">> {
  const versions = await offerVersions(audience);
  return {
    audience,
    fiscalYear: fiscalYearLabel(fiscalYear, locale),
    years: [],
    versions: versions.map(({ id, version, publishedAt }) => ({
      value: id,
      version,
      published: formatDate(toLocalDate(publishedAt), locale),
    })),
    districts: area.districts,
  };
}

type Plan = Pick<Round, "opensAt" | "closesAt" | "districtIds" | "populations" | "districtPopulations">;

/** Last year's round with its days in the new year; what has passed by then begins tomorrow and lasts as long. */
function planFrom(last: Round | null, fiscalYear: number, now: Date): Plan {
  const { year, month, day } = toLocalDate(now);
  const tomorrow = hourInJapan({ year, month, day: day + 1 }, 9);
  const inSuggestedTime = toLocalDate(new Date(tomorrow.getTime() + suggestedDays * dayMs));
  if (!last) {
    const closesAt = hourInJapan(inSuggestedTime, 24);
    return { opensAt: tomorrow, closesAt, districtIds: [], populations: null, districtPopulations: null };
  }
  const shift = (moment: Date) => {
    const date = toLocalDate(moment);
    return hourInJapan({ ...date, year: date.year + fiscalYear - last.fiscalYear }, hourOfDay(moment));
  };
  const { districtIds, populations, districtPopulations } = last;
  const same = { districtIds, populations, districtPopulations };
  const opensAt = shift(last.opensAt);
  if (opensAt > now) return { opensAt, closesAt: shift(last.firstClosesAt), ...same };
  const lasted = last.firstClosesAt.getTime() - last.opensAt.getTime();
  return { opensAt: tomorrow, closesAt: hourInJapan(toLocalDate(new Date(tomorrow.getTime() + lasted)), 24), ...same };
}

/** A closing at midnight is written as 24 o'clock of the day before. */
function typedOf({ opensAt, closesAt, districtIds, populations, districtPopulations }: Plan): TypedRound {
  const midnight = hourOfDay(closesAt) === 0;
  const lastDay = midnight ? new Date(closesAt.getTime() - 1) : closesAt;
  const dayText = (moment: Date) => formatDate(toLocalDate(moment), "ja").replace(/\(.\)$/, "");
  const stages = Object.entries(populations ?? {}).map(([stage, children]) => [stage, String(children)]);
  const districts = Object.entries(districtPopulations ?? {}).map(([id, children]) => [
    districtField(id),
    String(children),
  ]);
  return {
    opensOn: dayText(opensAt),
    opensHour: String(hourOfDay(opensAt)),
    closesOn: dayText(lastDay),
    closesHour: String(midnight ? 24 : hourOfDay(closesAt)),
    districtIds,
    ...Object.fromEntries([...stages, ...districts]),
  };
}
