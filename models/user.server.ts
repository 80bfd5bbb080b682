import mongoose from "mongoose";
import type { Grant } from "#domain/role.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel } from "#models/define-model.ts";
import type { Migration } from "#models/migrate.server.ts";

/** A person of staff or council, as pages know them. Respondents have no account. */
export type User = {
  id: string;
  /** What is typed to sign in: lower case, unique. */
  loginName: string;
  displayName: string;
  grants: Grant[];
};

/** The account behind a user: whether and how it can be signed in to. */
export type Account = User & {
  active: boolean;
  /** The password was given by an administrator; the person must set their own before anything else. */
  passwordIsTemporary: boolean;
  lastSignInAt: Date | null;
  /** Counts an administrator's changes: a change names the one it was made from, so that none overwrites another unseen. */
  revision: number;
  /** Sessions carry the number they were opened under. A higher one ends them all in the same write. */
  sessionEpoch: number;
};

/** A network (as a hash) that the account was signed in to from, and when last. */
type KnownNetwork = { network: string; at: Date };

type Row = Omit<Account, "id"> & { _id: string; passwordHash: string | null; knownNetworks?: KnownNetwork[] };

const Users = defineModel<Row>("User", "users", {
  _id: String,
  loginName: String,
  displayName: String,
  /** argon2id in PHC form; null for demo accounts, which have no password. */
  passwordHash: String,
  grants: [{ _id: false, role: String, areaId: String }],
  active: Boolean,
  passwordIsTemporary: Boolean,
  lastSignInAt: Date,
  revision: Number,
  sessionEpoch: Number,
  /** Newest first; not there before the first sign-in that noted one. */
  knownNetworks: { type: [{ _id: false, network: String, at: Date }], default: undefined },
});

export const userIndexes = {
  collection: "users",
  indexes: [{ key: { loginName: 1 }, unique: true }, { key: { "grants.areaId": 1 } }],
} as const;

const fresh = { active: true, passwordIsTemporary: false, lastSignInAt: null, revision: 0, sessionEpoch: 0 };

/** Accounts stored before there was a page for accounts get the fields it works with. */
export const accountFieldsMigration: Migration = {
  id: "0001-account-fields",
  run: async () => {
    await Users.collection.updateMany({ revision: { $exists: false } }, { $set: fresh });
  },
};

const toAccount = ({ _id, passwordHash: _secret, knownNetworks: _networks, ...rest }: Row): Account => ({
  id: _id,
  ...rest,
});

/** Creates an account unless its login name (or its id) is taken: then `null`. */
export async function createUser(
  user: User,
  passwordHash: string | null,
  passwordIsTemporary = false,
): Promise<Account | null> {
  const { id, ...rest } = user;
  const account = { ...fresh, ...rest, passwordIsTemporary };
  try {
    await Users.create({ _id: id, ...account, passwordHash });
    return { id, ...account };
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

export async function findUser(id: string): Promise<Account | null> {
  const row = await Users.findById(id).lean<Row>();
  return row ? toAccount(row) : null;
}

export type UserToSignIn = { user: Account; passwordHash: string | null; knownNetworks: readonly KnownNetwork[] };

/** The account with its password hash and known networks, for signing in and for changing the password alone. */
export async function findUserToSignIn(loginName: string): Promise<UserToSignIn | null> {
  const row = await Users.findOne({ loginName }).lean<Row>();
  return row && { user: toAccount(row), passwordHash: row.passwordHash, knownNetworks: row.knownNetworks ?? [] };
}

/** Everybody with a role at an area, by login name. */
export async function listUsersAt(areaId: string): Promise<Account[]> {
  const rows = await Users.find({ "grants.areaId": areaId }).sort({ loginName: 1 }).lean<Row[]>();
  return rows.map(toAccount);
}

/** Display names by id; who is not there has none. */
export async function findDisplayNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Users.find({ _id: mongoose.trusted({ $in: [...ids] }) }, { displayName: 1 }).lean<Row[]>();
  return new Map(rows.map(({ _id, displayName }) => [_id, displayName]));
}

export type AccountChange =
  | { grants: Grant[] }
  | { active: boolean }
  | { passwordHash: string; passwordIsTemporary: true };

/**
 * Makes an administrator's change if the account still is at `revision`; false when it was changed meanwhile. A start password
 * and a deactivation end the account's sessions in the same write.
 */
export async function changeUser(
  { id, revision }: Pick<Account, "id" | "revision">,
  change: AccountChange,
): Promise<boolean> {
  const endsSessions = "passwordHash" in change || ("active" in change && !change.active);
  const result = await Users.updateOne(
    { _id: id, revision },
    { $set: change, $inc: { revision: 1, ...(endsSessions ? { sessionEpoch: 1 } : {}) } },
  );
  return result.modifiedCount === 1;
}

/**
 * Stores the password that a person chose and ends the account's sessions; false when an administrator changed the account
 * meanwhile. It is no administrator's change: their open page stays good.
 */
export async function setOwnPassword(
  { id, revision }: Pick<Account, "id" | "revision">,
  passwordHash: string,
): Promise<boolean> {
  const result = await Users.updateOne(
    { _id: id, revision },
    { $set: { passwordHash, passwordIsTemporary: false }, $inc: { sessionEpoch: 1 } },
  );
  return result.modifiedCount === 1;
}

/** Whether somebody active, other than `exceptId`, holds the administrator's role at an area. */
export async function hasAdministrator(areaId: string, exceptId?: string): Promise<boolean> {
  const grants = mongoose.trusted({ $elemMatch: { role: "administrator", areaId } });
  const others = exceptId === undefined ? {} : { _id: mongoose.trusted({ $ne: exceptId }) };
  return (await Users.exists({ active: true, grants, ...others })) !== null;
}

/** An office, a home, a telephone, and what its provider's changing addresses make of them. */
const mostKnownNetworks = 20;

/** Notes a sign-in and the network it came from; the networks noted before `since` are forgotten. */
export async function noteSignIn(id: string, { network, at, since }: KnownNetwork & { since: Date }): Promise<void> {
  const others = {
    $filter: {
      input: { $ifNull: ["$knownNetworks", []] },
      cond: { $and: [{ $ne: ["$$this.network", network] }, { $gte: ["$$this.at", since] }] },
    },
  };
  const knownNetworks = { $slice: [{ $concatArrays: [[{ network, at }], others] }, mostKnownNetworks] };
  await Users.updateOne({ _id: id }, [{ $set: { lastSignInAt: at, knownNetworks } }], { updatePipeline: true });
}
