import { expect, test } from "vitest";
import { inOneLanguage } from "#surveys/in-one-language.ts";

const definition = {
  title: { default: "調査", en: "Survey" },
  pages: [
    {
      name: "one",
      title: "Plain",
      elements: [
        {
          type: "boolean",
          name: "a",
          title: { default: "English", ja: "日本語" },
          defaultValue: { default: 1, other: 2 },
        },
        { choices: [{ value: "x", text: { default: "只" } }], rows: [] },
      ],
    },
  ],
};

test("texts become those of one language, the rest stays", () => {
  expect(inOneLanguage(definition, "ja")).toEqual({
    title: "調査",
    pages: [
      {
        name: "one",
        title: "Plain",
        elements: [
          { type: "boolean", name: "a", title: "日本語", defaultValue: { default: 1, other: 2 } },
          { choices: [{ value: "x", text: "只" }], rows: [] },
        ],
      },
    ],
  });
  expect(inOneLanguage(definition, "en").title).toBe("Survey");
  expect(inOneLanguage(definition.pages[0]?.elements[0], "en")).toMatchObject({ title: "English" });
});
