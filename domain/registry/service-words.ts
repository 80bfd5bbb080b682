import {
  type Designation,
  findServiceTypeByWamCode,
  type ServiceType,
  serviceTypeInfo,
  serviceTypes,
} from "#domain/service-type.ts";

/** A word for a service as words are compared: one width, no spaces. */
export const serviceWordKey = (word: string): string => word.normalize("NFKC").replace(/[\s\p{C}]/gu, "");

const withoutRemark = (name: string) => name.replace(/\(旧\)$/, "");
const servicesByName = new Map(
  serviceTypes.flatMap((slug): [string, ServiceType][] => {
    const name = serviceWordKey(serviceTypeInfo(slug).name.ja);
    return [
      [name, slug],
      [withoutRemark(name), slug],
    ];
  }),
);

/** A service by its code in the open data (63; with or without its name behind) or by its official name; null for another. */
export function findService(typed: string): ServiceType | null {
  const text = serviceWordKey(typed);
  const code = /^(\d{2})(?:\D.*)?$/.exec(text)?.[1];
  if (code !== undefined) return findServiceTypeByWamCode(code)?.slug ?? null;
  return servicesByName.get(text) ?? null;
}

/** What the city said that words mean, by their keys: services, or none where a word is not one of this registry. */
export type ServiceWords = ReadonlyMap<string, readonly ServiceType[]>;

/** One service that a cell names, with its footing where the word tells it; `services` is null where nobody said what it means. */
export type ServiceReading = {
  readonly word: string;
  readonly services: readonly ServiceType[] | null;
  readonly designation: Designation | null;
};
export type ServiceCell = {
  readonly parts: readonly ServiceReading[];
  /** The services are offered together as one 多機能型事業所 and share their places. */
  readonly shared: boolean;
};

const separators = /[・、，,/／;；+＋\n\r]|\s及び|及び|並びに|および/u;
const multiFunction = /[(（【[]?多機能(?:型)?(?:事業所)?[)）】\]]?/gu;
const footings: readonly (readonly [Designation, RegExp])[] = [
  ["kyosei", /^共生型|[(（]共生型?[)）]/u],
  ["kijun_gaito", /^基準該当|[(（]基準該当[)）]/u],
];

/**
 * The services that a cell names: one, or several between ・ 、 / 及び or line breaks. A word that the city has explained counts as a whole;
 * a cell of which no part is known is one word, since 「指定特定・障害児相談支援」 is one. （共生型） and （基準該当） are footings, not services.
 */
export function readServiceCell(typed: string, words: ServiceWords): ServiceCell {
  const shared = typed.search(multiFunction) >= 0;
  const text = shared ? typed.replace(multiFunction, " ") : typed;
  const whole = readWord(text, words);
  if (whole.services !== null || !separators.test(text)) return { parts: [whole], shared };
  const parts = text
    .split(separators)
    .filter((part) => serviceWordKey(part) !== "")
    .map((part) => readWord(part, words));
  const known = parts.some(({ services }) => services !== null);
  return { parts: known ? parts : [whole], shared };
}

function readWord(typed: string, words: ServiceWords): ServiceReading {
  const whole = serviceWordKey(typed);
  const [designation = null, footing = null] = footings.find(([, sign]) => sign.test(whole)) ?? [];
  const said = words.get(whole) ?? own(whole);
  if (said || footing === null) return { word: whole, services: said ?? null, designation };
  const word = whole.replace(footing, "");
  return { word, services: words.get(word) ?? own(word) ?? null, designation };
}

function own(word: string): readonly ServiceType[] | undefined {
  const service = findService(word);
  return service ? [service] : undefined;
}
