import { useLoaderData, useLocation } from "@remix-run/react";
import { DirectoryView } from "#app/components/directory/directory-view.tsx";
import { permitting } from "#app/guarded.server.ts";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { loadDirectory } from "#app/services/load-directory.server.ts";
import "#app/styles/directory.css";

export const handle: PageHandle = { title: "page.directory" };

export const loader = permitting("directory", "loader", async ({ request, permitted }) =>
  loadDirectory(permitted.areaId, new URL(request.url).searchParams, await readLocale(request)),
);

export default function DirectoryPage() {
  const page = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return <DirectoryView page={page} search={search} />;
}
