import { japanDaysBetween } from "#domain/fiscal-year.ts";

/** One provider of a round, by what decides whether and how it is written to. */
export type RequestTarget = {
  readonly id: string;
  readonly answered: boolean;
  readonly revoked: boolean;
  /** It has an address for mail, and no mail to it came back. */
  readonly mailWorks: boolean;
  readonly bounced: boolean;
  readonly lastContactAt: Date | null;
};

export type LeftOutReason = "answered" | "revoked" | "recent";
export type RequestKind = "request" | "reminder";

export type PlannedRequest = {
  readonly id: string;
  /** A paper goes where mail does not: no address, or it came back, or this program sends no mail. */
  readonly way: "mail" | "paper";
  readonly why: "bounced" | "no_address" | "no_mail" | null;
  readonly kind: RequestKind;
};

export type RequestPlan = {
  readonly send: readonly PlannedRequest[];
  readonly leftOut: readonly { readonly id: string; readonly reason: LeftOutReason }[];
};

/** Whether somebody was contacted less than `minDays` days ago, counted in days of the calendar in Japan. */
export const isRecent = (lastContactAt: Date | null, now: Date, minDays: number): boolean =>
  lastContactAt !== null && japanDaysBetween(lastContactAt, now) < minDays;

/** Who is written to now, by which way, and who is left out and why. Who was never contacted gets a first request. */
export function planRequests(
  targets: readonly RequestTarget[],
  { now, minDays, mailConfigured }: { now: Date; minDays: number; mailConfigured: boolean },
): RequestPlan {
  const reasonOf = (target: RequestTarget): LeftOutReason | null => {
    if (target.answered) return "answered";
    if (target.revoked) return "revoked";
    return isRecent(target.lastContactAt, now, minDays) ? "recent" : null;
  };
  const send = targets
    .filter((target) => reasonOf(target) === null)
    .map((target): PlannedRequest => {
      const mails = mailConfigured && target.mailWorks;
      const noAddress = target.bounced ? ("bounced" as const) : ("no_address" as const);
      const why = mails ? null : target.mailWorks ? ("no_mail" as const) : noAddress;
      const kind = target.lastContactAt === null ? "request" : "reminder";
      return { id: target.id, way: mails ? "mail" : "paper", why, kind };
    });
  const leftOut = targets.flatMap((target) => {
    const reason = reasonOf(target);
    return reason ? [{ id: target.id, reason }] : [];
  });
  return { send, leftOut };
}
