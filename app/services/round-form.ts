import { z } from "zod";
import {
  districtField,
  type RoundProblem,
  type RoundProblems,
  stageFields,
  type TypedRound,
} from "#app/round-fields.ts";
import type { Populations } from "#domain/estimate/weights.ts";
import { hourInJapan } from "#domain/fiscal-year.ts";
import { lifeStageSchema } from "#domain/profile.ts";
import { readDate } from "#domain/read-date.ts";

export function readTyped(form: FormData): TypedRound {
  const typed: TypedRound = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).map(String);
    typed[name] = name === "districtIds" ? values : (values[0] ?? "");
  }
  return typed;
}

const textOf = (typed: TypedRound, name: string): string => {
  const value = typed[name];
  return typeof value === "string" ? value.trim() : "";
};

type Parsed<Value> = { ok: true; value: Value } | { ok: false; problems: RoundProblems };

const numberSchema = z
  .string()
  .transform((text) => text.normalize("NFKC").replace(/[,人\s]/g, ""))
  .pipe(
    z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
  );

/** Fields of which all are filled in or none: null for none. */
function parseNumbers(
  typed: TypedRound,
  names: readonly string[],
): { values: number[] | null; problem?: RoundProblem } {
  const given = names.filter((name) => textOf(typed, name) !== "");
  if (given.length === 0) return { values: null };
  if (given.length < names.length) return { values: null, problem: "some_missing" };
  const values = names.map((name) => numberSchema.safeParse(textOf(typed, name)));
  const numbers = values.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return numbers.length === names.length ? { values: numbers } : { values: null, problem: "wrong" };
}

export type ParsedPopulations = { populations: Populations | null; districtPopulations: Record<string, number> | null };

/** Children known by life stage and by district: of each all fields or none. */
export function parsePopulations(typed: TypedRound, districtIds: readonly string[]): Parsed<ParsedPopulations> {
  const stages = parseNumbers(typed, stageFields);
  const districts = parseNumbers(typed, districtIds.map(districtField));
  if (stages.problem || districts.problem) {
    const problems = {
      ...(stages.problem ? { stages: stages.problem } : {}),
      ...(districts.problem ? { districts: districts.problem } : {}),
    };
    return { ok: false, problems };
  }
  const named = (names: readonly string[], values: readonly number[]) =>
    Object.fromEntries(names.map((name, index) => [name, values[index] ?? Number.NaN]));
  return {
    ok: true,
    value: {
      populations:
        stages.values && z.partialRecord(lifeStageSchema, z.number()).parse(named(stageFields, stages.values)),
      districtPopulations: districts.values && named(districtIds, districts.values),
    },
  };
}

const hourSchema = z
  .string()
  .regex(/^\d{1,2}$/)
  .transform(Number)
  .pipe(z.number().max(24));

/** A day and an hour in Japan, or what is wrong with them. */
export function parseMoment(typed: TypedRound, part: "opens" | "closes"): Parsed<Date> {
  const [on, at] = [`${part}On`, `${part}Hour`] as const;
  if (textOf(typed, on) === "") return { ok: false, problems: { [on]: "missing" } };
  const day = readDate(textOf(typed, on));
  const hour = hourSchema.safeParse(textOf(typed, at));
  if (day.kind !== "date") return { ok: false, problems: { [on]: day.kind === "none" ? "wrong" : day.kind } };
  if (!hour.success) return { ok: false, problems: { [at]: "wrong" } };
  return { ok: true, value: hourInJapan(day.date, hour.data) };
}

export type ParsedPeriod = { opensAt: Date; closesAt: Date };

/** Opening and closing; the closing lies after the opening and after now. */
export function parsePeriod(typed: TypedRound, now: Date): Parsed<ParsedPeriod> {
  const opens = parseMoment(typed, "opens");
  const closes = parseMoment(typed, "closes");
  if (!opens.ok || !closes.ok) {
    return { ok: false, problems: { ...(opens.ok ? {} : opens.problems), ...(closes.ok ? {} : closes.problems) } };
  }
  if (closes.value <= now) return { ok: false, problems: { closesOn: "past" } };
  if (closes.value <= opens.value) return { ok: false, problems: { closesOn: "order" } };
  return { ok: true, value: { opensAt: opens.value, closesAt: closes.value } };
}

export const revisionSchema = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const id = z.string().min(1).max(200);
const simple = ["close_round", "archive_round", "invite_missing"] as const;

/** What can be done on a round's page. */
export const roundIntentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.enum(["open_round", "discard_round"]), revision: revisionSchema }),
  z.object({ intent: z.enum(simple) }),
  z.object({ intent: z.literal("issue_codes"), run: z.uuid(), count: z.string().max(10) }),
  z.object({ intent: z.literal("revoke_codes"), run: z.uuid() }),
  z.object({ intent: z.literal("note_contact"), invitation: id }),
  z.object({
    intent: z.literal("note_call"),
    invitation: id,
    noteRevision: revisionSchema,
    note: z.string().max(2000),
    callOn: z.string().max(40),
  }),
  z.object({ intent: z.literal("revoke_invitation"), invitation: id }),
  z.object({ intent: z.literal("reissue_invitation"), invitation: id, generation: revisionSchema }),
  z.object({ intent: z.literal("reopen_invitation"), invitation: id, until: z.string().max(40) }),
]);
export type RoundIntent = z.infer<typeof roundIntentSchema>;
