import { defineModel } from "#models/define-model.ts";

/** Something about the running of the program that an administrator should know, with the days (in Japan) of its first and last sight. */
export type Notice = { firstDay: string; lastDay: string };

/** `forwarded`: a proxy names clients' addresses, and the program was not told to believe it. */
export type NoticeKind = "forwarded";

type Row = Notice & { _id: NoticeKind };

const Notices = defineModel<Row>("Notice", "notices", { _id: String, firstDay: String, lastDay: String });

/** Notes that it was seen on a day (`2026-12-01`). */
export async function noteNotice(kind: NoticeKind, day: string): Promise<void> {
  await Notices.updateOne({ _id: kind }, { $min: { firstDay: day }, $max: { lastDay: day } }, { upsert: true });
}

export async function findNotice(kind: NoticeKind): Promise<Notice | null> {
  const row = await Notices.findById(kind).lean<Row>();
  return row && { firstDay: row.firstDay, lastDay: row.lastDay };
}

export async function forgetNotice(kind: NoticeKind): Promise<void> {
  await Notices.deleteOne({ _id: kind });
}
