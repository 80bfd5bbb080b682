import ipaddr from "ipaddr.js";

/**
 * The network that a limit counts as one client: an IPv4 address whole (`203.0.113.7`, also where it comes written as IPv6,
 * `::ffff:203.0.113.7`), an IPv6 address by its /64 (`2001:db8:1:2::/64`), because a line is given at least a /64 and its holder
 * takes a new address of it at will (RFC 6177). What is no address counts as one client, `unknown`.
 */
export function clientNetwork(address: string): string {
  return networkOf(address, { ipv4: 32, ipv6: 64 }).replace(/\/32$/, "");
}

/**
 * The coarse network that the audit log keeps of a sign-in: `203.0.113.0/24` or `2001:db8:1::/48`. It tells an office from a
 * stranger abroad, which is what the log is read for, but not which of the up to 256 lines beside it: the log is kept
 * for years and is read by more people than need to know where a colleague was.
 */
export function coarseNetwork(address: string): string {
  return networkOf(address, { ipv4: 24, ipv6: 48 });
}

function networkOf(address: string, bits: { ipv4: number; ipv6: number }): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4)
    return `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/${bits.ipv4}`)}/${bits.ipv4}`;
  const parts = parsed.parts.map((part, index) => (index < bits.ipv6 / 16 ? part : 0));
  return `${new ipaddr.IPv6(parts).toRFC5952String()}/${bits.ipv6}`;
}
