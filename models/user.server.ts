import type { Grant } from "#domain/role.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel } from "#models/define-model.ts";

/** An account of staff or council. Respondents have none. */
export type User = {
  id: string;
  /** What is typed to sign in: lower case, unique. */
  loginName: string;
  displayName: string;
  grants: Grant[];
};

type Row = Omit<User, "id"> & { _id: string; passwordHash: string | null };

const Users = defineModel<Row>("User", "users", {
  _id: String,
  loginName: String,
  displayName: String,
  /** argon2id in PHC form; null for demo accounts, which have no password. */
  passwordHash: String,
  grants: [{ _id: false, role: String, areaId: String }],
});

export const userIndexes = { collection: "users", indexes: [{ key: { loginName: 1 }, unique: true }] } as const;

const toUser = ({ _id, loginName, displayName, grants }: Row): User => ({ id: _id, loginName, displayName, grants });

/** Creates an account unless the login name is taken: then `null`. */
export async function createUser(user: User, passwordHash: string | null): Promise<User | null> {
  const { id, ...rest } = user;
  try {
    await Users.create({ _id: id, ...rest, passwordHash });
    return user;
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

export async function findUser(id: string): Promise<User | null> {
  const row = await Users.findById(id).lean<Row>();
  return row ? toUser(row) : null;
}

/** The account and its password hash, for signing in alone. */
export async function findUserToSignIn(loginName: string): Promise<{ user: User; passwordHash: string | null } | null> {
  const row = await Users.findOne({ loginName }).lean<Row>();
  return row ? { user: toUser(row), passwordHash: row.passwordHash } : null;
}
