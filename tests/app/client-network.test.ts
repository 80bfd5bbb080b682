import { describe, expect, test } from "vitest";
import { clientNetwork, coarseNetwork } from "#app/http/client-network.ts";

describe("the network a limit counts by", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
    ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
    ["2001:db8::1", "2001:db8::/64"],
    ["fe80::1%eth0", "fe80::/64"],
    ["::1", "::/64"],
    ["", "unknown"],
    ["203.0.113.7, 198.51.100.1", "unknown"],
    ["<script>", "unknown"],
  ])("of %j is %j", (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });
});

describe("the network the audit log keeps", () => {
  test.each([
    ["203.0.113.7", "203.0.113.0/24"],
    ["::ffff:203.0.113.255", "203.0.113.0/24"],
    ["2001:db8:1:2::1", "2001:db8:1::/48"],
    ["2001:db8:1:ffff::1", "2001:db8:1::/48"],
    ["nobody", "unknown"],
  ])("of %j is %j", (address, network) => {
    expect(coarseNetwork(address)).toBe(network);
  });
});
