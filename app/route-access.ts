import type { Action } from "#domain/role.ts";

/**
 * Who may ask a route for something: an action of `domain/role`, which the signed-in account's role must allow, or
 * - `public`: anybody
 * - `respondent_link`: whoever holds the link's token; the service judges it
 * - `set_up`: anybody, while no city is there
 * - `demo`: anybody, in demo mode
 * - `nobody`: the address answers 404
 */
export type Access = Action | "public" | "respondent_link" | "set_up" | "demo" | "nobody";
export type Method = "loader" | "action";

/**
 * Every file of app/routes with what its loader (GET; also of a page without one) and its action (POST) require. `permitting` and
 * `admitting` of `guarded.server` read it; a route that is not here cannot be guarded, and a test finds it. Which role may do an action: `domain/role`.
 */
export const routeAccess = {
  $: { loader: "nobody", action: "nobody" },
  _index: { loader: "public" },
  "account.password": { loader: "change_own_password", action: "change_own_password" },
  "admin.accounts": { loader: "manage_accounts", action: "manage_accounts" },
  "admin.accounts_.$account": { loader: "manage_accounts", action: "manage_accounts" },
  "admin.audit": { loader: "view_audit" },
  "admin.status": { loader: "view_status" },
  answer: { loader: "public", action: "public" },
  council: { loader: "view_council", action: "choose_council_audience" },
  directory: { loader: "view_directory" },
  "directory[.]csv": { loader: "view_directory" },
  "demo.sign-in": { loader: "nobody", action: "demo" },
  gaps: { loader: "view_gaps" },
  "gaps_.$gap[.]csv": { loader: "export_gaps" },
  home: { loader: "view_home" },
  "home_.acknowledge": { loader: "nobody", action: "acknowledge_grants" },
  locale: { loader: "public", action: "public" },
  "providers[.]csv": { loader: "manage_providers" },
  providers: { loader: "manage_providers" },
  "providers_.$provider": { loader: "manage_providers", action: "manage_providers" },
  "providers_.$provider_.edit": { loader: "manage_providers", action: "manage_providers" },
  "providers_.districts": { loader: "manage_providers", action: "manage_providers" },
  "providers_.duplicates": { loader: "manage_providers", action: "manage_providers" },
  "providers_.import": { loader: "manage_providers", action: "manage_providers" },
  "providers_.import_.$batch": { loader: "manage_providers", action: "manage_providers" },
  "providers_.import_.$batch_.left[.]csv": { loader: "manage_providers" },
  "providers_.new": { loader: "manage_providers", action: "manage_providers" },
  "r.$token": { loader: "respondent_link" },
  "r.$token_.leave": { loader: "respondent_link", action: "respondent_link" },
  "r.$token_.receipt": { loader: "respondent_link", action: "respondent_link" },
  "r.$token_.resume": { loader: "respondent_link", action: "respondent_link" },
  "rounds_.$round_.form": { loader: "manage_rounds" },
  rounds: { loader: "manage_rounds" },
  "rounds_.new": { loader: "manage_rounds", action: "manage_rounds" },
  "rounds_.$round": { loader: "manage_rounds", action: "manage_rounds" },
  "rounds_.$round_.change": { loader: "manage_rounds", action: "manage_rounds" },
  "rounds_.$round_.fax": { loader: "manage_rounds", action: "manage_rounds" },
  "rounds_.$round_.letters": { loader: "manage_rounds", action: "manage_rounds" },
  "rounds_.$round_.mail-merge[.]csv": { loader: "manage_rounds" },
  "rounds_.$round_.reminders": { loader: "manage_rounds", action: "manage_rounds" },
  responses: { loader: "review_answers", action: "review_answers" },
  "responses_.$response": { loader: "review_answers", action: "review_answers" },
  "responses_.$response_.form": { loader: "review_answers" },
  "rounds_.$round_.enter": { loader: "review_answers" },
  setup: { loader: "set_up", action: "set_up" },
  "sign-in": { loader: "public", action: "public" },
  "sign-out": { loader: "public", action: "public" },
  "staff.entries": { loader: "nobody", action: "review_answers" },
} as const satisfies Readonly<Record<string, { readonly loader: Access; readonly action?: Access }>>;

export type RouteName = keyof typeof routeAccess;

/** Routes whose method requires this, or one of these. */
export type RouteWith<M extends Method, Kind extends Access> = {
  [Route in RouteName]: (typeof routeAccess)[Route] extends Readonly<Record<M, Kind>> ? Route : never;
}[RouteName];
