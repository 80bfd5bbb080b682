import { requireRuntime } from "#app/runtime.server.ts";
import { storageState } from "#app/services/storage.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { formatDate, formatMoment, japanDay, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { countFailedSignIns } from "#models/audit-event.server.ts";
import { databaseKind } from "#models/connection.server.ts";
import { findNotice, forgetNotice, noteNotice } from "#models/notice.server.ts";
import program from "../../package.json";

/** What an administrator should look into. */
export type StatusNotice =
  /** The disk of the data folder: whole percents used, gigabytes free. */
  | { kind: "nearly_full" | "full"; percent: number; freeGb: number }
  | { kind: "forwarded"; first: string; last: string }
  /** Sign-ins in vain within a day. */
  | { kind: "failed"; count: number };

export type StatusPageData = {
  /** The gravest first; empty: there are no problems. */
  notices: StatusNotice[];
  version: string;
  /** Day and time in Japan. */
  started: string;
  database: "embedded" | "server";
  /** How many mails a day may be sent; null: no mail is set up. */
  mailsPerDay: number | null;
  failedSignIns: number;
};

const dayMs = 24 * 3_600_000;
/** A day's wrong passwords that an office makes by itself. */
const usualFailures = 20;
/** For how many days something that was seen is told. */
const toldDays = 14;

const startedAt = new Date();

/** Whether the program runs as it should. The page is read from the database, so that it answers is seen by its being there. */
export async function loadStatus({ areaId }: Permitted, now: Date, locale: Locale): Promise<StatusPageData> {
  const { smtp, perDay } = requireRuntime().mail;
  const failedSignIns = await countFailedSignIns(areaId, new Date(now.getTime() - dayMs));
  return {
    notices: await loadNotices(failedSignIns, now, locale),
    version: program.version,
    started: formatMoment(startedAt, locale),
    database: databaseKind(),
    mailsPerDay: smtp && perDay,
    failedSignIns,
  };
}

async function loadNotices(failedSignIns: number, now: Date, locale: Locale): Promise<StatusNotice[]> {
  const notices: StatusNotice[] = [];
  const storage = await storageState();
  if (storage && storage.state !== "ok") {
    const freeGb = Math.round(storage.freeBytes / 1e8) / 10;
    notices.push({ kind: storage.state, percent: Math.round(storage.used * 100), freeGb });
  }
  const forwarded = await findNotice("forwarded");
  if (forwarded && forwarded.lastDay >= japanDay(new Date(now.getTime() - toldDays * dayMs))) {
    const [first, last] = [dayText(forwarded.firstDay, locale), dayText(forwarded.lastDay, locale)];
    notices.push({ kind: "forwarded", first, last });
  }
  if (failedSignIns > usualFailures) notices.push({ kind: "failed", count: failedSignIns });
  return notices;
}

/** A stored day (`2026-12-01`) as people write it. */
const dayText = (day: string, locale: Locale) => formatDate(toLocalDate(new Date(`${day}T12:00:00+09:00`)), locale);

/** Notes that a request named a proxy that nobody decided about. */
export const noteForwarded = (now: Date): Promise<void> => noteNotice("forwarded", japanDay(now));

export const forgetForwarded = (): Promise<void> => forgetNotice("forwarded");
