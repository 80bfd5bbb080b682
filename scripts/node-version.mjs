import { readFileSync } from "node:fs";
import { fail, stop } from "./terminal.mjs";

// Imported first by every command, and before anything that an older Node could not even load.
const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const needed = engines.node.replace(">=", "");

if (isOlder(process.versions.node, needed)) {
  fail(
    stop(
      `Node.js ${needed} 以上が必要です(いまは ${process.versions.node} です)。`,
      `Node.js ${needed} or newer is needed; this is ${process.versions.node}.`,
    ),
  );
}

function isOlder(version, minimum) {
  const [have, want] = [version, minimum].map((text) => text.split(".").map(Number));
  const differs = want.findIndex((part, index) => part !== have[index]);
  return differs >= 0 && have[differs] < want[differs];
}
