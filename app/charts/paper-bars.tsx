import { useId } from "react";
import { ChartPatterns } from "#app/charts/chart-patterns.tsx";
import { palette, patternsOf } from "#app/charts/palette.ts";
import type { PaperBar, PaperChart, PaperFill, PaperPart } from "#app/charts/paper-series.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

const width = 720;
const names = 170;
const bar = { height: 14, gap: 2 };
const rowGap = 10;
const top = 22;
/** Room behind the longest bar, for what is written there. */
const behind = 60;

const edgeOf = (fill: PaperFill) => (fill === "need" || fill === "uncertain" ? palette.need : palette.supplyLine);

/** A round number of at most three steps that the longest bar fits below. */
function axisEnd(longest: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(longest, 1)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((times) => times * step).find((end) => end >= longest) ?? longest;
}

const lengthOf = (parts: readonly PaperPart[]) => parts.reduce((sum, { value }) => sum + value, 0);

type Place = { readonly y: number; readonly scale: number; readonly fills: Readonly<Record<PaperFill, string>> };

/** One bar, and behind it what it does not show by its length: 0, 不明, 秘匿, or 「5〜」. */
function Bar({ parts, text, y, scale, fills }: PaperBar & Place) {
  return (
    <>
      {parts.map(({ fill, value }, index) =>
        value > 0 ? (
          <rect
            key={fill}
            x={names + lengthOf(parts.slice(0, index)) * scale}
            y={y}
            width={value * scale}
            height={bar.height}
            fill={fills[fill]}
            stroke={edgeOf(fill)}
          />
        ) : null,
      )}
      {text === null ? null : (
        <text x={names + lengthOf(parts) * scale + 6} y={y + bar.height - 2}>
          {text}
        </text>
      )}
    </>
  );
}

/**
 * Bars drawn on the server, so that the council's paper has its pictures without JavaScript. Fills differ in lightness and
 * pattern; every number stands in the table below. On a phone it scrolls sideways, or its words would be too small.
 */
export function PaperBars({ chart }: { chart: PaperChart }) {
  const { t } = useI18n();
  const id = useId();
  const fills = { need: palette.need, last_round: palette.ground, ...patternsOf(id) };
  const lengths = chart.rows.flatMap(({ bars }) => bars.map(({ parts }) => lengthOf(parts)));
  const end = axisEnd(Math.max(...lengths));
  const scale = (width - names - behind) / end;
  const rowHeight = (count: number) => count * (bar.height + bar.gap) + rowGap;
  const heights = chart.rows.map(({ bars }) => rowHeight(bars.length));
  const topOf = (row: number) => heights.slice(0, row).reduce((sum, one) => sum + one, top);
  const height = topOf(chart.rows.length);
  return (
    <figure className="paper-bars">
      <figcaption>{chart.title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="paper-bars-scroll" aria-label={chart.title} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height + 4}`} role="img" aria-label={t("chart.label", { title: chart.title })}>
          <ChartPatterns id={id} />
          {[0, end / 2, end].map((value) => (
            <g key={value}>
              <line
                x1={names + value * scale}
                x2={names + value * scale}
                y1={top - 4}
                y2={height}
                stroke={palette.grid}
              />
              <text x={names + value * scale} y={12} textAnchor="middle">
                {t("figure.value", { value })}
              </text>
            </g>
          ))}
          {chart.rows.map(({ name, bars }, row) => {
            const above = topOf(row);
            return (
              <g key={name}>
                <text x={names - 8} y={above + (rowHeight(bars.length) - rowGap) / 2 + 5} textAnchor="end">
                  {name}
                </text>
                {bars.map((one, place) => (
                  <Bar
                    key={one.parts[0]?.fill}
                    {...one}
                    y={above + place * (bar.height + bar.gap)}
                    scale={scale}
                    fills={fills}
                  />
                ))}
              </g>
            );
          })}
        </svg>
      </section>
      <ul className="paper-legend">
        {chart.legend.map(({ fill, text }) => (
          <li key={fill}>
            <svg viewBox="0 0 24 14" aria-hidden="true">
              <rect x="1" y="1" width="22" height="12" fill={fills[fill]} stroke={edgeOf(fill)} />
            </svg>
            {text}
          </li>
        ))}
      </ul>
    </figure>
  );
}
