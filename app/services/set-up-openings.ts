import type { openingChoices, openingDays, openingFields, SetUpField } from "#app/services/set-up-fields.ts";
import { hourInJapan } from "#domain/fiscal-year.ts";
import { parseDate } from "#domain/read-date.ts";
import type { RoundAudience } from "#domain/round-state.ts";

/** When each survey opens: at once, at a moment to come, or null where it is not planned yet. */
export type Openings = Readonly<Record<RoundAudience, "now" | Date | null>>;

type Typed = Readonly<
  Record<(typeof openingFields)[number], (typeof openingChoices)[number]> & Record<(typeof openingDays)[number], string>
>;

/** The openings as typed, and the days that are none, not to come, or not before the closing. */
export function readOpenings(
  typed: Typed,
  { now, closesAt }: { now: Date; closesAt: Date | null },
): { openings: Openings; problems: Partial<Record<SetUpField, "missing" | "wrong">> } {
  const problems: Partial<Record<SetUpField, "missing" | "wrong">> = {};
  const read = (audience: RoundAudience): Openings[RoundAudience] => {
    const choice = typed[`opens_${audience}`];
    if (choice !== "on") return choice === "now" ? "now" : null;
    const field = `opensOn_${audience}` as const;
    const day = parseDate(typed[field]);
    const opensAt = day && hourInJapan(day, 0);
    if (opensAt && opensAt > now && (!closesAt || opensAt < closesAt)) return opensAt;
    problems[field] = typed[field] === "" ? "missing" : "wrong";
    return null;
  };
  const openings = {
    provider: read("provider"),
    family: read("family"),
    supporter: read("supporter"),
    citizen: read("citizen"),
  };
  return { openings, problems };
}
