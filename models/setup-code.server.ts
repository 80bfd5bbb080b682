import { defineModel } from "#models/define-model.ts";

/** The one-time code that opens the set-up page of an empty database: only its hash, replaced at every start. */
type Row = { _id: string; codeHash: string };

const SetupCodes = defineModel<Row>("SetupCode", "setup_codes", { _id: String, codeHash: String });

export async function saveSetupCode(codeHash: string): Promise<void> {
  await SetupCodes.replaceOne({ _id: "current" }, { _id: "current", codeHash }, { upsert: true });
}

export async function isSetupCode(codeHash: string): Promise<boolean> {
  return (await SetupCodes.findOne({ _id: "current", codeHash }, { _id: 1 }).lean()) !== null;
}

/** Uses the code up; false if it is not (or no longer) the code. Of two set-ups at once only one gets true. */
export async function consumeSetupCode(codeHash: string): Promise<boolean> {
  return (await SetupCodes.deleteOne({ _id: "current", codeHash })).deletedCount === 1;
}
