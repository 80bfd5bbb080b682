import { z } from "zod";
import { serviceTypeSchema } from "#domain/service-type.ts";

/**
 * The columns of the national open data on disability services (障害福祉サービス等情報公表システム オープンデータ, WAM NET), the
 * same in each of its files.
 */
export const openDataHeader = [
  "都道府県コード又は市区町村コード",
  "NO（※システム内の固有の番号、連番）",
  "指定機関名",
  "法人の名称",
  "法人の名称_かな",
  "法人番号",
  "法人住所（市区町村）",
  "法人住所（番地以降）",
  "法人電話番号",
  "法人FAX番号",
  "法人URL",
  "サービス種別",
  "事業所の名称",
  "事業所の名称_かな",
  "事業所番号",
  "事業所住所（市区町村）",
  "事業所住所（番地以降）",
  "事業所電話番号",
  "事業所FAX番号",
  "事業所URL",
  "事業所緯度",
  "事業所経度",
  "利用可能な時間帯（平日）",
  "利用可能な時間帯（土曜）",
  "利用可能な時間帯（日曜）",
  "利用可能な時間帯（祝日）",
  "定休日",
  "利用可能曜日特記事項（留意事項）",
  "定員",
] as const;

/** What a column of a table can be read as, in the order of the page. */
export const importFields = [
  "name",
  "service",
  "number",
  "kana",
  "corporationName",
  "corporationKana",
  "corporationNumber",
  "address",
  "addressCity",
  "addressRest",
  "addressBuilding",
  "areaCode",
  "phone",
  "fax",
  "email",
  "url",
  "district",
  "designation",
  "capacity",
  "sharedGroup",
] as const;
export const importFieldSchema = z.enum(importFields);
export type ImportField = z.infer<typeof importFieldSchema>;

/** The place of each field's column, from 0; a field that is not there is not read. */
export type ImportColumns = Readonly<Partial<Record<ImportField, number>>>;

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();

/**
 * Names by which tables call a field, the surest first: those of the open data on disability services and on long-term care, of the
 * standard data sets for municipalities (自治体標準オープンデータセット: 名称_カナ, 所在地_連結表記, 方書, 団体名) and of cities' own lists.
 */
