import { translatorOf } from "#app/i18n/messages.server.ts";
import { toCsv } from "#app/services/csv-text.ts";
import { loadPapers, type PaperQuery } from "#app/services/load-papers.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { Locale } from "#domain/locale.ts";

const columns = ["name", "kana", "postal", "fax", "address", "code", "closing"] as const;

type Wanted = { query: PaperQuery; origin: string; now: Date; locale: Locale };

/** The rows of a mail merge: who, where, link, code, closing; null when the area has no such round. */
export async function exportMailMerge(
  permitted: Permitted,
  roundId: string,
  { locale, ...wanted }: Wanted,
): Promise<{ fileName: string; text: string } | null> {
  const found = await loadPapers(permitted, roundId, wanted);
  if (!found) return null;
  const t = translatorOf(locale);
  const rows = found.papers.map(({ text, ...paper }) => {
    const cells = { ...paper, closing: text.closing };
    return columns.map((column) => cells[column] ?? "");
  });
  return { fileName: `${roundId}.csv`, text: toCsv([columns.map((column) => t(`round.merge.${column}`)), ...rows]) };
}
