import { loadNurseGap, type NurseGapBasis } from "#app/services/load-nurse-gap.server.ts";
import { fiscalYearLabel, formatDate, formatTime, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";

export type BoardPageData = Pick<NurseGapBasis, "gap" | "source" | "families" | "providers"> & {
  areaName: LocalizedText;
  fiscalYear: string;
  asOf: string | null;
};

/** The coordinator's board: the unsuppressed gap with what stands under it. */
export async function loadBoard(areaId: string, locale: Locale): Promise<BoardPageData> {
  const { area, fiscalYear, gap, source, families, providers, asOf } = await loadNurseGap(areaId);
  return {
    areaName: area.name,
    fiscalYear: fiscalYear === null ? "" : fiscalYearLabel(fiscalYear, locale),
    gap,
    source,
    families,
    providers,
    asOf: asOf && momentText(asOf, locale),
  };
}

/** A moment in Japan as date and time: 令和8年2月9日(月) 14:05. */
export function momentText(iso: string, locale: Locale): string {
  const moment = new Date(iso);
  return `${formatDate(toLocalDate(moment), locale)} ${formatTime(moment)}`;
}
