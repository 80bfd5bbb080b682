import { expect, test } from "vitest";
import { compareAnswers, readTitles } from "#app/services/describe-response.ts";
import { loadQuestionnaire } from "#tests/fixtures/answers/load-questionnaire.ts";

const family = loadQuestionnaire("family-needs").filled;
const provider = loadQuestionnaire("provider-capacity").filled;

test("two questions of one title are two: a change of either is told, and of which page it is", () => {
  const reasons = { hokago_day_why_not: ["no_vacancy"], monthly_why_not: ["cost"] };
  expect(
    compareAnswers(family, { before: reasons, after: { ...reasons, hokago_day_why_not: ["no_ride"] } }, "ja"),
  ).toEqual([
    {
      path: "hokago_day_why_not",
      question: "放課後等デイサービスを利用する曜日 › 増やせない理由を、すべて選んでください。",
      before: "空きがない",
      after: "送迎がない",
    },
  ]);
});

test("the same answer to another question of the same title is a change", () => {
  const lines = compareAnswers(
    family,
    { before: { jido_hattatsu_used_count: 3 }, after: { hokago_day_used_count: 3 } },
    "ja",
  );
  expect(lines.map(({ path, before, after }) => [path, before, after])).toEqual([
    ["jido_hattatsu_used_count", "3", null],
    ["hokago_day_used_count", null, "3"],
  ]);
});

test("in a list each entry is compared with the one in its place; what is as it was is not told", () => {
  const first = { services: ["hokago_day"], capacity: 10 };
  const lines = compareAnswers(
    provider,
    { before: { pools: [first, { capacity: 5 }] }, after: { pools: [first, { capacity: 6 }, { capacity: 7 }] } },
    "ja",
  );
  expect(lines.map(({ path, question, before, after }) => [path, question.split(" › ")[0], before, after])).toEqual([
    ["pools[1].capacity", "サービスのまとまり 2", "5", "6"],
    ["pools[2].capacity", "サービスのまとまり 3", null, "7"],
  ]);
  expect(compareAnswers(provider, { before: { pools: [first] }, after: { pools: [first] } }, "ja")).toEqual([]);
});

test("a title names the page only where it must; of an unknown path it is the path", () => {
  const titleAt = readTitles(family, "en");
  expect(["hokago_day_why_not", "stage", "nothing"].map((path) => titleAt(path).includes(" › "))).toEqual([
    true,
    false,
    false,
  ]);
  expect(titleAt("nothing[0].at_all")).toBe("nothing[0].at_all");
});
