import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import type { UploadedFile } from "#app/services/import-table/read-upload.server.ts";
import { maxCsvBytes, maxFiles, TableRefused } from "#app/services/import-table/table-refused.ts";
import { startImport, type UploadOutcome } from "#app/services/start-import.server.ts";
import type { Permitted } from "#app/session.server.ts";

/**
 * Hands the files of a multipart form to `work` as files of their own in the temporary folder, which is gone afterwards. They are never
 * in memory as a whole. Throws TableRefused when there is none or they are too large, and the refusal 400 for another body.
 */
async function withUploadedFiles<Result>(
  request: Request,
  work: (files: readonly UploadedFile[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "chiiki-import-"));
  try {
    const files = await receive(request, folder);
    if (files.length === 0) throw new TableRefused({ code: "no_file" });
    return await work(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files that hold anything; a field without a file comes as an empty one. */
async function receive(request: Request, folder: string): Promise<UploadedFile[]> {
  const files: UploadedFile[] = [];
  let left = maxCsvBytes;
  let failure: unknown;
  const noteFailure = (error: unknown) => {
    failure = error;
    throw error;
  };
  try {
    await parseMultipart(request, async ({ name, filename, data }) => {
      if (name === "table" && files.length >= maxFiles) throw new TableRefused({ code: "too_many_files" });
      const path = join(folder, `table-${files.length}`);
      const file = await open(path, "w", 0o600).catch(noteFailure);
      const before = left;
      try {
        for await (const chunk of data) {
          if (name !== "table") continue;
          left -= chunk.byteLength;
          if (left < 0) throw new TableRefused({ code: "too_large" });
          await file.write(chunk).catch(noteFailure);
        }
      } finally {
        await file.close();
      }
      if (left < before) files.push({ name: filename ?? "", path });
      return null;
    });
  } catch (error) {
    if (error instanceof TableRefused || error === failure) throw error;
    // what the parser says of a body that is no multipart form
    throw new Refusal("bad_request");
  }
  return files;
}

/** Takes the tables that a form brings, or says why they cannot be read. Nothing is left of what is refused. */
export async function takeTable(permitted: Permitted, request: Request, now: Date): Promise<UploadOutcome> {
  try {
    return await withUploadedFiles(request, (files) => startImport(permitted, files, now));
  } catch (error) {
    if (error instanceof TableRefused) return { kind: "refused", refusal: error.refusal };
    throw error;
  }
}
