import type { LetterText, MailText, RequestText } from "#app/components/round/round.types.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import type { ProviderContact } from "#app/services/provider-contact.ts";
import { fiscalYearLabel, formatDate, formatDeadline, formatMoment, toLocalDate } from "#domain/fiscal-year.ts";
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
  /** When it begins, for a letter that is printed before that. */
  opens?: Date | null;
};

/** Minutes that answering takes, at most: our estimate from the number of questions, which the forms name too. */
const minutes = { provider: 10, family: 15, supporter: 15, citizen: 5 } as const;

/** The words of a request: who asks, why, until when, how long it takes, whom to ask. */
export function requestText({ area, round, until, kind, opens }: RequestFacts, locale: Locale): RequestText {
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
      ...(opens ? [t("request.opens", { opening: formatMoment(opens, locale) })] : []),
      t("request.until", { closing: formatDeadline(until, locale), minutes: minutes[audience] }),
    ],
  };
}

/**
 * A mail, in Japanese first and in English below, as text and as HTML that says the same. `address` is the link, `code` the short code.
 * The HTML holds nothing but words and the two links: no picture, no style, nothing that is fetched or that tells of the opening.
 */
export function mailText(
  facts: RequestFacts,
  to: { name: string; address: string; code: string },
): MailText & { html: string } {
  const page = answerPage(to.address);
  const parts = (["ja", "en"] as const).map((locale) => {
    const t = translatorOf(locale);
    const { title, paragraphs } = requestText(facts, locale);
    const code = t("request.mail.code", { code: to.code, page });
    const before = [t("request.mail.to", { name: to.name }), title, ...paragraphs];
    const after = [t("request.own_link"), t("request.ask", { contact: facts.area.contact })];
    return {
      text: [...before, `${t("request.mail.link")}\n${to.address}`, code, ...after].join("\n\n"),
      html: [
        ...before.map(paragraph),
        `<p>${escapeHtml(t("request.mail.link"))}<br>${linkTo(to.address)}</p>`,
        `<p>${escapeHtml(code).replaceAll(escapeHtml(page), linkTo(page))}</p>`,
        ...after.map(paragraph),
      ].join("\n"),
    };
  });
  const [ja = { html: "" }, en = { html: "" }] = parts;
  return {
    subject: requestText(facts, "ja").title,
    text: `${parts.map(({ text }) => text).join("\n\n------------------------------\n\n")}\n`,
    html: `<!doctype html>\n<html lang="ja"><head><meta charset="utf-8"></head><body>\n${ja.html}\n<hr>\n<div lang="en">\n${en.html}\n</div>\n</body></html>\n`,
  };
}

const signsOfHtml: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => signsOfHtml[sign] ?? sign);
const paragraph = (text: string): string => `<p>${escapeHtml(text).replaceAll("\n", "<br>")}</p>`;
/** The address is what is seen, too: a reader sees where the link leads. */
const linkTo = (address: string): string => `<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;

/** The page where a short code is typed, beside the page that a link leads to. */
export const answerPage = (address: string): string => new URL("/answer", address).href;

/** A sheet, dated to the day it is printed, or to the day its round opens. Always in Japanese: whoever prints it may read the program in another language. */
export function letterText(
  facts: RequestFacts,
  to: { name: string; contact: ProviderContact } | null,
  today: Date,
): LetterText {
  const t = translatorOf("ja");
  const address = to?.contact.address ?? null;
  return {
    ...requestText(facts, "ja"),
    date: formatDate(toLocalDate(facts.opens ?? today), "ja").replace(/\(.\)$/, ""),
    to: to ? [t("request.mail.to", { name: to.name }), ...(address ? [address] : [])] : [],
    from: facts.area.name.ja,
    contact: facts.area.contact,
    closing: formatDeadline(facts.until, "ja"),
  };
}
