/** One column that holds something wrapped by the keyring; null where there is nothing. */
export interface WrappedColumn {
  table: string;
  /** The primary key. */
  id: string;
  idType: "bigint" | "integer" | "text";
  column: string;
}

/** Every column that ENCRYPTION_KEY protects; rotation goes through all of them. */
export const WRAPPED_COLUMNS: readonly WrappedColumn[] = [
  { table: "signing_keys", id: "kid", idType: "text", column: "wrapped_private" },
  { table: "data_keys", id: "id", idType: "bigint", column: "wrapped_key" },
  { table: "person_keys", id: "user_id", idType: "integer", column: "wrapped_key" },
  { table: "attachments", id: "id", idType: "bigint", column: "wrapped_key" },
  { table: "invitations", id: "id", idType: "bigint", column: "wrapped_token" },
  { table: "vapid_keys", id: "kid", idType: "text", column: "wrapped_private" },
  { table: "push_subscriptions", id: "id", idType: "bigint", column: "wrapped_target" },
];
