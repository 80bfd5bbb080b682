import { useLoaderData } from "@remix-run/react";
import type { GapText } from "#app/charts/gap-texts.ts";
import { BoardFilter } from "#app/components/board/board-filter.tsx";
import { GapFigure } from "#app/components/board/gap-figure.tsx";
import { GapPicture, hasPicture } from "#app/components/board/gap-picture.tsx";
import { VerdictMark } from "#app/components/board/verdict-mark.tsx";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { readGapQuery } from "#app/route.server.ts";
import { type BoardPageData, loadBoard } from "#app/services/load-board.server.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";

export const handle: PageHandle = { title: "page.gaps" };

export const loader = permitting("gaps", "loader", async ({ request, permitted }) =>
  loadBoard(permitted.areaId, readGapQuery(request), await readLocale(request)),
);

export default function GapBoardPage() {
  const board = useLoaderData<typeof loader>();
  const { locale, t } = useI18n();
  const { areaName, fiscalYear, districts, services, query, texts, pictures, standings, sources, population, asOf } =
    board;
  const families =
    population === null || query.district !== null ? String(board.families) : `${board.families}/${population}`;
  return (
    <>
      <h1>{t("gaps.title", { area: areaName[locale], year: fiscalYear })}</h1>
      <BoardFilter districts={districts} services={services} query={query} />
      <FilterNote query={query} districts={districts} />
      <h2>{t("gaps.summary")}</h2>
      <ol className="gap-summary" data-testid="summary">
        {standings.map(({ id, verdict }) => (
          <li key={id}>
            <VerdictMark verdict={verdict} /> <a href={`#gap-${id}`}>{headlineOf(texts[id])}</a>
          </li>
        ))}
      </ol>
      <p className="field-hint">{t(`gaps.weights.${board.weights}`, { population: population ?? 0 })}</p>
      {standings.map(({ id, verdict }) => (
        <GapFigure
          key={id}
          id={id}
          verdict={verdict}
          {...texts[id]}
          notes={{ families, providers: board.providers, source: sources[id], asOf }}
          search={searchOf(query)}
        >
          {hasPicture(id, pictures) ? <GapPicture id={id} pictures={pictures} /> : null}
        </GapFigure>
      ))}
    </>
  );
}

const headlineOf = ({ sentences: [headline] }: GapText) => headline;

function searchOf({ district, service }: BoardPageData["query"]): string {
  const search = new URLSearchParams({ ...(district ? { district } : {}), ...(service ? { service } : {}) }).toString();
  return search === "" ? "" : `?${search}`;
}

/** Whose children and which providers a filtered board is about; on paper too, where the filter itself is not. */
function FilterNote({ query: { district, service }, districts }: Pick<BoardPageData, "query" | "districts">) {
  const { locale, t } = useI18n();
  if (district === null && service === null) return null;
  const name = districts.find(({ id }) => id === district)?.name[locale] ?? "";
  return (
    <p className="notice-line">
      {district === null ? null : t("gaps.filtered.district", { district: name })}
      {service === null ? null : t("gaps.filtered.service", { service: serviceTypeInfo(service).name[locale] })}
    </p>
  );
}
