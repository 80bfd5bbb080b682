/** Server-rendered form markup by key. Filled and read on the server; in the browser it stays empty. */
const shells = new Map<string, string>();
const keptShells = 400;

export function findShell(key: string): string | undefined {
  return shells.get(key);
}

export function keepShell(key: string, html: string): void {
  const oldest = shells.keys().next();
  if (shells.size >= keptShells && !oldest.done) shells.delete(oldest.value);
  shells.set(key, html);
}
