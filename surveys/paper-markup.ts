/** A stretch of text in one weight. */
export type PaperRun = { readonly text: string; readonly strong: boolean };
export type PaperParagraph = { readonly kind: "paragraph" | "item" | "heading"; readonly runs: readonly PaperRun[] };

const kinds: Readonly<Record<string, PaperParagraph["kind"]>> = { p: "paragraph", li: "item", h3: "heading" };

/** What is true of the form in a browser alone. */
const onScreen = /<span class="on-screen">[^<]*<\/span>/g;

/**
 * The markup of an `html` element as paragraphs of a sheet of paper. It holds <p> <ul> <ol> <li> <strong> <br> <h3> without
 * attributes and <span class="on-screen">, which is left out here, and nothing else (definition.ts), so that it is read
 * here, not put into a page.
 */
export function readMarkup(html: string): readonly PaperParagraph[] {
  let current: { kind: PaperParagraph["kind"]; runs: PaperRun[] } = { kind: "paragraph", runs: [] };
  const paragraphs = [current];
  let strong = false;
  for (const part of html.replaceAll(onScreen, "").split(/(<[^>]*>)/)) {
    const tag = /^<(\/?)(\w+) ?\/?>$/.exec(part);
    const [, closing, name = ""] = tag ?? [];
    if (name === "strong") strong = closing === "";
    else if (name in kinds || name === "br") {
      const kind = closing === "/" ? "paragraph" : (kinds[name] ?? current.kind);
      current = { kind, runs: [] };
      paragraphs.push(current);
    } else if (tag === null && part.trim() !== "") current.runs.push({ text: part.replaceAll(/\s+/g, " "), strong });
  }
  return paragraphs.filter(({ runs }) => runs.length > 0);
}
