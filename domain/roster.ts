import type { PublishConsent } from "#domain/consent.ts";
import type { ProviderProfile } from "#domain/profile.ts";
import { type ServiceType, serviceTypes } from "#domain/service-type.ts";

/**
 * 名簿: the service units of a region with what each offers. Supply is a census of it: what a unit said this round is
 * confirmed, what it said in a round at most 24 months old stands in for a unit silent now, and the rest is silent.
 */
export type UnitState = "confirmed" | "last_round" | "silent";

export type UnitOffer = Omit<ProviderProfile["units"][number], "unit" | "service">;

export type RosterUnit = {
  readonly id: string;
  readonly provider: string;
  readonly providerName: string;
  /** District the provider stands in; null: outside the city's, or not set. */
  readonly district: string | null;
  /** Nobody has said yet in which district it stands: it may be in any. */
  readonly districtUnset?: boolean;
  readonly service: ServiceType;
  /** False for a service that only the provider's answer tells of. */
  readonly registered: boolean;
  /** 利用定員 a day of the register, or null. */
  readonly capacity: number | null;
  readonly state: UnitState;
  /** What the unit said, this round or the last; null for a silent one. */
  readonly offer: UnitOffer | null;
  readonly publish: Publish;
};

/** Services held at the same time by the same staff: one pool is counted once, whatever services it serves. */
export type RosterPool = ProviderProfile["pools"][number] & {
  readonly provider: string;
  readonly district: string | null;
  readonly state: Exclude<UnitState, "silent">;
  /** The provider's units that the pool serves. */
  readonly units: readonly RosterUnit[];
  readonly publish: Publish;
};

export type Roster = { readonly units: readonly RosterUnit[]; readonly pools: readonly RosterPool[] };

export type PublishGroup = keyof ProviderProfile["publish"];
type Publish = Readonly<Record<PublishGroup, PublishConsent>>;

/** A provider of the register with its service units. */
export type RegisteredProvider = {
  readonly id: string;
  readonly name: string;
  readonly districtId: string | null;
  readonly districtUnset?: boolean;
  readonly units: readonly RegisteredUnit[];
};

/** `vanishedAt`: since when the open data lacks it; such a unit is on the roster only if it answered this round. */
export type RegisteredUnit = {
  readonly id: string;
  readonly service: ServiceType;
  readonly capacity: number | null;
  readonly vanishedAt?: Date | null;
};

/** Profiles by provider id: of this round's counted answers, and of the last round's. */
export type RosterAnswers = {
  readonly current: ReadonlyMap<string, ProviderProfile>;
  readonly lastRound: ReadonlyMap<string, ProviderProfile>;
};

const closed: Publish = { acceptance: "closed", staff: "closed", places: "closed", transport: "closed" };

const toPublish = (publish: ProviderProfile["publish"]): Publish => ({
  acceptance: publish.acceptance ?? "closed",
  staff: publish.staff ?? "closed",
  places: publish.places ?? "closed",
  transport: publish.transport ?? "closed",
});

type Answered = { readonly profile: ProviderProfile; readonly state: RosterPool["state"] };

function answerOf(id: string, { current, lastRound }: RosterAnswers): Answered | null {
  const now = current.get(id);
  if (now) return { profile: now, state: "confirmed" };
  const before = lastRound.get(id);
  return before ? { profile: before, state: "last_round" } : null;
}

/** Services that the open data lacks and of which nothing was said this round. */
const servicesGone = ({ units }: RegisteredProvider, answered: Answered | null): ReadonlySet<ServiceType> => {
  const said = answered?.state === "confirmed" ? answered.profile.units : [];
  const gone = units.filter(({ vanishedAt, service }) => vanishedAt && !said.some((one) => one.service === service));
  return new Set(gone.map(({ service }) => service));
};

/** The units of one provider: those of the register, and those it answered for that the register does not have. */
function unitsOf(provider: RegisteredProvider, answered: Answered | null): readonly RosterUnit[] {
  const base = {
    provider: provider.id,
    providerName: provider.name,
    district: provider.districtId,
    ...(provider.districtUnset ? { districtUnset: true } : {}),
    publish: answered ? toPublish(answered.profile.publish) : closed,
  };
  const offers = answered?.profile.units ?? [];
  const gone = servicesGone(provider, answered);
  const there = provider.units.filter(({ service }) => !gone.has(service));
  const registered = there.map(({ id, service, capacity }): RosterUnit => {
    const said = offers.find((offer) => offer.service === service);
    const unit = { ...base, id, service, registered: true, capacity };
    if (!said || !answered) return { ...unit, state: "silent", offer: null };
    return { ...unit, state: answered.state, offer: said };
  });
  const added = offers
    .filter(({ service }) => !provider.units.some((unit) => unit.service === service))
    .map((said): RosterUnit => {
      const { service } = said;
      const unit = { ...base, id: `${provider.id}|${service}`, service, registered: false, capacity: null };
      return { ...unit, state: answered?.state ?? "silent", offer: said };
    });
  return [...registered, ...added];
}

