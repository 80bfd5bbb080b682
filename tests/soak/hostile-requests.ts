import fc from "fast-check";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { sampleArea } from "#app/services/sample-town/town.ts";
import { importFields, openDataHeader } from "#domain/registry/import-columns.ts";

/** A request as it is sent, by POST. */
export type HostileRequest = { path: string; body: string; type: string };

/** Addresses of the running town at which something is to be spoilt. */
export type Targets = {
  /** Addresses of the families' link and of one provider's. */
  readonly family: string;
  readonly provider: string;
  readonly responseId: string;
};

/** Values that programs stumble over: operators, prototypes, numbers at their edges, control and combining characters. */
const awkward = fc.constantFrom<unknown>(
  { $gt: "" },
  { $where: "sleep(1000)" },
  { __proto__: { admin: true } },
  JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"x": 1}}}'),
  "\u0000",
  "\uD800",
  "=cmd|' /C calc'!A0",
  "<script>alert(1)</script>",
  "’ OR 1=1 --",
  1e308,
  -0,
  Number.MAX_SAFE_INTEGER + 2,
  "9".repeat(400),
  "あ".repeat(30_000),
  [],
  {},
  null,
  true,
);
const value = fc.oneof(awkward, fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: "binary", maxLength: 40 }));
const text = value.map((spoilt) => (typeof spoilt === "string" ? spoilt : (JSON.stringify(spoilt) ?? "")));
const valid = familyAnswers(
  createRandom(20_261_122),
  "elementary",
  sampleArea.districts.map(({ id }) => id),
);

/** A good answer with some of its values replaced, taken out or moved to names nobody asked for. */
const spoiltAnswers = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(valid), "units", "__proto__", "$set", "a.b", ""), value), {
    minLength: 1,
    maxLength: 6,
  })
  .map((changes) => ({ ...valid, ...Object.fromEntries(changes) }));

const submission = fc.record(
  {
    // Mostly a key of the right shape, so that the answers themselves are looked at.
    submissionKey: fc.oneof({ weight: 4, arbitrary: fc.uuid() }, value),
    locale: fc.oneof({ weight: 4, arbitrary: fc.constant("ja") }, value),
    answers: fc.oneof({ weight: 4, arbitrary: spoiltAnswers }, value),
  },
  { requiredKeys: ["submissionKey", "locale", "answers"] },
);

const deep = fc.integer({ min: 50, max: 4_000 }).map((depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`);
const broken = fc.constantFrom("{", '{"a":', "\uFEFF{}", "null", '"', "[1,2", "NaN", "{}{}", "\u0000\u0001", "%7B%7D");
const json = fc.oneof(
  { weight: 6, arbitrary: submission.map((body) => JSON.stringify(body)) },
  { weight: 2, arbitrary: value.map((body) => JSON.stringify(body) ?? "") },
  deep,
  broken,
);
const fields = [
  "role",
  "locale",
  "back",
  "audience",
  "loginName",
  "password",
  "displayName",
  "areaCode",
  "roster",
  "revision",
  "name",
  "district",
  "number",
  "email",
  "service-0",
  "capacity-0",
  "chosen",
  "state",
  "reason",
  "question",
  "text",
  "invitation",
  "until",
  "count",
  "closesOn",
  "closesHour",
  "fiscalYear",
  "code",
  "keep",
  "other",
  "planId",
];
/** Nothing that ends the round which the other requests are about. */
const intents = [
  "judge",
  "comment",
  "note_contact",
  "note_call",
  "issue_codes",
  "revoke_codes",
  "reissue_invitation",
  "reopen_invitation",
  "open_round",
  "left",
  "choose",
  "map",
  "apply",
  "drop",
];
const words = fc.constantFrom("1", "0", "accepted", "invalid", "2026-12-01", "24", "provider", "159999-1", "units");
const form = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...fields, "$set", "__proto__", "constructor"), fc.oneof(text, words)),
      fc.tuple(fc.constant("intent"), fc.constantFrom(...intents)),
    ),
    { maxLength: 10 },
  )
  .map((entries) => new URLSearchParams(entries).toString());

/** Mostly what is right, so that the rest is looked at. */
const mostly = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 9, arbitrary: right }, value);

const draft = fc.record({
  base: mostly(fc.nat(5)),
  changes: mostly(spoiltAnswers),
  decided: mostly(fc.constant([])),
  page: mostly(fc.constant(null)),
  corrects: mostly(fc.constant(null)),
  code: mostly(fc.constant(null)),
  editor: mostly(fc.uuid()),
});

const entry = fc.record({
  submissionKey: fc.uuid(),
  locale: fc.constant("ja"),
  round: mostly(fc.constantFrom("159999-2026-family", "159999-2026-provider")),
  provider: mostly(fc.constantFrom(null, "159999-p-05")),
  channel: mostly(fc.constantFrom("paper", "phone")),
  asksAll: mostly(fc.boolean()),
  arrived: mostly(fc.constant("")),
  corrects: mostly(fc.constantFrom(null, 1)),
  answers: mostly(spoiltAnswers),
  confirmed: fc.constant(["*"]),
});

/** Tables of the open data's columns, some of whose cells, lines and bytes are wrong. */
const quoted = (content: string) => `"${content.replaceAll('"', '""')}"`;
const cell = fc.oneof(
  { weight: 40, arbitrary: text.map((spoilt) => quoted(spoilt.slice(0, 300))) },
  { weight: 1, arbitrary: text.map((spoilt) => spoilt.slice(0, 300)) },
  {
    weight: 40,
    arbitrary: fc.constantFrom(
      "",
      "生活介護",
      "15210001",
      "1599990123",
      "星野原市",
      "20",
      "-1",
      "=1+1",
      "○",
      "2月3日",
      "1.65E+09",
      "\u202a1\u202c",
    ),
  },
);
const table = fc
  .tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.array(
      fc.oneof(
        {
          weight: 9,
          arbitrary: fc.array(cell, { minLength: openDataHeader.length, maxLength: openDataHeader.length }),
        },
        fc.array(cell, { maxLength: openDataHeader.length + 2 }),
      ),
      { maxLength: 5 },
    ),
    fc.constantFrom("\n", "\r\n", "\r\n", "\u0000"),
    fc.constantFrom("", "", "事業所一覧,,令和8年4月1日現在\n", "※注\n\n,,\n", "名称,名称,生活介護,サービス\n"),
  )
  .map(
    ([titled, rows, end, above]) =>
      above + [...(titled > 0 ? [openDataHeader] : []), ...rows].map((row) => row.join(",")).join(end),
  );
const notATable = fc.constantFrom("PK\u0003\u0004", "%PDF-1.7", "\u00D0\u00CF\u0011\u00E0", "<html>", "");
const upload = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: table }, notATable), fc.constantFrom("table", "other"))
  .map(([content, name]) => {
    const part = `Content-Disposition: form-data; name="${name}"; filename="t.csv"\r\nContent-Type: text/csv`;
    return `--x\r\n${part}\r\n\r\n${content}\r\n--x--\r\n`;
  });

