/** The ways a request goes out. */
export const deliveryChannels = ["mail", "letter", "fax", "phone"] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** `bounced`: the address was refused. `failed`: refused for another reason, given up, or no longer wanted when its turn came. */
export type DeliveryState = "queued" | "sending" | "sent" | "failed" | "bounced";

/** Why a mail was not sent though nobody refused its recipient. */
export type DeliveryFailure =
  | "gave_up"
  | "refused"
  | "answered"
  | "not_open"
  | "revoked"
  | "gone"
  | "recent"
  | "no_address";
