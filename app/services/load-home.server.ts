import { type FirstStep, findFirstStep } from "#app/services/first-step.server.ts";
import { linkAddress, linkOrigin } from "#app/services/links.server.ts";
import { loadBoard } from "#app/services/load-board.server.ts";
import { countCallsDue, countUndelivered, listOddTasks, type OddTask } from "#app/services/load-tasks.server.ts";
import { loadTargets, progressOf, type RoundTargets } from "#app/services/round-targets.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatDeadline } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import type { CountBasis } from "#domain/progress/count-basis.ts";
import { type Action, can } from "#domain/role.ts";
import { closingOf, roundState } from "#domain/round-state.ts";
import { countBasis } from "#models/answer-count.server.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { countResponses } from "#models/response.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";

export type HomeRound = {
  id: string;
  audience: Round["audience"];
  fiscalYear: string;
  closing: string;
  open: boolean;
  /** Null for those whom small numbers of families, supporters and citizens are hidden from. */
  answered: number | null;
  /** How many were asked; null where nobody was asked by name. */
  expected: number | null;
  /** Providers that were asked and have not answered; null where nobody was asked by name. */
  silent: number | null;
  /** How many came in, and how many of them are in the figures: for those alone who may read answers. */
  basis: CountBasis | null;
  /** The link that all families, supporters or citizens share. Those of providers stand on the round's page. */
  links: { id: string; address: string }[];
};

export type HomePageData = {
  areaName: LocalizedText;
  rounds: HomeRound[];
  /** Answers that look odd and nobody has looked at, by round; none for those who may not read answers. */
  odd: OddTask[];
  /** Providers whom the mail of an open round did not reach; null where nobody has to do anything. */
  undelivered: { roundId: string; count: number } | null;
  /** Providers of an open round whose day to be called again has come; null where nobody has to do anything. */
  calls: { roundId: string; count: number } | null;
  /** What a new city has to do first; null once it is on its way, and for who cannot do it. */
  first: FirstStep | null;
  /** The largest gap as a sentence, for those who may see it. */
  headline: string | null;
  may: Readonly<
    Record<
      "view_council" | "view_directory" | "manage_accounts" | "view_audit" | "view_status" | "manage_rounds",
      boolean
    >
  >;
};

/**
 * What needs this person today: the largest gap, the state of each round of the newest year and, for those who hand them
 * out, the links that many share.
 */
export async function loadHome(request: Request, { user, areaId }: Permitted, locale: Locale): Promise<HomePageData> {
  const area = await requireMunicipality(areaId);
  const may = (action: Action) => can(user.grants, action, areaId);
  const now = new Date();
  const all = await listRounds(areaId);
  // What is planned is nobody's work yet, what is archived nobody's any more.
  const rounds = all.filter((round) => ["open", "closed"].includes(roundState(round, now)));
  // Providers first: they are the ones whom somebody has to call.
  const newest = rounds
    .filter(({ fiscalYear }) => fiscalYear === rounds[0]?.fiscalYear)
    .sort((a, b) => Number(b.audience === "provider") - Number(a.audience === "provider"));
  const ofProviders = newest.find(({ audience }) => audience === "provider");
  const asked = ofProviders ? { round: ofProviders, ...(await loadTargets(ofProviders)) } : null;
  const first = may("manage_rounds") ? await findFirstStep(areaId, { rounds: all, asked, now }) : null;
  return {
    areaName: area.name,
    first,
    odd: may("review_answers") ? await listOddTasks(newest) : [],
    undelivered: may("manage_rounds") ? countOpen(asked, now, countUndelivered) : null,
    calls: may("manage_rounds") ? countOpen(asked, now, countCallsDue) : null,
    // A board without an answer says nothing: first things first.
    headline: may("view_gaps") && first === null ? await loadHeadline(areaId, locale) : null,
    may: {
      view_council: may("view_council"),
      view_directory: may("view_directory"),
      manage_accounts: may("manage_accounts"),
      view_audit: may("view_audit"),
      view_status: may("view_status"),
      manage_rounds: may("manage_rounds"),
    },
    rounds: await Promise.all(
      newest.map((round) =>
        toHomeRound(round, { request, asked, locale, now, links: may("view_links"), review: may("review_answers") }),
      ),
    ),
  };
}

/** The year's round of providers, with whom it asks. */
type Asked = RoundTargets & { round: Round };

/** How many providers of the open round there is something to do about; null where none. */
function countOpen(asked: Asked | null, now: Date, countIn: (asked: Asked, now: Date) => number) {
  const count = asked && roundState(asked.round, now) === "open" ? countIn(asked, now) : 0;
  return asked && count > 0 ? { roundId: asked.round.id, count } : null;
}

/** What the board says first: the headline of the gravest gap. */
async function loadHeadline(areaId: string, locale: Locale): Promise<string | null> {
  const { texts, standings } = await loadBoard(areaId, { district: "", service: "" }, locale);
  const [gravest] = standings;
  return (gravest && texts[gravest.id].sentences[0]) ?? null;
}

type Surroundings = {
  request: Request;
  asked: Asked | null;
  locale: Locale;
  now: Date;
  links: boolean;
  review: boolean;
};

async function toHomeRound(round: Round, surroundings: Surroundings): Promise<HomeRound> {
  const { areaId, id, audience, fiscalYear } = round;
  const { request, asked, locale, now, links, review } = surroundings;
  const progress = asked?.round === round ? progressOf(asked, round).all : null;
  const shared = links && audience !== "provider";
  const invitations = shared ? await listInvitations(areaId, id) : [];
  return {
    id,
    audience,
    fiscalYear: fiscalYearLabel(fiscalYear, locale),
    closing: formatDeadline(closingOf(round), locale),
    open: roundState(round, now) === "open",
    answered: progress?.submitted ?? (links ? await countResponses(areaId, id) : null),
    expected: progress?.expected ?? null,
    silent: progress && progress.expected - progress.submitted,
    basis: review ? await countBasis(areaId, id) : null,
    links: invitations
      .filter(({ kind, revoked }) => kind === "open" && !revoked)
      .map((invitation) => ({ id: invitation.id, address: linkAddress(invitation, linkOrigin(request)) })),
  };
}
