import { z } from "zod";
import type { ListedFact, ResponsesQuery } from "#app/components/review/review.types.ts";
import { Refusal } from "#app/errors.ts";
import { reviewStateSchema } from "#domain/review.ts";
import { type RoundDates, roundState } from "#domain/round-state.ts";
import type { ReviewPlace } from "#models/response-review.server.ts";
import type { Round } from "#models/round.server.ts";

type Known = { readonly waiting: ReadonlyMap<string, number>; readonly now: Date };

/**
 * The round of the list: the one an address names, else one that has answers to look at, the newest year's and the providers'
 * first; else the newest that was opened. A planned one has no answers, so the list never opens on it while there is another.
 */
export function chooseRound<One extends RoundDates & Pick<Round, "id" | "audience" | "fiscalYear">>(
  rounds: readonly One[],
  wanted: string | null,
  { waiting, now }: Known,
): One | null {
  if (wanted !== null && wanted !== "") {
    const found = rounds.find(({ id }) => id === wanted);
    if (!found) throw new Refusal("bad_request");
    return found;
  }
  const begun = rounds
    .filter((round) => roundState(round, now) !== "planned")
    .sort(
      (a, b) => b.fiscalYear - a.fiscalYear || Number(b.audience === "provider") - Number(a.audience === "provider"),
    );
  const toReview = begun.find((round) => !round.archivedAt && (waiting.get(round.id) ?? 0) > 0);
  return toReview ?? begun[0] ?? rounds[0] ?? null;
}

const stateSchema = z.union([z.literal("").transform(() => null), reviewStateSchema]).nullable();

/** What an address asks of a round's list. A state or an answer that the list does not know is the refusal 400. */
export function readResponsesQuery(
  round: Pick<Round, "id">,
  search: URLSearchParams,
  facts: readonly ListedFact[],
): ResponsesQuery {
  const state = stateSchema.safeParse(search.get("state"));
  if (!state.success) throw new Refusal("bad_request");
  return {
    round: round.id,
    state: state.data,
    odd: search.get("odd") === "1",
    facts: Object.fromEntries(facts.flatMap((fact) => readFact(fact, search))),
    q: (search.get("q") ?? "").slice(0, 100),
  };
}

function readFact({ name, options }: ListedFact, search: URLSearchParams): [ListedFact["name"], string][] {
  const chosen = search.get(name) ?? "";
  if (chosen === "") return [];
  if (!options.some(({ value }) => value === chosen)) throw new Refusal("bad_request");
  return [[name, chosen]];
}

/** The place in an address (`2026-11-22T03:00:00.000Z_<id>`); null where there is none. Another text is refused. */
export function readReviewPlace(text: string | null): ReviewPlace | null {
  if (text === null) return null;
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{40})$/.exec(text);
  const at = new Date(match?.[1] ?? "");
  if (!match?.[2] || Number.isNaN(at.getTime())) throw new Refusal("bad_request");
  return { at, id: match[2] };
}
