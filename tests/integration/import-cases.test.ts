import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { saveMunicipality } from "#models/area.server.ts";
import { saveTowns } from "#models/registry-settings.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { importPages } from "#tests/fixtures/import-pages.ts";
import { tsubame } from "#tests/fixtures/region.ts";

databaseOfFile();
const { apply, look, post, preview, providers } = importPages();

const fileOf = (name: string) => readFileSync(new URL(`../cases/registry/${name}`, import.meta.url));

/** 星野原市 with these districts, under the code of the fixtures' city. */
const openCity = (...names: string[]) =>
  saveMunicipality({
    ...tsubame,
    name: { ja: "星野原市", en: "Hoshinohara" },
    districts: names.map((ja, index) => ({ id: `d${index + 1}`, name: { ja, en: ja } })),
  });

/** What a case gives: what stands in the registry when it is applied, and what was said of its rows. */
async function outcomeOf(name: string, changes: Readonly<Record<string, string>> = {}) {
  const page = await preview(fileOf(name), changes);
  const { leftOut, notes, counts, rows, words } = page.preview ?? {};
  await apply(page);
  const units = (await providers()).map(
    (one) =>
      `${one.name} ${one.districtUnset ? "?" : one.districtId} ${one.units.map(({ service, capacity }) => `${service}=${capacity}`).join(" ")}`,
  );
  return {
    page,
    registry: units,
    left: leftOut?.first.map(({ line, code }) => `${line} ${code}`),
    notes: notes?.first.map(({ line, code }) => `${line} ${code}`),
    counts,
    rows,
    words,
  };
}

test("01: twelve digits of a corporation's number get their check digit, and no row refuses the file", async () => {
  await openCity("緑町", "港町");
  const { notes, left, rows } = await outcomeOf("01-corporation-number-12-digits.csv");
  expect({ notes, left, rows }).toEqual({ notes: ["2 corporation_digit", "3 corporation_number"], left: [], rows: 3 });
  // of 123456789012, from the lowest: 2+1·2+0+9·2+8+7·2+6+5·2+4+3·2+2+1·2 = 74; 74 mod 9 = 2; 9 − 2 = 7
  const numbers = (await providers()).map(({ name, corporation }) => [name, corporation.number]);
  expect(Object.fromEntries(numbers)).toEqual({ あおぞら訪問: "7123456789012", こもれび: null, みずいろ: null });
});

test("02: two places of one number are two providers, and stay two when the file is read again", async () => {
  await openCity("緑町", "港町");
  const { registry, left } = await outcomeOf("02-one-number-two-sites.csv");
  expect(registry).toEqual(["あおぞらショート別館 d2 tanki_nyusho=2", "あおぞらショート本館 d1 tanki_nyusho=4"]);
  expect(left).toEqual([]);
  const again = await preview(fileOf("02-one-number-two-sites.csv"));
  expect(again.preview?.counts).toMatchObject({ created: 0, changed: 0, unchanged: 2, vanished: 0 });
});

test("02: the same row twice is one provider, and the second is left out with the first's line", async () => {
  await openCity("緑町", "港町");
  const [head = "", first = ""] = fileOf("02-one-number-two-sites.csv").toString("utf8").split("\r\n");
  const page = await preview(Buffer.from([head, first, first].join("\r\n")));
  expect(page.preview).toMatchObject({
    counts: { created: 1 },
    leftOut: { count: 1, first: [{ line: 3, code: "duplicate", other: 2 }] },
  });
});

test("03: the ward in the municipality's cell is the district", async () => {
  await openCity("北区", "南区");
  const { registry } = await outcomeOf("03-wards-in-the-municipality-cell.csv");
  expect(registry).toEqual(["はなみずキッズ d1 jido_hattatsu=10", "はなみずキッズ南 d2 jido_hattatsu=10"]);
});

test("04: 医療型児童発達支援 is known", async () => {
  await openCity("緑町");
  const { registry } = await outcomeOf("04-iryogata-jidohattatsu.csv");
  expect(registry).toEqual(["きぼう療育園 d1 iryogata_jido_hattatsu=40"]);
});

