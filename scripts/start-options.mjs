import { parseArgs } from "node:util";
import { stop } from "./terminal.mjs";

export const usage = "npm start -- [--port 3000] [--host 127.0.0.1] [--data data] [--demo] [--scale 1]";

/** Invented cities that have a code of their own. */
const mostCities = 50_000;

/**
 * Reads the options of `npm start`. Throws an error with a `userMessage` for anything that is not one of them.
 * @param {string[]} args
 * @returns {{ port: number, host: string, data?: string, demo: boolean, scale: number, help: boolean }}
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
  const scale = readScale(values);
  for (const name of ["host", "data"]) {
    if (values[name] === "") throw stop(`--${name} の値が空です。`, `--${name} needs a value.`);
  }
  return { ...values, port, scale };
}

/** How many invented cities there shall be: for measurements, and only among demo data. */
function readScale({ demo, scale }) {
  if (scale === undefined) return 1;
  if (!demo) throw stop("--scale は --demo と一緒に使います。", "--scale is used together with --demo.");
  const cities = /^\d{1,5}$/.test(scale) ? Number(scale) : Number.NaN;
  if (cities >= 1 && cities <= mostCities) return cities;
  throw stop(
    `--scale は 1 から ${mostCities} までの数です: ${scale}`,
    `--scale takes a number from 1 to ${mostCities}: ${scale}`,
  );
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
        scale: { type: "string" },
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
