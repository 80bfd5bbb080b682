import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { publishConsentSchema } from "#domain/consent.ts";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import { isSuppressed, type PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { PublishedNurseDay, PublishedNurseGap } from "#domain/disclosure/published-nurse-gap.ts";
import { publishedNurseFindings } from "#domain/finding/nurse-findings.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Weekday } from "#domain/weekday.ts";
import { type Child, type Pool, tallyOfPools } from "#tests/golden/town.ts";
import { child, pool, regionGap } from "./nurse-region.ts";

const days = ["mon", "tue"] as const;
const audiences = ["public", "council_closed"] as const;
type Region = { kids: readonly Child[]; pools: readonly Pool[]; lastRound: readonly Pool[] | null };

const nursesOnDay = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 1, arbitrary: fc.constant("dont_know" as const) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const poolIn = (serviceLists: readonly ServiceType[][]) =>
  fc
    .record({
      services: fc.constantFrom(...serviceLists),
      publish: fc.constantFrom(...publishConsentSchema.options),
      juushinType: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      mon: nursesOnDay,
      tue: nursesOnDay,
    })
    .map(({ mon, tue, ...rest }) => {
      const nurses = { ...(mon === undefined ? {} : { mon }), ...(tue === undefined ? {} : { tue }) };
      return pool({ ...rest, nurses });
    });
const ratioPool = poolIn([["hokago_day"], ["jido_hattatsu"], ["jido_hattatsu", "hokago_day"]]);
const anyPool = fc.oneof(
  { weight: 5, arbitrary: ratioPool },
  { weight: 1, arbitrary: poolIn([["seikatsu_kaigo"]]).map((one) => ({ ...one, juushinType: false })) },
);
const anyChild = fc
  .record({
    class: fc.constantFrom("1" as const, "3" as const, "dont_know" as const),
    juushin: fc.constantFrom("yes" as const, "no" as const),
    service: fc.constantFrom("hokago_day" as const, "jido_hattatsu" as const),
    used: fc.subarray([...days], { minLength: 1 }),
  })
  .map(({ service, used, ...rest }) => child({ ...rest, services: [{ service, used }] }));
const anyRegion: fc.Arbitrary<Region> = fc.record({
  kids: fc.array(anyChild, { minLength: 10, maxLength: 30 }),
  pools: fc.array(anyPool, { minLength: 1, maxLength: 8 }),
  lastRound: fc.option(fc.array(ratioPool, { maxLength: 4 })),
});

function publishedOf({ kids, pools, lastRound }: Region, audience: (typeof audiences)[number]): PublishedNurseGap {
  const changes = { lastRound: lastRound && tallyOfPools(lastRound).cells };
  return publishNurseGap(regionGap(kids, pools, changes), disclosureRule(audience, 78_000));
}

/** The published day of every ratio line a pool stands on; a pool of last round may stand on two. */
function daysOfPool(gap: PublishedNurseGap, { services, juushinType }: Pool, weekday: Weekday) {
  const kind = juushinType ? "juushin" : "general";
  return gap.lines
    .filter((one) => one.kind === kind && services.some((service) => one.services.includes(service)))
    .flatMap((line) => line.days.filter((day) => day.weekday === weekday));
}

/** Are the nurses of this pool on this day in no figure that is shown? 生活介護 shows only whether there are any. */
function isSecret(gap: PublishedNurseGap, one: Pool, weekday: Weekday): boolean {
  const lines = daysOfPool(gap, one, weekday).map((day) => day.supply);
  const units = gap.onePerUnit
    .filter((line) => one.services.includes(line.service))
    .flatMap((line) => line.days.filter((day) => day.weekday === weekday).map((day) => day.withNurse));
  return [...lines, ...units].every(isSuppressed);
}

/** The same pools with other numbers wherever `mayChange`. 0 becomes more than 0. */
function withOtherNumbers(pools: readonly Pool[], mayChange: (one: Pool, weekday: Weekday) => boolean): Pool[] {
  const other = (one: Pool, weekday: Weekday) => {
    const nurses = one.nurses[weekday];
    return typeof nurses === "number" && mayChange(one, weekday) ? { [weekday]: nurses === 0 ? 7 : 0 } : {};
  };
  return pools.map((one) => ({ ...one, nurses: { ...one.nurses, ...other(one, "mon"), ...other(one, "tue") } }));
}

const numberOf = (figure: PublishedFigure | undefined) =>
  figure === undefined || figure.kind === "absent" ? null : figure.kind === "value" ? figure.value : figure.kind;

/** What a reader can compute of a day's supply: itself, need − shortage in each reading, or a sum it is part of. */
function computable({ need, short, practical, practicalShort, supply, withLastRound }: PublishedNurseDay) {
  const pairs = [
    [need.low, short.low],
    [need.high, short.high],
    [practical?.low, practicalShort?.low],
    [practical?.high, practicalShort?.high],
  ];
  const differences = pairs.map(([whole, rest]) => (numberOf(whole) === null ? null : numberOf(rest)));
  return [supply, withLastRound]
    .map(numberOf)
    .concat(differences)
    .filter((known) => known !== null);
}

const supplyKeys = /\.(shortage|supply_on|need_suppressed|high_reading)/;

describe.each(audiences)("what %s cannot compute", (audience) => {
  test("of a day whose supply is hidden no figure gives it, in the table, the headline or a sentence", () => {
    let hiddenDays = 0;
    fc.assert(
      fc.property(anyRegion, (region) => {
        const gap = publishedOf(region, audience);
        const sentences = publishedNurseFindings(gap).filter(({ messageKey }) => supplyKeys.test(messageKey));
        for (const line of gap.lines)
          for (const day of line.days.filter(({ supply }) => isSuppressed(supply))) {
            hiddenDays += 1;
            expect(computable(day)).toEqual([]);
            const { headline } = gap;
            const named = headline.kind === "days" ? [headline.worst, headline.worstIfHigh] : [];
            expect(named.flatMap((worst) => worst?.at ?? [])).not.toContainEqual({
              line: line.id,
              weekday: day.weekday,
            });
            const place = expect.objectContaining({
              lineKind: line.kind,
              services: line.services,
              days: expect.arrayContaining([day.weekday]),
            });
            expect(sentences.flatMap(({ params }) => Object.values(params).flat())).not.toContainEqual(place);
          }
      }),
      { numRuns: 40 },
    );
    expect(hiddenDays).toBeGreaterThan(20);
  });

  test("other numbers of hidden units leave the whole page as it was", () => {
    let changed = 0;
    fc.assert(
      fc.property(anyRegion, (region) => {
        const gap = publishedOf(region, audience);
        const pools = withOtherNumbers(region.pools, (one, weekday) => isSecret(gap, one, weekday));
        if (JSON.stringify(pools) !== JSON.stringify(region.pools)) changed += 1;
        const other = publishedOf({ ...region, pools }, audience);
        expect(other).toEqual(gap);
        expect(publishedNurseFindings(other)).toEqual(publishedNurseFindings(gap));
      }),
      { numRuns: 40 },
    );
    expect(changed).toBeGreaterThan(10);
  });

  test("other numbers of last round's units leave the page as it was where their row is hidden", () => {
    let changed = 0;
    fc.assert(
      fc.property(anyRegion, (region) => {
        const gap = publishedOf(region, audience);
        const lastRound = withOtherNumbers(region.lastRound ?? [], (one, weekday) =>
          daysOfPool(gap, one, weekday).every((day) => isSuppressed(day.withLastRound)),
        );
        if (region.lastRound === null) return;
        if (JSON.stringify(lastRound) !== JSON.stringify(region.lastRound)) changed += 1;
        expect(publishedOf({ ...region, lastRound }, audience)).toEqual(gap);
      }),
      { numRuns: 40 },
    );
    expect(changed).toBeGreaterThan(5);
  });
});
