import { translatorOf } from "#app/i18n/messages.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import { toMeaning } from "#app/services/explain-words.server.ts";
import {
  batchHours,
  type ImportPreview,
  importPreviewSchema,
  type PlanEntry,
  type PlanKind,
  type PreviewWord,
  planChunkLength,
  planEntrySchema,
  planPart,
  storedMappingSchema,
} from "#app/services/import-batch.ts";
import type {
  ChangeText,
  EntryText,
  ImportPageData,
  UnfinishedImport,
  WordText,
} from "#app/services/import-page.types.ts";
import { proposeMapping } from "#app/services/import-table/propose-mapping.ts";
import { readTableSchema } from "#app/services/import-table/table.ts";
import type { Permitted } from "#app/session.server.ts";
import { formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import type { ImportMapping } from "#domain/registry/import-columns.ts";
import type { FieldChange } from "#domain/registry/plan-provider.ts";
import { proposeServices } from "#domain/registry/service-proposals.ts";
import { findService } from "#domain/registry/service-words.ts";
import { designationNames, designationSchema, serviceTypeInfo, serviceTypeSchema } from "#domain/service-type.ts";
import { type Municipality, requireMunicipality } from "#models/area.server.ts";
import { findImportBatch, listUnfinishedBatches, readImportChunk } from "#models/import-batch.server.ts";

const pageLength = 50;

/** One import on its way: what was read, how it is read, what it would change. Null when this account has none of this id. */
export async function loadImport(
  { user, areaId }: Permitted,
  { id, kind, page }: { id: string; kind: PlanKind | null; page: number },
  { locale, now }: { locale: Locale; now: Date },
): Promise<ImportPageData | null> {
  const [area, batch] = await Promise.all([
    requireMunicipality(areaId),
    findImportBatch({ id, areaId, accountId: user.id }, now),
  ]);
  const table = readTableSchema.nullable().parse(batch?.table ?? null);
  if (!batch || !table) return null;
  const preview = batch.preview === null ? null : importPreviewSchema.parse(batch.preview);
  const mapping: ImportMapping =
    batch.mapping === null ? proposeMapping(table) : storedMappingSchema.parse(batch.mapping);
  const { state, planId, skipped } = batch;
  const t = translatorOf(locale);
  const open = state === "previewed" && preview && planId !== null;
  return {
    id,
    state,
    areaName: area.name,
    districts: area.districts,
    table,
    mapping,
    preview,
    words: preview === null ? [] : wordTexts(preview.words),
    planId,
    skipped,
    shown: open ? await loadEntries({ id, planId, counts: preview.counts }, { kind, page }, { t, locale, area }) : null,
  };
}

/** Words that are no official names or codes, each with its meaning as it was said, else as it is proposed. */
function wordTexts(words: readonly PreviewWord[]): WordText[] {
  return words.flatMap(({ word, rows, open, services }): WordText[] => {
    if (findService(word) !== null) return [];
    if (services !== null) return [{ word, rows, open, value: toMeaning(services), origin: "said" }];
    const proposal = proposeServices(word);
    const likely = proposal ?? (open ? null : []);
    return [{ word, rows, open, value: likely ? toMeaning(likely) : "", origin: proposal ? "proposed" : "none" }];
  });
}

/** What this account has read and not applied, with a way back to it. */
export async function loadUnfinishedImports(
  { user, areaId }: Permitted,
  { locale, now }: { locale: Locale; now: Date },
): Promise<UnfinishedImport[]> {
  const batches = await listUnfinishedBatches({ areaId, accountId: user.id }, now);
  return batches.flatMap(({ id, state, table, expiresAt }) => {
    if (state === "applied") return [];
    const readAt = new Date(expiresAt.getTime() - batchHours * 3_600_000);
    return { id, state, day: formatDate(toLocalDate(readAt), locale), rows: readTableSchema.parse(table).rows };
  });
}

type Plan = { id: string; planId: string; counts: ImportPreview["counts"] };
type Words = { t: Translate; locale: Locale; area: Municipality };

/** A page of the plan's entries of one kind; of the first kind that has any, if none is named. */
async function loadEntries(
  { id, planId, counts }: Plan,
  wanted: { kind: PlanKind | null; page: number },
  words: Words,
): Promise<ImportPageData["shown"]> {
  const kinds = ["created", "changed", "vanished"] as const;
  const kind = wanted.kind ?? kinds.find((one) => counts[one] > 0);
  if (!kind) return null;
  const pages = Math.max(1, Math.ceil(counts[kind] / pageLength));
  const page = Math.min(Math.max(1, wanted.page), pages);
  const from = (page - 1) * pageLength;
  const chunk = await readImportChunk(id, planPart(planId, kind), Math.floor(from / planChunkLength));
  const start = from % planChunkLength;
  const entries = chunk.slice(start, start + pageLength).map((entry) => toText(planEntrySchema.parse(entry), words));
  return { kind, page, pages, entries };
}

function toText({ provider, changes }: PlanEntry, words: Words): EntryText {
  return {
    id: provider.id,
    name: provider.name,
    number: provider.number ?? "",
    changes: changes.map((change) => changeText(change, words)),
  };
}

function changeText({ field, service, before, after }: FieldChange, words: Words): ChangeText {
  const { t, locale } = words;
  const label = t(`registry.field.${field}`);
  const what =
    service === null
      ? label
      : t("registry.field.of_service", { field: label, service: serviceTypeInfo(service).name[locale] });
  const value = (code: string | null) => (code === null ? "" : valueText(field, code, words));
  return { what, before: value(before), after: value(after) };
}

function valueText(field: FieldChange["field"], code: string, { t, locale, area }: Words): string {
  if (field === "source") return t(`providers.source.${sourceOf(code)}`);
  if (field === "district" && code === "unset") return t("providers.unset");
  if (field === "district") return area.districts.find(({ id }) => id === code)?.name[locale] ?? t("providers.outside");
  if (field === "unit") return serviceTypeInfo(serviceTypeSchema.parse(code)).name[locale];
  if (field === "designation") return designationNames[designationSchema.parse(code)][locale];
  return code;
}

const sourceOf = (code: string) => (code === "open_data" || code === "file" || code === "manual" ? code : "set_up");
