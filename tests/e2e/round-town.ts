import { readFileSync } from "node:fs";
import { z } from "zod";
import { openDataFile } from "#tests/fixtures/tables.ts";

/** How many providers of each service the story has: code in the open data, our name of it, first and last provider. */
const groups = [
  { code: "65", service: "hokago_day", first: 1, last: 12, called: "放課後の家" },
  { code: "22", service: "seikatsu_kaigo", first: 13, last: 19, called: "生活の家" },
  { code: "63", service: "jido_hattatsu", first: 20, last: 25, called: "ひろば" },
  { code: "24", service: "tanki_nyusho", first: 26, last: 31, called: "泊まりの家" },
] as const;

export const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

function groupOf(number: number) {
  const group = groups.find(({ first, last }) => first <= number && number <= last);
  if (!group) throw new Error(`The story has no provider ${number}`);
  return group;
}

/** The 31 providers are told apart by their number; the name begins with it, so that lists by name are in that order. */
export const nameOf = (number: number): string => `${String(number).padStart(2, "0")}${groupOf(number).called}`;
export const namesOf = (numbers: readonly number[]): string[] => numbers.map(nameOf);
export const mailOf = (number: number): string => `p${number}@example.jp`;

// What follows the city's name tells the district; the last one names none.
const places = ["吉田東栄町1-1", "分水桜町2-2", "大曲3-3"];

/**
 * An open-data file in the encoding that Excel writes in Japan: 31 providers of the city, two rows of another city, and one
 * of a service that the registry does not hold.
 */
export function openDataOfTown(): Buffer {
  const rowOf = (number: number, city: string, code: string, name: string) => ({
    "NO（※システム内の固有の番号、連番）": String(number),
    法人の名称: "㈱架空福祉",
    サービス種別: code,
    事業所の名称: name,
    事業所番号: `15500000${String(number).padStart(2, "0")}`,
    "事業所住所（市区町村）": city,
    "事業所住所（番地以降）": places[number % places.length] ?? "",
    事業所電話番号: `0256-00-00${String(number).padStart(2, "0")}`,
    定員: "10",
  });
  const rows = [
    ...range(1, 31).map((number) => rowOf(number, "新潟県燕市", groupOf(number).code, nameOf(number))),
    ...[41, 42].map((number) => rowOf(number, "新潟県三条市", "65", `三条の家${number}`)),
    rowOf(43, "新潟県燕市", "45", "就労の家43"),
  ];
  return encodeCp932(openDataFile(rows).toString("utf8").replace("\ufeff", ""));
}

/** Node only decodes this encoding: its table is turned round. */
function encodeCp932(text: string): Buffer {
  const decoder = new TextDecoder("shift_jis");
  const bytesOf = new Map<string, readonly number[]>();
  for (const byte of range(0x00, 0x7f)) bytesOf.set(String.fromCharCode(byte), [byte]);
  for (const lead of [...range(0x81, 0x9f), ...range(0xe0, 0xfc)]) {
    for (const trail of range(0x40, 0xfc)) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && !bytesOf.has(letter)) bytesOf.set(letter, [lead, trail]);
    }
  }
  const bytes = [...text].flatMap((letter) => {
    const known = bytesOf.get(letter);
    if (!known) throw new Error(`cp932 has no ${letter}`);
    return [...known];
  });
  return Buffer.from(bytes);
}

export type Answers = Record<string, unknown>;

const basic = { consent_statistics: "yes" };

/** A 放課後等デイサービス that tells its nurses on the days it is open, and nothing more. */
export const withNurses = (nurses: Readonly<Record<string, number>>): Answers => ({
  ...basic,
  units: [{ service_type: "hokago_day", acceptance: "accepting" }],
  day_pools: "yes",
  pools: [
    { services: ["hokago_day"], juushin_type: "no", band: "after_school", open_days: Object.keys(nurses), nurses },
  ],
});

/** Answers on every page of the questionnaire, from the examples; no nurse on Wednesday and Friday. */
export function fullAnswers(): Answers {
  const text = readFileSync(new URL("../fixtures/answers/provider-capacity.json", import.meta.url), "utf8");
  const [example] = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(text.replaceAll('"D1"', '"152137-1"')));
  const pools = z.array(z.record(z.string(), z.unknown())).parse(example?.pools);
  return { ...example, pools: pools.map((pool) => ({ ...pool, nurses: { mon: 1, tue: 1, wed: 0, thu: 1, fri: 0 } })) };
}

/** A service without a daily programme of its own. */
export const withoutDays = (number: number): Answers => ({
  ...basic,
  units: [{ service_type: groupOf(number).service, acceptance: "accepting" }],
  day_pools: "no",
});

export const familyAnswers: Answers = {
  ...basic,
  stage: "elementary",
  district: "152137-1",
  procedures: ["suction"],
  care_class: "3",
  juushin: "no",
  hokago_day_used_days: ["mon"],
  hokago_day_more_days: ["wed", "fri"],
};
