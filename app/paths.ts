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
  rounds: "/rounds",
  newRound: "/rounds/new",
  round: (id: string) => `/rounds/${encodeURIComponent(id)}`,
  changeRound: (id: string) => `/rounds/${encodeURIComponent(id)}/change`,
  letters: (id: string) => `/rounds/${encodeURIComponent(id)}/letters`,
  fax: (id: string) => `/rounds/${encodeURIComponent(id)}/fax`,
  requests: (id: string) => `/rounds/${encodeURIComponent(id)}/reminders`,
  mailMerge: (id: string) => `/rounds/${encodeURIComponent(id)}/mail-merge.csv`,
  answer: "/answer",
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