test("05: a district that nothing tells is left open and counted; a list of towns tells it", async () => {
  await openCity("湘南大庭");
  const file = "05-town-is-not-the-district-name.csv";
  const { registry, counts } = await outcomeOf(file);
  expect([registry, counts?.unset]).toEqual([["あおぞらデイ ? hokago_day=10"], 1]);
  await saveTowns(tsubame.id, [{ town: "大庭", districtId: "d1" }]);
  const again = await outcomeOf(file);
  expect(again.registry).toEqual(["あおぞらデイ d1 hokago_day=10"]);
});

test("06: of the care open data both rows are ours; a service without places has no capacity", async () => {
  await openCity("緑町");
  const { registry, left } = await outcomeOf("06-care-open-data.csv", { kind: "open_data" });
  expect(registry).toEqual(["星野原訪問看護ステーション d1 homon_kango=null", "緑町訪問看護 d1 homon_kango=null"]);
  expect(left).toEqual([]);
  const addresses = (await providers()).map(({ addressCity, addressRest }) => `${addressCity}|${addressRest}`);
  expect(addresses).toEqual(["星野原市|緑町1-1", "星野原市|緑町２丁目３番 緑町ビル２階"]);
});

test("09: one line for each word, with a proposal; answers are remembered and not asked again", async () => {
  await openCity("緑町");
  const page = await preview(fileOf("09-local-words-for-services.csv"));
  const asked = page.words.map(({ word, value }) => `${word} ${value}`);
  expect(asked).toEqual([
    "放課後デイ hokago_day",
    "児発 jido_hattatsu",
    "ショートステイ tanki_nyusho",
    "認可保育所 hoikusho",
    "認定公立保育所 hoikusho",
    "訪問入浴介護 homon_nyuyoku",
    "相談支援(障害児) shogaiji_sodan",
    "医療型短期入所 tanki_nyusho",
    "児童発達支援センター jido_hattatsu",
    "グループホーム kyodo_seikatsu_enjo",
    "小学校 school",
    "学童保育 hokago_jido_club",
  ]);
  expect(page.preview).toMatchObject({ rows: 1, leftOut: { codes: { word_open: 12 } } });
  const answers = page.words.flatMap(({ word, value }, place) => [
    [`word-${place}`, word] as const,
    [`means-${place}`, word === "認定公立保育所" ? "not_ours" : value] as const,
  ]);
  expect((await post(page.id, [["intent", "words"], ...answers])).status).toBe(302);
  const explained = await look(page.id);
  expect(explained.words.some(({ open }) => open)).toBe(false);
  expect(explained.preview).toMatchObject({ rows: 12, leftOut: { first: [{ line: 6, code: "not_ours" }] } });
  await apply(explained);
  const both = (await providers()).find(({ name }) => name === "例13");
  expect(both?.units.map(({ service, sharedGroup }) => [service, sharedGroup])).toEqual([
    ["jido_hattatsu", "多機能型"],
    ["hokago_day", "多機能型"],
  ]);
  const again = await preview(fileOf("09-local-words-for-services.csv"));
  expect(again.words.filter(({ open }) => open)).toEqual([]);
  expect(again.words.find(({ word }) => word === "児発")).toMatchObject({ value: "jido_hattatsu", origin: "said" });
});

test("10: a telephone that lost its 0 is entered with it, and noted", async () => {
  await openCity("緑町");
  const { notes } = await outcomeOf("10-zero-lost-in-one-phone.csv");
  expect(notes).toEqual(["2 phone_zero_lost"]);
  expect((await providers()).map(({ phone }) => phone).sort()).toEqual(["0256-77-8888", "0256779999"]);
});

test("a table without a row of the city says so, and changes nothing", async () => {
  await openCity("緑町");
  const page = await preview(
    Buffer.from(fileOf("03-wards-in-the-municipality-cell.csv").toString("utf8").replaceAll("星野原市", "月見原市")),
    { kind: "open_data" },
  );
  expect(page.preview).toMatchObject({
    rows: 0,
    leftOut: { count: 2, codes: { other_city: 2 }, first: [] },
    counts: { created: 0, changed: 0 },
  });
});
