import { Model } from "survey-core";
import { describe, expect, test } from "vitest";
import { careProcedures } from "#domain/care-procedure.ts";
import { careClassAnswerSchema, driverSchema, lifeStages, providerProfileSchema } from "#domain/profile.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";
import { weekdays } from "#domain/weekday.ts";
import { checkDefinition } from "#surveys/definition-rules.ts";
import { compileMeaning } from "#surveys/measure-answers.ts";
import {
  loadQuestionnaire,
  type QuestionnaireKey,
  questionnaireKeys,
} from "#tests/fixtures/answers/load-questionnaire.ts";

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every object of a definition, however deep. */
function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodesOf)] : [];
}

function listOf(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

const elementTypes = [
  ...["panel", "html", "text", "comment", "radiogroup", "dropdown", "checkbox"],
  ...["multipletext", "matrix", "paneldynamic"],
];

function elementsOf(json: unknown): Node[] {
  return nodesOf(json).filter((node) => typeof node.name === "string" && typeof node.type === "string");
}

function element(json: unknown, name: string): Node {
  const found = elementsOf(json).find((node) => node.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

function valuesOf(list: unknown): string[] {
  return listOf(list).map((choice) => String(choice.value));
}

const visible = new Set(["title", "description", "text", "html", "templateTitle", "addPanelText", "placeholder"]);

/** Visible texts that are not there in both languages. */
function textsWithoutLanguage(json: unknown): string[] {
  return nodesOf(json).flatMap((node) =>
    Object.entries(node).flatMap(([key, text]) => {
      if (!visible.has(key)) return [];
      const isComplete = isNode(text) && [text.default, text.en].every((one) => typeof one === "string" && one !== "");
      return isComplete ? [] : [`${String(node.name ?? node.value)}.${key}`];
    }),
  );
}

function textsOf(json: unknown, language: "default" | "en"): string {
  return nodesOf(json)
    .flatMap((node) => (typeof node[language] === "string" ? [node[language]] : []))
    .join("\n");
}

describe.each(questionnaireKeys)("%s", (key) => {
  const { json, definition, filled, meaning } = loadQuestionnaire(key);

  test("can be published", () => {
    expect(checkDefinition(json)).toMatchObject({ ok: true });
    expect(() => compileMeaning(meaning, filled)).not.toThrow();
    expect(meaning.questionnaire).toBe(key);
  });

  test("a need that leads nowhere is refused", () => {
    const [first] = meaning.measures;
    if (!first) throw new Error("there is no measure");
    const broken = { ...meaning, measures: [{ ...first, needs: ["nothing_of_that_name"] }] };
    expect(() => compileMeaning(broken, filled)).toThrow("nothing_of_that_name");
  });

  test("every visible text is there in Japanese and in English", () => {
    expect(textsWithoutLanguage(json)).toEqual([]);
    expect(textsWithoutLanguage({ name: "q", title: { default: "質問" } })).toEqual(["q.title"]);
    for (const text of textsOf(json, "en").split("\n")) expect(text).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  test("nothing is named twice and every choice is one code", () => {
    const inLists = listOf(elementsOf(json).filter((node) => node.type === "paneldynamic"));
    const groups = [json, ...inLists.map((list) => list.templateElements)];
    const listNames = new Set(inLists.flatMap((list) => elementsOf(list.templateElements).map((node) => node.name)));
    for (const group of groups) {
      const names = elementsOf(group).map((node) => node.name);
      const own = group === json ? names.filter((name) => !listNames.has(name)) : names;
      expect(new Set(own).size).toBe(own.length);
    }
    for (const node of elementsOf(json)) {
      for (const list of [node.choices, node.rows, node.columns]) {
        const values = valuesOf(list);
        expect(new Set(values).size).toBe(values.length);
        for (const value of values) expect(value).toMatch(/^[a-z0-9][a-z0-9_]*$/);
      }
    }
  });

  test("only accepted elements, and a limit for every text", () => {
    for (const node of elementsOf(json)) {
      expect(elementTypes).toContain(node.type);
      const isOpen = node.type === "comment" || (node.type === "text" && node.inputType !== "number");
      if (isOpen) expect(node.maxLength).toBeTypeOf("number");
      if (node.inputType === "number") expect([node.min, node.max]).toEqual([expect.any(Number), expect.any(Number)]);
    }
  });

  test("reserved answers are spelled as the meaning reads them, and stand alone where several can be chosen", () => {
    const choices = elementsOf(json).flatMap((node) =>
      listOf(node.choices).map((choice) => ({ type: node.type, choice, of: listOf(node.choices).length })),
    );
    for (const { choice, type, of } of choices) {
      const japanese = isNode(choice.text) ? choice.text.default : "";
      if (japanese === "分からない") expect(choice.value).toBe("dont_know");
      if (japanese === "答えたくない") expect(choice.value).toBe("no_answer");
      const isReserved = ["dont_know", "no_answer", "none"].includes(String(choice.value));
      if (type === "checkbox" && isReserved && of > 1) expect(choice.isExclusive).toBe(true);
    }
    expect(choices.some(({ choice }) => choice.value === "dont_know")).toBe(true);
  });

  test("survey-core reads the filled form without complaint", () => {
    const errors = new Model(structuredClone(filled)).jsonErrors ?? [];
    // Limits of a multipletext's items are the server's: survey-core does not know them.
    const unexpected = errors
      .map((error) => error.message)
      .filter((text) => !/multipletextitem.*(min|max|step)/.test(text));
    expect(unexpected).toEqual([]);
    expect(new Model({ elements: [{ type: "text", name: "a", nonsense: 1 }] }).jsonErrors).toHaveLength(1);
  });

  test("a page holds at most 12 things", () => {
    for (const page of definition.pages) expect(page.elements.length).toBeLessThanOrEqual(12);
  });

  test("the first page says what a respondent must know before consenting", () => {
    const [first] = definition.pages;
    const japanese = textsOf(first, "default");
    for (const part of [
      "この調査は",
      "コーディネーターと、市町村の担当職員",
      "合計の数",
      "調査年度の終わりから5年です",
      "回答は任意です",
      "不利になることはありません",
      "途中でやめられます",
      "お問い合わせ",
      "電話や訪問で",
    ])
      expect(japanese).toContain(part);
    for (const part of ["Who reads it", "totals only", "five years", "voluntary", "stop at any time", "Questions"])
      expect(textsOf(first, "en")).toContain(part);
    expect(valuesOf(element(json, "consent_statistics").choices)).toEqual(["yes", "no"]);
    expect(element(json, "consent_statistics").isRequired).toBe(true);
  });

  test("anonymity is not promised", () => {
    expect(textsOf(json, "default")).not.toMatch(/匿名|無記名|特定され(ません|ない)/);
    expect(textsOf(json, "en")).not.toMatch(/anonym/i);
  });

  test("the example answers pass unchanged", () => {
    const { examples, checker } = loadQuestionnaire(key);
    for (const example of examples)
      expect(checker.check(example, "ja")).toEqual({ ok: true, answers: example, asked: expect.any(Set) });
  });
});

describe("codes are those of the domain", () => {
  const family = loadQuestionnaire("family-needs").json;
  const provider = loadQuestionnaire("provider-capacity").json;
  const supporter = loadQuestionnaire("supporter-needs").json;

  test("stages, classes and procedures", () => {
    expect(valuesOf(element(family, "stage").choices)).toEqual(lifeStages);
    expect(valuesOf(element(provider, "stages").choices)).toEqual(lifeStages);
    expect(valuesOf(element(family, "care_class").choices).sort()).toEqual([...careClassAnswerSchema.options].sort());
    expect(valuesOf(element(family, "procedures").choices)).toEqual([...careProcedures, "none", "dont_know"]);
    expect(valuesOf(element(provider, "procedures").rows)).toEqual(careProcedures);
    expect(valuesOf(element(supporter, "stages").choices)).toEqual([...lifeStages, "dont_know"]);
    expect(valuesOf(element(supporter, "procedures_met").choices)).toEqual([...careProcedures, "none", "dont_know"]);
  });

  test("services and weekdays", () => {
    const services = [
      ...valuesOf(element(provider, "service_type").choices),
      ...valuesOf(element(provider, "services").choices),
      ...valuesOf(element(family, "monthly_services").choices).filter((code) => !/^(none|dont_know)$/.test(code)),
      ...valuesOf(element(family, "service").choices).filter((code) => code !== "other"),
      ...valuesOf(element(supporter, "service").choices).filter((code) => code !== "other"),
      ...valuesOf(element(supporter, "lacking_services").choices).filter(
        (code) => !/^(other|none|dont_know)$/.test(code),
      ),
    ];
    for (const service of services) expect(serviceTypeSchema.options).toContain(service);
    expect(valuesOf(element(provider, "service_type").choices)).toEqual(serviceTypeSchema.options);
    for (const name of ["nurses", "places", "held_by_others", "vacancies", "rides_out", "rides_home"])
      expect(listOf(element(provider, name).items).map((item) => item.name)).toEqual(weekdays);
    expect(valuesOf(element(family, "hokago_day_more_days").choices)).toEqual([
      ...weekdays,
      "unknown",
      "none",
      "dont_know",
    ]);
  });

  test("what several questionnaires ask is coded alike", () => {
    for (const name of ["service", "kind", "reasons"])
      expect(valuesOf(element(supporter, name).choices)).toEqual(valuesOf(element(family, name).choices));
    expect(valuesOf(element(supporter, "training_wishes").choices)).toEqual([
      ...valuesOf(element(provider, "training_wishes").choices),
      "dont_know",
    ]);
    const levels = (json: unknown) => valuesOf(element(json, "awareness").columns);
    expect(levels(supporter)).toEqual(levels(provider));
    const citizen = loadQuestionnaire("citizen-awareness").json;
    expect(levels(citizen)).toEqual(levels(family).filter((level) => level !== "used"));
    expect(valuesOf(element(citizen, "awareness").rows)).toEqual(valuesOf(element(family, "awareness").rows));
  });

  test("drivers and acceptance", () => {
    const drivers = valuesOf(element(family, "hokago_day_out_driver").choices);
    expect(drivers).toEqual([...driverSchema.options, "dont_know"]);
    const acceptance = providerProfileSchema.shape.units.element.shape.acceptance.unwrap().options;
    expect(valuesOf(element(provider, "acceptance").choices)).toEqual(acceptance);
  });
});

describe("supporters and citizens are not asked who somebody is", () => {
  test.each(["supporter-needs", "citizen-awareness"] as const)("%s", (key) => {
    const { json } = loadQuestionnaire(key);
    const names = elementsOf(json).map(({ name }) => String(name));
    for (const name of names) expect(name).not.toMatch(/^(name|contact|phone|mail|address|birth|child_name|facility)/);
    const written = elementsOf(json).filter(({ type }) => type === "text" || type === "comment");
    expect(written.map(({ name }) => name)).toEqual(
      key === "supporter-needs" ? ["unsafe_reasons_other", "free_text"] : ["free_text"],
    );
    expect(textsOf(element(json, "free_text"), "default")).toContain("誰のことか分かる内容は書かないでください");
    expect(textsOf(element(json, "notice_text"), "default")).toContain("誰のことか分かる内容は書かないでください");
  });
});

describe("the length of a form", () => {
  /** Questions on the pages of one respondent; a 分からない box belongs to the question above it. */
  function countAsked(key: QuestionnaireKey, example: number): number {
    const { checker, examples } = loadQuestionnaire(key);
    const result = checker.check(examples[example], "ja");
    if (!result.ok) throw new Error("the example was refused");
    return [...result.asked].filter((path) => !/(_unknown|^units|^pools|^refusals)$/.test(path)).length;
  }

  test("a provider with one service answers at most 40 questions, one that does not accept far fewer", () => {
    expect(countAsked("provider-capacity", 0)).toBe(40);
    expect(countAsked("provider-capacity", 2)).toBeLessThanOrEqual(25);
  });

  test("a family answers at most 50 questions, nearly all by touch", () => {
    expect(countAsked("family-needs", 0)).toBeLessThanOrEqual(50);
    expect(countAsked("family-needs", 1)).toBeLessThanOrEqual(50);
  });

  test("a supporter answers about 40 questions, a resident at most 19", () => {
    // 44 without the list of refusals; 3 questions in each of 2 refusals
    expect(countAsked("supporter-needs", 0)).toBe(43 + 6);
    // without stages, procedures, other reasons, district and reasons of what lacks, refusals, use of the coordinator
    expect(countAsked("supporter-needs", 1)).toBe(43 - 6);
    expect(countAsked("citizen-awareness", 0)).toBe(19);
    expect(countAsked("citizen-awareness", 1)).toBe(15);
  });
});

test("a provider answers once for each service: a second entry of the same one would be lost in the roster", () => {
  const { checker, examples } = loadQuestionnaire("provider-capacity");
  const [example = {}] = examples;
  const [unit] = listOf(example.units);
  const errorsOf = (units: readonly unknown[]) => {
    const result = checker.check({ ...example, units }, "ja");
    return result.ok ? [] : result.errors.map(({ path, code }) => `${path} ${code}`);
  };
  expect(errorsOf([unit])).toEqual([]);
  expect(errorsOf([unit, unit])).toEqual(["units[1].service_type duplicate_entry"]);
});
