import { describe, expect, test } from "vitest";
import { answersAsText } from "#app/components/survey-form/answers-as-text.ts";
import { findKept, forgetKept, type KeptText, keepText, sweepKept } from "#app/components/survey-form/kept-text.ts";
import { openTabCopy, takeUp } from "#app/components/survey-form/tab-copy.ts";
import { parseDefinition } from "#surveys/definition.ts";

/** A browser's storage, as far as it is used. */
function makeStore() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    key: (index: number) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  };
}

function makeBrowser() {
  const [device, tab] = [makeStore(), makeStore()];
  return { device, tab, stores: { device: () => device, tab: () => tab } };
}

const day = 86_400_000;
const kept: KeptText = {
  at: 1000 * day,
  text: "【意見】\nご意見: 途中",
  of: "first",
  base: 3,
  pending: { free_text: "途中" },
  decided: ["voice"],
};
const provider = { slot: "old-token", name: "name-of-invitation" };

describe("what is kept of a form whose link has ended", () => {
  test("a provider's is found on this device by the name that its new link knows too, not by the old link", () => {
    const { stores, device, tab } = makeBrowser();
    keepText(provider, kept, stores);
    expect(findKept({ ...provider, slot: "new-token" }, stores, kept.at)).toEqual(kept);
    expect([device.length, tab.length]).toEqual([1, 0]);
    expect(`${device.key(0)} ${device.getItem(device.key(0) ?? "")}`).not.toContain("old-token");
  });

  test("everybody else's stays in the tab: nobody finds it on the device, nor over another link", () => {
    const { stores, device, tab } = makeBrowser();
    const family = { slot: "family-token", name: null };
    keepText(family, kept, stores);
    expect([device.length, tab.length]).toEqual([0, 1]);
    expect(findKept(family, stores, kept.at)).toEqual(kept);
    expect(findKept({ slot: "other", name: null }, stores, kept.at)).toBeNull();
    expect(findKept(family, makeBrowser().stores, kept.at)).toBeNull();
  });

  test("is gone after a week, also when only other forms are opened; the rest of the device's storage stays", () => {
    const { stores, device } = makeBrowser();
    device.setItem("else", "1");
    keepText(provider, kept, stores);
    expect(findKept(provider, stores, kept.at + 7 * day - 1)).toEqual(kept);
    expect(findKept(provider, stores, kept.at + 7 * day)).toBeNull();
    sweepKept(stores, kept.at + 6 * day);
    expect(device.length).toBe(2);
    sweepKept(stores, kept.at + 8 * day);
    expect([device.length, device.getItem("else")]).toEqual([1, "1"]);
  });

  test("is gone when it was sent or left", () => {
    const { stores, device } = makeBrowser();
    keepText(provider, kept, stores);
    forgetKept(provider, stores);
    expect(device.length).toBe(0);
  });

  test("what somebody else wrote into the storage is nothing", () => {
    const { stores, device } = makeBrowser();
    for (const value of ["{", "1", '{"at":1}', '{"at":"x","text":"y"}']) {
      device.setItem(`kept:${provider.name}`, value);
      expect(findKept(provider, stores, 2)).toBeNull();
    }
  });

  test("a browser that stores nothing says so and breaks nothing", () => {
    const refuse = () => {
      throw new Error("SecurityError");
    };
    const off = { device: refuse, tab: refuse };
    expect(keepText(provider, kept, off)).toBe(false);
    expect(findKept(provider, off)).toBeNull();
    forgetKept(provider, off);
    sweepKept(off);
  });
});

describe("the new link's form", () => {
  const form = { of: "first", revision: 5, editors: [] };

  test("has what was kept as unsaved changes, on the revision it was typed on: what others changed since is a conflict", () => {
    expect(takeUp(form, "new-1", kept)).toBe(true);
    expect(openTabCopy("new-1", form)).toMatchObject({
      pending: { free_text: "途中" },
      decided: ["voice"],
      base: 3,
      takenUp: 1,
    });
  });

  test("does not get it when the answers were sent meanwhile: that is another form", () => {
    const correction = { ...form, of: "correction 2 null" };
    expect(takeUp(correction, "new-2", kept)).toBe(false);
    expect(openTabCopy("new-2", correction).pending).toEqual({});
  });
});

test("all answers as text: page by page, a line for each question, lists indented", () => {
  const definition = parseDefinition({
    title: "Survey",
    pages: [
      {
        name: "one",
        title: { default: "Care", ja: "医療的ケア" },
        elements: [
          {
            type: "radiogroup",
            name: "nurse",
            title: { default: "Nurse", ja: "看護職員" },
            choices: [{ value: "yes", text: { default: "Yes", ja: "いる" } }],
          },
          {
            type: "paneldynamic",
            name: "units",
            maxPanelCount: 3,
            title: { default: "Unit", ja: "サービス" },
            templateElements: [{ type: "text", name: "unit_name", title: { default: "Name", ja: "名前" } }],
          },
          { type: "comment", name: "voice", title: { default: "Voice", ja: "ご意見" } },
        ],
      },
    ],
  });
  const answers = { nurse: "yes", units: [{ unit_name: "あさひ" }], voice: "一行目\n二行目" };
  expect(answersAsText(definition, answers, "ja")).toBe(
    "【医療的ケア】\n看護職員: いる\nサービス: 1\n  名前: あさひ\nご意見: 一行目\n二行目",
  );
});
