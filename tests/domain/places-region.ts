import { populationWeights, respondentWeights } from "#domain/estimate/weights.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import { parseGapModel, requireGap } from "#domain/gap/gap-model.ts";
import { placesGap } from "#domain/gap/places.ts";
import type { PlacesGap, PlacesGapInput, PlacesLine } from "#domain/gap/places-gap.ts";
import type { ProviderProfile } from "#domain/profile.ts";
import { buildRoster, type Roster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";
import gapModelJson from "#surveys/gap-model.json" with { type: "json" };
import { type Child, tallyOfChildren } from "#tests/golden/town.ts";

export const model = parseGapModel(gapModelJson);
export const places = requireGap(model, "places");

type Week = Partial<Record<Weekday, number | null>>;
type Unit = Partial<ProviderProfile["units"][number]> & { service: ServiceType; capacity?: number | null };
/** `places`: a weekday that is left out is closed, null is open with an unknown number. Nothing held unless told. */
type Pool = { services: ServiceType[]; places: Week; held?: Week; juushinType?: boolean };
export type Provider = {
  id: string;
  state?: "confirmed" | "last_round" | "silent";
  district?: string;
  publish?: "public" | "partners" | "closed";
  units?: readonly Unit[];
  pools?: readonly Pool[];
};

const week = (of: (day: Weekday) => number | null) =>
  Object.fromEntries(weekdays.map((day) => [day, of(day)])) as ProviderProfile["pools"][number]["places"];

function toPool({ services, places: free, held, juushinType = false }: Pool): ProviderProfile["pools"][number] {
  const openDays = weekdays.filter((day) => free[day] !== undefined);
  const nothing = week(() => null);
  return {
    services,
    juushinType,
    band: null,
    capacity: null,
    openDays,
    places: week((day) => free[day] ?? null),
    heldByOthers: week((day) => (held ? (held[day] ?? null) : openDays.includes(day) ? 0 : null)),
    nurses: nothing,
    vacancies: nothing,
    drives: null,
    ridesOut: nothing,
    ridesHome: nothing,
  };
}

/** A unit that takes children up to class 3 and 重心, unless told otherwise. */
function toUnit({ capacity: _, ...unit }: Unit): ProviderProfile["units"][number] {
  return {
    unit: null,
    acceptance: "accepting",
    upToClass: 3,
    juushin: "can",
    stages: [],
    procedures: {},
    careChildren: null,
    careOnBoard: null,
    wheelchairPlaces: null,
    fetchesFrom: null,
    fetchesSchools: null,
    ...unit,
  };
}

/** Units of a provider: those told, else one for each service of its pools. */
const unitsOf = ({ units, pools = [] }: Provider): readonly Unit[] =>
  units ?? [...new Set(pools.flatMap(({ services }) => services))].map((service) => ({ service }));

export function rosterOf(providers: readonly Provider[]): Roster {
  const answers = (state: Provider["state"]) =>
    new Map(
      providers
        .filter((one) => (one.state ?? "confirmed") === state)
        .map((one): [string, ProviderProfile] => {
          const publish = one.publish ?? "public";
          return [
            one.id,
            {
              kind: "provider",
              publish: { acceptance: publish, staff: publish, places: publish, transport: publish },
              units: unitsOf(one).map(toUnit),
              pools: (one.pools ?? []).map(toPool),
            },
          ];
        }),
    );
  const register = providers.map((one) => ({
    id: one.id,
    name: one.id,
    districtId: one.district ?? "K",
    units: unitsOf(one).map(({ service, capacity = null }) => ({ id: `${one.id}-${service}`, service, capacity })),
  }));
  return buildRoster(register, { current: answers("confirmed"), lastRound: answers("last_round") });
}

/** A 放課後等デイサービス with so many places on Monday, and nothing else. */
export const hokago = (id: string, mon: number | null, rest: Partial<Provider> = {}): Provider => ({
  id,
  pools: [{ services: ["hokago_day"], places: { mon } }],
  ...rest,
});

/** The gap of a region, of the answering families alone unless populations are told. */
export function regionPlaces(
  kids: readonly Child[],
  providers: readonly Provider[],
  changes: Partial<PlacesGapInput> & { population?: Record<string, number> } = {},
): PlacesGap {
  const { population, ...rest } = changes;
  const need = tallyOfChildren(kids);
  const settings = rest.settings ?? model.estimate;
  return placesGap({
    gap: places,
    stages: model.stages,
    settings,
    need,
    weights: population ? populationWeights(need.strata, population, settings) : respondentWeights(need.strata),
    roster: rosterOf(providers),
    monthlySupply: [],
    district: null,
    service: null,
    lastRoundGiven: false,
    ...rest,
  });
}

export function lineOf(gap: PlacesGap, service: ServiceType): PlacesLine {
  const line = gap.lines.find(({ services }) => services.join() === service);
  if (!line) throw new Error(`no line ${service}`);
  return line;
}

/** A cell of one measure, with the absent observations told. */
export function cellOf(
  measure: string,
  dims: Record<string, string>,
  values: readonly number[],
  rest: Partial<TallyCell> = {},
): TallyCell {
  return {
    measure,
    unit: "person_days_per_week",
    dims,
    stratum: { district: "K", stage: "elementary" },
    n: values.length,
    positive: values.filter((value) => value > 0).length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumSquares: 0,
    max: Math.max(0, ...values),
    absent: {},
    ...rest,
  };
}

/** The exact value of a figure, or its reason. */
export const exact = (figure: ExactFigure | undefined): string | undefined =>
  figure?.kind === "value" ? figure.exact : figure?.reason;
