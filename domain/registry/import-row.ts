import type { Address } from "#domain/registry/city-address.ts";
import { type Designation, type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";

/** The city a table is read for. */
export type ImportCity = {
  readonly id: string;
  readonly name: { readonly ja: string };
  readonly districts: readonly { readonly id: string; readonly name: { readonly ja: string; readonly en?: string } }[];
};

/** One service of a row as it was understood. A text that is not there is empty and changes nothing. */
export type ImportRow = {
  readonly line: number;
  readonly number: string | null;
  readonly name: string;
  readonly kana: string;
  readonly corporationName: string;
  readonly corporationKana: string;
  readonly corporationNumber: string | null;
  /** Null: the table does not say. */
  readonly address: Address | null;
  readonly phone: string;
  readonly fax: string;
  readonly email: string;
  readonly url: string;
  /** Undefined: the table does not say. Null: outside the city's districts. */
  readonly district: string | null | undefined;
  readonly service: ServiceType;
  readonly designation: Designation | null;
  readonly capacity: number | null;
  readonly sharedGroup: string | null;
};

/** A row below the headings, with what reading found at its cells. */
export type RowToRead = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly notes: readonly {
    readonly column: number;
    readonly kind: "date" | "formula" | "digits" | "signs" | "extra";
    readonly value?: string | undefined;
  }[];
};

/** Where the footing of a unit is not said: most are designated, the city's own services and others are not. */
export function usualDesignation(service: ServiceType): Designation {
  const { group } = serviceTypeInfo(service);
  if (group === "municipal") return "chiiki_seikatsu";
  return group === "medical" || group === "childcare_education" ? "other" : "designated";
}
