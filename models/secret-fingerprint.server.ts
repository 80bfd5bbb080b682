import { defineModel } from "#models/define-model.ts";

/** Which secret this database's links were made with, told by a fingerprint that the secret can't be found from. */
type Row = { _id: string; fingerprint: string };

const Fingerprints = defineModel<Row>("SecretFingerprint", "secret_fingerprints", { _id: String, fingerprint: String });

export async function findSecretFingerprint(): Promise<string | null> {
  return (await Fingerprints.findById("current").lean<Row>())?.fingerprint ?? null;
}

export async function saveSecretFingerprint(fingerprint: string): Promise<void> {
  await Fingerprints.replaceOne({ _id: "current" }, { _id: "current", fingerprint }, { upsert: true });
}
