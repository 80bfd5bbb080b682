/** What keeps the program from starting, as one sentence for the person at the terminal. */
const sentences = {
  bad_configuration: {
    ja: (detail: string) => `環境変数 ${detail} の値が正しくありません。`,
    en: (detail: string) => `The environment variable ${detail} has a wrong value.`,
  },
  port_in_use: {
    ja: (detail: string) => `ポート ${detail} はほかのプログラムが使っています。--port で別の番号を指定してください。`,
    en: (detail: string) => `Port ${detail} is in use by another program; choose another one with --port.`,
  },
  port_refused: {
    ja: (detail: string) => `${detail} で待ち受けできません。--host と --port を確かめてください。`,
    en: (detail: string) => `Cannot listen on ${detail}; check --host and --port.`,
  },
  data_dir_unwritable: {
    ja: (detail: string) => `データフォルダー ${detail} に書き込めません。`,
    en: (detail: string) => `The data folder ${detail} cannot be written to.`,
  },
  secret_shared: {
    ja: (detail: string) =>
      `秘密の値のファイル ${detail} をほかの人も読めるため、始められません。chmod 600 ${detail} を実行してから始めてください。`,
    en: (detail: string) =>
      `Other people can read the file of the secret, ${detail}; run chmod 600 ${detail} and start again.`,
  },
  secret_lost: {
    ja: (detail: string) =>
      `データベースに市町村のデータがあるのに秘密の値のファイル ${detail} がないため、バックアップから戻すか CHIIKI_SECRET に元の値を指定し、失われたときは ACCEPT_NEW_SECRET=1 を付けて一度だけ始めてください(docs/operations.md)。`,
    en: (detail: string) =>
      `The database holds a municipality, but the file of its secret, ${detail}, is missing; restore it from the backup or set CHIIKI_SECRET, or, if it is lost, start once with ACCEPT_NEW_SECRET=1 (docs/operations.md).`,
  },
  secret_differs: {
    ja: (detail: string) =>
      `秘密の値(${detail})がデータベースの市町村のものと違うため、バックアップの secret か元の CHIIKI_SECRET に戻し、わざと変えるときは ACCEPT_NEW_SECRET=1 を付けて一度だけ始めてください(docs/operations.md)。`,
    en: (detail: string) =>
      `The secret (${detail}) is not the one of the municipality in the database; restore the backup's secret file or the former CHIIKI_SECRET, or, to change it on purpose, start once with ACCEPT_NEW_SECRET=1 (docs/operations.md).`,
  },
  data_dir_in_use: {
    ja: (detail: string) => `データフォルダー ${detail} はほかの地域診断が使っています。`,
    en: (detail: string) => `The data folder ${detail} is in use by another chiiki-shindan.`,
  },
  engine_unsupported: {
    ja: (detail: string) =>
      `この機械では内蔵のデータベースを動かせません。MONGODB_URI に MongoDB の接続先を指定してください(${detail})。`,
    en: (detail: string) => `The embedded database cannot run here; set MONGODB_URI to a MongoDB server (${detail}).`,
  },
  engine_failed: {
    ja: (detail: string) => `内蔵のデータベースを始められませんでした(${detail})。`,
    en: (detail: string) => `The embedded database could not be started (${detail}).`,
  },
  not_a_demo: {
    ja: (detail: string) =>
      `データフォルダー ${detail} には実際の市町村のデータがあるため、--demo では始められません。`,
    en: (detail: string) => `The data folder ${detail} holds a real municipality, so it cannot be started with --demo.`,
  },
  database_unreachable: {
    ja: () => "MONGODB_URI のデータベースに接続できません。接続先と、データベースが動いているかを確かめてください。",
    en: () => "The database of MONGODB_URI cannot be reached; check the address and that the database is running.",
  },
} as const;

export type StartupProblem = keyof typeof sentences;

/** Thrown by the start; `userMessage` is printed alone, and the exit status is 1. */
export class StartupError extends Error {
  readonly userMessage: string;

  constructor(
    readonly problem: StartupProblem,
    detail: string,
    language: string | undefined,
  ) {
    const sentence = sentences[problem][language?.startsWith("ja") ? "ja" : "en"](detail);
    super(sentence);
    this.userMessage = sentence;
  }
}
