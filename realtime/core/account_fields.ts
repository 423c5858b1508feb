import * as v from "valibot";
import { NAME_LENGTH_MAX } from "./person_name.ts";

/** Longest e-mail address (RFC 5321 §4.5.3.1.3). */
export const EMAIL_LENGTH_MAX = 254;

/** Local part and domain of RFC 5321 without quoting; each label of the domain as in RFC 1035 §2.3.1. */
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/**
 * An e-mail address, made lower-case. ASCII only, checked before: some other letters become ASCII ones when they are
 * lowered, and the address would be somebody else's.
 */
export const emailAddress = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(EMAIL_LENGTH_MAX),
  v.check((text) => EMAIL.test(text), "Expected an e-mail address"),
  v.toLowerCase(),
  v.metadata({ format: "email" }),
);

/** The name of a person: one line of 1 to 120 characters, without blanks around it. */
export const personName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(NAME_LENGTH_MAX),
  v.check((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), "Expected one line of text"),
);
