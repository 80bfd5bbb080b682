import type { RoundTargets } from "#app/services/round-targets.server.ts";
import { roundState } from "#domain/round-state.ts";
import { listProviders } from "#models/provider.server.ts";
import type { Round } from "#models/round.server.ts";

/** What a city that has only begun has to do next, with the round it is about. */
export type FirstStep =
  | { step: "add_providers" | "plan_round"; roundId: null }
  | { step: "prepare_letters" | "print_letters"; roundId: string };

type Known = { rounds: readonly Round[]; asked: (RoundTargets & { round: Round }) | null; now: Date };

/** The first step that is not done: providers, a survey, its letters. Null once requests went out or answers came in. */
export async function findFirstStep(areaId: string, { rounds, asked, now }: Known): Promise<FirstStep | null> {
  if (asked && (asked.deliveries.length > 0 || asked.answers.length > 0)) return null;
  if ((await listProviders(areaId)).length === 0) return { step: "add_providers", roundId: null };
  const planned = rounds.find((one) => one.audience === "provider" && roundState(one, now) === "planned");
  if (asked && roundState(asked.round, now) === "open") return { step: "print_letters", roundId: asked.round.id };
  if (planned) return { step: "prepare_letters", roundId: planned.id };
  return rounds.some(({ archivedAt }) => !archivedAt) ? null : { step: "plan_round", roundId: null };
}
