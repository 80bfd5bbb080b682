import { type ReactNode, useId } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";

type Column = { title: string /** Numbers stand right-aligned, so that their places line up. */; numeric?: boolean };

type Props = {
  caption: ReactNode;
  columns: readonly Column[];
  /** The first cell of a row names it and stays in sight when the table is scrolled sideways. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** On a phone each row becomes a block of lines that say their column: for few columns of text, to be read row by row. */
  stacked?: boolean;
  /** Said instead of rows; by default that there is nothing yet. */
  empty?: ReactNode;
};

/** A table with its caption. Wider than the page it scrolls inside its box, also by keyboard; its head repeats on paper. */
export function DataTable({ caption, columns, rows, stacked = false, empty }: Props) {
  const { t } = useI18n();
  const captionId = useId();
  const classOf = (index: number) => (columns[index]?.numeric ? { className: "numeric" } : {});
  // Laid out as blocks, a table is none to some screen readers unless its parts say what they are.
  const as = (role: string) => (stacked ? { role } : {});
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-scroll" aria-labelledby={captionId} tabIndex={0}>
      <table {...as("table")} {...(stacked ? { className: "stacked" } : {})}>
        <caption id={captionId}>{caption}</caption>
        <thead {...as("rowgroup")}>
          <tr {...as("row")}>
            {columns.map((column, index) => (
              <th key={column.title} scope="col" {...as("columnheader")} {...classOf(index)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...as("rowgroup")}>
          {rows.length === 0 ? (
            <tr {...as("row")}>
              <td {...as("cell")} colSpan={columns.length}>
                {empty ?? t("table.empty")}
              </td>
            </tr>
          ) : null}
          {rows.map(({ key, cells: [head, ...cells] }) => (
            <tr key={key} {...as("row")}>
              <th scope="row" {...as("rowheader")} {...classOf(0)}>
                {head}
              </th>
              {cells.map((cell, index) => (
                <td
                  key={columns[index + 1]?.title}
                  {...as("cell")}
                  {...(stacked ? { "data-column": columns[index + 1]?.title } : {})}
                  {...classOf(index + 1)}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
