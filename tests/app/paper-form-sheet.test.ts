import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PaperFormSheet, type PaperHeading } from "#app/components/paper-form/paper-form-sheet.tsx";
import { I18nProvider } from "#app/i18n/i18n-context.tsx";
import { messagesOf } from "#app/i18n/messages.server.ts";
import { buildPaperForm } from "#surveys/paper-form.ts";
import { loadQuestionnaire } from "#tests/fixtures/answers/load-questionnaire.ts";

const { filled, examples } = loadQuestionnaire("provider-capacity");
const heading: PaperHeading = {
  areaName: "燕市",
  roundName: "事業所の受入れ状況調査 令和8年度",
  code: null,
  receiptNumber: null,
  respondent: null,
  closing: "令和8年12月31日(木)",
  contact: "社会福祉課",
};

function sheet(answers: Record<string, unknown> | null, said: Partial<PaperHeading> = {}): string {
  const form = buildPaperForm(filled, { locale: "ja", answers, blankCopies: 2 });
  const children = createElement(PaperFormSheet, { heading: { ...heading, ...said }, form });
  return renderToStaticMarkup(createElement(I18nProvider, { locale: "ja", messages: messagesOf("ja"), children }));
}
const count = (html: string, part: string) => html.split(part).length - 1;
/** What one question looks like. */
const question = (html: string, name: string) => {
  const [, after = ""] = html.split(`data-question="${name}"`);
  return after.split("data-question=")[0] ?? "";
};

test("an empty form ticks nothing, and its head, which every sheet repeats, has the round and room for a code", () => {
  const html = sheet(null);
  expect(html).not.toContain("✓</span>");
  const [head = ""] = html.split("</thead>");
  expect(head).toContain("燕市 事業所の受入れ状況調査 令和8年度");
  expect(head).toContain('番号 <span class="paper-blank"></span>');
  expect(count(html, "サービス 2</h3>")).toBe(1);
  expect(question(html, "capacity")).toContain('<span class="digit-box"></span>');
});

test("a filled form has code and receipt number in its head and the answers in their boxes", () => {
  const numbers = { code: "ABCDE-12345", receiptNumber: "WXYZ-6789" };
  const html = sheet(examples[0] ?? {}, { ...numbers, respondent: "放課後クラブ", closing: null });
  const [head = ""] = html.split("</thead>");
  expect(head).toContain("番号 <strong>ABCDE-12345</strong>");
  expect(head).toContain("受付番号 <strong>WXYZ-6789</strong>");
  expect(html).toContain("<strong>放課後クラブ</strong>");
  expect(html).not.toContain("締切");
  // 放課後等デイサービス of 28 services, one of two answers, 15 procedures
  expect(
    [question(html, "service_type"), question(html, "consent_statistics"), question(html, "procedures")].map((part) =>
      count(part, "✓</span>"),
    ),
  ).toEqual([1, 1, 15]);
  // 3 children in three boxes, to the right
  expect(question(html, "users")).toContain(
    '<span class="digit-box"></span><span class="digit-box"></span><span class="digit-box">3</span>',
  );
  expect(count(html, "サービス 2</h3>")).toBe(0);
});

test("what somebody wrote is text, and a number too long for its boxes is not cut", () => {
  const [example = {}] = examples;
  const html = sheet({ ...example, respondent_contact: "<b>花子</b>", pools: [{ capacity: 12345 }] });
  expect(html).toContain("&lt;b&gt;花子&lt;/b&gt;");
  expect(question(html, "capacity")).toContain('<span class="paper-written">12345</span>');
});

test("a condition is said in the form's own words", () => {
  expect(question(sheet(null), "up_to_class")).toContain("問5-2で「受け入れていない・難しい」のほかを選んだ方");
});
