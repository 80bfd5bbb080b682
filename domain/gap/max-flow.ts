import Fraction from "fraction.js";

/** From one node to another; without a capacity as much as arrives may pass. */
export type Arc = { readonly from: string; readonly to: string; readonly capacity: Fraction | null };

/** What may still pass from a node to each other one, in units of 1/scale. */
type Residual = Map<string, Map<string, bigint>>;

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;

function addTo(residual: Residual, from: string, to: string, amount: bigint): void {
  const row = residual.get(from) ?? new Map<string, bigint>();
  row.set(to, (row.get(to) ?? 0n) + amount);
  residual.set(from, row);
}

/** Integers: the capacities times their common denominator. Unlimited is the sum of all limited ones. */
function toResidual(arcs: readonly Arc[], scale: bigint): Residual {
  const scaled = ({ capacity }: Arc) => (capacity === null ? null : (capacity.n * scale) / capacity.d);
  const unlimited = arcs.reduce((sum, arc) => sum + (scaled(arc) ?? 0n), 0n);
  const residual: Residual = new Map();
  for (const arc of arcs) addTo(residual, arc.from, arc.to, scaled(arc) ?? unlimited);
  return residual;
}

/** A shortest way with room left (breadth first), as pairs of nodes from the sink back; null if there is none. */
function findWay(residual: Residual, source: string, sink: string): readonly (readonly [string, string])[] | null {
  const cameFrom = new Map<string, string>([[source, source]]);
  for (const node of cameFrom.keys()) {
    if (cameFrom.has(sink)) break;
    for (const [next, room] of residual.get(node) ?? []) if (room > 0n && !cameFrom.has(next)) cameFrom.set(next, node);
  }
  const way: [string, string][] = [];
  for (let node = sink; node !== source; ) {
    const before = cameFrom.get(node);
    if (before === undefined) return null;
    way.push([before, node]);
    node = before;
  }
  return way;
}

/**
 * The most that can pass from the source to the sink, exact (Edmonds–Karp on integers). By the max-flow min-cut theorem,
 * demand − flow is the largest deficiency over all sets of demands. Capacities must not be negative.
 */
export function maxFlow(arcs: readonly Arc[], source: string, sink: string): Fraction {
  const scale = arcs.reduce((all, { capacity }) => (capacity === null ? all : lcm(all, capacity.d)), 1n);
  const residual = toResidual(arcs, scale);
  let flow = 0n;
  for (let way = findWay(residual, source, sink); way; way = findWay(residual, source, sink)) {
    const rooms = way.map(([from, to]) => residual.get(from)?.get(to) ?? 0n);
    const room = rooms.reduce((least, one) => (one < least ? one : least));
    for (const [from, to] of way) {
      addTo(residual, from, to, -room);
      addTo(residual, to, from, room);
    }
    flow += room;
  }
  return new Fraction(flow, scale);
}
