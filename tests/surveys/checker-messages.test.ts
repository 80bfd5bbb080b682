import { describe, expect, test } from "vitest";
import { checkCodes, checkMessage } from "#surveys/checker-messages.ts";
import { compileChecker } from "#surveys/compile-checker.ts";
import { filledOf } from "#tests/fixtures/questionnaires.ts";

const text = { type: "text", name: "q", maxLength: 5 };
const days = { type: "multipletext", name: "q", items: [{ name: "mon", inputType: "number" }, { name: "tue" }] };

describe("what the respondent reads", () => {
  test("the question and what to do, in both languages, without what was sent", () => {
    const element = {
      ...days,
      title: { default: "看護職員", en: "Nurses" },
      items: [{ name: "mon", inputType: "number", title: { default: "月", en: "Monday" } }],
    };
    const checker = compileChecker(filledOf([element]));
    const [ja, en] = (["ja", "en"] as const).map((locale) => checker.check({ q: { mon: "<b>七</b>" } }, locale));
    expect(ja).toEqual({
      ok: false,
      errors: [
        { path: "q.mon", question: "看護職員 月", code: "number_only", message: "数字だけで入力してください(例: 2)" },
      ],
    });
    expect(en).toEqual({
      ok: false,
      errors: [
        {
          path: "q.mon",
          question: "Nurses: Monday",
          code: "number_only",
          message: "Please enter digits only (for example: 2)",
        },
      ],
    });
  });

  test("the questionnaire's own words come first", () => {
    const own = { default: "郵便番号を7桁で", en: "Seven digits" };
    const checker = compileChecker(
      filledOf([
        {
          ...text,
          maxLength: 20,
          requiredErrorText: own,
          isRequired: true,
          validators: [{ type: "regex", regex: "^[0-9]{7}$", text: own }],
        },
      ]),
    );
    for (const q of ["12", undefined]) {
      const result = checker.check({ q }, "ja");
      expect(result.ok ? [] : result.errors.map(({ message }) => message)).toEqual(["郵便番号を7桁で"]);
    }
  });

  test("every reason has a sentence in both languages, with its limit", () => {
    for (const code of checkCodes) {
      expect(checkMessage(code, "ja", 3)).toMatch(/[ぁ-ん]/);
      expect(checkMessage(code, "en", 3)).toMatch(/^[A-Z][^{}]+$/);
    }
    expect(checkMessage("too_large", "ja", 9)).toBe("9以下の数で入力してください");
  });
});
