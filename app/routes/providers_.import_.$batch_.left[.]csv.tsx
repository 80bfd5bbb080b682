import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import { exportLeftRows } from "#app/services/export-left-rows.server.ts";

/** The rows an import leaves out as a table: 404 when this account has no such preview. */
export const loader = permitting(
  "providers_.import_.$batch_.left[.]csv",
  "loader",
  async ({ request, params, permitted }) => {
    const asked = { locale: await readLocale(request), now: new Date() };
    const found = await exportLeftRows(permitted, params.batch ?? "", asked);
    if (!found) throw new Refusal("not_found");
    return new Response(createReadableStreamFromReadable(Readable.from(found.text)), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${found.fileName}"`,
        "Cache-Control": "private, no-store",
      },
    });
  },
);
