import { figureText, rangeText } from "#app/charts/figure-text.ts";
import type { MessageKey, Translate } from "#app/i18n/translator.ts";
import type { PublishedNurseLine } from "#domain/disclosure/published-nurse-gap.ts";
import type { NurseLine } from "#domain/gap/nurse-gap.ts";

/** A table of texts: drawn on the page, written to the CSV and printed, always the same. */
export type TextTable = { columns: readonly string[]; rows: readonly (readonly string[])[] };

type Line = NurseLine | PublishedNurseLine;
type Day = Line["days"][number];

type Column = { title: MessageKey; cell: (t: Translate, day: Day) => string };

const columns: readonly Column[] = [
  { title: "nurses.column.weekday", cell: (t, { weekday }) => t(`weekday.${weekday}`) },
  { title: "nurses.column.need", cell: (t, { need }) => rangeText(t, need) },
  { title: "nurses.column.supply", cell: (t, { supply }) => figureText(t, supply) },
  { title: "nurses.column.short", cell: (t, { short }) => rangeText(t, short) },
  {
    title: "nurses.column.practical_short",
    cell: (t, { practicalShort }) =>
      practicalShort ? rangeText(t, practicalShort) : t("figure.absent.not_applicable"),
  },
  { title: "nurses.column.pools", cell: (t, { pools }) => t("nurses.pools", pools) },
];

/** One line of the nurse gap by weekday; days on which nothing is needed and nothing is open are left out. */
export function nurseTable(t: Translate, line: Line): TextTable {
  return {
    columns: columns.map(({ title }) => t(title)),
    rows: shownDays(line).map((day) => columns.map(({ cell }) => cell(t, day))),
  };
}

/**
 * Days with any open pool, any need, or a need that is not known; chart and table show the same ones. A protected need
 * on a day when nothing is open is left out: a row of 秘匿 tells nobody anything.
 */
export function shownDays(line: NurseLine): readonly NurseLine["days"][number][];
export function shownDays(line: PublishedNurseLine): readonly PublishedNurseLine["days"][number][];
export function shownDays(line: Line): readonly Day[];
export function shownDays(line: Line): readonly Day[] {
  const days: readonly Day[] = line.days;
  return days.filter(({ need, pools }) => {
    const open = pools.answered + pools.unknown > 0;
    if (need.high.kind === "absent") return open || need.high.reason !== "suppressed";
    return open || need.high.kind !== "value" || need.high.value > 0;
  });
}
