import type { ReadTable } from "#app/services/import-table/table.ts";
import { foldHeading } from "#domain/registry/headings.ts";
import { guessColumns, type ImportColumns, type ImportMapping, importFields } from "#domain/registry/import-columns.ts";

type Described = Pick<ReadTable, "header" | "samples" | "serviceColumns" | "isOpenData">;

/** How a table is read unless a person says otherwise: columns by their headings, and columns of marks where none names the service. */
export function proposeMapping({ header, samples, serviceColumns, isOpenData }: Described): ImportMapping {
  const columns = preferFullerColumns(guessColumns(header), header, samples);
  const marked = columns.service === undefined && serviceColumns.length > 0 ? { serviceColumns } : {};
  return { kind: isOpenData ? "open_data" : "file", columns, fallbackDistrict: "none", ...marked };
}

/** Of columns with one heading the one that says most: 星野原市緑町1-1 rather than 緑町. */
function preferFullerColumns(
  guessed: ImportColumns,
  header: readonly string[],
  samples: readonly (readonly string[])[],
): ImportColumns {
  const length = (column: number) => {
    const values = samples[column] ?? [];
    return values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length);
  };
  const columns = { ...guessed };
  for (const field of importFields) {
    const guess = guessed[field];
    if (guess === undefined) continue;
    const name = foldHeading(header[guess] ?? "");
    const [fullest = guess] = header
      .flatMap((other, column) => (foldHeading(other) === name ? column : []))
      .sort((one, other) => length(other) - length(one));
    columns[field] = fullest;
  }
  return columns;
}
