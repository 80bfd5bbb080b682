import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { namedIn } from "./trim-survey.mjs";

/**
 * The digital agency's tokens that a style sheet or a chart of the project names, of the 300 that the package holds.
 * @param {string} css `tokens.css` of the package
 * @param {string} folder where they are, absolute path
 */
export function trimTokens(css, folder) {
  const own = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:css|tsx?)$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const values = new Map([...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
  const wanted = new Set(own.flatMap(namedIn));
  // A semantic token stands for a primitive one.
  for (const name of [...wanted]) for (const inner of namedIn(values.get(name) ?? "")) wanted.add(inner);
  const kept = [...values].filter(([name]) => wanted.has(name)).map(([name, value]) => `${name}:${value}`);
  return `:root{${kept.join(";")}}`;
}

/** The font's slices are numbered from the rarest characters to the commonest; from here on they are everyday ones and signs. */
const firstEverydaySlice = 57;

/**
 * The faces of BIZ UDPGothic that Japanese text needs every day, by the font's own slices. Rarer kanji come from the
 * reader's device: the other slices would triple this style sheet, and each is some 40 KB for the one character it is
 * fetched for. The bold ones are for desks and paper: they would double what a phone fetches, and a phone draws bold by
 * itself.
 * @param {string} css `400.css` or `700.css` of @fontsource/biz-udpgothic
 */
export function trimFont(css) {
  const faces = [...css.matchAll(/@font-face\s*{[^}]*biz-udpgothic-(\w+)-[^}]*}/g)]
    .filter(([, slice]) => slice === "latin" || Number(slice) >= firstEverydaySlice)
    .map(([face]) =>
      face.replace("'BIZ UDPGothic'", '"BIZ UDPGothic typed"').replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/, ""),
    )
    .join("\n");
  return /font-weight: 700/.test(faces) ? `@media print,(min-width:40rem){${faces}}` : faces;
}
