/** Every address of the product, built in one place. */
export const paths = {
  start: "/",
  setUp: "/setup",
  signIn: "/sign-in",
  signOut: "/sign-out",
  demoSignIn: "/demo/sign-in",
  locale: "/locale",
  home: "/home",
  gaps: "/gaps",
  nurseGapCsv: "/gaps/nurses.csv",
  council: "/council",
  form: (token: string) => `/r/${token}`,
  submit: (token: string) => `/r/${token}/submit`,
  receipt: (token: string) => `/r/${token}/receipt`,
} as const;
