import { type Reading, readingOf } from "#app/charts/reading.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { DirectoryPageData } from "./directory.types.ts";

/** The page's words with the names of the city's districts. */
export function useReading(districts: DirectoryPageData["districts"]): Reading {
  const { locale, t } = useI18n();
  return readingOf({ t, locale }, districts);
}
