import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import { exportMailMerge } from "#app/services/export-mail-merge.server.ts";
import { linkOrigin } from "#app/services/links.server.ts";
import { readPaperQuery } from "#app/services/load-papers.server.ts";
import { recordLinksRead } from "#app/services/record-reading.server.ts";

export const loader = permitting(
  "rounds_.$round_.mail-merge[.]csv",
  "loader",
  async ({ request, params, permitted }) => {
    const query = readPaperQuery(new URL(request.url));
    const wanted = { query, origin: linkOrigin(request), now: new Date(), locale: await readLocale(request) };
    const file = await exportMailMerge(permitted, params.round ?? "", wanted);
    if (!file) throw new Refusal("not_found");
    await recordLinksRead(permitted, params.round ?? "", "mail_merge");
    return new Response(file.text, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${file.fileName}"`,
        "Cache-Control": "private, no-store",
      },
    });
  },
);
