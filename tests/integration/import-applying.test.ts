import { describe, expect, test } from "vitest";
import { loader as uploadLoader } from "#app/routes/providers_.import.tsx";
import { planEntrySchema, planPart } from "#app/services/import-batch.ts";
import { changeImportBatch, readImportChunk, sweepImportBatches } from "#models/import-batch.server.ts";
import { changeProvider, findProvider, saveProviders, writeImported } from "#models/provider.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { importPages, openRow } from "#tests/fixtures/import-pages.ts";
import { dumpDatabase, providerOf, tsubame } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";
import { openDataFile } from "#tests/fixtures/tables.ts";

databaseOfFile();
const { apply, cookie, look, preview, providers, upload } = importPages();

test("a registry that changed since the preview is compared again, and nothing of it overwritten", async () => {
  await saveProviders([{ ...providerOf(tsubame.id, "事業所1", ["hokago_day"]), number: "1550000001" }]);
  const page = await preview(openDataFile([openRow("1550000001", "65", { 定員: "8" })]));
  const [before] = await providers();
  if (!before) throw new Error("The registry is empty");
  expect(await changeProvider({ ...before, phone: "025-000-0000" })).toBe(true);
  expect(await apply(page)).toMatchObject({ status: 409, data: { reason: "changed" } });
  expect(await providers()).toMatchObject([{ phone: "025-000-0000", units: [{ capacity: 10 }] }]);
  const again = await look(page.id);
  expect(again.planId).not.toBe(page.planId);
  expect((await apply(page)).status).toBe(409);
  await apply(again);
  expect(await providers()).toMatchObject([{ phone: "025-000-0000", units: [{ capacity: 8 }] }]);
});

test("an import that was cut off is finished by applying it again, and leaves what others changed", async () => {
  await saveProviders([{ ...providerOf(tsubame.id, "事業所1", ["hokago_day"]), number: "1550000001" }]);
  const page = await preview(
    openDataFile([
      openRow("1550000001", "65", { 定員: "8" }),
      openRow("1550000002", "65"),
      openRow("1550000003", "65"),
    ]),
  );
  const planId = page.planId ?? "";
  await changeImportBatch({ id: page.id, state: "previewed" }, { state: "applying" });
  const [first] = (await readImportChunk(page.id, planPart(planId, "created"), 0)).map((entry) =>
    planEntrySchema.parse(entry),
  );
  if (!first) throw new Error("The plan is empty");
  expect(await writeImported(tsubame.id, page.id, [first])).toBe(1);
  const before = await findProvider(tsubame.id, "152137-p-事業所1");
  if (before) await changeProvider({ ...before, phone: "1" });
  expect((await look(page.id)).state).toBe("applying");
  expect((await apply(page)).status).toBe(302);
  expect((await apply(page)).status).toBe(302);
  expect(await providers()).toMatchObject([
    { phone: "1", units: [{ capacity: 10 }] },
    { number: "1550000002", revision: 0 },
    { number: "1550000003", revision: 0 },
  ]);
  expect(await look(page.id)).toMatchObject({ state: "applied", skipped: 1 });
});

test("an import belongs to one account, is asked for before its body is read, and is swept after a day", async () => {
  const page = await preview(openDataFile([openRow("1550000001", "65")]));
  const other = await cookieOf(await openStaff("hoka", ["administrator"]));
  expect((await answerOf(look(page.id, other))).status).toBe(404);
  const council = await cookieOf(await openStaff("iin", ["council"]));
  const refused = upload(Buffer.from("x"), council);
  expect((await refused.answer).status).toBe(403);
  expect(refused.request.bodyUsed).toBe(false);
  await sweepImportBatches(new Date(Date.now() + 23 * 3_600_000));
  expect((await look(page.id)).state).toBe("previewed");
  await sweepImportBatches(new Date(Date.now() + 25 * 3_600_000));
  const { import_batches: batches, import_chunks: chunks } = await dumpDatabase();
  expect([batches, chunks]).toEqual([[], []]);
});

describe("a new provider is entered once", () => {
  const file = openDataFile([openRow("1550000001", "65"), openRow("", "65", { 事業所の名称: "あ" })]);
  const cutOff = async () => {
    const page = await preview(file);
    await changeImportBatch({ id: page.id, state: "previewed" }, { state: "applying" });
    return page;
  };
  const names = async () => (await providers()).map(({ name }) => name);

  test("when its table is read again after an import was cut off, which is then finished", async () => {
    const first = await cutOff();
    await apply(await preview(file));
    expect((await apply(first)).status).toBe(302);
    expect(await names()).toEqual(["あ", "事業所1"]);
    expect(await look(first.id)).toMatchObject({ state: "applied", skipped: 2 });
  });

  test("when two imports of it are written at a time", async () => {
    const pages = [await cutOff(), await cutOff()];
    await Promise.all(pages.map(apply));
    expect(await names()).toEqual(["あ", "事業所1"]);
  });

  test("when it was entered by hand after the import was cut off", async () => {
    const page = await cutOff();
    await saveProviders([{ ...providerOf(tsubame.id, "手入力", []), number: "1550000001" }]);
    await apply(page);
    expect(await names()).toEqual(["あ", "手入力"]);
  });

  test("and never over another that its id was given to before", async () => {
    await apply(await preview(file));
    const [, before] = await providers();
    if (!before) throw new Error("Nothing was entered");
    await changeProvider({ ...before, number: "1550000009", name: "べつ" });
    await apply(await preview(file));
    expect((await providers()).map(({ name, number }) => `${name} ${number}`)).toEqual([
      "あ null",
      "べつ 1550000009",
      "事業所1 1550000001",
    ]);
  });
});

test("imports that are not finished are listed where a table is chosen", async () => {
  const page = await preview(openDataFile([openRow("1550000001", "65")]));
  const listed = async () =>
    (await uploadLoader(requestArgs({ path: "/providers/import", cookie: cookie() }))).unfinished;
  expect(await listed()).toMatchObject([{ id: page.id, state: "previewed", rows: 1 }]);
  await apply(page);
  expect(await listed()).toEqual([]);
});
