import { describe, expect, test } from "vitest";
import { isDatabaseUnavailable, isDuplicateKey } from "#models/connection.server.ts";
import { defineModel, json } from "#models/define-model.ts";

type Row = { _id: string; size: number; answers: unknown };
const Things = defineModel<Row>("DefineModelThing", "define_model_things", {
  _id: String,
  size: Number,
  answers: json,
});

describe("a model", () => {
  test("is compiled once per name", () => {
    expect(defineModel<Row>("DefineModelThing", "define_model_things", { _id: String })).toBe(Things);
    expect(Things.collection.name).toBe("define_model_things");
  });

  test("refuses a field it does not know, and a value of another type", () => {
    expect(() => new Things({ _id: "a", sise: 1 })).toThrow("sise");
    expect(new Things({ _id: "a", size: "many" }).validateSync()?.errors.size?.name).toBe("CastError");
    expect(new Things({ _id: "a", size: 1 }).validateSync()).toBeUndefined();
  });

  test("keeps JSON as it is: empty objects, empty lists, null, and no version key", () => {
    const answers = { procedures: [], month: {}, contact: null, "a.b": { $gt: "" } };
    expect(new Things({ _id: "a", size: 1, answers }).toObject()).toEqual({ _id: "a", size: 1, answers });
  });
});

describe("an error", () => {
  const withCode = (code: string) => Object.assign(new Error(code), { code });

  test("of a broken connection is the database being away, any other is not", () => {
    expect(["EPIPE", "ECONNRESET"].map(withCode).map(isDatabaseUnavailable)).toEqual([true, true]);
    expect([withCode("ENOENT"), new Error("x"), "EPIPE", null].map(isDatabaseUnavailable)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("is a duplicate key only as the server says it", () => {
    expect([withCode("11000"), { code: 11000 }, null].map(isDuplicateKey)).toEqual([false, false, false]);
  });
});
