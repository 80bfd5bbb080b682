import { describe, expect, test } from "vitest";
import { findPasswordWeakness } from "#app/services/password-strength.server.ts";
import { makeStartPassword } from "#app/services/start-password.server.ts";

const names = ["sato-123", "佐藤 花子", "燕市", "Tsubame"];

describe("a password that can be guessed", () => {
  test.each([
    ["password1234", "common"],
    ["Ｐａｓｓｗｏｒｄ１２３４", "common"],
    ["p@ssw0rd1234", "common"],
    ["iloveyou1234", "common"],
    ["sakurasakamoto", "common"],
    ["aaaaaaaaaaaa", "repeats"],
    ["abcabcabcabc", "repeats"],
    ["あああああああああああああ", "repeats"],
    ["さくらさくらさくら2026", "repeats"],
    ["qwertyuiop[]", "repeats"],
    ["sato-123-2026", "holds_name"],
    ["SATO-123sato-123", "holds_name"],
    ["花子花子花子花子花子花子", "holds_name"],
    ["燕市役所福祉課2026", "holds_name"],
    ["燕市燕市燕市燕市燕市燕市", "holds_name"],
    ["Tsubame2026!!", "holds_name"],
    ["tsubame-shi-2026", "holds_name"],
    ["地域診断2026!!!!", "holds_name"],
    ["chiiki-shindan", "holds_name"],
  ])("%s is refused: %s", async (password, weakness) => {
    expect(await findPasswordWeakness(password, names)).toBe(weakness);
  });
});

describe("a good password is taken", () => {
  test.each([
    "長い パスワード 12文字",
    "みずうみ 自転車 とうふ",
    "a new password 12",
    "mizuumi jitensha 7 toufu",
    "燕市の朝は霧の中を鳥が渡る",
  ])("%s", async (password) => {
    expect(await findPasswordWeakness(password, names)).toBeNull();
  });

  test("each start password among them", async () => {
    for (let count = 0; count < 50; count += 1) {
      const password = makeStartPassword();
      expect(await findPasswordWeakness(password, names), password).toBeNull();
    }
  });

  test("the longest one is judged at once", async () => {
    const started = performance.now();
    expect(await findPasswordWeakness("a1B!".repeat(50), names)).toBe("repeats");
    await findPasswordWeakness("p4$sW0rd".repeat(25), names);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
