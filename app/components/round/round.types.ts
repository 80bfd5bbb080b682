import type { SheetWords } from "#app/components/round/sheet-words.ts";
import type { TypedRound } from "#app/round-fields.ts";
import type { DeliveryChannel, DeliveryFailure, DeliveryState } from "#domain/delivery.ts";
import type { LocalizedText } from "#domain/locale.ts";
import type { LifeStage } from "#domain/profile.ts";
import type { ChaseReason, ChaseState } from "#domain/progress/chase-order.ts";
import type { CountBasis } from "#domain/progress/count-basis.ts";
import type { LeftOutReason, PlannedRequest, RequestKind } from "#domain/progress/plan-requests.ts";
import type { ProgressCount } from "#domain/progress/round-progress.ts";
import type { RoundAudience, RoundState } from "#domain/round-state.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** A provider's line, whether it has answered or not. */
export type AskedLine = {
  id: string;
  name: string;
  services: LocalizedText[];
  phone: string | null;
  address: string;
  code: string;
  generation: number;
  revoked: boolean;
  /** Null once it has answered. */
  state: ChaseState | null;
  /** Why it stands where it does in the order of calls; null once it has answered. */
  why: ChaseReason | null;
  /** What was noted about calling it; `callOn` is the day as a form takes it, `callDay` as it is read. */
  note: {
    text: string;
    callOn: string | null;
    callDay: string | null;
    by: string | null;
    at: string;
    revision: number;
  } | null;
  lastContact: { at: string; channel: DeliveryChannel } | null;
  answeredAt: string | null;
  reopenedUntil: string | null;
};

export type ProgressRow = { name: LocalizedText | null; count: ProgressCount };

export type ProviderProgress = {
  all: ProgressCount;
  byService: ProgressRow[];
  byDistrict: ProgressRow[];
  byWeek: { from: string; count: number }[];
  chase: AskedLine[];
  answered: AskedLine[];
  /** Answers of providers that are not in the registry any more, and answers about services it lacks. */
  outside: { id: string; name: string | null; gone: boolean; services: LocalizedText[] }[];
  uninvited: number;
  /** Silent ones that were contacted less than `minDays` days ago: they are not due yet. */
  recent: number;
  minDays: number;
};

export type RoundPageData = {
  id: string;
  audience: RoundAudience;
  fiscalYear: string;
  state: RoundState;
  /** Still planned though its closing has passed. */
  overdue: boolean;
  /** Planned, and its time has come: the job opens it within seconds. */
  due: boolean;
  revision: number;
  questionnaireId: string;
  opening: string;
  closing: string;
  /** The closing as it was set first, if it was moved. */
  firstClosing: string | null;
  districts: LocalizedText[];
  openLink: { address: string; code: string; revoked: boolean; id: string; generation: number } | null;
  /** Single-use codes by the run they were issued in. `unused`: those that still take an answer while the round is open. */
  runs: { run: string; count: number; unused: number }[];
  /** For the form that issues codes: the same form sent twice issues them once. */
  newRun: string;
  /** Whether this person may read and enter answers. */
  mayReview: boolean;
  /** How many answers came in, and how many of them are in the figures: for those alone who may read answers. */
  basis: CountBasis | null;
  /** Of a planned round: how many links are there for its letters, and how many are missing. */
  prepared: { issued: number; missing: number } | null;
  providers: ProviderProgress | null;
  counts: AnswerCounts | null;
};

/** `known`: children known to the city; null where it did not say. `count`: answers. */
type CountRow = { count: number; known: number | null };

/** How many answered a round that asks nobody by name. */
export type AnswerCounts = {
  total: number;
  /** Children known in all, of a round of families. */
  known: number | null;
  /** Small numbers of families: for those alone who may read answers. */
  details: {
    byDistrict: (CountRow & { name: LocalizedText | null })[];
    byStage: (CountRow & { stage: LifeStage | null })[];
    byWeek: { from: string; count: number }[];
  } | null;
};

export type RequestText = { title: string; paragraphs: string[] };

export type MailText = { subject: string; text: string };

/** What stands on one sheet. */
export type LetterText = RequestText & {
  /** The day it is printed. */
  date: string;
  /** Addressee's lines, the first one is the name; none on a poster. */
  to: string[];
  from: string;
  contact: string;
  closing: string;
};

/** A QR code as an SVG path of unit squares, in a square of `size` units. The quiet zone is the page's. */
export type QrCode = { size: number; path: string };

/** One sheet, or one row of the mail merge. */
export type Paper = {
  invitationId: string;
  kind: "provider" | "open" | "single";
  text: LetterText;
  address: string;
  code: string;
  fax: string | null;
  kana: string | null;
  postal: string | null;
  name: string | null;
};

export type PapersPageData = {
  roundId: string;
  audience: RoundAudience;
  invented: boolean;
  words: SheetWords;
  sheets: (Paper & { qr: QrCode | null })[];
};

export type RequestsPageData = {
  id: string;
  fiscalYear: string;
  open: boolean;
  mailConfigured: boolean;
  minDays: number;
  perDay: number;
  service: string;
  services: { value: ServiceType; name: LocalizedText }[];
  send: (PlannedRequest & { name: string })[];
  leftOut: { id: string; name: string; reason: LeftOutReason }[];
  /** The mail that the first one would get; null when none goes out by mail. */
  preview: (MailText & { to: string }) | null;
  log: LogLine[];
};

/** One time that a request went out, or was to. */
export type LogLine = {
  id: string;
  channel: DeliveryChannel;
  kind: RequestKind;
  state: DeliveryState;
  smtpCode: number | null;
  failure: DeliveryFailure | null;
  at: string;
  name: string | null;
};

export type RoundFormData = {
  audience: RoundAudience;
  fiscalYear: string;
  years: { value: string; label: string }[];
  versions: { value: string; version: number; published: string }[];
  districts: { id: string; name: LocalizedText }[];
  typed: TypedRound;
};
