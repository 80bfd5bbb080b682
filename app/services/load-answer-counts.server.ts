import type { AnswerCounts } from "#app/components/round/round.types.ts";
import { childrenFields } from "#app/services/set-up-fields.ts";
import { formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { countWeeks } from "#domain/progress/round-progress.ts";
import { countByDay, countByStratum } from "#models/answer-count.server.ts";
import type { Municipality } from "#models/area.server.ts";
import { countResponses } from "#models/response.server.ts";
import type { Round } from "#models/round.server.ts";

export async function loadAnswerCounts(
  round: Round,
  area: Municipality,
  { locale, details }: { locale: Locale; details: boolean },
): Promise<AnswerCounts> {
  const ofFamilies = round.audience === "family";
  const known = ofFamilies && round.populations ? sum(Object.values(round.populations)) : null;
  const total = await countResponses(round.areaId, round.id);
  if (!details) return { total, known, details: null };
  const [districts, stages, days] = await Promise.all([
    countByStratum(round.areaId, round.id, "district"),
    ofFamilies ? countByStratum(round.areaId, round.id, "stage") : new Map<string | null, number>(),
    countByDay(round.areaId, round.id),
  ]);
  const asked = area.districts.filter(({ id }) => round.districtIds.length === 0 || round.districtIds.includes(id));
  const rest = (counted: ReadonlyMap<string | null, number>, named: readonly string[]) =>
    sum([...counted].filter(([key]) => key === null || !named.includes(key)).map(([, count]) => count));
  const byDistrict = asked.map(({ id, name }) => ({
    name,
    count: districts.get(id) ?? 0,
    known: ofFamilies ? (round.districtPopulations?.[id] ?? null) : null,
  }));
  const elsewhere = rest(
    districts,
    asked.map(({ id }) => id),
  );
  const byStage = childrenFields.map((stage) => ({
    stage,
    count: stages.get(stage) ?? 0,
    known: round.populations?.[stage] ?? null,
  }));
  const unknownStage = rest(stages, childrenFields);
  return {
    total,
    known,
    details: {
      byDistrict: elsewhere > 0 ? [...byDistrict, { name: null, count: elsewhere, known: null }] : byDistrict,
      byStage: !ofFamilies
        ? []
        : unknownStage > 0
          ? [...byStage, { stage: null, count: unknownStage, known: null }]
          : byStage,
      byWeek: labelWeeks(countWeeks(days.flatMap(momentsOf), round.opensAt), round.opensAt, locale),
    },
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** The answers of a day, each as a moment of it. */
const momentsOf = ({ day, count }: { day: string; count: number }): Date[] =>
  Array.from({ length: count }, () => new Date(`${day}T12:00:00+09:00`));

/** Counts by week with the day each week begins on, in the week of the opening first. */
export const labelWeeks = (weeks: readonly number[], opensAt: Date, locale: Locale) =>
  weeks.map((count, week) => ({
    from: formatDate(toLocalDate(new Date(opensAt.getTime() + week * 7 * 24 * 3_600_000)), locale),
    count,
  }));
