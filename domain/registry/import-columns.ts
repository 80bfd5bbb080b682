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

/** Without these no row can be read. */
export const requiredFields = ["name", "service"] as const satisfies readonly ImportField[];

/** The place of each field's column, from 0; a field that is not there is not read. */
export type ImportColumns = Readonly<Partial<Record<ImportField, number>>>;

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();

/** Names by which tables call a field, the surest first; those of the open data stand among them. */
const names: Readonly<Record<ImportField, readonly string[]>> = {
  name: ["事業所の名称", "事業所名", "事業所名称", "名称", "施設名", "name"],
  service: ["サービス種別", "サービス", "サービス種類", "サービス名", "service"],
  number: ["事業所番号", "指定事業所番号", "番号", "number"],
  kana: ["事業所の名称_かな", "事業所名かな", "事業所名カナ", "かな", "カナ", "フリガナ", "ふりがな", "kana"],
  corporationName: ["法人の名称", "法人名", "法人名称", "設置者", "設置者名", "事業者名", "corporation"],
  corporationKana: ["法人の名称_かな", "法人名かな", "法人名カナ"],
  corporationNumber: ["法人番号"],
  address: ["住所", "所在地", "事業所住所", "事業所所在地", "address"],
  addressCity: ["事業所住所（市区町村）", "市区町村", "住所（市区町村）"],
  addressRest: ["事業所住所（番地以降）", "番地以降", "住所（番地以降）", "番地"],
  phone: ["事業所電話番号", "電話番号", "電話", "TEL", "連絡先", "phone"],
  fax: ["事業所FAX番号", "FAX番号", "ファクス", "ファックス", "FAX"],
  email: ["メール", "メールアドレス", "Eメール", "E-mail", "email"],
  url: ["事業所URL", "URL", "ホームページ"],
  district: ["地区", "圏域", "地域", "district"],
  designation: ["指定区分", "区分", "指定"],
  capacity: ["定員", "利用定員", "capacity"],
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
