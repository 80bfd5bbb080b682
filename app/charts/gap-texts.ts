import { nurseSentence, servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { nurseTable, type TextTable } from "#app/charts/nurse-gap/nurse-table.ts";
import { placesNotes, placesSentence } from "#app/charts/places-gap/places-sentence.ts";
import {
  monthlyTable,
  placesGroupsTable,
  placesTable,
  publishedMonthlyTable,
  publishedPlacesTable,
} from "#app/charts/places-gap/places-table.ts";
import { proceduresSentence } from "#app/charts/procedures-gap/procedures-sentence.ts";
import {
  procedureRowsTable,
  procedureSummaryTable,
  publishedAbilityTable,
  publishedChildrenTable,
} from "#app/charts/procedures-gap/procedures-table.ts";
import type { Reading } from "#app/charts/reading.ts";
import { transportNotes, transportSentence } from "#app/charts/transport-gap/transport-sentence.ts";
import {
  placesWithoutRideTable,
  publishedTransportTable,
  transportTable,
} from "#app/charts/transport-gap/transport-table.ts";
import type { PublishedGaps } from "#domain/disclosure/publish-gaps.ts";
import { nurseFindings, publishedNurseFindings } from "#domain/finding/nurse-findings.ts";
import { placesFindings, publishedPlacesFindings } from "#domain/finding/places-findings.ts";
import { proceduresFindings, publishedProceduresFindings } from "#domain/finding/procedures-findings.ts";
import { publishedTransportFindings, transportFindings } from "#domain/finding/transport-findings.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";

/** A table with its caption: the same on the page, in the CSV and on paper. */
export type NamedTable = { readonly id: string; readonly title: string; readonly table: TextTable };

/** What is said of one gap, and the tables it rests on. The first sentence is the headline. */
export type GapText = { readonly sentences: readonly string[]; readonly tables: readonly NamedTable[] };
export type GapTexts = Readonly<Record<GapId, GapText>>;

const named = (id: string, title: string, table: TextTable): NamedTable => ({ id, title, table });
/** Of a service that a gap does not compare there is no table: zeros would read like nothing needed and nothing there. */
const isCompared = ({ headline }: RegionGaps["places" | "procedures" | "transport"]) =>
  headline.kind !== "none" || headline.reason !== "not_in_gap";
const unlessEmpty = (table: NamedTable): readonly NamedTable[] => (table.table.rows.length > 0 ? [table] : []);

function nurseTables(reading: Reading, lines: (RegionGaps | PublishedGaps)["nurses"]["lines"]): readonly NamedTable[] {
  return lines.map((line) => {
    const services = servicesText(reading, line.services);
    return named(line.id, reading.t(`nurses.line.${line.kind}`, { services }), nurseTable(reading.t, line));
  });
}

/** Everything the coordinator's page says of the gaps, in the page's language. */
export function gapTexts(reading: Reading, gaps: RegionGaps): GapTexts {
  const { nurses, places, procedures, transport } = gaps;
  const { t } = reading;
  const services = servicesText(reading, procedures.services);
  // Who can do what is for the directory; the board names what cannot be done.
  const lacking = procedures.rows.filter(({ says }) => says !== "nothing");
  return {
    nurses: {
      sentences: nurseFindings(nurses, places.service).map((finding) => nurseSentence(reading, finding)),
      tables: nurseTables(reading, nurses.lines),
    },
    places: {
      sentences: [
        ...placesFindings(places).map((finding) => placesSentence(reading, finding)),
        ...placesNotes(reading, places),
      ],
      tables: [
        ...(isCompared(places)
          ? [
              named("places-lines", t("places.caption.lines"), placesTable(reading, places)),
              named("places-groups", t("places.caption.groups"), placesGroupsTable(reading, places)),
            ]
          : []),
        ...unlessEmpty(named("places-monthly", t("places.caption.monthly"), monthlyTable(reading, places.monthly))),
      ],
    },
    procedures: {
      sentences: proceduresFindings(procedures).map((finding) => proceduresSentence(reading, finding)),
      tables: [
        ...unlessEmpty(named("procedures-rows", t("procedures.caption.rows"), procedureRowsTable(reading, lacking))),
        ...(isCompared(procedures)
          ? [
              named(
                "procedures-summary",
                t("procedures.caption.summary", { services }),
                procedureSummaryTable(reading, procedures.summary),
              ),
            ]
          : []),
      ],
    },
    transport: {
      sentences: [
        ...transportFindings(transport).map((finding) => transportSentence(reading, finding)),
        ...transportNotes(reading, transport),
      ],
      tables: [
        ...(isCompared(transport)
          ? [named("transport-lines", t("transport.caption"), transportTable(reading, transport))]
          : []),
        ...unlessEmpty(
          named("transport-places", t("transport.places.caption"), placesWithoutRideTable(reading, transport)),
        ),
      ],
    },
  };
}

/** Everything the council's page says of the gaps: made from published figures alone. */
export function publishedGapTexts(reading: Reading, gaps: PublishedGaps): GapTexts {
  const { nurses, places, procedures, transport } = gaps;
  const { t } = reading;
  return {
    nurses: {
      sentences: publishedNurseFindings(nurses).map((finding) => nurseSentence(reading, finding)),
      tables: nurseTables(reading, nurses.lines),
    },
    places: {
      sentences: publishedPlacesFindings(places).map((finding) => placesSentence(reading, finding)),
      tables: [
        named("places-lines", t("places.caption.lines"), publishedPlacesTable(reading, places)),
        ...unlessEmpty(
          named("places-monthly", t("places.caption.monthly"), publishedMonthlyTable(reading, places.monthly)),
        ),
      ],
    },
    procedures: {
      sentences: publishedProceduresFindings(procedures).map((finding) => proceduresSentence(reading, finding)),
      tables: [
        named(
          "procedures-ability",
          t("procedures.caption.ability"),
          publishedAbilityTable(reading, procedures.services),
        ),
        ...(procedures.children
          ? [
              named(
                "procedures-children",
                t("procedures.caption.children"),
                publishedChildrenTable(reading, procedures.children),
              ),
            ]
          : []),
      ],
    },
    transport: {
      sentences: publishedTransportFindings(transport).map((finding) => transportSentence(reading, finding)),
      tables: [named("transport-rows", t("transport.caption"), publishedTransportTable(t, transport))],
    },
  };
}
