import { describe, expect, test } from "vitest";
import { callAgainOn, chaseReason, chaseState, orderChase, type Silent } from "#domain/progress/chase-order.ts";
import { isRecent, planRequests, type RequestTarget } from "#domain/progress/plan-requests.ts";
import { type AskedProvider, countProgress, countWeeks } from "#domain/progress/round-progress.ts";

const at = (text: string) => new Date(`${text}+09:00`);
const opensAt = at("2026-12-01T09:00");
const firstClosesAt = at("2026-12-15T00:00");

const asked = (services: string[], more: Partial<AskedProvider> = {}): AskedProvider => ({
  services,
  district: "d1",
  openedAt: null,
  drafting: false,
  submittedAt: null,
  ...more,
});

/**
 * a: day care and short stay, on time (week 1). b: day care, late (week 3). c: short stay, begun. d: short stay, outside
 * the districts, only opened. e: day care, nothing; it has answered and its old draft counts no more.
 */
const five = [
  asked(["day", "stay"], { openedAt: at("2026-12-02T10:00"), submittedAt: at("2026-12-02T11:00") }),
  asked(["day"], { submittedAt: at("2026-12-16T09:00") }),
  asked(["stay"], { openedAt: at("2026-12-03T10:00"), drafting: true, district: "d2" }),
  asked(["stay"], { openedAt: at("2026-12-03T10:00"), district: null }),
  asked(["day"], { drafting: true, submittedAt: at("2026-12-14T23:59"), openedAt: at("2026-12-14T23:00") }),
];

describe("the progress of a round of providers", () => {
  const progress = countProgress(five, { opensAt, firstClosesAt });

  test("in all: five asked, four opened, one begun, three submitted, two of them on time", () => {
    expect(progress.all).toEqual({ expected: 5, opened: 4, drafting: 1, submitted: 3, onTime: 2 });
  });

  test("a provider counts in each of its service types", () => {
    expect(progress.byService.get("day")).toEqual({ expected: 3, opened: 2, drafting: 0, submitted: 3, onTime: 2 });
    expect(progress.byService.get("stay")).toEqual({ expected: 3, opened: 3, drafting: 1, submitted: 1, onTime: 1 });
  });

  test("by district, those outside among them", () => {
    expect([...progress.byDistrict].map(([id, { expected, submitted }]) => [id, expected, submitted])).toEqual([
      ["d1", 3, 3],
      ["d2", 1, 0],
      [null, 1, 0],
    ]);
  });

  test("by week since the opening: the 2nd, the 14th and the 16th are weeks 1, 2 and 3", () => {
    expect(progress.byWeek).toEqual([1, 1, 1]);
  });

  test("weeks without an answer in between are 0, none at all is no week, and earlier ones are in the first", () => {
    expect(countWeeks([at("2026-12-22T09:00"), at("2026-12-01T09:00")], opensAt)).toEqual([1, 0, 0, 1]);
    expect(countWeeks([at("2026-12-07T23:59"), at("2026-12-08T00:00")], opensAt)).toEqual([1, 1]);
    expect(countWeeks([at("2026-11-30T09:00")], opensAt)).toEqual([1]);
    expect(countWeeks([], opensAt)).toEqual([]);
  });

  test("a week begins at midnight in Japan, at whatever hour the round was opened", () => {
    const early = countProgress([asked(["day"], { submittedAt: at("2026-12-08T08:30") })], { opensAt, firstClosesAt });
    expect(early.byWeek).toEqual([0, 1]);
    expect(countWeeks([at("2026-12-01T00:30"), at("2026-12-08T00:30")], at("2026-12-01T00:30"))).toEqual([1, 1]);
  });

  test("of nobody is nothing", () => {
    expect(countProgress([], { opensAt, firstClosesAt })).toEqual({
      all: { expected: 0, opened: 0, drafting: 0, submitted: 0, onTime: 0 },
      byService: new Map(),
      byDistrict: new Map(),
      byWeek: [],
    });
  });
});

const silent = (name: string, more: Partial<Silent> = {}): Silent & { name: string } => ({
  name,
  openedAt: null,
  drafting: false,
  unreachable: false,
  revoked: false,
  lastContactAt: null,
  callAgain: null,
  ...more,
});

