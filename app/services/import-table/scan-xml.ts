/** What the scanner meets: a tag's name without its prefix, and its attributes as they are written. */
export type XmlVisitor = {
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
};

/** Walks through the tags and texts of an XML part that is short. */
export function scanXml(xml: string, visitor: XmlVisitor): void {
  const steps = walkXml(xml, visitor);
  while (!steps.next().done);
}

/**
 * Walks through the tags and texts of an XML part, once and from front to back, so that no input makes it slow; it stops behind
 * each tag with the number of tags so far, and who asks for the next one decides how far to go. It is no validating parser:
 * document types and entities of their own are passed over, and what breaks off ends the walk.
 */
export function* walkXml(xml: string, visitor: XmlVisitor): Generator<number, undefined> {
  let tags = 0;
  let at = 0;
  while (at < xml.length) {
    const start = xml.indexOf("<", at);
    if (start < 0) return;
    if (start > at) visitor.text(decodeXml(xml.slice(at, start)));
    if (xml.startsWith("<![CDATA[", start)) {
      const end = xml.indexOf("]]>", start);
      if (end < 0) return;
      visitor.text(xml.slice(start + 9, end));
      at = end + 3;
      continue;
    }
    const comment = xml.startsWith("<!--", start);
    const end = xml.indexOf(comment ? "-->" : ">", start);
    if (end < 0) return;
    at = end + (comment ? 3 : 1);
    const first = xml[start + 1];
    if (first !== "!" && first !== "?") visitTag(xml.slice(start + 1, end), visitor);
    tags += 1;
    yield tags;
  }
}

function visitTag(tag: string, visitor: XmlVisitor): void {
  if (tag.startsWith("/")) {
    visitor.close(withoutPrefix(tag.slice(1).trim()));
    return;
  }
  const closed = tag.endsWith("/");
  const inner = closed ? tag.slice(0, -1) : tag;
  const space = inner.search(/\s/);
  const name = withoutPrefix(space < 0 ? inner : inner.slice(0, space));
  visitor.open(name, space < 0 ? "" : inner.slice(space));
  if (closed) visitor.close(name);
}

const withoutPrefix = (name: string) => name.slice(name.indexOf(":") + 1);

/** The value of an attribute by its full name, or null. */
export function xmlAttribute(attributes: string, name: string): string | null {
  const start = attributes.search(new RegExp(`\\s${name}="`));
  if (start < 0) return null;
  const from = attributes.indexOf('"', start) + 1;
  const end = attributes.indexOf('"', from);
  return end < 0 ? null : decodeXml(attributes.slice(from, end));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}
