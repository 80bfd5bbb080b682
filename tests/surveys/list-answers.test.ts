import { describe, expect, test } from "vitest";
import { type ListedPage, listAnswers } from "#surveys/list-answers.ts";
import { choices, filledOf } from "#tests/fixtures/questionnaires.ts";

const titled = (name: string, ja: string, rest: object) => ({ name, title: { default: ja, en: `${name}?` }, ...rest });
const item = (name: string, ja: string, en: string) => ({ name, title: { default: ja, en }, inputType: "number" });
const weekdays = titled("nurses", "看護職員は何人ですか。", {
  type: "multipletext",
  items: [item("mon", "月", "Mon"), item("tue", "火", "Tue"), item("wed", "水", "Wed")],
});
const week = titled("days", "開いている曜日を、すべて選んでください。", {
  type: "checkbox",
  choices: choices("mon", "tue"),
});
const grid = titled("grid", "対応できますか。", {
  type: "matrix",
  rows: [
    { value: "oxygen", text: { default: "酸素療法(在宅)", en: "Oxygen (at home)" } },
    { value: "suction", text: { default: "たんの吸引(口・鼻)", en: "Suction" } },
    { value: "seizure", text: { default: "けいれん時の処置", en: "Seizures" } },
  ],
  columns: [
    { value: "can", text: { default: "できる", en: "Can" } },
    { value: "cannot", text: { default: "できない", en: "Cannot" } },
  ],
});
const job = titled("job", "職種", { type: "text", isRequired: true });
const units = titled("units", "サービスごとに", {
  type: "paneldynamic",
  maxPanelCount: 3,
  keyName: "service",
  templateTitle: { default: "サービス", en: "Service" },
  templateElements: [
    titled("service", "サービスの種類", { type: "dropdown", choices: choices("day", "night") }),
    weekdays,
  ],
});

const all = (asked: readonly string[]) => ({
  locale: "ja" as const,
  isAsked: (path: string) => asked.includes(path),
  unanswered: "all" as const,
});
const tell = ([page]: readonly ListedPage[]) =>
  page?.parts.flatMap((part) =>
    part.kind === "line"
      ? [[part.line.path, part.line.question, part.line.answer]]
      : [[part.card.path, part.card.title], ...part.card.lines.map(({ path, answer }) => [path, answer])],
  );

describe("the list of a respondent's answers", () => {
  test("says a grid of weekdays in one line", () => {
    const definition = filledOf([weekdays]);
    const answers = { nurses: { mon: 2, wed: 0 } };
    expect(tell(listAnswers(definition, answers, all([])))).toEqual([["nurses", "看護職員は何人ですか。", "月2 水0"]]);
    const english = listAnswers(definition, answers, { ...all([]), locale: "en" });
    expect(tell(english)).toEqual([["nurses", "nurses?", "Mon 2, Wed 0"]]);
  });

  test("says each answer of a grid once, with the rows that have it, without what stands in brackets", () => {
    const answers = { grid: { oxygen: "cannot", suction: "can", seizure: "cannot" } };
    expect(tell(listAnswers(filledOf([grid]), answers, all([])))).toEqual([
      ["grid", "対応できますか。", "できる: たんの吸引\nできない: 酸素療法、けいれん時の処置"],
    ]);
  });

  test("leaves the request to choose out of a question", () => {
    expect(tell(listAnswers(filledOf([week]), { days: ["mon", "tue"] }, all([])))).toEqual([
      ["days", "開いている曜日", "monの文、tueの文"],
    ]);
  });

  test("makes a card of each entry, named by what the entry is about, with paths that lead into it", () => {
    const answers = { units: [{ service: "day", nurses: { mon: 1 } }, { nurses: { tue: 3 } }] };
    expect(tell(listAnswers(filledOf([units]), answers, all([])))).toEqual([
      ["units[0].service", "dayの文"],
      ["units[0].nurses", "月1"],
      ["units[1]", "サービス 2"],
      ["units[1].nurses", "火3"],
    ]);
  });

  test("shows unanswered questions that were asked, all of them or the demanded ones, and no others", () => {
    const definition = filledOf([job, week, units]);
    const answers = { units: [{ service: "day" }] };
    const asked = ["job", "days", "units", "units[0].service", "units[0].nurses"];
    const card = ["units[0].service", "dayの文"];
    expect(tell(listAnswers(definition, answers, all(asked)))).toEqual([
      ["job", "職種", null],
      ["days", "開いている曜日", null],
      card,
      ["units[0].nurses", null],
    ]);
    expect(tell(listAnswers(definition, answers, { ...all(asked), unanswered: "required" }))).toEqual([
      ["job", "職種", null],
      card,
    ]);
    expect(tell(listAnswers(definition, answers, all([])))).toEqual([card]);
  });

  test("leaves out an entry in which nothing was answered or demanded", () => {
    expect(listAnswers(filledOf([units]), { units: [{}] }, { ...all(["units"]), unanswered: "required" })).toEqual([]);
  });

  test("leaves out a page without a line", () => {
    expect(listAnswers(filledOf([job]), {}, all([]))).toEqual([]);
  });
});
