import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import subsetFont from "subset-font";
import { trimFont } from "./trim-styles.mjs";

const require = createRequire(import.meta.url);

/** Kana, ASCII and signs: what names, numbers and answers are written in besides kanji. */
const everywhere = [
  [0x20, 0x7e],
  [0x3000, 0x3015],
  [0x3041, 0x3096],
  [0x30a1, 0x30fe],
].flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
);
const signs = "×÷±·‐–—‘’“”…※℃→←↑↓○●△▲□■◎☆★①②③④⑤⑥⑦⑧⑨⑩％（）：；！？／～";

/**
 * The characters of the product's own texts, in the order in which a respondent meets them: what stands on every first page
 * (kana and signs, so that no line changes its breaks when the rest arrives), the questionnaires and respondents' messages,
 * and the texts of staff. No character is in two of them.
 * @param {string} root the project's folder
 */
export function ownCharacters(root) {
  const read = (...path) => readFileSync(join(root, ...path), "utf8");
  const surveys = readdirSync(join(root, "surveys"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "surveys", entry.name, "survey.json")))
    .map((entry) => JSON.parse(read("surveys", entry.name, "survey.json")));
  const form = read("app", "components", "survey-form", "survey-texts.ts");
  const messages = Object.entries(JSON.parse(read("app", "i18n", "ja.json")));
  const isOnForm = ([key]) => /^(?:form\.(?:title|facts|draft|carried|stop)|frame)\b/.test(key);
  const textOf = (value) => JSON.stringify(value);
  const domain = readdirSync(join(root, "domain"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => read("domain", name));
  const first = [...surveys.map(({ title, pages }) => textOf([title, pages[0]])), ...messages.filter(isOnForm)].join(
    "",
  );
  const answering = [textOf(surveys), form].join("");
  const rest = [...messages.flat(), read("app", "i18n", "en.json"), ...domain].join("");
  const seen = new Set();
  const fresh = (text) =>
    [...new Set(text)].filter((sign) => sign > "\u001f" && !seen.has(sign) && seen.add(sign)).sort();
  return { first: fresh([...everywhere, signs, first].join("")), answering: fresh(answering), rest: fresh(rest) };
}

const packaged = join(require.resolve("@fontsource/biz-udpgothic/package.json"), "..");

/**
 * A face of the served font, in a file made here of some characters.
 * @param {string} root the project's folder
 * @param {string} from the folder that the style sheet's addresses are relative to
 * @param {{ weight: 400 | 700, characters: readonly string[] }} made
 */
async function ownFace(root, from, { weight, characters }) {
  const source = join(packaged, "files", `biz-udpgothic-japanese-${weight}-normal.woff2`);
  const file = await subset(root, source, characters);
  return [
    `@font-face{font-family:"BIZ UDPGothic served";font-weight:${weight};font-display:swap;`,
    `src:url(${relative(from, file)}) format("woff2");unicode-range:${toRange(characters)}}`,
  ].join("");
}

/** The style sheet of what stands on a form's first page; `root` and `from` as above. */
export const firstFontCss = (root, from) => ownFace(root, from, { weight: 400, characters: ownCharacters(root).first });

/**
 * The style sheet of all the rest: what else the product itself says, in the weight of text and, for desks and paper, bold; and what
 * people type, and cities and providers are called, in the font's own slices of everyday characters, under a name of
 * its own, which stands behind the product's. `root` and `from` as above.
 */
export async function moreFontCss(root, from) {
  const { first, answering, rest } = ownCharacters(root);
  const text = [answering, rest].map((characters) => ownFace(root, from, { weight: 400, characters }));
  const bold = await ownFace(root, from, { weight: 700, characters: [...first, ...answering, ...rest] });
  const slices = ["400", "700"].map((weight) => trimFont(readFileSync(join(packaged, `${weight}.css`), "utf8")));
  return [
    ...(await Promise.all(text)),
    `@media print,(min-width:40rem){${bold}}`,
    ...slices.map((css) => css.replaceAll("url(./files/", `url(${relative(from, join(packaged, "files"))}/`)),
  ].join("\n");
}

/** Makes a file of some characters, unless it is there already. Hints go: only old screens used them, and they are a third of it. */
async function subset(root, source, characters) {
  const font = readFileSync(source);
  const key = createHash("sha256").update(font).update(characters.join("")).digest("hex").slice(0, 16);
  const folder = join(root, "build", "fonts");
  const file = join(folder, `own-${key}.woff2`);
  if (existsSync(file)) return file;
  const made = await subsetFont(font, characters.join(""), {
    targetFormat: "woff2",
    noHinting: true,
    noLayoutClosure: true,
    keepFeatures: ["kern", "palt", "vert"],
  });
  mkdirSync(folder, { recursive: true });
  // whole or not at all: another build may read it
  writeFileSync(`${file}.${process.pid}`, made);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

/** @param {readonly string[]} characters sorted */
function toRange(characters) {
  const points = characters.map((sign) => sign.codePointAt(0)).sort((a, b) => a - b);
  const runs = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run && run[1] === point - 1) run[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point) => point.toString(16);
  return runs.map(([low, high]) => (low === high ? `U+${hex(low)}` : `U+${hex(low)}-${hex(high)}`)).join(",");
}
