import { z } from "zod";
import { type LocalizedText, localizedTextSchema } from "#domain/locale.ts";

/** Prefectures in the order of the first two digits of 全国地方公共団体コード (JIS X 0401): 01 北海道 … 47 沖縄県. */
const prefectureNames = `北海道 Hokkaido,青森県 Aomori,岩手県 Iwate,宮城県 Miyagi,秋田県 Akita,山形県 Yamagata,福島県 Fukushima,
茨城県 Ibaraki,栃木県 Tochigi,群馬県 Gunma,埼玉県 Saitama,千葉県 Chiba,東京都 Tokyo,神奈川県 Kanagawa,新潟県 Niigata,富山県 Toyama,
石川県 Ishikawa,福井県 Fukui,山梨県 Yamanashi,長野県 Nagano,岐阜県 Gifu,静岡県 Shizuoka,愛知県 Aichi,三重県 Mie,滋賀県 Shiga,
京都府 Kyoto,大阪府 Osaka,兵庫県 Hyogo,奈良県 Nara,和歌山県 Wakayama,鳥取県 Tottori,島根県 Shimane,岡山県 Okayama,
広島県 Hiroshima,山口県 Yamaguchi,徳島県 Tokushima,香川県 Kagawa,愛媛県 Ehime,高知県 Kochi,福岡県 Fukuoka,佐賀県 Saga,
長崎県 Nagasaki,熊本県 Kumamoto,大分県 Oita,宮崎県 Miyazaki,鹿児島県 Kagoshima,沖縄県 Okinawa`;

/** Two digits → name of the prefecture. */
export const prefectures: ReadonlyMap<string, LocalizedText> = new Map(
  prefectureNames.split(",").map((entry, index) => {
    const [ja = "", en = ""] = entry.trim().split(" ");
    return [String(index + 1).padStart(2, "0"), { ja, en }];
  }),
);

/**
 * Check digit of a 5-digit 全国地方公共団体コード: Σ(digit × 6,5,4,3,2) mod 11, then the last digit of 11 minus the
 * remainder. Throws a RangeError unless given five digits.
 */
export function areaCodeCheckDigit(code5: string): string {
  if (!/^\d{5}$/.test(code5)) throw new RangeError(`Not a 5-digit area code: ${code5}`);
  const sum = [...code5].reduce((total, digit, index) => total + Number(digit) * (6 - index), 0);
  return String((11 - (sum % 11)) % 10);
}

/**
 * A code as people type it (5 or 6 digits, full width allowed, leading zero kept) → the 6-digit code, or null if it is
 * not one: wrong length, wrong check digit, or no such prefecture.
 */
export function parseAreaCode(input: string): string | null {
  const digits = input.normalize("NFKC").trim();
  if (!/^\d{5,6}$/.test(digits) || !prefectures.has(digits.slice(0, 2))) return null;
  const code5 = digits.slice(0, 5);
  const code6 = code5 + areaCodeCheckDigit(code5);
  return digits.length === 5 || digits === code6 ? code6 : null;
}

/** Name of the prefecture of a 5- or 6-digit code, or null. */
export function findPrefecture(code: string): LocalizedText | null {
  return prefectures.get(code.slice(0, 2)) ?? null;
}

/** True for the id of a municipality: its 6-digit code with a right check digit. */
export const isMunicipalityId = (id: string): boolean => id.length === 6 && parseAreaCode(id) === id;

const areaCodeSchema = z.string().refine(isMunicipalityId, { error: "not a 6-digit area code" });

/** 地域. A municipality's id is its 6-digit code, a district's `<code>-<n>` (地区 have no national code). */
export const areaSchema = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("municipality"), id: areaCodeSchema, code: areaCodeSchema, name: localizedTextSchema })
    .refine((area) => area.id === area.code, { error: "the id of a municipality is its code" }),
  z.object({
    kind: z.literal("district"),
    id: z.string().refine((id) => /^\d{6}-[1-9]\d*$/.test(id) && parseAreaCode(id.slice(0, 6)) !== null, {
      error: "the id of a district is <6-digit code>-<number>",
    }),
    name: localizedTextSchema,
  }),
]);

/** True if the area `id` is `ancestorId` or lies inside it. */
export function areaCovers(ancestorId: string, id: string): boolean {
  return ancestorId !== "" && (id === ancestorId || id.startsWith(`${ancestorId}-`));
}
