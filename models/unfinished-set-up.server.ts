import mongoose from "mongoose";

/** What a set-up writes before the municipality, whose presence says that it is done. */
const collections = ["providers", "rounds", "invitations", "users"];

/** Removes what a set-up that was cut off left behind; only to be called while there is no municipality. */
export async function clearUnfinishedSetUp(): Promise<void> {
  for (const collection of collections) await mongoose.connection.collection(collection).deleteMany({});
}
