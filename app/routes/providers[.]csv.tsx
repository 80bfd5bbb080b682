import { permitting } from "#app/guarded.server.ts";
import { exportRegistry } from "#app/services/export-registry.server.ts";
import { recordListRead } from "#app/services/record-reading.server.ts";

export const loader = permitting("providers[.]csv", "loader", async ({ permitted }) => {
  const { fileName, text } = await exportRegistry(permitted);
  await recordListRead(permitted, "export_providers");
  return new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
    },
  });
});