describe("whom to call next", () => {
  test("who has begun, who has opened, whom nothing reaches, who has not opened; revoked ones last", () => {
    const opened = { openedAt: opensAt };
    const order = orderChase([
      silent("revoked", { revoked: true, drafting: true }),
      silent("not opened"),
      silent("unreachable", { unreachable: true }),
      silent("opened", { ...opened, unreachable: true }),
      silent("drafting", { ...opened, drafting: true }),
    ]);
    expect(order.map(({ name }) => name)).toEqual(["drafting", "opened", "unreachable", "not opened", "revoked"]);
    expect(chaseState(silent("x", { drafting: true, revoked: true }))).toBe("revoked");
  });

  test("among equals who was never contacted, then whose contact is longest ago, then as listed", () => {
    const order = orderChase([
      silent("yesterday", { lastContactAt: at("2026-12-09T10:00") }),
      silent("never, listed first"),
      silent("last week", { lastContactAt: at("2026-12-02T10:00") }),
      silent("never, listed second"),
    ]);
    expect(order.map(({ name }) => name)).toEqual([
      "never, listed first",
      "never, listed second",
      "last week",
      "yesterday",
    ]);
  });
});

describe("a day to call again", () => {
  test("puts a provider first once it has come, and behind all others until then", () => {
    const order = orderChase([
      silent("revoked", { revoked: true, callAgain: "due" }),
      silent("later", { drafting: true, callAgain: "later" }),
      silent("not opened"),
      silent("drafting", { drafting: true }),
      silent("due", { callAgain: "due" }),
    ]);
    expect(order.map(({ name }) => name)).toEqual(["due", "drafting", "not opened", "later", "revoked"]);
    expect(order.map(chaseReason)).toEqual(["call_due", "drafting", "not_opened", "call_later", "revoked"]);
  });

  test("has come on the day itself and after it", () => {
    expect(callAgainOn("2026-12-10", "2026-12-09")).toBe("later");
    expect(callAgainOn("2026-12-10", "2026-12-10")).toBe("due");
    expect(callAgainOn("2026-12-10", "2027-01-04")).toBe("due");
    expect(callAgainOn(null, "2026-12-10")).toBe(null);
  });
});

describe("who is written to", () => {
  const target = (id: string, more: Partial<RequestTarget> = {}): RequestTarget => ({
    id,
    answered: false,
    revoked: false,
    mailWorks: true,
    bounced: false,
    lastContactAt: null,
    ...more,
  });
  const now = at("2026-12-10T08:00");
  const rules = { now, minDays: 3, mailConfigured: true };
  const targets = [
    target("new"),
    target("again", { lastContactAt: at("2026-12-07T23:00") }),
    target("recent", { lastContactAt: at("2026-12-08T00:00") }),
    target("answered", { answered: true }),
    target("revoked", { revoked: true }),
    target("bounced", { mailWorks: false, bounced: true }),
    target("no address", { mailWorks: false }),
  ];

  test("by mail where it works, else on paper; a reminder goes to who was contacted before", () => {
    expect(planRequests(targets, rules)).toEqual({
      send: [
        { id: "new", way: "mail", why: null, kind: "request" },
        { id: "again", way: "mail", why: null, kind: "reminder" },
        { id: "bounced", way: "paper", why: "bounced", kind: "request" },
        { id: "no address", way: "paper", why: "no_address", kind: "request" },
      ],
      leftOut: [
        { id: "recent", reason: "recent" },
        { id: "answered", reason: "answered" },
        { id: "revoked", reason: "revoked" },
      ],
    });
  });

  test("without a mail server everybody gets paper", () => {
    const { send } = planRequests(targets, { ...rules, mailConfigured: false });
    expect(send.map(({ way, why }) => [way, why])).toEqual([
      ["paper", "no_mail"],
      ["paper", "no_mail"],
      ["paper", "bounced"],
      ["paper", "no_address"],
    ]);
  });

  test("the days between are days of the calendar, and with 0 nobody is too early", () => {
    expect(isRecent(at("2026-12-07T23:59"), now, 3)).toBe(false);
    expect(isRecent(at("2026-12-08T00:00"), now, 3)).toBe(true);
    expect(isRecent(now, now, 0)).toBe(false);
    expect(isRecent(null, now, 3)).toBe(false);
  });
});
