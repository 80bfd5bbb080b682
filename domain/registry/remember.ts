/** More texts than a table has different ones of a kind; then all is forgotten, so that memory stays small. */
const most = 50_000;

/**
 * A function of one text that remembers what it gave: tables say the same thing in many rows (services, municipalities, names of one
 * provider), and folding a text takes longer than finding it.
 */
export function remember<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = compute(text);
    if (known.size >= most) known.clear();
    known.set(text, value);
    return value;
  };
}
