import { createHash } from "node:crypto";
import mongoose from "mongoose";
import type { DeliveryChannel, DeliveryFailure, DeliveryState } from "#domain/delivery.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel } from "#models/define-model.ts";

/** One time that a request went out, by mail or on another way, or is on its way. It holds no address and no text. */
export type Delivery = {
  id: string;
  areaId: string;
  roundId: string;
  invitationId: string;
  kind: "request" | "reminder";
  channel: DeliveryChannel;
  state: DeliveryState;
  /** The address of this program as the sender saw it: what the link in a mail begins with. */
  origin: string;
  attempts: number;
  /** When a queued mail is tried next; null for one that needs no try. */
  nextAttemptAt: Date | null;
  /** Until when one worker has it. */
  leasedUntil: Date | null;
  /** What the mail server answered, without its text: the text may hold addresses. */
  smtpCode: number | null;
  failure: DeliveryFailure | null;
  /** Of the address that was tried, keyed: a bounce says nothing about an address that was corrected since. */
  addressHash: string | null;
  queuedAt: Date;
  /** When it went out, or came back. */
  endedAt: Date | null;
};

type Row = Omit<Delivery, "id"> & { _id: string };

const Deliveries = defineModel<Row>("Delivery", "deliveries", {
  _id: String,
  areaId: String,
  roundId: String,
  invitationId: String,
  kind: String,
  channel: String,
  state: String,
  origin: String,
  attempts: Number,
  nextAttemptAt: Date,
  leasedUntil: Date,
  smtpCode: Number,
  failure: String,
  addressHash: String,
  queuedAt: Date,
  endedAt: Date,
});

/** How many mails were handed over on a day in Japan: all processes count here. */
const MailDays = defineModel<{ _id: string; count: number }>("MailDay", "mail_days", { _id: String, count: Number });

export const deliveryIndexes = {
  collection: "deliveries",
  indexes: [{ key: { state: 1, nextAttemptAt: 1 } }, { key: { areaId: 1, roundId: 1, queuedAt: 1 } }],
} as const;

const toDelivery = ({ _id, ...rest }: Row): Delivery => ({ id: _id, ...rest });

/** The id of a delivery: the same request by the same way in the same part of time is one, however often the button is pressed. */
export const deliveryId = (invitationId: string, channel: DeliveryChannel, part: string): string =>
  createHash("sha256").update(`delivery:${invitationId}|${channel}|${part}`).digest("hex").slice(0, 40);

/** Stores deliveries that do not exist yet; returns how many were new. */
export async function addDeliveries(deliveries: readonly Delivery[]): Promise<number> {
  if (deliveries.length === 0) return 0;
  const result = await Deliveries.bulkWrite(
    deliveries.map(({ id, ...rest }) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: rest }, upsert: true },
    })),
  );
  return result.upsertedCount;
}

/** All deliveries of a round, the oldest first. */
export async function listDeliveries(areaId: string, roundId: string): Promise<Delivery[]> {
  const rows = await Deliveries.find({ areaId, roundId }).sort({ queuedAt: 1, _id: 1 }).lean<Row[]>();
  return rows.map(toDelivery);
}

/** The other deliveries of an invitation's round to the same one. */
export async function listOtherDeliveries({ areaId, roundId, invitationId, id }: Delivery): Promise<Delivery[]> {
  const others = { areaId, roundId, invitationId, _id: mongoose.trusted({ $ne: id }) };
  return (await Deliveries.find(others).lean<Row[]>()).map(toDelivery);
}

/**
 * Takes the mail whose turn it is for one worker, or null. A mail whose worker fell silent is taken again: between handing
 * over and noting that, a crash sends it twice, with the same Message-ID.
 */
export async function leaseMail(now: Date, leasedUntil: Date): Promise<Delivery | null> {
  const row = await Deliveries.findOneAndUpdate(
    {
      channel: "mail",
      $or: [
        { state: "queued", nextAttemptAt: mongoose.trusted({ $lte: now }) },
        { state: "sending", leasedUntil: mongoose.trusted({ $lte: now }) },
      ],
    },
    { $set: { state: "sending", leasedUntil }, $inc: { attempts: 1 } },
    { sort: { nextAttemptAt: 1, _id: 1 }, returnDocument: "after" },
  ).lean<Row>();
  return row ? toDelivery(row) : null;
}

/** How a try ended, noted only by the worker that still has the mail. */
type TryEnd = Pick<
  Delivery,
  "state" | "nextAttemptAt" | "smtpCode" | "failure" | "endedAt" | "attempts" | "addressHash"
>;

export async function endTry({ id, leasedUntil }: Delivery, end: TryEnd): Promise<void> {
  await Deliveries.updateOne({ _id: id, state: "sending", leasedUntil }, { $set: { ...end, leasedUntil: null } });
}

/** Takes one of the day's places for mail; false when they are used up. */
export async function takeMailPlace(day: string, perDay: number): Promise<boolean> {
  const take = (upsert: boolean) =>
    MailDays.updateOne({ _id: day, count: mongoose.trusted({ $lt: perDay }) }, { $inc: { count: 1 } }, { upsert });
  try {
    await take(true);
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  // The upsert met the day that is there: it is full, or another worker began it at the same moment.
  return (await take(false)).matchedCount === 1;
}

/** Gives a place back: the mail was not handed over. */
export async function returnMailPlace(day: string): Promise<void> {
  await MailDays.updateOne({ _id: day }, { $inc: { count: -1 } });
}
