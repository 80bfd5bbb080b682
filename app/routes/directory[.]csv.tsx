import { permitting } from "#app/guarded.server.ts";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import { exportDirectory } from "#app/services/export-directory.server.ts";
import { recordListRead } from "#app/services/record-reading.server.ts";

export const loader = permitting("directory[.]csv", "loader", async ({ request, permitted }) => {
  const { searchParams } = new URL(request.url);
  const text = await exportDirectory(permitted.areaId, searchParams, await readLocale(request));
  await recordListRead(permitted, "export_directory");
  return new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="directory-${permitted.areaId}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
});
