import type { ImportPreview, PlanKind } from "#app/services/import-batch.ts";
import type { ChoiceProblem, ReadTable, TableChoice } from "#app/services/import-table/table.ts";
import type { LocalizedText } from "#domain/locale.ts";
import type { ImportMapping } from "#domain/registry/import-columns.ts";

/** A value that changes, as texts; `before` is empty where nothing stood. */
export type ChangeText = { what: string; before: string; after: string };
export type EntryText = { id: string; name: string; number: string; changes: ChangeText[] };

/** An upload of this account that is not applied yet; `day`: when it was read. */
export type UnfinishedImport = { id: string; state: "preparing" | "previewed" | "applying"; day: string; rows: number };

/** A sheet of a workbook or a text file, as the page shows it to choose from. */
export type ShownSheet = ReadTable["sheets"][number];
/** A choice of sheets that was not taken, and why. */
export type RefusedChoice = { problem: ChoiceProblem; choice: TableChoice };

/**
 * A word for services whose meaning can be chosen; `value` as the form has it, empty for none. `origin`: a proposal, what the city said
 * before, or nothing yet.
 */
export type WordText = {
  word: string;
  rows: number;
  open: boolean;
  value: string;
  origin: "proposed" | "said" | "none";
};

export type ImportPageData = {
  id: string;
  state: "preparing" | "previewed" | "applying" | "applied";
  areaName: LocalizedText;
  districts: { id: string; name: LocalizedText }[];
  table: ReadTable;
  /** As it was named last; at first as the headings tell. */
  mapping: ImportMapping;
  preview: ImportPreview | null;
  /** Its words for services that are no official names. */
  words: WordText[];
  planId: string | null;
  skipped: number;
  shown: { kind: PlanKind; page: number; pages: number; entries: EntryText[] } | null;
};
