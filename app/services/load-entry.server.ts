import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { FormPage } from "#app/components/survey-form/form-page.types.ts";
import { prepareShell } from "#app/components/survey-form/render-shell.server.tsx";
import { Refusal } from "#app/errors.ts";
import { readArrival } from "#app/services/arrival.ts";
import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { type EntryTarget, findEntryTarget, findRoundToEnter } from "#app/services/entry-target.server.ts";
import { searchProviders } from "#app/services/search-providers.ts";
import type { Permitted } from "#app/session.server.ts";
import { type StaffChannel, staffChannelSchema } from "#domain/channel.ts";
import { fiscalYearLabel } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { roundState } from "#domain/round-state.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { listProviders } from "#models/provider.server.ts";
import { listRespondedProviders } from "#models/response.server.ts";
import { findByReceiptNumber } from "#models/response-review.server.ts";
import type { Round, RoundAudience } from "#models/round.server.ts";
import { leaveOut } from "#surveys/keep-questions.ts";

type Frame = {
  roundId: string;
  audience: RoundAudience;
  fiscalYear: string;
  /** The round takes no answers over links any more. */
  late: boolean;
  channel: StaffChannel;
  channels: readonly StaffChannel[];
  /** The day on which the answers came, as it was typed; empty for today. */
  arrived: string;
  /** It is no day from the opening to today: it is asked again before the form is shown. */
  arrivedWrong: boolean;
  /** Names an entry of nobody by name; the next paper gets another one. */
  newEntry: string;
};

export type EntryChoice = {
  kind: "choose";
  /** What was searched for. */
  search: string;
  /** Null where nobody was asked by name: each entry is a new answer. */
  providers: { id: string; name: string; services: LocalizedText[]; answered: boolean }[] | null;
  /** The response that has just been stored. */
  entered: { id: string; receiptNumber: string } | null;
};

export type EntryForm = {
  kind: "form";
  providerId: string | null;
  providerName: string | null;
  /** The revision that is corrected; null for a first answer. */
  corrects: number | null;
  asksAll: boolean;
  /** How many questions are left out until staff goes on to the rest. */
  leftOut: number;
  form: FormPage;
};

export type EntryPageData = Frame & (EntryChoice | EntryForm);

/** What the address says: `provider` or `new`, `channel`, `arrived`, `q`, `all`. */
export type EntryQuery = { readonly roundId: string; readonly search: URLSearchParams; readonly locale: Locale };

/** The page on which staff types answers in: first whose and how they came, then the form. 404 for a round that has not begun, or was put away. */
export async function loadEntry({ areaId }: Permitted, query: EntryQuery, now: Date): Promise<EntryPageData> {
  const { roundId, search, locale } = query;
  const round = await findRoundToEnter(areaId, roundId, now);
  if (!round) throw new Refusal("not_found");
  const channel = staffChannelSchema.catch("paper").parse(search.get("channel"));
  const arrived = (search.get("arrived") ?? "").slice(0, 40).trim();
  const arrivedWrong = readArrival(arrived, round, now) === null;
  const frame = {
    roundId,
    audience: round.audience,
    fiscalYear: fiscalYearLabel(round.fiscalYear, locale),
    late: roundState(round, now) !== "open",
    channel,
    channels: staffChannelSchema.options,
    arrived,
    arrivedWrong,
    newEntry: z
      .uuid()
      .catch(() => randomUUID())
      .parse(search.get("new")),
  };
  const providerId = search.get("provider");
  if (arrivedWrong || (providerId === null && !search.has("new")))
    return { ...frame, ...(await loadChoice(round, search)) };
  const target = await findEntryTarget({ areaId, roundId, providerId, channel }, now);
  if (!target) throw new Refusal("not_found");
  return { ...frame, ...(await loadForm(target, search.has("all"), locale)) };
}

async function loadChoice(round: Round, search: URLSearchParams): Promise<EntryChoice> {
  const text = (search.get("q") ?? "").slice(0, 100);
  const entered = await findEntered(round, search.get("entered"));
  if (round.audience !== "provider") return { kind: "choose", search: text, providers: null, entered };
  const [invitations, providers, responded] = await Promise.all([
    listInvitations(round.areaId, round.id),
    listProviders(round.areaId),
    listRespondedProviders(round.areaId, round.id),
  ]);
  const asked = new Set(invitations.map(({ providerId }) => providerId));
  const found = searchProviders(providers, text).filter(({ id }) => asked.has(id));
  return {
    kind: "choose",
    search: text,
    entered,
    providers: found.map(({ id, name, units }) => ({
      id,
      name,
      services: unitsAtWork(units).map(({ service }) => serviceTypeInfo(service).name),
      answered: responded.includes(id),
    })),
  };
}

/** The response of a receipt number in the address, which the form leads to when it is stored. */
async function findEntered(round: Round, receiptNumber: string | null): Promise<EntryChoice["entered"]> {
  const response = receiptNumber === null ? null : await findByReceiptNumber(round.areaId, round.id, receiptNumber);
  return response === null ? null : { id: response, receiptNumber: receiptNumber ?? "" };
}

async function loadForm(target: EntryTarget, asksAll: boolean, locale: Locale): Promise<EntryForm> {
  const { round, provider, current } = target;
  const whole = await loadRoundDefinition(round.id);
  const unasked = new Set(asksAll ? [] : target.unasked.keys());
  const definition = unasked.size === 0 ? whole : leaveOut(whole, unasked);
  return {
    kind: "form",
    providerId: provider?.id ?? null,
    providerName: provider?.name ?? null,
    corrects: current?.answersRevision ?? null,
    asksAll,
    leftOut: unasked.size,
    form: {
      shell: prepareShell({ roundId: `${round.id}${namePart(unasked)}`, definition, locale }),
      definition,
      initialAnswers: { ...target.answers },
      carried: null,
      correction: current && { revision: current.answersRevision },
      draft: null,
      code: null,
      byCode: false,
      submissionKey: null,
      saves: false,
      keptAs: null,
    },
  };
}

/** Names the form's markup by what it leaves out. */
const namePart = (unasked: ReadonlySet<string>): string =>
  unasked.size === 0
    ? ""
    : `#${createHash("sha256")
        .update([...unasked].sort().join())
        .digest("base64url")}`;
