import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { UploadedFile, UploadPart } from "#app/services/import-table/read-upload.server.ts";
import { type TableRefusal, TableRefused } from "#app/services/import-table/table-refused.ts";

/** The files of an upload, whose first part is wanted; its next part; or no more of it. */
export const toThreadSchema = z.union([
  z.object({ files: z.array(z.object({ name: z.string(), path: z.string() })) }),
  z.enum(["next", "stop"]),
]);
type ToThread = z.infer<typeof toThreadSchema>;
/** What the thread answers, by our own code: plain data that a thread can hand over. */
export type FromThread =
  | { kind: "part"; part: UploadPart }
  | { kind: "end" }
  | { kind: "refused"; refusal: TableRefusal }
  | { kind: "failed"; reason: string };

/** What needs more memory than this is no table: a file of 18 MB of quotes needs a fifth. */
const maxHeapMb = 512;
/** A thread that has read one upload waits so long for the next: starting one takes longer than reading a small table. */
const idleMs = 10_000;

/**
 * Reads an upload as `readUpload` does, in a thread of its own: taking a large file apart keeps no other request waiting. One part is
 * on its way at a time. Throws TableRefused; what was unpacked is gone afterwards, also when the reading is left before its end.
 */
export async function* readUploadInThread(files: readonly UploadedFile[]): AsyncGenerator<UploadPart> {
  const thread = idle.pop()?.wake() ?? new Thread();
  let isOver = false;
  try {
    let answer = await thread.ask({ files: files.map(({ name, path }) => ({ name, path })) });
    for (; answer.kind === "part"; answer = await thread.ask("next")) yield answer.part;
    isOver = true;
    if (answer.kind === "refused") throw new TableRefused(answer.refusal);
    if (answer.kind === "failed") throw new Error(`An upload could not be read (${answer.reason})`);
  } finally {
    if (!isOver) await thread.ask("stop");
    thread.rest();
  }
}

const idle: Thread[] = [];

class Thread {
  readonly #worker = new Worker(...program());
  /** Where the thread has ended: why. */
  #failure: FromThread | null = null;
  #tell: (answer: FromThread) => void = () => {};
  #end: NodeJS.Timeout | undefined;

  constructor() {
    this.#worker.on("message", (answer: FromThread) => this.#tell(answer));
    this.#worker.on("error", (error) => this.#fail(answerOf(error)));
    this.#worker.on("exit", () => this.#fail({ kind: "failed", reason: "ended" }));
  }

  ask(message: ToThread): Promise<FromThread> {
    return new Promise((resolve) => {
      this.#tell = resolve;
      if (this.#failure) resolve(this.#failure);
      else this.#worker.postMessage(message);
    });
  }

  wake(): this {
    clearTimeout(this.#end);
    this.#worker.ref();
    return this;
  }

  /** Waits for another upload for a while, and keeps no program from ending meanwhile. */
  rest(): void {
    if (this.#failure) return;
    idle.push(this);
    this.#worker.unref();
    this.#end = setTimeout(() => {
      this.#leave();
      void this.#worker.terminate();
    }, idleMs).unref();
  }

  #leave(): void {
    const place = idle.indexOf(this);
    if (place >= 0) idle.splice(place, 1);
  }

  #fail(failure: FromThread): void {
    this.#failure ??= failure;
    this.#leave();
    this.#tell(this.#failure);
  }
}

/** An upload for which the thread's memory is not enough is refused as one that is too large. */
const answerOf = (error: Error): FromThread =>
  "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? { kind: "refused", refusal: { code: "unpacks_too_large" } }
    : { kind: "failed", reason: error.name };

/** The built thread lies beside the built server; from sources (tests, scripts) it is compiled on the fly as they are. */
function program(): ConstructorParameters<typeof Worker> {
  const here = fileURLToPath(import.meta.url);
  const options = { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } };
  if (!here.endsWith(".ts")) return [join(dirname(here), "upload-thread.js"), options];
  const source = JSON.stringify(pathToFileURL(join(dirname(here), "upload-thread.ts")).href);
  const compiled = `import("tsx/esm/api").then(({ tsImport }) => tsImport(${source}, ${source}));`;
  return [compiled, { ...options, eval: true }];
}
