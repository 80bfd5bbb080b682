import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PaperField } from "#surveys/paper-field.ts";

type Of<Type extends PaperField["type"]> = Extract<PaperField, { type: Type }>;

export function PaperFieldView({ field }: { field: PaperField }) {
  switch (field.type) {
    case "choices":
      return <Choices field={field} />;
    case "matrix":
      return <Matrix field={field} />;
    case "items":
      return <Items field={field} />;
    default:
      return <Writing field={field} />;
  }
}

/** Width of a text in characters of full width: Latin letters take half of one. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) < 0x2e80 ? 0.55 : 1), 0);

/** Of five texts one may take a second line. */
const onOneLine = 0.8;

/** How many of these stand beside each other on A4, nearly all of them on one line. */
function columnsFor(texts: readonly string[]): number {
  const widths = texts.map(widthOf).sort((a, b) => a - b);
  const widest = widths[Math.ceil(widths.length * onOneLine) - 1] ?? 0;
  if (widest <= 4) return 6;
  if (widest <= 8) return 4;
  if (widest <= 12) return 3;
  return widest <= 20 ? 2 : 1;
}

/** A box of 5.5 mm; a ticked one says so to those who hear the page, too. */
function TickBox({ ticked }: { ticked: boolean }) {
  const { t } = useI18n();
  if (!ticked) return <span className="tick-box" aria-hidden="true" />;
  return (
    <span className="tick-box" role="img" aria-label={t("paper.ticked")}>
      ✓
    </span>
  );
}

function Choices({ field: { choices } }: { field: Of<"choices"> }) {
  const columns = columnsFor(choices.map(({ text }) => text));
  return (
    <ul className="paper-choices" data-columns={columns}>
      {choices.map(({ value, text, ticked }) => (
        <li key={value}>
          <TickBox ticked={ticked} /> {text}
        </li>
      ))}
    </ul>
  );
}

function Matrix({ field: { columns, rows } }: { field: Of<"matrix"> }) {
  return (
    <table className="paper-matrix">
      <thead>
        <tr>
          <td />
          {columns.map(({ value, text }) => (
            <th key={value} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.value}>
            <th scope="row">{row.text}</th>
            {columns.map(({ value }) => (
              <td key={value}>
                <TickBox ticked={row.ticked === value} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Items({ field: { items } }: { field: Of<"items"> }) {
  const fitting = columnsFor(items.map(({ title }) => title));
  const hasLines = items.some(({ field }) => field.type === "lines");
  // beside each title stand boxes or a line to write into
  const columns = fitting === 6 ? 6 : Math.min(fitting, hasLines ? 1 : 2);
  return (
    <ul className="paper-items" data-columns={columns}>
      {items.map(({ name, title, field }) => (
        <li key={name}>
          <span>{title}</span>
          <Writing field={field} />
        </li>
      ))}
    </ul>
  );
}

function Writing({ field }: { field: Of<"lines"> | Of<"number"> | Of<"date"> }) {
  const { t } = useI18n();
  if (field.type === "number") return <Digits digits={field.digits} value={field.value} />;
  if (field.value !== "") return <p className="paper-written">{field.value}</p>;
  if (field.type === "date") return <p className="paper-line">{t("paper.date")}</p>;
  const lines = Array.from({ length: field.lines }, (_, index) => `line-${index}`);
  return (
    <div className="paper-lines">
      {lines.map((line) => (
        <div key={line} className="paper-line" />
      ))}
    </div>
  );
}

/** A box for each digit, the last one to the right; a number that does not fit stands as text. */
function Digits({ digits, value }: { digits: number; value: string }) {
  if (value.length > digits) return <span className="paper-written">{value}</span>;
  const places = Array.from({ length: digits }, (_, index) => ({
    key: `digit-${index}`,
    digit: value.padStart(digits, " ")[index]?.trim() ?? "",
  }));
  return (
    <span className="paper-digits">
      {places.map(({ key, digit }) => (
        <span key={key} className="digit-box">
          {digit}
        </span>
      ))}
    </span>
  );
}
