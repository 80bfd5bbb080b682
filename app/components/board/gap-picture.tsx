import { lazy } from "react";
import { ClientChart } from "#app/charts/client-chart.tsx";
import type { GapPictures } from "#app/charts/gap-pictures.ts";
import { nurseChartHeight } from "#app/charts/nurse-gap/nurse-series.ts";
import { placesChartHeight } from "#app/charts/places-gap/places-series.ts";
import { proceduresChartHeight } from "#app/charts/procedures-gap/procedures-series.ts";
import { transportChartHeight } from "#app/charts/transport-gap/transport-series.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { GapId } from "#domain/gap/gap-model.ts";

const NurseChart = lazy(() => import("#app/charts/nurse-gap/nurse-chart.tsx"));
const PlacesChart = lazy(() => import("#app/charts/places-gap/places-chart.tsx"));
const ProceduresChart = lazy(() => import("#app/charts/procedures-gap/procedures-chart.tsx"));
const TransportChart = lazy(() => import("#app/charts/transport-gap/transport-chart.tsx"));

/** The picture of one gap; its numbers stand in the tables beside it. */
export function GapPicture({ id, pictures }: { id: GapId; pictures: GapPictures }) {
  const { t } = useI18n();
  const { nurses, places, procedures, transport } = pictures;
  const label = t("chart.label", { title: t(`gap.${id}.title`) });
  if (id === "nurses") return <NurseLines lines={nurses} />;
  if (id === "places") {
    return (
      <ClientChart label={label} height={placesChartHeight(places)}>
        <PlacesChart rows={places} />
      </ClientChart>
    );
  }
  if (id === "procedures") {
    return (
      <ClientChart label={label} height={proceduresChartHeight(procedures)}>
        <ProceduresChart rows={procedures} />
      </ClientChart>
    );
  }
  return (
    <ClientChart label={label} height={transportChartHeight(transport)}>
      <TransportChart rows={transport} />
    </ClientChart>
  );
}

/** Whether a gap has anything to draw. */
export const hasPicture = (id: GapId, pictures: GapPictures): boolean => pictures[id].length > 0;

function NurseLines({ lines }: { lines: GapPictures["nurses"] }) {
  const { t } = useI18n();
  return lines.map(({ id, title, shared, rows }) => (
    <div key={id} className="chart-part">
      <h3 id={id}>{title}</h3>
      {shared === null ? null : <p>{shared}</p>}
      <ClientChart label={t("chart.label", { title })} height={nurseChartHeight}>
        <NurseChart rows={rows} />
      </ClientChart>
    </div>
  ));
}
