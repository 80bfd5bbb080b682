import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { type NurseSeriesRow, nurseSeries } from "#app/charts/nurse-gap/nurse-series.ts";
import { type PlacesSeriesRow, placesSeries } from "#app/charts/places-gap/places-series.ts";
import { type ProcedureSeriesRow, proceduresSeries } from "#app/charts/procedures-gap/procedures-series.ts";
import type { Reading } from "#app/charts/reading.ts";
import { type TransportSeriesRow, transportSeries } from "#app/charts/transport-gap/transport-series.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";

/** What the board's pictures draw: series without pixels, made where the gaps are, so that no gap travels to the browser. */
export type GapPictures = {
  /** A picture for each line: lines never add up. */
  readonly nurses: readonly {
    readonly id: string;
    readonly title: string;
    /** What else the line's nurses serve, or null. */
    readonly shared: string | null;
    readonly rows: readonly NurseSeriesRow[];
  }[];
  readonly places: readonly PlacesSeriesRow[];
  readonly procedures: readonly ProcedureSeriesRow[];
  readonly transport: readonly TransportSeriesRow[];
};

/** The series of all pictures of the board, from the figures of its tables. */
export function gapPictures(reading: Reading, gaps: RegionGaps): GapPictures {
  const { t } = reading;
  return {
    nurses: gaps.nurses.lines.map((line) => ({
      id: line.id,
      title: t(`nurses.line.${line.kind}`, { services: servicesText(reading, line.services) }),
      shared:
        line.sharedWith.length > 0 ? t("nurses.shared", { services: servicesText(reading, line.sharedWith) }) : null,
      rows: nurseSeries(t, line),
    })),
    places: placesSeries(reading, gaps.places),
    procedures: proceduresSeries(reading, gaps.procedures.summary),
    transport: transportSeries(reading, gaps.transport),
  };
}
