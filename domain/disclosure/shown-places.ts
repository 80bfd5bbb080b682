import type { DisclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { areSafeTogether, type HiddenPart } from "#domain/disclosure/safe-sums.ts";
import type { PlacesGap, PlacesLine, SupplyPart } from "#domain/gap/places-gap.ts";

/** Which sums of places may be shown together. What is absent for another reason hides nothing. */
export type ShownSupply = {
  readonly confirmed: (line: PlacesLine) => boolean;
  readonly withLastRound: (line: PlacesLine) => boolean;
};

type Sum = { readonly line: PlacesLine; readonly lastRound: boolean };

function partsOf({ supplyParts }: PlacesGap, { line, lastRound }: Sum): readonly SupplyPart[] {
  return supplyParts.filter(
    (part) => (lastRound || !part.lastRound) && part.services.some((service) => line.services.includes(service)),
  );
}

/**
 * Whose places must not be computable: those of providers that agreed to nothing, and for the public also those that agreed
 * to partners only. The public must pass both: partners know the latter, and could take them away.
 */
function hiddenBy(rule: DisclosureRule): readonly ((part: SupplyPart) => readonly string[])[] {
  const closed = (part: SupplyPart) => part.closed;
  return rule.audience === "council_closed" ? [closed] : [closed, (part) => [...part.closed, ...part.partners]];
}

function areSafe(gap: PlacesGap, sums: readonly Sum[], rule: DisclosureRule): boolean {
  return hiddenBy(rule).every((providersOf) => {
    const hidden = new Map<SupplyPart, HiddenPart>(
      gap.supplyParts.map((part) => [part, { providers: providersOf(part) }]),
    );
    const rows = sums.map((sum) => partsOf(gap, sum).flatMap((part) => hidden.get(part) ?? []));
    return areSafeTogether([...hidden.values()], rows, rule.minUnits);
  });
}

/**
 * The lines first, then all services together, then the same with last round's values: each is shown if, with what is
 * shown before it, no sum or difference speaks of one or two providers that did not agree.
 */
export function shownSupply(gap: PlacesGap, rule: DisclosureRule): ShownSupply {
  const lines = gap.combined ? [...gap.lines, gap.combined] : gap.lines;
  const shown: Sum[] = [];
  for (const lastRound of [false, true]) {
    for (const line of lines) {
      const figure = lastRound ? line.supply.withLastRound : line.supply.confirmed;
      const sum = { line, lastRound };
      if (figure.kind === "value" && areSafe(gap, [...shown, sum], rule)) shown.push(sum);
    }
  }
  const isShown = (line: PlacesLine, lastRound: boolean) =>
    shown.some((sum) => sum.line === line && sum.lastRound === lastRound);
  return {
    confirmed: (line) => line.supply.confirmed.kind === "absent" || isShown(line, false),
    withLastRound: (line) => line.supply.withLastRound.kind === "absent" || isShown(line, true),
  };
}
