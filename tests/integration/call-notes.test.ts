import { describe, expect, test } from "vitest";
import { changeRoundByButton } from "#app/services/change-round.server.ts";
import { loadHome } from "#app/services/load-home.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, openRegion, type Region } from "#tests/fixtures/region.ts";
import { openStaff } from "#tests/fixtures/staff.ts";

databaseOfFile();
const origin = "http://city.example";
const day = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);
/** The day in Japan, as a form sends it. */
const dayText = (at: Date) => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);

type Desk = { region: Region; permitted: Permitted };

async function openDesk(): Promise<Desk> {
  const region = await openRegion({ closesAt: day(60) });
  return { region, permitted: { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" } };
}

type Note = { name: string; note?: string; callOn?: string; noteRevision?: number };

const noteCall = ({ region, permitted }: Desk, { name, note = "", callOn = "", noteRevision = 0 }: Note) =>
  changeRoundByButton(permitted, region.providerRound, {
    intent: {
      intent: "note_call",
      invitation: `${region.providerRound}|152137-p-${name}`,
      note,
      callOn,
      noteRevision,
    },
    now: new Date(),
  });

async function chaseOf({ region, permitted }: Desk, now = new Date()) {
  const page = await loadRound(permitted, { id: region.providerRound, origin, now, locale: "ja" });
  return page?.providers?.chase ?? [];
}

describe("a note about a call", () => {
  test("stays beside the provider with who wrote it, and moves it in the order of calls", async () => {
    const desk = await openDesk();
    const callOn = dayText(day(7));
    expect(await noteCall(desk, { name: "児発ひろば", note: " 来週\u200b出す\r\n", callOn })).toEqual({
      kind: "done",
      done: "note_call",
    });
    const chase = await chaseOf(desk);
    expect(chase.map(({ name, why }) => [name, why])).toEqual([
      ["生活介護の家", "unreachable"],
      ["放課後クラブ", "unreachable"],
      ["児発ひろば", "call_later"],
    ]);
    expect(chase[2]?.note).toMatchObject({ text: "来週出す", callOn, by: "tantouさん", revision: 1 });
    const later = await chaseOf(desk, day(8));
    expect(later[0]).toMatchObject({ name: "児発ひろば", why: "call_due" });
  });

  test("is not overwritten by a page that is older; a day that has passed and a text too long are refused", async () => {
    const desk = await openDesk();
    const name = "児発ひろば";
    await noteCall(desk, { name, note: "来週出す" });
    expect(await noteCall(desk, { name, note: "ほかの人のメモ" })).toEqual({
      kind: "refused",
      reason: "changed_meanwhile",
    });
    expect(await noteCall(desk, { name, note: "出した", noteRevision: 1 })).toMatchObject({ kind: "done" });
    const refused = { kind: "refused", reason: "until" };
    expect(await noteCall(desk, { name, callOn: dayText(day(-2)), noteRevision: 2 })).toEqual(refused);
    expect(await noteCall(desk, { name, callOn: "いつか", noteRevision: 2 })).toEqual(refused);
    expect(await noteCall(desk, { name, note: "あ".repeat(301), noteRevision: 2 })).toEqual({
      kind: "refused",
      reason: "note",
    });
    expect((await chaseOf(desk)).find((line) => line.name === name)?.note).toMatchObject({
      text: "出した",
      revision: 2,
    });
  });

  test("is one document, and its words are nowhere in the log", async () => {
    const desk = await openDesk();
    await noteCall(desk, { name: "児発ひろば", note: "園長が入院中" });
    const { call_notes, audit_events } = await dumpDatabase();
    expect(call_notes).toHaveLength(1);
    expect(JSON.stringify(audit_events)).not.toContain("入院");
  });

  test("whose day has come is work of today, until the provider has been taken off the list", async () => {
    const desk = await openDesk();
    const calls = async () => (await loadHome(new Request(`${origin}/home`), desk.permitted, "ja")).calls;
    expect(await calls()).toBe(null);
    await noteCall(desk, { name: "児発ひろば", callOn: dayText(new Date()) });
    await noteCall(desk, { name: "放課後クラブ", callOn: dayText(day(3)) });
    expect(await calls()).toEqual({ roundId: desk.region.providerRound, count: 1 });
    await noteCall(desk, { name: "児発ひろば", callOn: "", noteRevision: 1 });
    expect(await calls()).toBe(null);
  });
});
