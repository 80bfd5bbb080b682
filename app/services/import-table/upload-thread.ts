import { parentPort } from "node:worker_threads";
import { type FromThread, toThreadSchema } from "#app/services/import-table/read-in-thread.server.ts";
import { readUpload, type UploadPart } from "#app/services/import-table/read-upload.server.ts";
import { TableRefused } from "#app/services/import-table/table-refused.ts";

/** A thread that reads uploads, one after another: a part each time it is asked, and then why there are no more. */
let parts: AsyncGenerator<UploadPart> = readUpload([]);

parentPort?.on("message", async (message: unknown) => {
  parentPort?.postMessage(await answer(toThreadSchema.parse(message)));
});

async function answer(asked: ReturnType<typeof toThreadSchema.parse>): Promise<FromThread> {
  try {
    if (typeof asked === "object") parts = readUpload(asked.files);
    // left before its end: what was unpacked is taken away
    const { done, value } = asked === "stop" ? await parts.return(undefined) : await parts.next();
    return done ? { kind: "end" } : { kind: "part", part: value };
  } catch (error) {
    if (error instanceof TableRefused) return { kind: "refused", refusal: error.refusal };
    return { kind: "failed", reason: error instanceof Error ? error.name : "unknown" };
  }
}
