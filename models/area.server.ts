import { defineModel } from "#models/define-model.ts";

/** A municipality with its districts: the subtree every role of the city is held at. */
export type Municipality = {
  /** 全国地方公共団体コード, six digits with the check digit. */
  id: string;
  name: { ja: string; en: string };
  districts: { id: string; name: { ja: string; en: string } }[];
  /** Residents, for the disclosure threshold; null when it was not entered (then the strictest threshold holds). */
  population: number | null;
  /** For whom the council's page is made: `public` is the default, because such papers are usually published. */
  councilAudience: "public" | "council_closed";
  /** Whom respondents ask: shown on every page that refuses a link. */
  contact: string;
  /** An invented town: every page says so. */
  invented: boolean;
};

type Row = Omit<Municipality, "id"> & { _id: string };

const Areas = defineModel<Row>("Area", "areas", {
  _id: String,
  name: { ja: String, en: String },
  districts: [{ _id: false, id: String, name: { ja: String, en: String } }],
  population: Number,
  councilAudience: String,
  contact: String,
  invented: Boolean,
});

const toMunicipality = ({ _id, ...rest }: Row): Municipality => ({ id: _id, ...rest });

/** Stores a municipality; storing it again with the same id replaces it (set-up may be re-run after a crash). */
export async function saveMunicipality({ id, ...rest }: Municipality): Promise<void> {
  await Areas.replaceOne({ _id: id }, { _id: id, ...rest }, { upsert: true });
}

export async function findMunicipality(id: string): Promise<Municipality | null> {
  const row = await Areas.findById(id).lean<Row>();
  return row ? toMunicipality(row) : null;
}

/** The municipality that something stored belongs to; its absence is a programming error. */
export async function requireMunicipality(id: string): Promise<Municipality> {
  const area = await findMunicipality(id);
  if (!area) throw new Error(`There is no area ${id}`);
  return area;
}

/** The municipality of a database that holds one alone; null where there is none, or more than one. */
export async function findOnlyMunicipality(): Promise<Municipality | null> {
  const [only, ...others] = await Areas.find().limit(2).lean<Row[]>();
  return only && others.length === 0 ? toMunicipality(only) : null;
}

export async function hasMunicipality(): Promise<boolean> {
  return (await Areas.exists({})) !== null;
}

export async function listMunicipalities(): Promise<Municipality[]> {
  const rows = await Areas.find().sort({ _id: 1 }).lean<Row[]>();
  return rows.map(toMunicipality);
}

export async function setCouncilAudience(id: string, councilAudience: Municipality["councilAudience"]): Promise<void> {
  await Areas.updateOne({ _id: id }, { $set: { councilAudience } });
}
