import type { RoundProblems, TypedRound } from "#app/round-fields.ts";
import { audited } from "#app/services/audited.server.ts";
import { roundId } from "#app/services/open-year.server.ts";
import { newestVersion, questionnaireKeys } from "#app/services/round-definition.server.ts";
import { roundEntry } from "#app/services/round-entry.ts";
import { type ParsedPopulations, parseMoment, parsePeriod, parsePopulations } from "#app/services/round-form.ts";
import type { Permitted } from "#app/session.server.ts";
import { type Municipality, requireMunicipality } from "#models/area.server.ts";
import { listVersions } from "#models/questionnaire.server.ts";
import {
  changePlan,
  changeRound,
  findRoundAt,
  type PlanChange,
  planRound,
  type Round,
  roundAudienceSchema,
} from "#models/round.server.ts";

export type PlanOutcome =
  | { kind: "done"; id: string }
  | { kind: "refused"; problems: RoundProblems }
  /** The round was changed, opened or archived since the page was shown. */
  | { kind: "changed_meanwhile" };

type Checked<Value> = { ok: true; value: Value } | { ok: false; problems: RoundProblems };

/** Plans a round: it opens by itself when its time comes, or by hand. */
export async function planNewRound({ user, areaId }: Permitted, typed: TypedRound, now: Date): Promise<PlanOutcome> {
  const area = await requireMunicipality(areaId);
  const audience = roundAudienceSchema.safeParse(typed.audience);
  const year = Number(/^20\d\d$/.test(String(typed.fiscalYear)) ? typed.fiscalYear : Number.NaN);
  const problems: RoundProblems = {
    ...(audience.success ? {} : { audience: "missing" as const }),
    ...(Number.isNaN(year) ? { fiscalYear: "wrong" as const } : {}),
  };
  if (!audience.success) return { kind: "refused", problems };
  const plan = await checkPlan(typed, { area, questionnaireKey: questionnaireKeys[audience.data], now });
  if (!plan.ok) return { kind: "refused", problems: { ...problems, ...plan.problems } };
  if (Object.keys(problems).length > 0) return { kind: "refused", problems };
  const round: Round = {
    id: roundId(areaId, year, audience.data),
    areaId,
    fiscalYear: year,
    audience: audience.data,
    ...plan.value,
    frozenAt: null,
    invitedAt: null,
    closedAt: null,
    archivedAt: null,
    revision: 0,
  };
  const entry = roundEntry({ user, areaId }, round, { action: "plan_round" });
  if (await audited(entry, () => planRound(round))) return { kind: "done", id: round.id };
  return { kind: "refused", problems: { fiscalYear: "taken" } };
}

type Surroundings = { area: Municipality; questionnaireKey: string; now: Date };

async function checkPlan(
  typed: TypedRound,
  { area, questionnaireKey, now }: Surroundings,
): Promise<Checked<PlanChange>> {
  const period = parsePeriod(typed, now);
  const populations = parsePopulations(
    typed,
    area.districts.map(({ id }) => id),
  );
  const versions = (await listVersions(questionnaireKey)).map(({ id }) => id);
  const questionnaireId = String(typed.questionnaireId ?? "");
  const districtIds = typeof typed.districtIds === "object" ? typed.districtIds : [];
  const known = districtIds.every((id) => area.districts.some((district) => district.id === id));
  const problems: RoundProblems = {
    ...(versions.includes(questionnaireId) || questionnaireId === "" ? {} : { questionnaireId: "wrong" }),
    ...(period.ok ? {} : period.problems),
    ...(known ? {} : { districtIds: "wrong" }),
    ...(populations.ok ? {} : populations.problems),
  };
  if (!period.ok || !populations.ok || Object.keys(problems).length > 0) return { ok: false, problems };
  const chosen = questionnaireId === "" ? versions[0] : questionnaireId;
  if (!chosen) throw new Error(`The questionnaire ${questionnaireKey} is not published`);
  const asked = districtIds.length === area.districts.length ? [] : districtIds;
  const { opensAt, closesAt } = period.value;
  return {
    ok: true,
    value: {
      questionnaireId: chosen,
      districtIds: asked,
      opensAt,
      closesAt,
      firstClosesAt: closesAt,
      ...populations.value,
    },
  };
}

/**
 * Changes a round: a planned one in all but year and audience, an opened one in its closing and its populations. One that was
 * closed by hand takes answers again if the closing lies ahead.
 */
export async function changeRoundByForm(
  permitted: Permitted,
  id: string,
  { typed, revision, now }: { typed: TypedRound; revision: number; now: Date },
): Promise<PlanOutcome | null> {
  const { areaId } = permitted;
  const round = await findRoundAt(areaId, id);
  if (!round) return null;
  if (round.archivedAt || round.revision !== revision) return { kind: "changed_meanwhile" };
  const area = await requireMunicipality(areaId);
  if (round.frozenAt) return changeOpened(permitted, round, { area, typed, now });
  const plan = await checkPlan(typed, { area, questionnaireKey: questionnaireKeys[round.audience], now });
  if (!plan.ok) return { kind: "refused", problems: plan.problems };
  return write(permitted, { round, action: "change_round" }, () => changePlan(round, plan.value));
}

type Typed = { area: Municipality; typed: TypedRound; now: Date };

async function changeOpened(permitted: Permitted, round: Round, { area, typed, now }: Typed): Promise<PlanOutcome> {
  const closes = checkClosing(round, typed, now);
  const populations = parsePopulations(
    typed,
    area.districts.map(({ id }) => id),
  );
  if (!closes.ok || !populations.ok) {
    const problems = { ...(closes.ok ? {} : closes.problems), ...(populations.ok ? {} : populations.problems) };
    return { kind: "refused", problems };
  }
  const closesAt = closes.value;
  const ahead = closesAt > now;
  // only the form of a round of families asks how many children are known
  const { populations: byStage, districtPopulations } = round.audience === "family" ? populations.value : round;
  const change: ParsedPopulations & Pick<Round, "closesAt" | "closedAt"> = {
    populations: byStage,
    districtPopulations,
    closesAt,
    closedAt: ahead ? null : round.closedAt,
  };
  const action = closesAt > round.closesAt || (ahead && round.closedAt) ? "extend_round" : "change_round";
  return write(permitted, { round, action }, () => changeRound(round, change));
}

/** A closing that stays may lie in the past; a new one may not. */
function checkClosing(round: Round, typed: TypedRound, now: Date): Checked<Date> {
  const closes = parseMoment(typed, "closes");
  if (!closes.ok || closes.value.getTime() === round.closesAt.getTime()) return closes;
  if (closes.value <= now) return { ok: false, problems: { closesOn: "past" } };
  return closes.value <= round.opensAt ? { ok: false, problems: { closesOn: "order" } } : closes;
}

async function write(
  permitted: Permitted,
  { round, action }: { round: Round; action: "change_round" | "extend_round" },
  change: () => Promise<boolean>,
): Promise<PlanOutcome> {
  const done = await audited(roundEntry(permitted, round, { action }), change);
  return done ? { kind: "done", id: round.id } : { kind: "changed_meanwhile" };
}

/** The version offered first for a new round: what this program brings is published if it is not yet. */
export const offerVersions = async (audience: Round["audience"]) => {
  await newestVersion(audience);
  return listVersions(questionnaireKeys[audience]);
};
