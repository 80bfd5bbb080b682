import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { refusals } from "#app/errors.ts";
import en from "#app/i18n/en.json";
import ja from "#app/i18n/ja.json";
import { messagesOf, translatorOf } from "#app/i18n/messages.server.ts";
import type { MessageKey } from "#app/i18n/translator.ts";
import { absenceReasonSchema } from "#domain/figure.ts";
import { weekdays } from "#domain/weekday.ts";

type Part = { type: number; value?: string; options?: Record<string, { value: Part[] }> };

/** Placeholders of a message, also those inside plural and select branches. `#` (type 7) has no name of its own. */
function placeholders(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => [
    ...(part.type !== 0 && part.type !== 7 && part.value !== undefined ? [part.value] : []),
    ...Object.values(part.options ?? {}).flatMap((option) => placeholders(option.value)),
  ]);
}
const namesIn = (message: string, locale: string) =>
  [
    ...new Set(placeholders(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst() as Part[])),
  ].sort();

const keys = Object.keys(ja) as MessageKey[];

describe("messages", () => {
  test("English has exactly the keys of Japanese", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
    expect(messagesOf("ja")).toBe(ja);
    expect(messagesOf("en")).toBe(en);
  });

  test.each(keys)("%s compiles in both languages with the same placeholders, and is not empty", (key) => {
    expect(namesIn(en[key], "en-GB")).toEqual(namesIn(ja[key], "ja-JP"));
    expect(ja[key].trim()).not.toBe("");
    expect(en[key].trim()).not.toBe("");
  });

  test("English holds no Japanese but a name to be typed and the name of the other language", () => {
    const japanese = Object.entries(en).filter(([, text]) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(text));
    expect(japanese.map(([key]) => key)).toEqual(["frame.other_language", "setup.areaName.hint"]);
  });

  test("exist for every refusal, weekday and reason of absence", () => {
    for (const { title, text } of Object.values(refusals)) expect([ja[title], en[text]]).not.toContain(undefined);
    for (const locale of ["ja", "en"] as const) {
      const t = translatorOf(locale);
      const texts = [
        ...weekdays.flatMap((day) => [t(`weekday.${day}`), t(`weekday.short.${day}`)]),
        ...absenceReasonSchema.options.map((reason) => t(`figure.absent.${reason}`)),
      ];
      for (const text of texts) expect(text.length).toBeGreaterThan(0);
    }
  });

  test("write numbers as the language does, and a missing parameter is an error, not a blank", () => {
    expect(translatorOf("ja")("home.answered", { answered: 1234 })).toBe("回答 1,234件。");
    expect(() => translatorOf("ja")("home.answered", {})).toThrow("answered");
    expect(() => translatorOf("ja")("form.provider")).toThrow("name");
  });

  test("take what people typed as text: markup and braces stay what they are", () => {
    const typed = "<b>{name}</b> '{x}'";
    expect(translatorOf("ja")("form.provider", { name: typed })).toBe(`事業所: ${typed}`);
  });
});
