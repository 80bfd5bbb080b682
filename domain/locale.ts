import { z } from "zod";

/** Languages of the pages and questionnaires. Japanese is the source; English is complete as well. */
export const localeSchema = z.enum(["ja", "en"]);
export type Locale = z.infer<typeof localeSchema>;

/** A text in every language of the product. */
export const localizedTextSchema = z.object({ ja: z.string().min(1), en: z.string().min(1) });
export type LocalizedText = z.infer<typeof localizedTextSchema>;
