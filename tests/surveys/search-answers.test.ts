import { describe, expect, test } from "vitest";
import { toSearchKey } from "#domain/registry/search-key.ts";
import { parseDefinition } from "#surveys/definition.ts";
import { compileAnswerSearch } from "#surveys/search-answers.ts";

const definition = parseDefinition({
  title: "調査",
  pages: [
    {
      name: "one",
      elements: [
        { type: "comment", name: "voice", title: "吸引について" },
        { type: "text", name: "age", inputType: "number", title: "年齢" },
        {
          type: "checkbox",
          name: "care",
          title: "ケア",
          choices: [
            { value: "ventilator", text: { default: "人工呼吸器", en: "Ventilator" } },
            { value: "suction", text: { default: "たんの吸引", en: "Suction" } },
          ],
        },
        {
          type: "matrix",
          name: "known",
          title: "知っていますか",
          rows: [{ value: "center", text: "センター" }],
          columns: [{ value: "yes", text: "知っている" }],
        },
        {
          type: "paneldynamic",
          name: "refusals",
          title: "断られたこと",
          maxPanelCount: 3,
          templateElements: [{ type: "text", name: "why", title: "理由" }],
        },
      ],
    },
  ],
});

const find = (text: string, answers: Record<string, unknown>, locale: "ja" | "en" = "ja") =>
  compileAnswerSearch(definition, text, { locale, toKey: toSearchKey })?.(answers);

describe("words in answers", () => {
  test("are found in what was typed, however it is written, and in entries of a list", () => {
    expect(find("ショートステイ", { voice: "ｼｮｰﾄ ｽﾃｲが足りない" })).toBe(true);
    expect(find("しょーとすてい", { voice: "ショートステイ" })).toBe(true);
    expect(find("満員", { refusals: [{}, { why: "満員のため" }] })).toBe(true);
    expect(find("満員", { refusals: [{ why: "空きがない" }] })).toBe(false);
  });

  test("are found in the labels of the choices that were made, in the language of the page", () => {
    expect(find("呼吸器", { care: ["ventilator"] })).toBe(true);
    expect(find("呼吸器", { care: ["suction"] })).toBe(false);
    expect(find("suction", { care: ["suction"] }, "en")).toBe(true);
    expect(find("suction", { care: ["suction"] })).toBe(false);
    expect(find("センター", { known: { center: "yes" } })).toBe(true);
    expect(find("センター", { known: {} })).toBe(false);
  });

  test("are all to be there; a question's title and a number are no answer in words", () => {
    expect(find("呼吸器 夜間", { care: ["ventilator"], voice: "夜間が心配" })).toBe(true);
    expect(find("呼吸器　昼間", { care: ["ventilator"], voice: "夜間が心配" })).toBe(false);
    expect(find("吸引について", { voice: "なし" })).toBe(false);
    expect(find("12", { age: 12 })).toBe(false);
  });

  test("none are asked for by a text without a sign", () => {
    expect(compileAnswerSearch(definition, " ・ ", { locale: "ja", toKey: toSearchKey })).toBe(null);
  });
});
