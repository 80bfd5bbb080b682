import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishPlacesGap } from "#domain/disclosure/publish-places-gap.ts";
import type { PublishedPlacesGap, PublishedPlacesLine } from "#domain/disclosure/published-places-gap.ts";
import { publishedPlacesFindings } from "#domain/finding/places-findings.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Child } from "#tests/golden/town.ts";
import { child } from "./nurse-region.ts";
import { type Provider, regionPlaces } from "./places-region.ts";

const audiences = ["council_closed", "public"] as const;
type Audience = (typeof audiences)[number];
const services = ["jido_hattatsu", "hokago_day", "seikatsu_kaigo"] as const;
const stages = { jido_hattatsu: "preschool", hokago_day: "elementary", seikatsu_kaigo: "graduated" } as const;

/** A provider with one pool, and what it offers on its open days. */
type Given = Provider & { id: string; serves: readonly ServiceType[]; mon: number };

const anyProvider = fc
  .record({
    serves: fc.subarray([...services], { minLength: 1, maxLength: 2 }),
    publish: fc.constantFrom("public" as const, "partners" as const, "closed" as const, "closed" as const),
    state: fc.oneof(
      { weight: 4, arbitrary: fc.constant("confirmed" as const) },
      { weight: 1, arbitrary: fc.constant("last_round" as const) },
      { weight: 1, arbitrary: fc.constant("silent" as const) },
    ),
    mon: fc.integer({ min: 0, max: 5 }),
  })
  .map((one) => ({ ...one, id: "" }));
const anyChild = fc
  .record({ service: fc.constantFrom(...services), days: fc.integer({ min: 0, max: 5 }) })
  .map(({ service, days }) => child({ stage: stages[service], services: [{ service, unsettled: days }] }));
const anyRegion = fc.record({
  kids: fc.array(anyChild, { minLength: 10, maxLength: 40 }),
  providers: fc
    .array(anyProvider, { minLength: 1, maxLength: 14 })
    .map((all): Given[] => all.map((one, index) => ({ ...one, id: `p${index}` }))),
});

const withPool = ({ serves, mon, ...one }: Given): Provider => ({
  ...one,
  pools: [{ services: [...serves], places: { mon } }],
});

function publishedOf(kids: readonly Child[], providers: readonly Given[], audience: Audience): PublishedPlacesGap {
  const gap = regionPlaces(kids, providers.map(withPool), { lastRoundGiven: true });
  return publishPlacesGap(gap, disclosureRule(audience, 78_000));
}

const linesOf = ({ lines, combined }: PublishedPlacesGap) => (combined ? [...lines, combined] : lines);

/** Which providers a reader knows nothing of: by the stricter reading for the public. */
const hidingFrom = (audience: Audience): readonly (readonly Provider["publish"][])[] =>
  audience === "council_closed" ? [["closed"]] : [["closed"], ["closed", "partners"]];

type Sum = { readonly line: PublishedPlacesLine; readonly lastRound: boolean };

/** Every sum of places that is shown. */
const shownSums = (gap: PublishedPlacesGap): readonly Sum[] =>
  linesOf(gap).flatMap((line) => [
    ...(line.supply.kind === "value" ? [{ line, lastRound: false }] : []),
    ...(line.withLastRound.kind === "value" ? [{ line, lastRound: true }] : []),
  ]);

const isIn = ({ line, lastRound }: Sum, { serves, state }: Given) =>
  serves.some((service) => line.services.includes(service)) &&
  (state === "confirmed" || (lastRound && state === "last_round"));

/** Every way to take each of the sums away, leave it or add it. */
function combinations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return combinations(count - 1).flatMap((rest) => [-1, 0, 1].map((factor) => [factor, ...rest]));
}

describe.each(audiences)("what %s cannot compute", (audience) => {
  test("no adding and subtracting of places leaves one or two providers that did not agree", () => {
    let sums = 0;
    let hidden = 0;
    fc.assert(
      fc.property(anyRegion, ({ kids, providers }) => {
        const gap = publishedOf(kids, providers, audience);
        const shown = shownSums(gap);
        sums += shown.length;
        hidden += linesOf(gap).length * 2 - shown.length;
        for (const consents of hidingFrom(audience))
          for (const factors of combinations(shown.length)) {
            const left = providers.filter((provider) => {
              const times = shown.reduce(
                (sum, one, index) => sum + (isIn(one, provider) ? (factors[index] ?? 0) : 0),
                0,
              );
              return consents.includes(provider.publish) && times !== 0;
            });
            if (left.length === 1 || left.length === 2) throw new Error(`${left.map(({ id }) => id)} by ${factors}`);
          }
      }),
      { numRuns: 25 },
    );
    expect(sums).toBeGreaterThan(15);
    expect(hidden).toBeGreaterThan(40);
  });

  test("other numbers of providers in no shown sum leave the page and its sentences as they were", () => {
    let changed = 0;
    fc.assert(
      fc.property(anyRegion, ({ kids, providers }) => {
        const gap = publishedOf(kids, providers, audience);
        const shown = shownSums(gap);
        const other = providers.map((one) =>
          shown.some((sum) => isIn(sum, one)) ? one : { ...one, mon: one.mon === 0 ? 7 : 0 },
        );
        if (other.some((one, index) => one !== providers[index])) changed += 1;
        const again = publishedOf(kids, other, audience);
        expect(again).toEqual(gap);
        expect(publishedPlacesFindings(again)).toEqual(publishedPlacesFindings(gap));
      }),
      { numRuns: 40 },
    );
    expect(changed).toBeGreaterThan(10);
  });

  test("a hidden need follows from no total, and a hidden side from no shortage", () => {
    const k = audience === "public" ? 10 : 5;
    let totals = 0;
    fc.assert(
      fc.property(anyRegion, ({ kids, providers }) => {
        const gap = publishedOf(kids, providers, audience);
        const hiddenLines = gap.lines.filter(({ need }) => need.kind === "absent");
        if (gap.combined && gap.combined.need.kind !== "absent" && hiddenLines.length > 0) {
          totals += 1;
          const hidden = hiddenLines.flatMap((line) => line.services);
          const days = kids.flatMap(({ services: wanted }) =>
            wanted.filter(({ service }) => hidden.includes(service)).map(({ unsettled }) => unsettled),
          );
          const sum = days.reduce((all, one) => all + one, 0);
          if (sum > 0 || audience === "public") expect(days.filter((one) => one > 0).length).toBeGreaterThanOrEqual(k);
          expect(Math.max(...days) * 2).toBeLessThanOrEqual(Math.max(sum, 1));
        }
        for (const { need, supply, short, verdict } of linesOf(gap))
          if (need.kind === "absent" || supply.kind === "absent") {
            expect(short.kind).toBe("absent");
            if (![need, supply].some((side) => side.kind === "absent" && side.reason === "no_answer"))
              expect(verdict).toBeNull();
          }
      }),
      { numRuns: 60 },
    );
    expect(totals).toBeGreaterThan(0);
  });
});
