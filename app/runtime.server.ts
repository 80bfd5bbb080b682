/** What the running program was started with; set once by the host before the first request. */
export type Runtime = {
  readonly demo: boolean;
  readonly secret: string;
  /** The address people reach the program at, for the links they are given; null: the one of the request. */
  readonly publicUrl: string | null;
  /** Cookies are marked Secure when respondents come by https. */
  readonly secureCookies: boolean;
  readonly submissionsPerMinute: number;
  readonly drafts: DraftQuotas;
  readonly storage: StorageSettings;
  readonly mail: MailSettings;
};

/** How many drafts are kept at most: of a link that is open to many, of one client's network, and in all with their bytes. */
export type DraftQuotas = {
  readonly perLink: number;
  readonly perNetwork: number;
  readonly inAll: number;
  readonly bytesInAll: number;
};

export type StorageSettings = {
  /** The folder whose disk fills up; null where a MongoDB server keeps the data. */
  readonly dataDir: string | null;
  /** From this share of the disk on, 0 to 1, no new draft is begun. */
  readonly fullAt: number;
};

export type MailSettings = {
  /** The server that takes our mail and what stands as its sender; null: no mail is sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** Mails handed over on one day in Japan, at most. */
  readonly perDay: number;
  /** Nobody is written to again before so many days have passed, on whatever way. */
  readonly minDaysBetween: number;
};

let current: Runtime | undefined;

export function configureRuntime(runtime: Runtime): void {
  current = runtime;
}

/** The configuration of this process; asking before the host has set it is a programming error. */
export function requireRuntime(): Runtime {
  if (!current) throw new Error("The runtime is not configured yet");
  return current;
}
