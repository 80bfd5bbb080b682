import { figureText } from "#app/charts/figure-text.ts";
import { procedureName } from "#app/charts/procedures-gap/procedure-name.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { PublishedServiceAbility } from "#domain/disclosure/published-procedures-gap.ts";
import type { ProcedureSummary } from "#domain/gap/procedures-gap.ts";

/**
 * What the chart draws for one procedure, in service units. A number that is absent draws no bar: `null`, never 0.
 * `children` is the number written beside the bars; null where children are not part of the page.
 */
export type ProcedureSeriesRow = {
  procedure: string;
  can: number | null;
  conditional: number | null;
  /** Silent units, and confirmed ones that left the procedure open. */
  notKnown: number;
  children: string | null;
};

/** Pixels of the chart, known before it is drawn so that nothing moves. */
export const proceduresChartHeight = (rows: readonly ProcedureSeriesRow[]): number => rows.length * 30 + 110;

/** The coordinator's series: procedures that some child needs or some unit may do. */
export function proceduresSeries(reading: Reading, summary: readonly ProcedureSummary[]): ProcedureSeriesRow[] {
  return summary
    .filter(({ children, units }) => children.answered + units.can + units.conditional > 0)
    .map(({ procedure, children, units }) => ({
      procedure: procedureName(reading, procedure),
      can: units.can,
      conditional: units.conditional,
      notKnown: units.unknown + units.notConfirmed,
      children: figureText(reading.t, children.estimate),
    }));
}

const drawn = (figure: PublishedFigure) => (figure.kind === "value" ? figure.value : null);

/** The series of one service for the council and the public: every procedure, so that nothing tells what is needed. */
export function publishedAbilitySeries(reading: Reading, service: PublishedServiceAbility): ProcedureSeriesRow[] {
  return service.procedures.map(({ procedure, can, conditional, unknown, notConfirmed }) => ({
    procedure: procedureName(reading, procedure),
    can: drawn(can),
    conditional: drawn(conditional),
    notKnown: unknown + notConfirmed,
    children: null,
  }));
}
