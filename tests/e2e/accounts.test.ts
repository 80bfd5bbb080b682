import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { setUpByScript } from "#tests/e2e/town-by-script.ts";
import { account } from "#tests/e2e/tsubame.ts";

const visitors = browserOfFile();
let site: Site;

beforeAll(async () => {
  site = await startSite();
  await setUpByScript(site);
});
afterAll(() => site.stop());

async function signIn(page: Page, loginName: string, password: string): Promise<void> {
  await page.goto(`${site.url}/sign-in`);
  await page.locator("#loginName").fill(loginName);
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: "サインインする" }).click();
}

const startPassword = (page: Page) => page.getByTestId("start-password");

describe.each([
  ["with JavaScript", true, "tanaka"],
  ["without JavaScript", false, "suzuki"],
] as const)("accounts %s", (_how, javaScript, loginName) => {
  test("an administrator gives an account, its person sets a password and reads the paper", async () => {
    const staff = await visitors.open({ javaScript, expected: [409, 422] });
    await signIn(staff, account.loginName, account.password);
    await staff.getByRole("link", { name: "利用者", exact: true }).click();

    const submit = staff.getByRole("button", { name: "登録する", exact: true });
    await submit.click();
    await staff.locator(".error-summary").waitFor();
    expect(await staff.locator(".error-summary li").allInnerTexts()).toHaveLength(3);
    await staff.locator("#displayName").fill("田中 花子");
    await staff.locator("#loginName").fill(account.loginName);
    await staff.getByLabel(/^協議会委員/).check();
    await submit.click();
    await staff.getByText("この利用者名はすでに使われています。別の名前にしてください。").first().waitFor();
    expect(await staff.locator("#displayName").inputValue()).toBe("田中 花子");
    await staff.locator("#loginName").fill(loginName);
    await staff.getByLabel(/^協議会委員/).check();
    await submit.click();
    await startPassword(staff).waitFor();
    const password = await startPassword(staff).innerText();
    await staff.reload();
    await staff.getByText("初回のパスワードのまま").waitFor();
    expect(await startPassword(staff).count()).toBe(0);

    const person = await visitors.open({ javaScript, width: phone });
    await signIn(person, loginName, password);
    await person.getByText("はじめに、ご自分だけのパスワードを決めてください。").waitFor();
    await person.goto(`${site.url}/council`);
    expect(new URL(person.url()).pathname).toBe("/account/password");
    expect(await person.locator(".page-menu").count()).toBe(0);
    await person.locator("#current").fill(password);
    await person.locator("#password").fill("自分で決めた パスワード");
    await person.locator("#repeat").fill("自分で決めた パスワード");
    await person.getByRole("button", { name: "パスワードを変更する" }).click();
    await person.getByText("パスワードを変更しました。").waitFor();
    await person.goto(`${site.url}/council`);
    expect(new URL(person.url()).pathname).toBe("/council");

    await staff.getByRole("button", { name: "利用を停止する" }).click();
    await staff.getByText("停止中").waitFor();
    await person.goto(`${site.url}/council`);
    expect(new URL(person.url()).pathname).toBe("/sign-in");

    await staff.getByRole("link", { name: "操作の記録" }).click();
    const entries = staff.locator("tbody td");
    await entries.first().waitFor();
    expect((await entries.allInnerTexts()).slice(0, 4)).toEqual([
      "担当 花子さんが、田中 花子さんの利用を停止しました。",
      "田中 花子さんが、自分のパスワードを変更しました。",
      "田中 花子さんが、サインインしました(接続元 127.0.0.0/24)。",
      "担当 花子さんが、田中 花子さんの利用者を登録しました(役割: 協議会委員)。",
    ]);
  });
});
