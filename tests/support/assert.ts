import * as node from "node:assert/strict";

/** Fails unless `value` is truthy, and narrows its type. */
export function assert(value: unknown, message?: string): asserts value {
  node.ok(value, message);
}

/** Fails unless both are deeply and strictly equal. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  node.deepStrictEqual(actual, expected, message);
}

/** Fails unless `text` matches. */
export function assertMatch(text: string, pattern: RegExp): void {
  node.match(text, pattern);
}
