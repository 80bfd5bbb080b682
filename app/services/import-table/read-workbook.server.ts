import { type OpenZip, unreadable } from "#app/services/import-table/open-zip.server.ts";
import { readSheet } from "#app/services/import-table/read-sheet.ts";
import type { SheetRow } from "#app/services/import-table/table.ts";
import { TableRefused } from "#app/services/import-table/table-refused.ts";
import { findDateStyles, listSheets, readSharedStrings } from "#app/services/import-table/workbook-parts.ts";

export type WorkbookSheet = { readonly sheet: string; readonly rows: AsyncIterable<SheetRow> };

/**
 * The sheets of a workbook that can be seen, one after the other; the rows of each are made one by one as they are asked for. Of a
 * workbook that holds macros nothing is unpacked.
 */
export async function* readWorkbook(zip: OpenZip): AsyncGenerator<WorkbookSheet> {
  if ([...zip.parts.keys()].some((name) => name.endsWith("vbaproject.bin"))) throw new TableRefused({ code: "macros" });
  const text = async (name: string) => (await zip.parts.get(name.toLowerCase())?.read())?.toString("utf8") ?? null;
  if (/macroEnabled/i.test((await text("[Content_Types].xml")) ?? "")) throw new TableRefused({ code: "macros" });
  const { sheets, from1904 } = listSheets(
    (await text("xl/workbook.xml")) ?? "",
    (await text("xl/_rels/workbook.xml.rels")) ?? "",
  );
  const dateStyles = findDateStyles((await text("xl/styles.xml")) ?? "");
  let shared: string[] | null = null;
  let any = false;
  for (const { name, part } of sheets) {
    const xml = await text(part);
    if (xml === null) continue;
    any = true;
    shared ??= await readSharedStrings((await text("xl/sharedStrings.xml")) ?? "");
    yield { sheet: name, rows: readSheet(xml, { shared, dateStyles, from1904 }) };
  }
  if (!any) throw unreadable();
}
