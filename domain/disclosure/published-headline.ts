import { isSuppressed, type PublishedFigure, suppressed } from "#domain/disclosure/published-figure.ts";
import type {
  PublishedHeadline,
  PublishedLowHigh,
  PublishedNurseDay,
  PublishedNurseLine,
  PublishedWorst,
} from "#domain/disclosure/published-nurse-gap.ts";
import type { LineDay } from "#domain/gap/nurse-gap.ts";

type Candidate = LineDay & { readonly day: PublishedNurseDay };
type Reading = "low" | "high";

/** Order of what is shown: 0 < 「5未満」 < 5. Null for what is not there. */
export function rankOf(figure: PublishedFigure): number | null {
  switch (figure.kind) {
    case "value":
      return figure.value;
    case "below":
      return figure.bound / 2;
    case "between":
      return figure.low;
    case "absent":
      return null;
  }
}

/** The largest, or suppressed as soon as one of them is not shown. */
function largest(figures: readonly PublishedFigure[]): PublishedFigure {
  const ranks = figures.map(rankOf);
  const known = ranks.filter((rank) => rank !== null);
  const found = figures.find((figure) => rankOf(figure) === Math.max(...known));
  return found && known.length === figures.length ? found : suppressed("persons");
}

const largestOf = (pairs: readonly PublishedLowHigh[]): PublishedLowHigh => ({
  low: largest(pairs.map((pair) => pair.low)),
  high: largest(pairs.map((pair) => pair.high)),
});

function worstBy(candidates: readonly Candidate[], reading: Reading): PublishedWorst | null {
  const most = rankOf(largest(candidates.map(({ day }) => day.short[reading])));
  if (most === null) return null;
  const tied = candidates.filter(({ day }) => rankOf(day.short[reading]) === most);
  const practical = tied.flatMap(({ day }) => day.practicalShort ?? []);
  return {
    at: tied.map(({ line, weekday }) => ({ line, weekday })),
    short: largestOf(tied.map(({ day }) => day.short)),
    practicalShort: practical.length > 0 ? largestOf(practical) : null,
  };
}

function whyNone(candidates: readonly Candidate[]): "suppressed" | "unknown_supply" | "no_lines" {
  if (candidates.length === 0) return "no_lines";
  const hidden = ({ day: { need, supply } }: Candidate) => isSuppressed(need.low) || isSuppressed(supply);
  return candidates.some(hidden) ? "suppressed" : "unknown_supply";
}

/** The headline of published lines, made from the published figures alone: it says nothing that the table does not. */
export function publishedHeadline(lines: readonly PublishedNurseLine[], answers: number): PublishedHeadline {
  if (answers === 0) return { kind: "none", reason: "no_need_answers" };
  const all = lines.flatMap((line) => line.days.map((day) => ({ line: line.id, weekday: day.weekday, day })));
  const shown = all.filter(({ day }) => day.short.low.kind !== "absent");
  const hidden = all.filter(({ day }) => day.short.low.kind === "absent");
  const worst = worstBy(shown, "low");
  if (!worst) return { kind: "none", reason: whyNone(all) };
  const worstIfHigh = worstBy(shown, "high");
  const key = (days: PublishedWorst | null) => days?.at.map((at) => `${at.line} ${at.weekday}`).join();
  return {
    kind: "days",
    worst,
    worstIfHigh,
    sameDays: worstIfHigh === null || key(worst) === key(worstIfHigh),
    hiddenDays: hidden.map(({ line, weekday }) => ({ line, weekday })),
  };
}
