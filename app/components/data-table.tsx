import type { ReactNode } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";

type Column = { title: string /** Numbers stand right-aligned, so that their places line up. */; numeric?: boolean };

type Props = {
  caption: ReactNode;
  columns: readonly Column[];
  /** The first cell of a row names it and stays in sight when the table is scrolled sideways. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** Said instead of rows; by default that there is nothing yet. */
  empty?: ReactNode;
};

/** A table with its caption. Wider than the page it scrolls inside its box, also by keyboard; its head repeats on paper. */
export function DataTable({ caption, columns, rows, empty }: Props) {
  const { t } = useI18n();
  const classOf = (index: number) => (columns[index]?.numeric ? { className: "numeric" } : {});
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div className="table-scroll" tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column.title} scope="col" {...classOf(index)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 ? (
            <tr>
              <td colSpan={columns.length}>{empty ?? t("table.empty")}</td>
            </tr>
          ) : null}
          {rows.map(({ key, cells: [head, ...cells] }) => (
            <tr key={key}>
              <th scope="row" {...classOf(0)}>
                {head}
              </th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]?.title} {...classOf(index + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
