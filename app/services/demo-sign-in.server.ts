import { paths } from "#app/paths.ts";
import type { DemoRole } from "#app/services/demo-roles.ts";
import { linkToken } from "#app/services/links.server.ts";
import { sampleAreaId } from "#app/services/sample-town/town.ts";
import { openSession } from "#app/session.server.ts";
import { roundState } from "#domain/round-state.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { listRespondedProviders } from "#models/response.server.ts";
import { listRounds } from "#models/round.server.ts";
import { findUserToSignIn } from "#models/user.server.ts";

/** The page a role comes for; home for the others. */
const firstPages: Partial<Record<DemoRole, string>> = { council: paths.council, partner: paths.directory };

/** Where a visitor of the invented town goes: respondents to a link, the others signed in to their first page. */
export async function enterDemo(role: DemoRole): Promise<{ to: string; setCookie: string | null }> {
  if (role === "provider" || role === "family") return { to: await demoLink(role), setCookie: null };
  const account = await findUserToSignIn(`demo-${role}`);
  if (!account) throw new Error(`The invented town has no account for ${role}`);
  return { to: firstPages[role] ?? paths.home, setCookie: await openSession(account.user) };
}

/** The families' open link, or the link of a provider that has not answered yet (else of the first one). */
async function demoLink(audience: "provider" | "family"): Promise<string> {
  const now = new Date();
  const round = (await listRounds(sampleAreaId)).find(
    (candidate) => candidate.audience === audience && roundState(candidate, now) === "open",
  );
  if (!round) throw new Error(`The invented town has no ${audience} round`);
  const [invitations, responded] = await Promise.all([
    listInvitations(sampleAreaId, round.id),
    listRespondedProviders(sampleAreaId, round.id),
  ]);
  const open = invitations.filter(({ revoked, kind }) => !revoked && kind !== "single");
  const silent = open.find(({ providerId }) => providerId !== null && !responded.includes(providerId));
  const invitation = silent ?? open[0];
  if (!invitation) throw new Error(`The invented town has no ${audience} link`);
  return paths.form(linkToken(invitation));
}
