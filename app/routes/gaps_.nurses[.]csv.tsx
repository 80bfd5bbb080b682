import type { LoaderFunctionArgs } from "@remix-run/node";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import { answering } from "#app/route.server.ts";
import { exportNurseGap } from "#app/services/export-nurse-gap.server.ts";
import { requirePermission } from "#app/session.server.ts";

export const loader = answering(async ({ request }: LoaderFunctionArgs) => {
  const { areaId } = await requirePermission(request, "export_gaps");
  const { fileName, text } = await exportNurseGap(areaId, await readLocale(request));
  return new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
    },
  });
});
