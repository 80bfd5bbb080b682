import { describe, expect, test } from "vitest";
import { shareReads } from "#app/services/shared-read.ts";

/** A source whose look-ups end when they are told to. */
function source() {
  const started: { key: string; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const read = shareReads<string>(
    (key) => new Promise((resolve, reject) => started.push({ key, end: resolve, fail: reject })),
  );
  return { started, read };
}

describe("look-ups that are shared", () => {
  test("who comes while one is running gets the next one, and all of those the same", async () => {
    const { started, read } = source();
    const first = read("a");
    const [second, third] = [read("a"), read("a")];
    expect(started).toHaveLength(1);
    started[0]?.end("as it was");
    expect(await first).toBe("as it was");
    expect(started).toHaveLength(2);
    started[1]?.end("as it is");
    expect(await Promise.all([second, third])).toEqual(["as it is", "as it is"]);
    expect(started).toHaveLength(2);
  });

  test("nothing is kept once nobody waits", async () => {
    const { started, read } = source();
    for (const value of ["one", "two", "three"]) {
      const reading = read("a");
      started.at(-1)?.end(value);
      expect(await reading).toBe(value);
    }
    expect(started).toHaveLength(3);
  });

  test("other keys do not wait", () => {
    const { started, read } = source();
    void read("a");
    void read("b");
    expect(started.map(({ key }) => key)).toEqual(["a", "b"]);
  });

  test("a failure is told to those who shared it, and the next ones look again", async () => {
    const { started, read } = source();
    const first = read("a");
    const second = read("a");
    started[0]?.fail(new Error("away"));
    await expect(first).rejects.toThrow("away");
    started[1]?.end("back");
    expect(await second).toBe("back");
    const third = read("a");
    started[2]?.end("still");
    expect(await third).toBe("still");
  });
});