/** The sheets and lines of headings of a table as its page sends them. */
export const hostileChoice = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom("sheet-0", "sheet-1", "sheet--1", "sheet-__proto__"), fc.oneof(fc.constant("on"), text)),
      fc.tuple(fc.constantFrom("heading-0", "heading-1"), fc.oneof(fc.nat(5).map(String), text)),
      fc.tuple(fc.constant("hidden"), fc.oneof(fc.constantFrom("take", "leave"), text)),
    ),
    { maxLength: 6 },
  )
  .map((entries) => new URLSearchParams([...entries, ["intent", "choose"]]).toString());

/** The columns of a table as its page sends them. */
export const hostileMapping = fc
  .array(
    fc.tuple(
      fc.constantFrom(...importFields.map((field) => `column-${field}`), "service-column-2", "allRows"),
      fc.oneof(fc.nat(31).map(String), fc.constant("seikatsu_kaigo"), text),
    ),
    {
      maxLength: 14,
    },
  )
  .map((columns) =>
    new URLSearchParams([
      ...columns.map(([field, column]): [string, string] => [field, column]),
      ["intent", "map"],
      ["kind", "file"],
    ]).toString(),
  );

const contentTypes = [
  "application/json",
  "application/x-www-form-urlencoded",
  "text/plain",
  "multipart/form-data; boundary=x",
  "",
];

/** Requests of every kind that takes a body; the answers most of all. */
export function hostileRequests({ family, provider, responseId }: Targets): fc.Arbitrary<HostileRequest> {
  const addresses = [
    "/council",
    "/sign-in",
    "/setup",
    "/locale",
    "/demo/sign-in",
    "/admin/accounts",
    "/admin/accounts/nobody",
    "/account/password",
    "/home",
    "/gaps",
    "/answer",
    "/responses",
    `/responses/${responseId}`,
    "/rounds/new",
    "/rounds/159999-2025-provider",
    "/rounds/159999-2025-provider/change",
    "/rounds/159999-2026-provider/reminders",
    "/rounds/159999-2026-provider/letters",
    "/rounds/159999-2026-provider/fax",
    "/rounds/nothing",
    "/providers/new",
    "/providers/159999-p-05",
    "/providers/159999-p-05/edit",
    "/providers/duplicates",
    "/providers/import",
    "/providers/import/nothing",
    `${family}/leave`,
    `${family}/resume`,
    `${provider}/receipt`,
    "/r/nobody/submit",
    "/nowhere",
  ];
  const as = (path: string, type: string, body: fc.Arbitrary<string>): fc.Arbitrary<HostileRequest> =>
    body.map((sent) => ({ path, type, body: sent }));
  const inJson = (body: fc.Arbitrary<unknown>) => body.map((sent) => JSON.stringify(sent));
  const anyType = fc.constantFrom(...contentTypes);
  return fc.oneof(
    { weight: 6, arbitrary: as(`${family}/submit`, "application/json", json) },
    { weight: 2, arbitrary: as(`${family}/draft`, "application/json", fc.oneof(inJson(draft), broken)) },
    { weight: 2, arbitrary: as(`${provider}/draft`, "application/json", inJson(draft)) },
    { weight: 2, arbitrary: as("/staff/entries", "application/json", fc.oneof(inJson(entry), broken)) },
    { weight: 2, arbitrary: as("/providers/import", "multipart/form-data; boundary=x", upload) },
    {
      weight: 5,
      arbitrary: fc.record({
        path: fc.constantFrom(...addresses),
        body: form,
        type: fc.constant(contentTypes[1] ?? ""),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ path: fc.constantFrom(...addresses), body: fc.oneof(form, json), type: anyType }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        path: fc.constant(`${family}/submit`),
        body: fc.oneof(form, fc.string({ unit: "binary" })),
        type: anyType,
      }),
    },
  );
}
