import { describe, expect, test } from "vitest";
import {
  designationNames,
  designationSchema,
  findServiceTypeByBillingCode,
  findServiceTypeByWamCode,
  serviceTypeInfo,
  serviceTypes,
} from "#domain/service-type.ts";

describe("service types", () => {
  test("the two code systems collide for children: 63 is 児童発達支援 in WAM NET and 放課後等デイサービス in billing", () => {
    expect(findServiceTypeByWamCode("63")?.name.ja).toBe("児童発達支援");
    expect(findServiceTypeByBillingCode("63")?.name.ja).toBe("放課後等デイサービス");
  });

  test.each([
    ["jido_hattatsu", "63", "61"],
    ["iryogata_jido_hattatsu", "64", "62"],
    ["hokago_day", "65", "63"],
    ["kyotaku_homon_jido_hattatsu", "66", "65"],
    ["hoikusho_homon", "67", "64"],
    ["fukushigata_nyusho", "68", "71"],
    ["iryogata_nyusho", "69", "72"],
    ["shogaiji_sodan", "70", "55"],
    ["seikatsu_kaigo", "22", "22"],
    ["tanki_nyusho", "24", "24"],
    ["keikaku_sodan", "52", "52"],
    ["nicchu_ichiji", null, null],
    ["homon_kango", null, null],
  ] as const)("%s: WAM NET %s, billing %s", (slug, wamCode, billingCode) => {
    expect(serviceTypeInfo(slug)).toMatchObject({ slug, wamCode, billingCode });
  });

  test("no code stands for two services within one system", () => {
    for (const column of ["wamCode", "billingCode"] as const) {
      const codes = serviceTypes.flatMap((slug) => serviceTypeInfo(slug)[column] ?? []);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  test("an unknown code is null", () => {
    expect(findServiceTypeByWamCode("99")).toBeNull();
    expect(findServiceTypeByBillingCode("67")).toBeNull();
  });

  test("day services have a 定員, visits have none", () => {
    expect(serviceTypeInfo("hokago_day").hasCapacity).toBe(true);
    expect(serviceTypeInfo("hoikusho_homon").hasCapacity).toBe(false);
  });

  test("指定区分 in Japanese", () => {
    expect(designationSchema.options.map((code) => designationNames[code].ja)).toEqual([
      "指定",
      "共生型",
      "基準該当",
      "地域生活支援事業",
      "その他",
    ]);
  });
});
