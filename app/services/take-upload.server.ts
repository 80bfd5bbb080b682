import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { maxCsvBytes, TableRefused } from "#app/services/import-table/table-refused.ts";
import { startImport, type UploadOutcome } from "#app/services/start-import.server.ts";
import type { Permitted } from "#app/session.server.ts";

/**
 * Hands the file of a multipart form to `work` as a file of its own in the temporary folder, which is gone afterwards. It is
 * never in memory as a whole. Throws TableRefused when there is none or it is too large, and the refusal 400 for another body.
 */
async function withUploadedFile<Result>(request: Request, work: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "chiiki-import-"));
  try {
    const path = join(folder, "table");
    const file = await open(path, "wx", 0o600);
    let bytes = 0;
    try {
      bytes = await receive(request, file);
    } finally {
      await file.close();
    }
    if (bytes === 0) throw new TableRefused({ code: "no_file" });
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(request: Request, file: FileHandle): Promise<number> {
  let bytes = 0;
  let failure: unknown;
  try {
    await parseMultipart(request, async ({ name, data }) => {
      for await (const chunk of data) {
        if (name !== "table") continue;
        bytes += chunk.byteLength;
        if (bytes > maxCsvBytes) throw new TableRefused({ code: "too_large" });
        await file.write(chunk).catch((error: unknown) => {
          failure = error;
          throw error;
        });
      }
      return null;
    });
  } catch (error) {
    if (error instanceof TableRefused || error === failure) throw error;
    // what the parser says of a body that is no multipart form
    throw new Refusal("bad_request");
  }
  return bytes;
}

/** Takes the table that a form brings, or says why it cannot be read. Nothing is left of one that is refused. */
export async function takeTable(permitted: Permitted, request: Request, now: Date): Promise<UploadOutcome> {
  try {
    return await withUploadedFile(request, (path) => startImport(permitted, path, now));
  } catch (error) {
    if (error instanceof TableRefused) return { kind: "refused", refusal: error.refusal };
    throw error;
  }
}
