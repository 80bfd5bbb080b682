import type { Paper, PapersPageData } from "#app/components/round/round.types.ts";
import { type SheetWords, sheetWords } from "#app/components/round/sheet-words.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { askedProviders, listUnusedCodes, runOf } from "#app/services/invitations.server.ts";
import { answerableUntil, linkAddress, linkState } from "#app/services/links.server.ts";
import { toQrCode } from "#app/services/qr-code.server.ts";
import { answerPage, letterText } from "#app/services/request-text.server.ts";
import { loadTargets, type RoundTarget, type RoundTargets, servicesOf } from "#app/services/round-targets.server.ts";
import { planFor } from "#app/services/send-requests.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { roundState } from "#domain/round-state.ts";
import { requireMunicipality } from "#models/area.server.ts";
import type { Invitation } from "#models/invitation.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";

/**
 * Which sheets: of a round of providers those who are due a request, those of them who are due a paper, all silent ones, or all; one
 * link; the open link; a run of codes.
 */
export const paperChoices = ["due", "paper", "silent", "all", "open"] as const;

export type PaperQuery = {
  to: (typeof paperChoices)[number];
  service: string;
  invitation: string | null;
  run: string | null;
};

export function readPaperQuery({ searchParams }: URL): PaperQuery {
  const to = paperChoices.find((choice) => choice === searchParams.get("to")) ?? "due";
  return {
    to,
    service: searchParams.get("service") ?? "",
    invitation: searchParams.get("invitation"),
    run: searchParams.get("run"),
  };
}

type Wanted = { query: PaperQuery; origin: string; now: Date };

/** The sheets of a round, as they are printed now; null when the area has no such round. */
export async function loadPapers(
  { areaId }: Permitted,
  roundId: string,
  { query, origin, now }: Wanted,
): Promise<{ round: Round; invented: boolean; papers: Paper[] } | null> {
  const round = await findRoundAt(areaId, roundId);
  if (!round) return null;
  const [area, found] = await Promise.all([requireMunicipality(areaId), loadTargets(round)]);
  const invitations = await choose(round, found, { query, now });
  const opens = roundState(round, now) === "planned" ? round.opensAt : null;
  const papers = invitations.map((invitation): Paper => {
    const target = found.targets.find(({ id }) => id === invitation.id) ?? null;
    const until = answerableUntil(invitation, round);
    const kind = target?.lastContactAt ? "reminder" : "request";
    const to = target && { name: target.provider.name, contact: target.contact };
    const address = linkAddress(invitation, origin);
    return {
      invitationId: invitation.id,
      kind: invitation.kind,
      text: letterText({ area, round, until, kind, opens }, to, now),
      address,
      code: shortCode(invitation),
      fax: target?.contact.fax ?? null,
      kana: target?.contact.kana ?? null,
      postal: target?.contact.address ?? null,
      name: target?.provider.name ?? null,
    };
  });
  return { round, invented: area.invented, papers };
}

const hasService = (target: RoundTarget, service: string) =>
  service === "" || servicesOf(target).some((own) => own === service);

/** The links that still take answers and were asked for. */
async function choose(
  round: Round,
  { invitations, targets }: RoundTargets,
  { query, now }: Pick<Wanted, "query" | "now">,
): Promise<Invitation[]> {
  const { to, service, invitation, run } = query;
  // A planned round's letters are printed before it opens: their links work from then on.
  const isOpen = (one: Invitation) => ["open", "not_yet_open"].includes(linkState(one, round, now));
  const open = invitations.filter(isOpen);
  if (invitation !== null) return open.filter(({ id }) => id === invitation);
  if (run !== null) return (await listUnusedCodes(round, open)).filter((one) => runOf(one) === run);
  if (to === "open" || round.audience !== "provider") return open.filter(({ kind }) => kind === "open");
  const known = new Set(
    askedProviders(
      round,
      targets.map(({ provider }) => provider),
    ).map(({ id }) => id),
  );
  const asks = ({ provider }: RoundTarget) => round.frozenAt !== null || known.has(provider.id);
  const asked = targets.filter(asks).filter((target) => isOpen(target.invitation) && hasService(target, service));
  return chooseTargets(asked, to, now).map((target) => target.invitation);
}

function chooseTargets(asked: readonly RoundTarget[], to: PaperQuery["to"], now: Date): readonly RoundTarget[] {
  if (to === "all") return asked;
  const silent = asked.filter(({ answered }) => !answered);
  if (to === "silent") return silent;
  const due = planFor(silent, now).send.filter(({ way }) => to === "due" || way === "paper");
  return silent.filter(({ id }) => due.some((one) => one.id === id));
}

/** A page of letters (`withQr`) or fax sheets; null when the area has no such round. */
export async function loadPapersPage(
  permitted: Permitted,
  roundId: string,
  { url, origin, now, withQr }: { url: URL; origin: string; now: Date; withQr: boolean },
): Promise<PapersPageData | null> {
  const found = await loadPapers(permitted, roundId, { query: readPaperQuery(url), origin, now });
  if (!found) return null;
  return {
    roundId,
    audience: found.round.audience,
    invented: found.invented,
    words: wordsOf(origin),
    sheets: found.papers.map((paper) => ({ ...paper, qr: withQr ? toQrCode(paper.address) : null })),
  };
}

function wordsOf(origin: string): SheetWords {
  const t = translatorOf("ja");
  const words = sheetWords.map((key) => [key, t(key, { page: answerPage(origin) })] as const);
  return Object.fromEntries(words) as SheetWords;
}
