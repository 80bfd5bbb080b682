import { useEffect } from "react";
import type { Model } from "survey-core";
import { fontsAddress } from "#app/components/fonts-address.ts";

const family = "BIZ UDPGothic served";
let isHere = false;

/** Begins to load the font of what the product says; nothing is drawn with it yet. */
function loadFonts(): void {
  addSheet(fontsAddress.first)?.addEventListener("load", () => {
    void document.fonts.load(`1em "${family}"`, "あ").then(
      () => {
        isHere = true;
      },
      () => undefined,
    );
  });
}

/** Null where the page has it already. */
function addSheet(address: string): HTMLLinkElement | null {
  if (document.querySelector(`link[href="${address}"]`)) return null;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  document.head.append(link);
  return link;
}

function drawWithFonts(): void {
  if (!isHere) return;
  addSheet(fontsAddress.more);
  document.documentElement.dataset.fonts = "on";
}

/**
 * A form's fonts: loaded once it is alive, so that they keep nobody from answering, and drawn with from the next page of it
 * on, so that nothing moves under a finger.
 */
export function useLateFonts(model: Model | null): void {
  useEffect(() => {
    if (!model) return;
    loadFonts();
    model.onCurrentPageChanged.add(drawWithFonts);
    model.onShowingPreview.add(drawWithFonts);
    return () => {
      model.onCurrentPageChanged.remove(drawWithFonts);
      model.onShowingPreview.remove(drawWithFonts);
    };
  }, [model]);
}
