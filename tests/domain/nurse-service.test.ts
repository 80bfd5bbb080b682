import { describe, expect, test } from "vitest";
import { nurseVerdict } from "#domain/gap/nurse-verdict.ts";
import { child, daysLeftEmpty, nursesGap, pool, regionGap } from "./nurse-region.ts";

const monday = (service: "hokago_day" | "seikatsu_kaigo") => [{ service, used: ["mon" as const] }];

describe("one service", () => {
  const ofHokago = child({ class: "1", services: monday("hokago_day") });
  const ofJido = child({ class: "dont_know", services: [{ service: "jido_hattatsu", unsettled: 1 }] });
  const notes = (gap: ReturnType<typeof regionGap>) => [
    gap.classUnknown,
    gap.weekdaysAssumed.map((one) => one.service),
  ];
  const apart = [pool({ nurses: { mon: 1 } }), pool({ services: ["jido_hattatsu"], nurses: { mon: 1 } })];
  const shared = [pool({ services: ["jido_hattatsu", "hokago_day"], nurses: { mon: 1 } })];

  test("its notes are of its own children", () => {
    expect(notes(regionGap([ofHokago, ofJido], apart))).toEqual([true, ["jido_hattatsu"]]);
    expect(notes(regionGap([ofHokago, ofJido], apart, { service: "hokago_day" }))).toEqual([false, []]);
    expect(notes(regionGap([ofHokago, ofJido], apart, { service: "jido_hattatsu" }))).toEqual([
      true,
      ["jido_hattatsu"],
    ]);
  });

  test("held at the same time as another, its line counts the other's children: the notes do, too", () => {
    expect(notes(regionGap([ofHokago, ofJido], shared, { service: "hokago_day" }))).toEqual([true, ["jido_hattatsu"]]);
  });

  test("days left empty are those of its children", () => {
    const cells = [daysLeftEmpty("hokago_day", { no_answer: 1 }), daysLeftEmpty("jido_hattatsu", { no_answer: 2 })];
    const need = { responses: 3, cells };
    expect(regionGap([], [], { need, service: "hokago_day" }).answersWithoutDays).toBe(1);
  });

  test.each(["tanki_nyusho", "nicchu_ichiji", "seikatsu_kaigo"] as const)(
    "%s is not counted by the ratio",
    (service) => {
      const gap = regionGap([ofHokago], apart, { service });
      expect(gap.headline).toEqual({ kind: "none", reason: "not_in_gap" });
      expect(nurseVerdict(gap, gap)).toBe("cannot_say");
    },
  );

  test("生活介護 switched to the ratio is", () => {
    const services = { ...nursesGap.services, seikatsu_kaigo: "ratio" as const };
    const kids = [child({ class: "3", services: monday("seikatsu_kaigo") })];
    const pools = [pool({ services: ["seikatsu_kaigo"], nurses: { mon: 0 } })];
    const gap = regionGap(kids, pools, { service: "seikatsu_kaigo", gap: { ...nursesGap, services } });
    expect(gap.headline.kind).toBe("days");
  });
});
