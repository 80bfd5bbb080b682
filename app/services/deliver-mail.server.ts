import { createHash } from "node:crypto";
import nodemailer from "nodemailer";
import { z } from "zod";
import { type MailSettings, requireRuntime } from "#app/runtime.server.ts";
import { answerableUntil, linkAddress, linkState } from "#app/services/links.server.ts";
import { contactOf } from "#app/services/provider-contact.ts";
import { mailText } from "#app/services/request-text.server.ts";
import { hashAddress, lastContact } from "#app/services/round-targets.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import type { DeliveryFailure } from "#domain/delivery.ts";
import { hourInJapan, japanDay, toLocalDate } from "#domain/fiscal-year.ts";
import { isRecent } from "#domain/progress/plan-requests.ts";
import { isAnswered } from "#models/answer-count.server.ts";
import { requireMunicipality } from "#models/area.server.ts";
import {
  type Delivery,
  endTry,
  leaseMail,
  listOtherDeliveries,
  returnMailPlace,
  takeMailPlace,
} from "#models/delivery.server.ts";
import { findInvitation } from "#models/invitation.server.ts";
import { findProvider } from "#models/provider.server.ts";
import { findRoundAt } from "#models/round.server.ts";

/** After each failed try; after the last one the mail is given up. */
const backOffMinutes = [1, 5, 30, 120];
const minuteMs = 60_000;
/** A try that lasts longer is broken off, its connection with it. */
const tryMs = 2 * minuteMs;
/** Longer than a try can last, so that no second worker takes the mail meanwhile. */
const leaseMs = 3 * minuteMs;

type Mail = { to: { name: string; address: string }; subject: string; text: string; html: string };

/** Hands one mail to the mail server; rejects with the server's answer. */
export type Mailer = { send(mail: Mail & { from: string; messageId: string }): Promise<unknown>; close(): void };

/** The mail server of the configuration. `limitMs`: how long handing over one mail may last. */
export function openMailer({ url }: Pick<NonNullable<MailSettings["smtp"]>, "url">, limitMs = tryMs): Mailer {
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: (mail) => transport.sendMail({ ...mail, signal: AbortSignal.timeout(limitMs) }),
    close: () => transport.close(),
  };
}

/** What became of the mail whose turn it was; `idle`: none was due, `full`: the day's number is used up. */
export type TurnResult = { kind: "idle" | "full" | "sent" | "later" | "failed" | "bounced"; smtpCode: number | null };

/**
 * Sends the one mail whose turn it is. Everything is judged now, not when it was ordered: who has answered or was contacted
 * meanwhile gets none.
 */
export async function deliverNextMail(mailer: Mailer, now: Date): Promise<TurnResult> {
  const { mail: settings } = requireRuntime();
  if (!settings.smtp) return { kind: "idle", smtpCode: null };
  const delivery = await leaseMail(now, new Date(now.getTime() + leaseMs));
  if (!delivery) return { kind: "idle", smtpCode: null };
  const composed = await compose(delivery, now, settings.minDaysBetween);
  if ("failure" in composed) return end(delivery, { state: "failed", failure: composed.failure }, now);
  const day = japanDay(now);
  if (!(await takeMailPlace(day, settings.perDay))) {
    const { year, month, day: date } = toLocalDate(now);
    await endTry(delivery, waiting(delivery, { at: hourInJapan({ year, month, day: date }, 24), tried: false }));
    return { kind: "full", smtpCode: null };
  }
  const addressHash = hashAddress(composed.to.address);
  try {
    await mailer.send({ ...composed, from: settings.smtp.from, messageId: messageId(delivery.id, settings.smtp.from) });
  } catch (error) {
    await returnMailPlace(day);
    return endFailedTry({ ...delivery, addressHash }, error, now);
  }
  return end({ ...delivery, addressHash }, { state: "sent" }, now);
}

/** The same for every try of a delivery: a mail sent again after a crash is known to be the same one. */
function messageId(id: string, from: string): string {
  const host = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  return `<${createHash("sha256").update(`message:${id}`).digest("hex").slice(0, 32)}@${host}>`;
}

type Composed = Mail | { failure: DeliveryFailure };

