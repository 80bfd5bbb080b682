import { describe, expect, it } from "vitest";
import { cleanTyped, cleanTypedLine } from "#domain/typed-text.ts";

describe("What was typed or pasted", () => {
  it("loses the marks of writing direction that telephones put around a copied number", () => {
    expect(cleanTyped("電話は\u202D090-0000-0000\u202C")).toBe("電話は090-0000-0000");
    expect(cleanTyped("10\u200E")).toBe("10");
  });

  it("loses zero-width signs, soft hyphens, byte order marks and tags", () => {
    expect(cleanTyped("\uFEFF1650000201\u200B")).toBe("1650000201");
    expect(cleanTyped("放課後等\u00ADデイ\u2060サービス\u{E0041}")).toBe("放課後等デイサービス");
  });

  it("loses control characters, halves of a surrogate pair and code points of no character", () => {
    expect(cleanTyped("あ\u0000い\u0008\u007F\u009Fう\uD800え\uFFFE\u{1FFFF}")).toBe("あいうえ");
  });

  it("keeps a tab, and makes every line end one line break", () => {
    expect(cleanTyped("一行目\u000B二行目\u0085三行目\u2028四\r\n五\r六\f七\t八")).toBe(
      "一行目\n二行目\n三行目\n四\n五\n六\n七\t八",
    );
  });

  it("keeps what can be seen: variants of kanji, rare kanji, emoji, both widths of a space", () => {
    const seen = "葛\u{E0100}飾の𠮷田\uFE0F さん　髙﨑🙂";
    expect(cleanTyped(seen)).toBe(seen);
  });

  it("becomes one line where a line is asked for", () => {
    expect(cleanTypedLine("みどり\u000B町\r\n\t1-1\u200B")).toBe("みどり 町 1-1");
  });
});
