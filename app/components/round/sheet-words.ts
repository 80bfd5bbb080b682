import type { MessageKey } from "#app/i18n/translator.ts";

/** Fixed words of the sheets. They come with the page in Japanese, in whatever language the staff read the program. */
export const sheetWords = [
  "frame.invented",
  "letter.how_qr",
  "letter.how_code",
  "letter.how_fax",
  "letter.code",
  "letter.own",
  "letter.single",
  "letter.closing",
  "letter.ask",
  "fax.title",
  "fax.to",
  "fax.number",
  "fax.no_number",
  "fax.from",
  "fax.pages",
  "fax.one",
  "fax.subject",
] as const satisfies readonly MessageKey[];

export type SheetWords = Readonly<Record<(typeof sheetWords)[number], string>>;
