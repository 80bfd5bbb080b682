/** A heading as it is compared. */
export const foldHeading = (text: string): string => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();

/** Headings that two columns or more have, each once. */
export function repeatedHeadings(header: readonly string[]): string[] {
  const named = header.filter((name) => name !== "");
  return [
    ...new Set(
      named.filter((name, index) => named.findIndex((other) => foldHeading(other) === foldHeading(name)) !== index),
    ),
  ];
}

/** The headings as a person tells them apart: those that repeat are numbered. `number` gives a heading its number. */
export function tellHeadings(header: readonly string[], number: (heading: string, place: number) => string): string[] {
  const repeated = new Set(repeatedHeadings(header).map(foldHeading));
  const seen = new Map<string, number>();
  return header.map((name) => {
    const key = foldHeading(name);
    if (name === "" || !repeated.has(key)) return name;
    const place = (seen.get(key) ?? 0) + 1;
    seen.set(key, place);
    return number(name, place);
  });
}
