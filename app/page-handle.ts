import type { MessageKey } from "#app/i18n/translator.ts";

/** What a route says about its page; the root puts it into the document's title. */
export type PageHandle = {
  title: MessageKey;
  /** The page loads the served font by itself, when it has come to life (`survey-form/late-fonts.ts`). */
  fontsLater?: true;
};
