import type { LetterText, MailText, RequestText } from "#app/components/round/round.types.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import type { ProviderContact } from "#app/services/provider-contact.ts";
import { fiscalYearLabel, formatDate, formatDeadline, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import type { RequestKind } from "#domain/progress/plan-requests.ts";
import type { Municipality } from "#models/area.server.ts";
import type { Round } from "#models/round.server.ts";

/** What every request says, on paper and by mail. */
export type RequestFacts = {
  area: Municipality;
  round: Pick<Round, "audience" | "fiscalYear">;
  /** Until when this one may be answered. */
  until: Date;
  kind: RequestKind;
};

/** Minutes that answering takes, at most: our estimate from the number of questions, which the forms name too. */
const minutes = { provider: 10, family: 15, supporter: 15, citizen: 5 } as const;

/** The words of a request: who asks, why, until when, how long it takes, whom to ask. */
export function requestText({ area, round, until, kind }: RequestFacts, locale: Locale): RequestText {
  const t = translatorOf(locale);
  const { audience, fiscalYear } = round;
  const title = t("request.title", {
    name: t(`form.name.${audience}`),
    year: fiscalYearLabel(fiscalYear, locale),
  });
  return {
    title: kind === "reminder" ? t("request.title_again", { title }) : title,
    paragraphs: [
      ...(kind === "reminder" ? [t("request.again")] : []),
      t(`request.why.${audience}`, { area: area.name[locale] }),
      t("request.until", { closing: formatDeadline(until, locale), minutes: minutes[audience] }),
    ],
  };
}

/** A mail, in Japanese first and in English below. `address` is the link, `code` the short code. */
export function mailText(facts: RequestFacts, to: { name: string; address: string; code: string }): MailText {
  const parts = (["ja", "en"] as const).map((locale) => {
    const t = translatorOf(locale);
    const { title, paragraphs } = requestText(facts, locale);
    const lines = [
      t("request.mail.to", { name: to.name }),
      title,
      ...paragraphs,
      `${t("request.mail.link")}\n${to.address}`,
      t("request.mail.code", { code: to.code, page: answerPage(to.address) }),
      t("request.own_link"),
      t("request.ask", { contact: facts.area.contact }),
    ];
    return lines.join("\n\n");
  });
  return { subject: requestText(facts, "ja").title, text: `${parts.join("\n\n------------------------------\n\n")}\n` };
}

/** The page where a short code is typed, beside the page that a link leads to. */
export const answerPage = (address: string): string => new URL("/answer", address).href;

/** A sheet, always in Japanese: whoever prints it may read the program in another language. */
export function letterText(
  facts: RequestFacts,
  to: { name: string; contact: ProviderContact } | null,
  today: Date,
): LetterText {
  const t = translatorOf("ja");
  const address = to?.contact.address ?? null;
  return {
    ...requestText(facts, "ja"),
    date: formatDate(toLocalDate(today), "ja").replace(/\(.\)$/, ""),
    to: to ? [t("request.mail.to", { name: to.name }), ...(address ? [address] : [])] : [],
    from: facts.area.name.ja,
    contact: facts.area.contact,
    closing: formatDeadline(facts.until, "ja"),
  };
}