async function compose(delivery: Delivery, now: Date, minDays: number): Promise<Composed> {
  const { areaId, roundId, invitationId, kind, origin } = delivery;
  if (delivery.attempts > backOffMinutes.length + 1) return { failure: "gave_up" };
  const [invitation, round] = await Promise.all([findInvitation(areaId, invitationId), findRoundAt(areaId, roundId)]);
  const provider = invitation?.providerId ? await findProvider(areaId, invitation.providerId) : null;
  if (!invitation || invitation.revoked) return { failure: "revoked" };
  if (!round || linkState(invitation, round, now) !== "open") return { failure: "not_open" };
  if (await isAnswered(areaId, roundId, invitationId)) return { failure: "answered" };
  const others = (await listOtherDeliveries(delivery)).filter(({ state }) => state === "sent");
  if (isRecent(lastContact(others), now, minDays)) return { failure: "recent" };
  // a link that a merge has not moved yet belongs to an entry that is asked no longer
  if (!provider || provider.left || provider.mergedInto) return { failure: "gone" };
  const { email } = contactOf(provider);
  if (!email) return { failure: "no_address" };
  const facts = { area: await requireMunicipality(areaId), round, until: answerableUntil(invitation, round), kind };
  const to = { name: provider.name, address: linkAddress(invitation, origin), code: shortCode(invitation) };
  return { to: { name: provider.name, address: email }, ...mailText(facts, to) };
}

const smtpErrorSchema = z.object({
  responseCode: z.number().optional(),
  response: z.string().optional(),
  command: z.string().optional(),
});
type SmtpError = z.infer<typeof smtpErrorSchema>;

/** A refusal for good of the address is a bounce, of the message or by a policy a failure; all else is tried again. */
async function endFailedTry(delivery: Delivery, error: unknown, now: Date): Promise<TurnResult> {
  const answer = smtpErrorSchema.catch({}).parse(error);
  const { responseCode: smtpCode = null, command = "" } = answer;
  if (smtpCode !== null && smtpCode >= 500 && ["RCPT TO", "DATA"].includes(command)) {
    if (isOfAddress(answer)) return end({ ...delivery, smtpCode }, { state: "bounced" }, now);
    return end({ ...delivery, smtpCode }, { state: "failed", failure: "refused" }, now);
  }
  const wait = backOffMinutes[delivery.attempts - 1];
  if (wait === undefined) return end({ ...delivery, smtpCode }, { state: "failed", failure: "gave_up" }, now);
  await endTry(delivery, {
    ...waiting(delivery, { at: new Date(now.getTime() + wait * minuteMs), tried: true }),
    smtpCode,
  });
  return { kind: "later", smtpCode };
}

/**
 * Whether a refusal says that the recipient's address takes no mail: 5.1.x and 5.2.x (RFC 3463, but for 5.1.7 and 5.1.8, which mean
 * the sender), else 550 to 553 (RFC 5321). 5.7.x, a bare 554 and whatever speaks of relaying are a policy of the server's.
 */
function isOfAddress({ command, responseCode = 0, response = "" }: SmtpError): boolean {
  const enhanced = /^5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? "";
  if (command !== "RCPT TO" || /\brelay/i.test(response) || /^5\.(7\.|1\.[78]$)/.test(enhanced)) return false;
  return /^5\.[12]\./.test(enhanced) || (responseCode >= 550 && responseCode <= 553);
}

function waiting({ attempts, smtpCode, addressHash }: Delivery, { at, tried }: { at: Date; tried: boolean }) {
  const counted = tried ? attempts : attempts - 1;
  return {
    state: "queued" as const,
    nextAttemptAt: at,
    smtpCode,
    failure: null,
    endedAt: null,
    attempts: counted,
    addressHash,
  };
}

async function end(
  delivery: Delivery,
  { state, failure = null }: { state: "sent" | "failed" | "bounced"; failure?: DeliveryFailure | null },
  now: Date,
): Promise<TurnResult> {
  const { attempts, smtpCode, addressHash } = delivery;
  await endTry(delivery, { state, failure, smtpCode, attempts, addressHash, nextAttemptAt: null, endedAt: now });
  return { kind: state, smtpCode };
}
