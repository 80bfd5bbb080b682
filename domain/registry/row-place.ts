/** Lines of the second sheet that is read begin here, those of the third at twice this: more than a sheet can have. */
export const linesPerSheet = 10_000_000;

type Sheet = {
  readonly file: string;
  readonly format: { readonly kind: "text" } | { readonly kind: "workbook"; readonly sheet: string };
};
type Chosen = {
  readonly sheets: readonly Sheet[];
  readonly choice: { readonly sheets: readonly { readonly sheet: number }[] };
};

/** Where a person finds a row: its file and sheet (each null where there is but one), and its line there. */
export function placeOfLine(
  { sheets, choice }: Chosen,
  line: number,
): { file: string | null; sheet: string | null; line: number } {
  const chosen = choice.sheets.flatMap(({ sheet }) => sheets[sheet] ?? []);
  const found = chosen.length > 1 ? chosen[Math.floor(line / linesPerSheet)] : undefined;
  const manyFiles = new Set(chosen.map(({ file }) => file)).size > 1;
  return {
    file: manyFiles && found ? found.file : null,
    sheet: found?.format.kind === "workbook" ? found.format.sheet : null,
    line: line % linesPerSheet,
  };
}
