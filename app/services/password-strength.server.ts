/** The product's own names, which are on every page. */
const productNames = ["地域診断", "chiiki", "shindan", "chiiki-shindan", "tiiki", "sindan"];
/** About 10^10 guesses: zxcvbn's highest mark. An offline guesser needs a day for it even at argon2id's speed on many machines. */
const leastScore = 4;
/** Letters that are left when names are taken out. */
const leastOwnLetters = 8;
/** zxcvbn's time grows faster than the length (a second and more at 64 signs); a long password whose beginning is guessable is refused. */
const judgedLength = 32;
/** Ways of reading signs as letters (`@` as a) that are tried. */
const mostReadings = 4;

/**
 * Why a password can be guessed: it is a name that everybody knows here (login name, own name, city, product) with little else; it
 * repeats itself or follows a row of signs; it is made of common passwords and words.
 */
export type PasswordWeakness = "holds_name" | "repeats" | "common";

/**
 * What is wrong with a password that is long enough, or null. `names` are the person's and the city's, in any spelling. Judged by
 * zxcvbn with the lists of common passwords and of English and Japanese words and names (Japanese ones in Latin letters).
 */
export async function findPasswordWeakness(
  password: string,
  names: readonly string[],
): Promise<PasswordWeakness | null> {
  const typed = fold(password).slice(0, judgedLength);
  const known = [...productNames, ...names].flatMap(partsOf);
  const rest = known.reduce((text, name) => text.replaceAll(name, " "), typed);
  if (rest !== typed && (rest.match(/\p{L}/gu)?.length ?? 0) < leastOwnLetters) return "holds_name";
  const judge = await loadJudge();
  const { score, sequence } = judge(typed, known);
  if (score >= leastScore) return null;
  return sequence.some(({ pattern }) => ["repeat", "sequence", "spatial"].includes(pattern)) ? "repeats" : "common";
}

const fold = (text: string) => text.normalize("NFKC").toLowerCase();

/** A name whole, its words, and a city's also without 市, 区, 町 or 村; the longest first. */
function partsOf(name: string): string[] {
  const words = [fold(name).trim(), ...fold(name).split(/[\s\p{P}]+/u)];
  const all = words.flatMap((word) => [word, word.replace(/[市区町村]$/, "")]);
  const long = all.filter((word) => /\p{L}/u.test(word) && word.length >= (/[^\p{ASCII}]/u.test(word) ? 1 : 3));
  return [...new Set(long)].sort((a, b) => b.length - a.length);
}

type Judge = (password: string, names: string[]) => { score: number; sequence: { pattern: string }[] };
let judge: Promise<Judge> | undefined;

/** The lists take 15 MB of memory: they are read when the first password is chosen. */
function loadJudge(): Promise<Judge> {
  judge ??= readLists().catch((error: unknown) => {
    judge = undefined;
    throw error;
  });
  return judge;
}

async function readLists(): Promise<Judge> {
  const [{ zxcvbn, zxcvbnOptions }, common, en, ja] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
    import("@zxcvbn-ts/language-ja"),
  ]);
  const named = (language: string, lists: Readonly<Record<string, (string | number)[]>>) =>
    Object.fromEntries(Object.entries(lists).map(([name, words]) => [`${language}-${name}`, words]));
  zxcvbnOptions.setOptions({
    dictionary: { ...common.dictionary, ...named("en", en.dictionary), ...named("ja", ja.dictionary) },
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: mostReadings,
  });
  return (password, names) => zxcvbn(password, names);
}
