import type { Random } from "#app/services/sample-town/random.ts";

/**
 * An invented answer where several can be chosen: each code with its own probability, at most `most` of them, and
 * `otherwise` alone where none comes up.
 */
export function likelyChoices(
  random: Random,
  probabilities: Readonly<Record<string, number>>,
  { most = Number.POSITIVE_INFINITY, otherwise = "none" }: { most?: number; otherwise?: string } = {},
): string[] {
  const chosen = Object.entries(probabilities).flatMap(([code, probability]) =>
    random.chance(probability) ? [code] : [],
  );
  return chosen.length === 0 ? [otherwise] : random.some(chosen, most);
}
