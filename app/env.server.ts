import { z } from "zod";

/** Configuration from the environment, parsed once at start. Everything has a default but nothing is guessed. */
const environmentSchema = z
  .object({
    /** A MongoDB server, replica set or cluster; without it the embedded engine runs. */
    MONGODB_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//)
      .optional(),
    /** Links are derived from it, receipt cookies signed with it; without it a 0600 file in the data folder is made. */
    CHIIKI_SECRET: z.string().min(32).optional(),
    /** For one start: the secret is another one than before, on purpose. */
    ACCEPT_NEW_SECRET: z.enum(["0", "1"]).default("0"),
    /** How many proxies in front are trusted to name the client's address. */
    TRUST_PROXY: z.coerce.number().int().min(0).max(8).default(0),
    /** Cookies are marked Secure when the public address is https. */
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("warn"),
    /** Submissions per minute from one address over one link. */
    SUBMISSIONS_PER_MINUTE: z.coerce.number().int().min(1).default(60),
    /** Drafts kept at most of one link that is open to many, of one client's network, and in all. A provider's link has one. */
    DRAFTS_PER_LINK: z.coerce.number().int().min(1).default(2000),
    DRAFTS_PER_NETWORK: z.coerce.number().int().min(1).default(300),
    DRAFTS_IN_ALL: z.coerce.number().int().min(1).default(20_000),
    /** Megabytes of all drafts together. */
    DRAFTS_MB: z.coerce.number().int().min(1).default(500),
    /** How full the data folder's disk may be, in percent, until no new draft is begun. */
    DISK_FULL_PERCENT: z.coerce.number().int().min(1).max(100).default(95),
    /** The mail server, with user and password; without it requests are printed. */
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/[^\s/]+/)
      .refine((text) => URL.canParse(text))
      .optional(),
    /** What stands as the sender of our mail. */
    MAIL_FROM: z
      .string()
      .regex(/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/)
      .optional(),
    MAIL_PER_DAY: z.coerce.number().int().min(1).max(100_000).default(200),
    MAIL_MIN_DAYS_BETWEEN: z.coerce.number().int().min(0).max(60).default(3),
    LANG: z.string().optional(),
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, { path: ["MAIL_FROM"] });
export type Environment = z.infer<typeof environmentSchema> & {
  /** TRUST_PROXY is set, be it to 0: whoever set it knows whether there is a proxy. */
  isProxyDecided: boolean;
};

/** Parses the environment, or names the variables that are wrong (never their values: they may be secrets). */
export function parseEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; environment: Environment } | { ok: false; variables: string[] } {
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(known);
  if (parsed.success)
    return { ok: true, environment: { ...parsed.data, isProxyDecided: known.TRUST_PROXY !== undefined } };
  return { ok: false, variables: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))] };
}
