import { expect, test } from "vitest";
import { Refusal } from "#app/errors.ts";
import { exportDirectory } from "#app/services/export-directory.server.ts";
import { loadDirectory } from "#app/services/load-directory.server.ts";
import { loadRegion } from "#app/services/load-region.server.ts";
import { review } from "#app/services/review-responses.server.ts";
import { formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import { providerProfileSchema } from "#domain/profile.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { exampleAnswers, openRegion, send, storedResponses, submission } from "#tests/fixtures/region.ts";
import { openStaff } from "#tests/fixtures/staff.ts";

databaseOfFile();

const directory = (search = "") => loadDirectory("152137", new URLSearchParams(search), "ja");
const today = () => formatDate(toLocalDate(new Date()), "ja");

test("an answer that came in is in the directory, with its day; consent that is taken back takes it out", async () => {
  const region = await openRegion();
  const token = region.providerToken("放課後クラブ");
  const answers = exampleAnswers("provider-capacity", 0);
  const first = submission(answers);
  await send(token, first);
  const page = await directory("procedure=suction");
  expect(page.found).toMatchObject([
    {
      providerName: "放課後クラブ",
      state: "confirmed",
      phone: null,
      confirmedOn: today(),
      acceptance: { says: "accepting", upToClass: 2, children: 3 },
      transport: { ride: "without_care" },
    },
  ]);
  expect(page.silent.map(({ providerName }) => providerName)).toEqual(["児発ひろば", "生活介護の家"]);
  expect(await exportDirectory("152137", new URLSearchParams("procedure=suction"), "ja")).toContain("放課後クラブ");
  await send(token, { ...first, answers: { ...answers, consent_publish: {} } });
  const closed = await directory("procedure=suction");
  expect([closed.found, closed.ask.map(({ providerName }) => providerName)]).toEqual([[], ["放課後クラブ"]]);
  expect(JSON.stringify(closed)).not.toContain('"can"');
});

test("a service that only closed answers tell of is neither on the page, nor in its filter, nor in the CSV", async () => {
  const region = await openRegion();
  const answers = exampleAnswers("provider-capacity", 0);
  const [unit] = answers.units as Record<string, unknown>[];
  const added = { ...answers, units: [unit, { service_type: "nicchu_ichiji", acceptance: "accepting" }] };
  const first = submission(added);
  const token = region.providerToken("放課後クラブ");
  await send(token, first);
  const told = async () => JSON.stringify(await directory()).includes("nicchu_ichiji");
  expect(await told()).toBe(true);
  await send(token, { ...first, answers: { ...added, consent_publish: {} } });
  expect(await told()).toBe(false);
  expect(await exportDirectory("152137", new URLSearchParams(), "ja")).not.toContain("日中一時支援");
});

test("an answer of the last round stands in, with its own day, and is marked", async () => {
  const before = await openRegion({ fiscalYear: 2025 });
  await send(before.providerToken("放課後クラブ"), submission(exampleAnswers("provider-capacity", 0)));
  await openRegion();
  expect((await directory()).found).toMatchObject([{ state: "last_round", confirmedOn: today() }]);
});

test("a provider that answered this round without consent, or whose answer is invalid, is not spoken for by the last", async () => {
  const permitted = { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" };
  const before = await openRegion({ fiscalYear: 2025 });
  const names = ["放課後クラブ", "児発ひろば"] as const;
  const answers = exampleAnswers("provider-capacity", 0);
  for (const name of names) await send(before.providerToken(name), submission(answers));
  const region = await openRegion();
  expect((await directory()).found.map(({ providerName }) => providerName)).toEqual(expect.arrayContaining([...names]));
  expect((await loadRegion("152137")).silent.size).toBe(2);
  await send(region.providerToken(names[0]), submission({ ...answers, consent_statistics: "no", consent_publish: {} }));
  const { response } = await send(region.providerToken(names[1]), submission(answers));
  const invalid = { state: "invalid", reason: "other" } as const;
  await review(permitted, { id: response.id, revision: 1, judgement: invalid }, new Date());
  const page = await directory();
  expect([page.found, page.ask]).toEqual([[], []]);
  expect(JSON.stringify(page)).not.toContain("last_round");
  expect(await loadRegion("152137")).toMatchObject({
    silent: new Set(),
    answered: new Set(),
    lastRound: { cells: [] },
  });
});

test("a profile stored before the number of children was asked for is read without it", async () => {
  const region = await openRegion();
  await send(region.providerToken("放課後クラブ"), submission(exampleAnswers("provider-capacity", 0)));
  const [stored] = await storedResponses();
  const text = JSON.stringify(stored?.profile);
  expect(text).toContain('"careChildren":3');
  const profile = providerProfileSchema.parse(JSON.parse(text.replace('"careChildren":3,', "")));
  expect(profile.units.map(({ careChildren }) => careChildren)).toEqual([null]);
});

test("a district of another city is refused", async () => {
  await openRegion();
  await expect(directory("district=152048-1")).rejects.toThrow(Refusal);
});
