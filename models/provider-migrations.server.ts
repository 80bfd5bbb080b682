import mongoose from "mongoose";
import type { Provider } from "#domain/registry/provider.ts";
import { registeredKey } from "#domain/registry/search-key.ts";
import type { Migration } from "#models/migrate.server.ts";

type Row = Pick<Provider, "name" | "kana" | "number"> & { _id: string; searchKey: string; districtUnset?: boolean };

/**
 * Search keys fold variant kanji (髙 and 高, ヶ and ケ) since a key with them finds nothing stored without; and nobody had left a district
 * open before.
 */
export const searchKeysMigration: Migration = {
  id: "0008-variant-kanji-in-search-keys",
  run: async () => {
    const collection = mongoose.connection.collection<Row>("providers");
    const rows = collection.find({}, { projection: { name: 1, kana: 1, number: 1, searchKey: 1 }, batchSize: 500 });
    const writes: mongoose.mongo.AnyBulkWriteOperation<Row>[] = [];
    for await (const row of rows) {
      const searchKey = registeredKey(row);
      if (searchKey !== row.searchKey)
        writes.push({ updateOne: { filter: { _id: row._id, name: row.name }, update: { $set: { searchKey } } } });
    }
    if (writes.length > 0) await collection.bulkWrite(writes, { ordered: false });
    await collection.updateMany({ districtUnset: { $exists: false } }, { $set: { districtUnset: false } });
  },
};
