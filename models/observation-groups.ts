import { type AbsenceReason, unitSchema } from "#domain/figure.ts";
import type { Observation } from "#domain/observation.ts";

/**
 * What one response observed, as it is stored: one group for each number or reason that occurs, with the cells it was
 * observed in. A response has hundreds of observations and few different numbers: written one by one they took nearly three
 * times as long to serialise (docs/decisions/0020).
 */
export type ObservationGroup =
  | { readonly value: number; readonly cells: string[] }
  | { readonly absent: AbsenceReason; readonly cells: string[] };

const separator = "|";

/** The cell of a tally an observation goes into, as text: `wanted_days|person_days_per_week|weekday|fri|state|more`. */
function cellText({ measure, unit, dims }: Observation): string {
  let text = measure + separator + unit;
  for (const name in dims) {
    const code = dims[name] ?? "";
    if (code.includes(separator)) throw new Error(`${measure}, ${name}: a code with ${separator} cannot be stored`);
    text += separator + name + separator + code;
  }
  return text;
}

/** Reads a cell's text. Throws on what is none. */
export function parseCell(text: string): Pick<Observation, "measure" | "unit" | "dims"> {
  const [measure = "", unit, ...parts] = text.split(separator);
  if (parts.length % 2 !== 0) throw new Error(`A stored cell of ${measure} has a dimension without a code`);
  const dims: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 2) dims[parts[at] ?? ""] = parts[at + 1] ?? "";
  return { measure, unit: unitSchema.parse(unit), dims };
}

/** Groups in the order in which their number or reason first occurs. */
export function groupObservations(observations: readonly Observation[]): ObservationGroup[] {
  const groups = new Map<number | AbsenceReason, ObservationGroup>();
  for (const observation of observations) {
    const observed = "value" in observation ? observation.value : observation.absent;
    const cell = cellText(observation);
    const group = groups.get(observed);
    if (group) group.cells.push(cell);
    else
      groups.set(
        observed,
        typeof observed === "number" ? { value: observed, cells: [cell] } : { absent: observed, cells: [cell] },
      );
  }
  return [...groups.values()];
}
