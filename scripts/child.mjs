import { spawn } from "node:child_process";

const npm = process.env.npm_execpath?.endsWith("npm-cli.js")
  ? { command: process.execPath, first: [process.env.npm_execpath], shell: false }
  : { command: "npm", first: [], shell: process.platform === "win32" };

/**
 * Runs a program without stdin and waits for its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, shell?: boolean, limitMs?: number }} options
 *   `quiet` holds the output back and shows it, on stderr, only when the program fails; `limitMs` kills a program that hangs.
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is filled when quiet
 */
export function run(command, args, options = {}) {
  const { cwd, env = process.env, quiet = false, shell = false, limitMs } = options;
  return new Promise((resolve) => {
    const stdio = ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"];
    const child = spawn(command, args, { cwd, env, shell, stdio, timeout: limitMs, killSignal: "SIGKILL" });
    const parts = [];
    child.stdout?.on("data", (part) => parts.push(part));
    child.stderr?.on("data", (part) => parts.push(part));
    const release = endTogether(child);
    const finish = (ok, note = "") => {
      release();
      const output = Buffer.concat(parts).toString("utf8") + note;
      if (!ok && quiet) process.stderr.write(output);
      resolve({ ok, output });
    };
    child.once("error", (error) => finish(false, `${error.message}\n`));
    child.once("close", (code, signal) => finish(code === 0, signal ? `${command}: ${signal}\n` : ""));
  });
}

/** Runs npm: the one that started this script, else the one on the PATH. */
export function runNpm(args, options) {
  return run(npm.command, [...npm.first, ...args], { ...options, shell: npm.shell });
}

// A stopped command must not leave an install or a build working behind the next one's back.
function endTogether(child) {
  const end = (signal) => {
    child.kill(signal);
    process.exit(1);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
