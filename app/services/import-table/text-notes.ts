import type { CellNote } from "#app/services/import-table/table.ts";

/** What a spreadsheet makes of 2-3 or 1-2-3, in a text file and as reading writes it. */
const date =
  /^(?:\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}[-/]\d{1,2}[-/]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d)$/;
const cutNumber = /^-?\d\.\d+E\+?\d{1,2}$/i;
/** The replacement sign, 〓, signs of one's own (外字), and question marks where a letter of a name stood. */
const letter = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
const lostSigns = new RegExp(String.raw`[\ufffd\u3013\ue000-\uf8ff]|\?\?|(?:^|${letter})\?${letter}`, "u");

/** What the text of a cell tells of how it was spoilt; null for a sound one. */
export function noteOfText(cell: string): CellNote["kind"] | null {
  if (cell === "") return null;
  const text = cell.trim();
  if (lostSigns.test(text)) return "signs";
  if (text.length > 20 || !/\d/.test(text)) return null;
  if (date.test(text)) return "date";
  return cutNumber.test(text) ? "digits" : null;
}
