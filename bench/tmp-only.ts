import { measureImport } from "/tmp/wt/t4a/bench/import.ts";
console.log(JSON.stringify(await measureImport(), null, 1));
process.exit(0);
