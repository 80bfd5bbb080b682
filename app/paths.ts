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
  home: "/home",
  gaps: "/gaps",
  gapCsv: (id: GapId) => `/gaps/${id}.csv`,
  council: "/council",
  directory: "/directory",
  directoryCsv: "/directory.csv",
  roundForm: (id: string) => `/rounds/${encodeURIComponent(id)}/form`,
  form: (token: string) => `/r/${token}`,
  submit: (token: string) => `/r/${token}/submit`,
  draft: (token: string) => `/r/${token}/draft`,
  resume: (token: string) => `/r/${token}/resume`,
  leave: (token: string) => `/r/${token}/leave`,
  correct: (token: string) => `/r/${token}?correct=1`,
  receipt: (token: string) => `/r/${token}/receipt`,
} as const;

/** A page behind a respondent's link: it loads only the messages that such pages need. */
export const isRespondentPath = (pathname: string): boolean => pathname.startsWith("/r/");
