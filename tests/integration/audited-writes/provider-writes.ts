import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { action as providerAction } from "#app/routes/providers_.$provider.tsx";
import { action as editAction } from "#app/routes/providers_.$provider_.edit.tsx";
import { action as districtsAction } from "#app/routes/providers_.districts.tsx";
import { action as mergeAction } from "#app/routes/providers_.duplicates.tsx";
import { action as batchAction } from "#app/routes/providers_.import_.$batch.tsx";
import { action as newProviderAction } from "#app/routes/providers_.new.tsx";
import { startImport } from "#app/services/start-import.server.ts";
import { dumpDatabase } from "#tests/fixtures/region.ts";
import { answerOf } from "#tests/fixtures/staff.ts";
import { type Pairs, posted, type Scene, type Writes } from "#tests/integration/audited-writes/scene.ts";

const club = "152137-p-放課後クラブ";
const hiroba = "152137-p-児発ひろば";
const onProvider = ({ coordinator }: Scene, id: string) => ({
  actorId: coordinator.id,
  subject: { kind: "provider", id },
});
const onArea = ({ coordinator }: Scene) => ({ actorId: coordinator.id, subject: { kind: "area", id: "152137" } });
const changeClub = async ({ coordinator }: Scene, intent: string, revision: string) => {
  const form: Pairs = [
    ["intent", intent],
    ["revision", revision],
  ];
  return answerOf(providerAction({ ...(await posted(coordinator, "/providers/x", form)), params: { provider: club } }));
};
const oneService: Pairs = [
  ["revision", "0"],
  ["key", "0123456789abcdef01234567"],
  ["name", "みどり"],
  ["district", "152137-1"],
];

/** Brings a table of one new provider as far as its preview and applies it. */
async function importOne({ coordinator }: Scene, service = "生活介護") {
  const folder = mkdtempSync(join(tmpdir(), "audit-import-"));
  writeFileSync(join(folder, "table"), `事業所名,サービス,地区\nみどり,${service},燕\n`);
  const file = { name: "table.csv", path: join(folder, "table") };
  const uploaded = await startImport({ user: coordinator, areaId: "152137" }, [file], new Date());
  rmSync(folder, { recursive: true });
  if (uploaded.kind === "refused") throw new Error(uploaded.refusal.code);
  const act = async (form: Pairs) =>
    answerOf(
      batchAction({ ...(await posted(coordinator, "/providers/import/x", form)), params: { batch: uploaded.id } }),
    );
  const columns: Pairs = ["name", "service", "district"].map((field, at) => [`column-${field}`, String(at)]);
  await act([["intent", "map"], ["kind", "file"], ...columns]);
  if (service === "児発") {
    return act([
      ["intent", "words"],
      ["word-0", service],
      ["means-0", "jido_hattatsu"],
    ]);
  }
  const planId = String((await dumpDatabase()).import_batches?.[0]?.planId);
  return act([
    ["intent", "apply"],
    ["planId", planId],
  ]);
}

/** The registry of providers. */
export const providerWrites: Writes = {
  "providers_.$provider": {
    left: {
      does: (scene) => changeClub(scene, "left", "0"),
      entry: (scene) => ({ ...onProvider(scene, club), deed: { action: "provider_left" } }),
    },
    returned: {
      does: async (scene) => {
        await changeClub(scene, "left", "0");
        return changeClub(scene, "returned", "1");
      },
      entry: (scene) => ({ ...onProvider(scene, club), deed: { action: "provider_returned" } }),
    },
  },
  "providers_.$provider_.edit": {
    edit: {
      does: async (scene) => {
        const sent = await posted(scene.coordinator, "/providers/x/edit", oneService);
        return answerOf(editAction({ ...sent, params: { provider: club } }));
      },
      entry: (scene) => ({ ...onProvider(scene, club), deed: { action: "edit_provider" } }),
    },
  },
  "providers_.districts": {
    towns: {
      does: async ({ coordinator }) => {
        const form: Pairs = [
          ["intent", "save"],
          ["towns", "吉田本町,吉田"],
        ];
        return answerOf(districtsAction(await posted(coordinator, "/providers/districts", form)));
      },
      entry: (scene) => ({ ...onArea(scene), deed: { action: "save_towns", count: 1 } }),
    },
    districts: {
      does: async ({ coordinator }) => {
        const form: Pairs = [
          ["intent", "districts"],
          [`district-${club}`, "outside"],
          [`revision-${club}`, "0"],
        ];
        return answerOf(districtsAction(await posted(coordinator, "/providers/districts", form)));
      },
      entry: (scene) => ({ ...onArea(scene), deed: { action: "set_districts", count: 1 } }),
    },
  },
  "providers_.duplicates": {
    merge: {
      does: async (scene) => {
        const form: Pairs = [
          ["keep", club],
          ["keepRevision", "0"],
          ["other", hiroba],
          ["otherRevision", "0"],
        ];
        return answerOf(mergeAction(await posted(scene.coordinator, "/providers/duplicates", form)));
      },
      entry: (scene) => ({ ...onProvider(scene, club), deed: { action: "merge_providers" } }),
    },
  },
  "providers_.import_.$batch": {
    words: {
      does: (scene) => importOne(scene, "児発"),
      entry: (scene) => ({ ...onArea(scene), deed: { action: "remember_words", count: 1 } }),
    },
    apply: {
      does: (scene) => importOne(scene),
      entry: (scene) => ({
        ...onArea(scene),
        deed: { action: "import_providers", created: 1, changed: 0, vanished: 0 },
      }),
    },
  },
  "providers_.new": {
    add: {
      does: async (scene) => answerOf(newProviderAction(await posted(scene.coordinator, "/providers/new", oneService))),
      entry: (scene) => ({
        ...onProvider(scene, "152137-p-0123456789abcdef01234567"),
        deed: { action: "add_provider" },
      }),
    },
  },
};