function poolsOf(
  provider: RegisteredProvider,
  answered: Answered,
  units: readonly RosterUnit[],
): readonly RosterPool[] {
  const { id, districtId } = provider;
  const { profile, state } = answered;
  const gone = servicesGone(provider, answered);
  const held = profile.pools.filter(
    ({ services }) => gone.size === 0 || services.some((service) => !gone.has(service)),
  );
  return held.map((pool) => ({
    ...pool,
    provider: id,
    district: districtId,
    state,
    units: units.filter(({ service, offer }) => offer !== null && pool.services.includes(service)),
    publish: toPublish(profile.publish),
  }));
}

/**
 * Joins the register with what its providers answered. An answer of this round replaces the last one's as a whole: a
 * stale value never stands beside a confirmed one.
 */
export function buildRoster(providers: readonly RegisteredProvider[], answers: RosterAnswers): Roster {
  const joined = providers.map((provider) => {
    const answered = answerOf(provider.id, answers);
    const units = unitsOf(provider, answered);
    return { units, pools: answered ? poolsOf(provider, answered, units) : [] };
  });
  return { units: joined.flatMap(({ units }) => units), pools: joined.flatMap(({ pools }) => pools) };
}

/** True for a unit that stands in the district or drives there. */
export function reachesDistrict(unit: RosterUnit, district: string): boolean {
  return unit.district === district || (unit.offer?.fetchesFrom?.includes(district) ?? false);
}

/**
 * The providers a district's families can reach: those in it, and those of which some unit drives there. A filter for
 * one district keeps whole providers, so that every chart of the page speaks of the same ones.
 */
export function providersReaching(roster: Roster, district: string): ReadonlySet<string> {
  return new Set(roster.units.filter((unit) => reachesDistrict(unit, district)).map(({ provider }) => provider));
}

/** The roster of some providers alone. */
export function restrictRoster(roster: Roster, providers: ReadonlySet<string>): Roster {
  return {
    units: roster.units.filter(({ provider }) => providers.has(provider)),
    pools: roster.pools.filter(({ provider }) => providers.has(provider)),
  };
}

/**
 * Whether this round's answers leave open that a unit drives to a district: not if it takes nobody or does not drive. One that may stand in
 * the district, because nobody has set its own, leaves it open all the same.
 */
function leavesReachOpen({ pools }: Roster, { id, state, offer, districtUnset }: RosterUnit): boolean {
  if (state !== "confirmed" || offer === null) return true;
  if (offer.acceptance === "not_accepting") return false;
  if (districtUnset) return true;
  const own = pools.filter(({ units }) => units.some((unit) => unit.id === id));
  const drivesNobody = own.length > 0 && own.every(({ drives }) => drives === false);
  return offer.fetchesFrom === null && !drivesNobody;
}

/** Units of providers that are not known to reach the district, and may all the same. */
function unitsPerhapsReaching(roster: Roster, reaching: ReadonlySet<string>): readonly RosterUnit[] {
  return roster.units.filter((unit) => !reaching.has(unit.provider) && leavesReachOpen(roster, unit));
}

/**
 * Services of which no provider that answered reaches the district, while some unit is silent or does not say where it
 * drives: what they offer there is 不明, not 0. Without any roster that is so of every service.
 */
export function servicesInDoubt(roster: Roster, district: string): ReadonlySet<ServiceType> {
  if (roster.units.length === 0) return new Set(serviceTypes);
  const reaching = providersReaching(roster, district);
  const answered = roster.units.filter(({ provider, state }) => state === "confirmed" && reaching.has(provider));
  const perhaps = unitsPerhapsReaching(roster, reaching).map(({ service }) => service);
  return new Set(perhaps.filter((service) => !answered.some((unit) => unit.service === service)));
}

/**
 * The roster as one district sees it: the providers that reach it, and of services in doubt the units that may, without
 * their pools, so that the service is not taken for one that does not exist.
 */
export function restrictToDistrict(roster: Roster, district: string): Roster {
  const reaching = providersReaching(roster, district);
  const inDoubt = servicesInDoubt(roster, district);
  const perhaps = unitsPerhapsReaching(roster, reaching).filter(({ service }) => inDoubt.has(service));
  const { units, pools } = restrictRoster(roster, reaching);
  return { units: [...units, ...perhaps], pools };
}
