import mongoose, { type Model, Schema, type SchemaDefinition } from "mongoose";

/**
 * A Mongoose model that stays private to its file. Ids are our own strings, documents carry no `__v`, minimised empty
 * objects are kept (an empty answer object is an answer), and unknown fields are refused rather than dropped.
 */
export function defineModel<Row>(name: string, collection: string, definition: SchemaDefinition): Model<Row> {
  const existing = mongoose.models[name];
  if (existing) return existing as Model<Row>;
  const schema = new Schema<Row>(definition as never, {
    collection,
    versionKey: false,
    minimize: false,
    strict: "throw",
    autoIndex: false,
    autoCreate: false,
    id: false,
  });
  return mongoose.model<Row>(name, schema);
}

/** Any JSON that was checked before it came here; Mongoose stores it as it is. */
export const json = Schema.Types.Mixed;
