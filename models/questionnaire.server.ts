import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel, json } from "#models/define-model.ts";

/**
 * One published version of a questionnaire: definition and meaning as they were on that day. Versions never change
 * (docs/decisions/0002); other content is another version. `definition` and `meaning` are parsed by `surveys/` when read.
 */
export type QuestionnaireVersion = {
  /** `${key}@${version}` */
  id: string;
  key: string;
  version: number;
  contentHash: string;
  definition: unknown;
  meaning: unknown;
  publishedAt: Date;
};

type Row = Omit<QuestionnaireVersion, "id"> & { _id: string };

const Questionnaires = defineModel<Row>("Questionnaire", "questionnaires", {
  _id: String,
  key: String,
  version: Number,
  contentHash: String,
  definition: json,
  meaning: json,
  publishedAt: Date,
});

export const questionnaireIndexes = {
  collection: "questionnaires",
  indexes: [{ key: { key: 1, version: -1 }, unique: true }],
} as const;

const toVersion = ({ _id, ...rest }: Row): QuestionnaireVersion => ({ id: _id, ...rest });

async function findNewestVersion(key: string): Promise<QuestionnaireVersion | null> {
  const row = await Questionnaires.findOne({ key }).sort({ version: -1 }).lean<Row>();
  return row ? toVersion(row) : null;
}

/**
 * Publishes content as the next version of its questionnaire, unless the newest version already is this content.
 * Two processes that publish at once end with one version: the second insert collides and is answered by the first.
 */
export async function publishQuestionnaire(
  content: Pick<QuestionnaireVersion, "key" | "contentHash" | "definition" | "meaning">,
): Promise<string> {
  const newest = await findNewestVersion(content.key);
  if (newest?.contentHash === content.contentHash) return newest.id;
  const version = (newest?.version ?? 0) + 1;
  const id = `${content.key}@${version}`;
  try {
    await Questionnaires.create({ _id: id, version, publishedAt: new Date(), ...content });
    return id;
  } catch (error) {
    if (isDuplicateKey(error)) return publishQuestionnaire(content);
    throw error;
  }
}

export async function findQuestionnaire(id: string): Promise<QuestionnaireVersion | null> {
  const row = await Questionnaires.findById(id).lean<Row>();
  return row ? toVersion(row) : null;
}

/** The published versions of a questionnaire, the newest first, without what they ask. */
export async function listVersions(
  key: string,
): Promise<Pick<QuestionnaireVersion, "id" | "version" | "publishedAt">[]> {
  const rows = await Questionnaires.find({ key }, { version: 1, publishedAt: 1 }).sort({ version: -1 }).lean<Row[]>();
  return rows.map(({ _id, version, publishedAt }) => ({ id: _id, version, publishedAt }));
}
