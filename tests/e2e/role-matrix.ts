export type Method = "loader" | "action";

/** Where the walk finds things: addresses of what the test has made before the first step. */
export type Places = Readonly<Record<"link" | "round" | "account" | "response" | "provider", () => string>>;

export type Row = {
  /** The file of app/routes. */
  route: string;
  method: Method;
  path: () => string;
  form?: () => string;
  /**
   * What administrator, coordinator, partner, council, foreign, district and nobody meet, in this order; one word where it is
   * the same for all. `302:/x` leads to /x, `in` to the sign-in.
   */
  expected: string;
};

type Given = string | (() => string);
const lazy = (given: Given): (() => string) => (typeof given === "string" ? () => given : given);

function row(route: string, method: Method, path: Given, expected: string, form?: Given): Row {
  return { route, method, path: lazy(path), expected, ...(form === undefined ? {} : { form: lazy(form) }) };
}

const entry = (name: string, field: string, revision: number) =>
  `${field}=${encodeURIComponent(`152137-p-${name}`)}&${field}Revision=${revision}`;
const sameRoles = "intent=change_roles&revision=0&roles=coordinator";

/** What each may do with every route, written by hand. */
export const roleMatrix = (places: Places): readonly Row[] => [
  row("$", "loader", "/no-such-page", "404"),
  row("$", "action", "/no-such-page", "404", "x=1"),
  row("_index", "loader", "/", "200"),
  row("_index", "action", "/?index", "405", "x=1"),
  row("account.password", "loader", "/account/password", "200 200 200 200 200 403 in"),
  row("account.password", "action", "/account/password", "422 422 422 422 422 403 in", "current=x&password=x&repeat=x"),
  row("admin.accounts", "loader", "/admin/accounts", "200 403 403 403 200 403 in"),
  row(
    "admin.accounts",
    "action",
    "/admin/accounts",
    "422 403 403 403 422 403 in",
    "id=11111111-1111-4111-8111-111111111111",
  ),
  row("admin.accounts_.$account", "loader", places.account, "200 403 403 403 404 403 in"),
  row("admin.accounts_.$account", "action", places.account, "302:account 403 403 403 404 403 in", sameRoles),
  row("admin.audit", "loader", "/admin/audit", "200 200 403 403 200 403 in"),
  row("admin.audit", "action", "/admin/audit", "405", "x=1"),
  row("admin.status", "loader", "/admin/status", "200 403 403 403 200 403 in"),
  row("admin.status", "action", "/admin/status", "405", "x=1"),
  row("answer", "loader", "/answer", "200"),
  row("answer", "action", "/answer", "422", "code=00000-00000"),
  row("council", "loader", "/council", "200 200 403 200 200 403 in"),
  row("council", "action", "/council", "403 302:/council 403 403 302:/council 403 in", "audience=public"),
  row("demo.sign-in", "loader", "/demo/sign-in", "404"),
  row("demo.sign-in", "action", "/demo/sign-in", "404", "role=coordinator"),
  row("directory", "loader", "/directory", "403 200 200 403 200 403 in"),
  row("directory", "action", "/directory", "405", "x=1"),
  row("directory[.]csv", "loader", "/directory.csv", "403 200 200 403 200 403 in"),
  row("directory[.]csv", "action", "/directory.csv", "405", "x=1"),
  row("gaps", "loader", "/gaps", "403 200 403 403 200 403 in"),
  row("gaps", "action", "/gaps", "405", "x=1"),
  row("gaps_.$gap[.]csv", "loader", "/gaps/nurses.csv", "403 200 403 403 200 403 in"),
  row("gaps_.$gap[.]csv", "action", "/gaps/nurses.csv", "405", "x=1"),
  row("home", "loader", "/home", "200 200 200 200 200 403 in"),
  row("home", "action", "/home", "405", "x=1"),
  row("home_.acknowledge", "loader", "/home/acknowledge", "404"),
  row("home_.acknowledge", "action", "/home/acknowledge", "403 404 403 403 404 403 in", "entry=x"),
  row("locale", "loader", "/locale", "302:/"),
  row("locale", "action", "/locale", "302:/council", "locale=ja&back=/council"),
  row("providers", "loader", "/providers", "200 200 403 403 200 403 in"),
  row("providers", "action", "/providers", "405", "x=1"),
  row("providers[.]csv", "loader", "/providers.csv", "200 200 403 403 200 403 in"),
  row("providers[.]csv", "action", "/providers.csv", "405", "x=1"),
  row("providers_.$provider", "loader", places.provider, "200 200 403 403 404 403 in"),
  row(
    "providers_.$provider",
    "action",
    places.provider,
    "302:provider 302:provider 403 403 404 403 in",
    "intent=returned&revision=0",
  ),
  row("providers_.$provider_.edit", "loader", () => `${places.provider()}/edit`, "200 200 403 403 404 403 in"),
  row(
    "providers_.$provider_.edit",
    "action",
    () => `${places.provider()}/edit`,
    "422 422 403 403 404 403 in",
    "revision=0&name=",
  ),
  row("providers_.districts", "loader", "/providers/districts", "200 200 403 403 200 403 in"),
  row("providers_.districts", "action", "/providers/districts", "400 400 403 403 400 403 in", "x=1"),
  row("providers_.duplicates", "loader", "/providers/duplicates", "200 200 403 403 200 403 in"),
  row(
    "providers_.duplicates",
    "action",
    "/providers/duplicates",
    "409 409 403 403 404 403 in",
    `${entry("放課後クラブ", "keep", 0)}&${entry("児発ひろば", "other", 9)}`,
  ),
  row("providers_.import", "loader", "/providers/import", "200 200 403 403 200 403 in"),
  row("providers_.import", "action", "/providers/import", "400 400 403 403 400 403 in", "x=1"),
  row("providers_.import_.$batch", "loader", "/providers/import/x", "404 404 403 403 404 403 in"),
  row(
    "providers_.import_.$batch",
    "action",
    "/providers/import/x",
    "404 404 403 403 404 403 in",
    "intent=apply&planId=x",
  ),
  row("providers_.import_.$batch_.left[.]csv", "loader", "/providers/import/x/left.csv", "404 404 403 403 404 403 in"),
  row("providers_.import_.$batch_.left[.]csv", "action", "/providers/import/x/left.csv", "405", "x=1"),
  row("providers_.new", "loader", "/providers/new", "200 200 403 403 200 403 in"),
  row("providers_.new", "action", "/providers/new", "422 422 403 403 422 403 in", "key=0123456789abcdef01234567"),
  row("r.$token", "loader", places.link, "200"),
  row("r.$token", "action", places.link, "405", "x=1"),
  row("r.$token_.receipt", "loader", () => `${places.link()}/receipt`, "302:link"),
  row("r.$token_.receipt", "action", () => `${places.link()}/receipt`, "400", "x=1"),
  row("r.$token_.leave", "loader", () => `${places.link()}/leave`, "200"),
  row("r.$token_.leave", "action", () => `${places.link()}/leave`, "302:link/leave", ""),
  row("r.$token_.resume", "loader", () => `${places.link()}/resume`, "200"),
  row("r.$token_.resume", "action", () => `${places.link()}/resume`, "422", "code=x"),
  row("$", "loader", () => `${places.link()}/submit`, "404"),
  row("rounds_.$round_.form", "loader", () => `${places.round()}/form`, "200 200 403 403 404 403 in"),
  row("rounds_.$round_.form", "action", () => `${places.round()}/form`, "405", "x=1"),
  row("rounds", "loader", "/rounds", "200 200 403 403 200 403 in"),
  row("rounds", "action", "/rounds", "405", "x=1"),
  row("rounds_.new", "loader", "/rounds/new", "200 200 403 403 200 403 in"),
  row("rounds_.new", "action", "/rounds/new", "422 422 403 403 422 403 in", "audience=provider"),
  row("rounds_.$round", "loader", places.round, "200 200 403 403 404 403 in"),
  row("rounds_.$round", "action", places.round, "409 409 403 403 404 403 in", "intent=archive_round"),
  row("rounds_.$round_.change", "loader", () => `${places.round()}/change`, "200 200 403 403 404 403 in"),
  row(
    "rounds_.$round_.change",
    "action",
    () => `${places.round()}/change`,
    "409 409 403 403 404 403 in",
    "revision=999",
  ),
  ...(["letters", "fax", "reminders"] as const).flatMap((page) => [
    row(`rounds_.$round_.${page}`, "loader", () => `${places.round()}/${page}`, "200 200 403 403 404 403 in"),
    row(
      `rounds_.$round_.${page}`,
      "action",
      () => `${places.round()}/${page}`,
      "409 409 403 403 404 403 in",
      "invitation=x",
    ),
  ]),
  row(
    "rounds_.$round_.mail-merge[.]csv",
    "loader",
    () => `${places.round()}/mail-merge.csv`,
    "200 200 403 403 404 403 in",
  ),
  row("rounds_.$round_.mail-merge[.]csv", "action", () => `${places.round()}/mail-merge.csv`, "405", "x=1"),
  row("responses", "loader", "/responses", "403 200 403 403 200 403 in"),
  row("responses", "action", "/responses", "403 422 403 403 422 403 in", "state=accepted"),
  row("responses_.$response", "loader", places.response, "403 200 403 403 404 403 in"),
  row(
    "responses_.$response",
    "action",
    places.response,
    "403 422 403 403 404 403 in",
    "intent=comment&revision=1&question=units&text=",
  ),
  row("responses_.$response_.form", "loader", () => `${places.response()}/form`, "403 200 403 403 404 403 in"),
  row("responses_.$response_.form", "action", () => `${places.response()}/form`, "405", "x=1"),
  row("rounds_.$round_.enter", "loader", () => `${places.round()}/enter`, "403 200 403 403 404 403 in"),
  row("rounds_.$round_.enter", "action", () => `${places.round()}/enter`, "405", "x=1"),
  row("setup", "loader", "/setup", "404"),
  row("setup", "action", "/setup", "404", "setUpCode=x"),
  row("sign-in", "loader", "/sign-in", "200"),
  row("sign-in", "action", "/sign-in", "401", "loginName=stranger&password=wrong"),
  row("sign-out", "loader", "/sign-out", "302:/"),
  row("staff.entries", "loader", "/staff/entries", "404"),
  row("staff.entries", "action", "/staff/entries", "403 400 403 403 400 403 in", "x=1"),
];
