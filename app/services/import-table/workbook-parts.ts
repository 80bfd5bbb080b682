import { setImmediate } from "node:timers/promises";
import { isDateFormat } from "#app/services/import-table/cell-text.ts";
import { scanXml, walkXml, type XmlVisitor, xmlAttribute } from "#app/services/import-table/scan-xml.ts";
import { maxSharedStrings, TableRefused } from "#app/services/import-table/table-refused.ts";
import { cleanTyped } from "#domain/typed-text.ts";

/** A long part is walked through in turns of so many tags; between them the process does its other work. */
export const tagsPerTurn = 20_000;

const nothing = () => undefined;

/** The sheets that can be seen, in their order: name and part; and whether days are counted from 1904. */
export function listSheets(workbook: string, relations: string) {
  const sheets: { name: string; id: string }[] = [];
  const targets = new Map<string, string>();
  let from1904 = false;
  const open = (name: string, attributes: string) => {
    if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(xmlAttribute(attributes, "date1904") ?? "");
    if (name !== "sheet" || /\sstate="(?:hidden|veryHidden)"/.test(attributes)) return;
    sheets.push({ name: xmlAttribute(attributes, "name") ?? "", id: xmlAttribute(attributes, "\\w+:id") ?? "" });
  };
  scanXml(workbook, { open, close: nothing, text: nothing });
  scanXml(relations, {
    open: (name, attributes) => {
      const id = xmlAttribute(attributes, "Id");
      const target = xmlAttribute(attributes, "Target");
      if (name === "Relationship" && id !== null && target !== null) targets.set(id, target);
    },
    close: nothing,
    text: nothing,
  });
  const found = sheets.flatMap(({ name, id }) => {
    const target = targets.get(id);
    if (target === undefined) return [];
    return { name, part: target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}` };
  });
  return { sheets: found, from1904 };
}

/** The places of the cell styles that show a date. */
export function findDateStyles(xml: string): ReadonlySet<string> {
  const codes = new Map<number, string>();
  const dates = new Set<string>();
  let inStyles = false;
  let place = 0;
  scanXml(xml, {
    open: (name, attributes) => {
      const id = Number(xmlAttribute(attributes, "numFmtId") ?? 0);
      if (name === "numFmt") codes.set(id, xmlAttribute(attributes, "formatCode") ?? "");
      else if (name === "cellXfs") inStyles = true;
      else if (name === "xf" && inStyles) {
        if (isDateFormat(id, codes.get(id))) dates.add(String(place));
        place += 1;
      }
    },
    close: (name) => {
      if (name === "cellXfs") inStyles = false;
    },
    text: nothing,
  });
  return dates;
}

/** Texts that cells name by number. What a phonetic guide says (ふりがな) is no part of them. */
export async function readSharedStrings(xml: string): Promise<string[]> {
  const strings: string[] = [];
  let current: string | null = null;
  let inText = false;
  let inGuide = false;
  const visitor: XmlVisitor = {
    open: (name) => {
      if (name === "si") current = "";
      else if (name === "rPh") inGuide = true;
      else if (name === "t") inText = true;
    },
    close: (name) => {
      if (name === "si" && current !== null) strings.push(cleanTyped(decodeEscapes(current)));
      if (name === "si") current = null;
      else if (name === "rPh") inGuide = false;
      else if (name === "t") inText = false;
    },
    text: (text) => {
      if (current !== null && inText && !inGuide) current += text;
    },
  };
  for (const tags of walkXml(xml, visitor)) {
    if (strings.length > maxSharedStrings) throw new TableRefused({ code: "unpacks_too_large" });
    if (tags % tagsPerTurn === 0) await setImmediate();
  }
  return strings;
}

/** Signs that XML cannot hold stand as _x000D_. */
export const decodeEscapes = (text: string) =>
  text.replace(/_x([\da-f]{4})_/gi, (_whole, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
