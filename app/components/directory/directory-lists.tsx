import type { ReactNode } from "react";
import type { Reading } from "#app/charts/reading.ts";
import { DataTable } from "#app/components/data-table.tsx";
import type { DirectoryPageData, DirectoryRow } from "./directory.types.ts";
import { type RowTexts, rowTexts } from "./directory-texts.ts";
import { useReading } from "./use-reading.ts";

const foundColumns = ["provider", "says", "procedures", "ride", "places", "confirmed"] as const;
const shortColumns = ["provider", "service", "district", "answer", "confirmed"] as const;

/** Units that fit, with all that partners may see of each. */
export function FoundUnits({ rows, districts, caption }: Pick<DirectoryPageData, "districts"> & ListProps) {
  const reading = useReading(districts);
  const { t } = reading;
  return (
    <DataTable
      stacked
      caption={caption}
      columns={foundColumns.map((column) => ({ title: t(`directory.column.${column}`) }))}
      empty={t("directory.found.empty")}
      rows={rows.map((row) => ({ key: row.id, cells: cellsOf(reading, row) }))}
    />
  );
}

type ListProps = { rows: readonly DirectoryRow[]; caption: string };

function cellsOf(reading: Reading, row: DirectoryRow): readonly ReactNode[] {
  const { t } = reading;
  const texts = rowTexts(reading, row);
  const said = (
    column: "up_to_class" | "stages" | "juushin" | "nurse" | "can" | "conditional" | "districts",
    value: string,
  ) => t("directory.labelled", { label: t(`directory.column.${column}`), value });
  const { acceptance, staff, transport, places } = row;
  const nurse = said("nurse", texts.nurse);
  return [
    <ProviderCell key="provider" texts={texts} />,
    acceptance ? (
      <Lines
        key="says"
        strong={texts.says}
        lines={[
          row.acceptance?.upToClass === null ? said("up_to_class", texts.upToClass) : texts.upToClass,
          said("stages", texts.stages),
          said("juushin", texts.juushin),
          nurse,
          t("directory.children.labelled", { children: texts.children }),
        ]}
      />
    ) : staff ? (
      <Lines key="says" lines={[t("directory.closed"), nurse]} />
    ) : (
      <Closed key="says" />
    ),
    acceptance ? (
      <Lines key="procedures" lines={[said("can", texts.can), said("conditional", texts.conditional)]} />
    ) : (
      <Closed key="procedures" />
    ),
    transport ? (
      <Lines key="ride" lines={[texts.ride, ...(drivesSomewhere(row) ? [said("districts", texts.districts)] : [])]} />
    ) : (
      <Closed key="ride" />
    ),
    places ? <Lines key="places" lines={texts.places} /> : <Closed key="places" />,
    <ConfirmedCell key="confirmed" row={row} />,
  ];
}

const drivesSomewhere = ({ transport }: DirectoryRow): boolean =>
  transport?.ride !== null && transport?.ride !== "none";

type Name = Pick<RowTexts, "provider" | "service" | "district" | "phone">;

/** What the register says; empty where another column says it. */
function ProviderCell({ texts: { provider, service, district, phone } }: { texts: Name }) {
  return (
    <div className="directory-provider">
      <p>{provider}</p>
      {service === "" ? null : <p className="directory-service">{service}</p>}
      {[district, phone]
        .filter((text) => text !== "")
        .map((text) => (
          <p key={text} className="directory-place">
            {text}
          </p>
        ))}
    </div>
  );
}

/** The day of the answer, marked where it is not of this round. */
function ConfirmedCell({ row: { state, confirmedOn } }: { row: DirectoryRow }) {
  const { t } = useReading([]);
  return (
    <div className="directory-lines">
      <p>{confirmedOn ?? t("directory.no_date")}</p>
      {state === "last_round" ? <p className="directory-stale">{t("directory.stale")}</p> : null}
    </div>
  );
}

function Lines({ strong, lines }: { strong?: string; lines: readonly string[] }) {
  return (
    <div className="directory-lines">
      {strong === undefined ? null : (
        <p>
          <strong>{strong}</strong>
        </p>
      )}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

function Closed() {
  const { t } = useReading([]);
  return <span className="directory-closed">{t("directory.closed")}</span>;
}

type ShortProps = Pick<DirectoryPageData, "districts"> & { caption: string; parts: readonly AnswerPart[] };

/** Units of a short list with what is said of all of them. */
export type AnswerPart = { readonly rows: readonly DirectoryRow[]; readonly answer: string };

/** Units by name, service and district alone, with why they stand here. */
export function ShortUnits({ parts, districts, caption }: ShortProps) {
  const reading = useReading(districts);
  const { t } = reading;
  return (
    <DataTable
      stacked
      caption={caption}
      columns={shortColumns.map((column) => ({ title: t(`directory.column.${column}`) }))}
      rows={parts.flatMap(({ rows, answer }) =>
        rows.map((row) => {
          const texts = rowTexts(reading, row);
          const name = <ProviderCell key="provider" texts={{ ...texts, service: "", district: "" }} />;
          const confirmed = <ConfirmedCell key="confirmed" row={row} />;
          return { key: row.id, cells: [name, texts.service, texts.district, answer, confirmed] };
        }),
      )}
    />
  );
}
