import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import { readGapQuery } from "#app/route.server.ts";
import { exportGap } from "#app/services/export-gap.server.ts";
import { recordGapExport } from "#app/services/record-reading.server.ts";
import { gapIdSchema } from "#domain/gap/gap-model.ts";

export const loader = permitting("gaps_.$gap[.]csv", "loader", async ({ request, params, permitted }) => {
  const id = gapIdSchema.safeParse(params.gap);
  if (!id.success) throw new Refusal("not_found");
  const { fileName, text } = await exportGap(
    id.data,
    permitted.areaId,
    readGapQuery(request),
    await readLocale(request),
  );
  await recordGapExport(permitted, id.data);
  return new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
    },
  });
});
