export type EngineErrorCode = "data_dir_unwritable" | "data_dir_in_use" | "engine_unsupported" | "engine_failed";

/** The embedded database could not be started; the message is one plain-English sentence, `code` picks the translated one. */
export class EngineStartError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EngineStartError";
    this.code = code;
  }
}