const names: Readonly<Record<ImportField, readonly string[]>> = {
  name: [
    ..."事業所の名称,事業所名,事業所名称,名称,施設名,施設名称,施設の名称,事業所・施設名,事業所名・施設名".split(","),
    ..."施設・事業所名,サービス事業所名,園名,保育所名,学校名,name".split(","),
  ],
  service: [
    ..."サービス種別,サービス,サービス種類,サービス名,サービスの種類,サービス区分,提供サービス,事業所種別,施設種別".split(
      ",",
    ),
    ..."施設種類,施設の種類,施設の種別,施設区分,事業種別,事業の種類,種別,種類,service".split(","),
  ],
  number: "事業所番号,指定事業所番号,介護保険事業所番号,事業者番号,指定番号,番号,number".split(","),
  kana: [
    ..."事業所の名称_かな,事業所の名称_カナ,事業所名かな,事業所名カナ,事業所名_カナ,事業所名フリガナ".split(","),
    ..."事業所名（カナ）,事業所名ふりがな,名称_カナ,名称カナ,名称（カナ）,名称かな,施設名カナ,施設名_カナ".split(","),
    ..."施設名称カナ,施設名フリガナ,かな,カナ,フリガナ,ふりがな,kana".split(","),
  ],
  corporationName: [
    ..."法人の名称,法人名,法人名称,設置者,設置者名,事業者名,運営法人,運営法人名,法人,設置主体,運営主体".split(","),
    ..."経営主体,申請者名,団体名,corporation".split(","),
  ],
  corporationKana: "法人の名称_かな,法人の名称_カナ,法人名かな,法人名カナ,法人名_カナ,法人名フリガナ,団体名_カナ".split(
    ",",
  ),
  corporationNumber: ["法人番号"],
  address: [
    ..."住所,所在地,所在地_連結表記,事業所住所,事業所所在地,事業所の所在地,施設所在地,施設住所,所在地住所".split(","),
    ..."住所（所在地）,所在地（住所）,address".split(","),
  ],
  addressCity: [
    ..."事業所住所（市区町村）,住所（市区町村）,所在地（市区町村）,所在地_市区町村,市区町村,市区町村名,市町村".split(
      ",",
    ),
    "市町村名",
  ],
  addressRest: "事業所住所（番地以降）,番地以降,住所（番地以降）,所在地（番地以降）,番地".split(","),
  addressBuilding: "方書（ビル名等）,方書,建物名等（方書）,建物名等,建物名,ビル名,ビル名等".split(","),
  areaCode: [
    ..."都道府県コード又は市区町村コード,都道府県コード又は市町村コード,所在地_全国地方公共団体コード".split(","),
    ..."全国地方公共団体コード,市区町村コード,市町村コード".split(","),
  ],
  phone: "事業所電話番号,電話番号,電話,TEL,電話番号（代表）,連絡先電話番号,連絡先,phone".split(","),
  fax: "事業所FAX番号,FAX番号,ファクス,ファックス,ファックス番号,ファクス番号,FAX".split(","),
  email: [
    ..."メール,メールアドレス,電子メール,電子メールアドレス,連絡先メールアドレス,Eメール,Eメールアドレス".split(","),
    ..."E-mail,E-mailアドレス,email".split(","),
  ],
  url: "事業所URL,URL,ホームページ,ホームページURL,ホームページアドレス,HP,ウェブサイト".split(","),
  district: "地区,地区名,圏域,圏域名,日常生活圏域,地域,district".split(","),
  designation: ["指定区分", "区分", "指定"],
  capacity: "定員,利用定員,収容定員,認可定員,入所定員,受入定員,利用定員数,定員数,定員（人）,定員（名）,capacity".split(
    ",",
  ),
  sharedGroup: ["多機能型のまとまり", "多機能型", "多機能"],
};

/** The column of each field as the header tells it. What no name fits is left for the person to say. */
export function guessColumns(header: readonly string[]): ImportColumns {
  const folded = header.map(fold);
  const columns: Partial<Record<ImportField, number>> = {};
  for (const field of importFields) {
    const at = names[field].map((name) => folded.indexOf(fold(name))).find((place) => place >= 0);
    if (at !== undefined) columns[field] = at;
  }
  return columns;
}

/** Whether a header is the open data's: all 29 columns, in whatever order. */
export function isOpenDataHeader(header: readonly string[]): boolean {
  const folded = new Set(header.map(fold));
  return header.length === openDataHeader.length && openDataHeader.every((name) => folded.has(fold(name)));
}

/** The place of the open data's running number, which only tables of the system itself fill; -1 where it is not there. */
export const openDataNumberColumn = (header: readonly string[]): number =>
  header.map(fold).indexOf(fold(openDataHeader[1]));

/** How a table is to be read. */
export const importMappingSchema = z.object({
  /** `open_data`: rows of other cities and unknown services are left out, and what it no longer holds is marked. */
  kind: z.enum(["open_data", "file"]),
  columns: z.partialRecord(importFieldSchema, z.number().int().min(0)),
  /** The service of all rows, where no column tells it. */
  allRows: serviceTypeSchema.optional(),
  /** Columns in which a mark (○) says that the row has this service. */
  serviceColumns: z.array(z.object({ column: z.number().int().min(0), service: serviceTypeSchema })).optional(),
  /** For a new provider whose district nothing tells: a district's id, `outside` of all, or `none`: then it is an error. */
  fallbackDistrict: z.string(),
});
export type ImportMapping = Omit<z.infer<typeof importMappingSchema>, "columns"> & { columns: ImportColumns };
