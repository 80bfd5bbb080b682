import { parseArgs } from "node:util";
import { stop } from "./terminal.mjs";

export const usage = "npm start -- [--port 3000] [--host 127.0.0.1] [--data data] [--demo]";

/**
 * Reads the options of `npm start`. Throws an error with a `userMessage` for anything that is not one of them.
 * @param {string[]} args
 * @returns {{ port: number, host: string, data?: string, demo: boolean, help: boolean }}
 */
export function readOptions(args) {
  const values = parse(args);
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) {
    throw stop(
      `--port は 0 から 65535 までの数です(0 は空いている番号を選びます): ${values.port}`,
      `--port takes a number from 0 to 65535, where 0 picks a free one: ${values.port}`,
    );
  }
  for (const name of ["host", "data"]) {
    if (values[name] === "") throw stop(`--${name} の値が空です。`, `--${name} needs a value.`);
  }
  return { ...values, port };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string", default: "3000" },
        host: { type: "string", default: "127.0.0.1" },
        data: { type: "string" },
        demo: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch {
    const given = args.join(" ");
    throw stop(
      `この指定は使えません: ${given}(使い方: ${usage})`,
      `These options cannot be used: ${given} (usage: ${usage})`,
    );
  }
}
