import { lazy } from "react";
import { ClientChart } from "#app/charts/client-chart.tsx";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { nurseChartHeight, nurseSeries } from "#app/charts/nurse-gap/nurse-series.ts";
import { placesChartHeight, placesSeries } from "#app/charts/places-gap/places-series.ts";
import { proceduresChartHeight, proceduresSeries } from "#app/charts/procedures-gap/procedures-series.ts";
import type { Reading } from "#app/charts/reading.ts";
import { transportChartHeight, transportSeries } from "#app/charts/transport-gap/transport-series.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";

const NurseChart = lazy(() => import("#app/charts/nurse-gap/nurse-chart.tsx"));
const PlacesChart = lazy(() => import("#app/charts/places-gap/places-chart.tsx"));
const ProceduresChart = lazy(() => import("#app/charts/procedures-gap/procedures-chart.tsx"));
const TransportChart = lazy(() => import("#app/charts/transport-gap/transport-chart.tsx"));

type Props = { id: GapId; gaps: RegionGaps; reading: Reading };

/** The picture of one gap; its numbers stand in the tables beside it. Nothing to draw: null. */
export function GapPicture({ id, gaps, reading }: Props) {
  const { t } = reading;
  const label = t("chart.label", { title: t(`gap.${id}.title`) });
  if (id === "nurses") return <NurseLines lines={gaps.nurses.lines} reading={reading} />;
  if (id === "places") {
    const rows = placesSeries(reading, gaps.places);
    return rows.length === 0 ? null : (
      <ClientChart label={label} height={placesChartHeight(rows)}>
        <PlacesChart rows={rows} />
      </ClientChart>
    );
  }
  if (id === "procedures") {
    const rows = proceduresSeries(reading, gaps.procedures.summary);
    return rows.length === 0 ? null : (
      <ClientChart label={label} height={proceduresChartHeight(rows)}>
        <ProceduresChart rows={rows} />
      </ClientChart>
    );
  }
  const rows = transportSeries(reading, gaps.transport);
  return rows.length === 0 ? null : (
    <ClientChart label={label} height={transportChartHeight(rows)}>
      <TransportChart rows={rows} />
    </ClientChart>
  );
}

/** The nurse gap has a picture for each line: lines never add up. */
function NurseLines({ lines, reading }: { lines: RegionGaps["nurses"]["lines"]; reading: Reading }) {
  const { t } = reading;
  return lines.map((line) => {
    const title = t(`nurses.line.${line.kind}`, { services: servicesText(reading, line.services) });
    const shared = servicesText(reading, line.sharedWith);
    return (
      <div key={line.id} className="chart-part">
        <h3 id={line.id}>{title}</h3>
        {line.sharedWith.length > 0 ? <p>{t("nurses.shared", { services: shared })}</p> : null}
        <ClientChart label={t("chart.label", { title })} height={nurseChartHeight}>
          <NurseChart rows={nurseSeries(t, line)} />
        </ClientChart>
      </div>
    );
  });
}
