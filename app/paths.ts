import type { GapId } from "#domain/gap/gap-model.ts";

/** Every address of the product, built in one place. */
export const paths = {
  start: "/",
  setUp: "/setup",
  signIn: "/sign-in",
  signOut: "/sign-out",
  demoSignIn: "/demo/sign-in",
  locale: "/locale",
  password: "/account/password",
  accounts: "/admin/accounts",
  account: (id: string) => `/admin/accounts/${encodeURIComponent(id)}`,
  audit: "/admin/audit",
  providers: "/providers",
  newProvider: "/providers/new",
  duplicateProviders: "/providers/duplicates",
  provider: (id: string) => `/providers/${encodeURIComponent(id)}`,
  editProvider: (id: string) => `/providers/${encodeURIComponent(id)}/edit`,
  importProviders: "/providers/import",
  importBatch: (id: string) => `/providers/import/${encodeURIComponent(id)}`,
  providersCsv: "/providers.csv",
  home: "/home",
  gaps: "/gaps",
  gapCsv: (id: GapId) => `/gaps/${id}.csv`,
  council: "/council",
  form: (token: string) => `/r/${token}`,
  submit: (token: string) => `/r/${token}/submit`,
  receipt: (token: string) => `/r/${token}/receipt`,
} as const;

/** A page behind a respondent's link: it loads only the messages that such pages need. */
export const isRespondentPath = (pathname: string): boolean => pathname.startsWith("/r/");
