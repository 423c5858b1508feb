import * as v from "valibot";
import * as f from "../fields.ts";
import { PUSH_ENDPOINT_LENGTH_MAX } from "../push_endpoint.ts";
import { pushLanguage } from "../push_payload.ts";
import { operations } from "./operation.ts";

const KEY_LENGTH_MAX = 128;
const keyText = v.pipe(v.string(), v.minLength(1), v.maxLength(KEY_LENGTH_MAX));

/** A browser's `PushSubscription.toJSON()`, and how it wants to be told. */
export const subscribeRequest = v.strictObject({
  endpoint: v.pipe(v.string(), v.minLength(1), v.maxLength(PUSH_ENDPOINT_LENGTH_MAX)),
  expirationTime: v.nullish(v.number()),
  keys: v.strictObject({ p256dh: keyText, auth: keyText }),
  language: v.optional(pushLanguage, "en"),
  quiet: v.optional(v.boolean(), false),
});

export const pushSubscriptionObject = v.object({
  subscription_id: f.uuid,
  created_at: f.time,
  language: pushLanguage,
  quiet: v.boolean(),
});

/** Ringing on devices that have no page open, and calls that were missed. */
export const pushOperations = operations({
  "GET /api/push/key": {
    name: "read_push_key",
    summary: "The clinic's public key (RFC 8292), which a browser subscribes with.",
    tag: "Push",
    answers: { 200: v.object({ key: v.string() }) },
  },
  "POST /api/push/subscriptions": {
    name: "subscribe_push",
    summary: "Let this browser ring while no page is open; it ends with this session. Again renews it.",
    tag: "Push",
    rate: "presence",
    body: subscribeRequest,
    answers: { 201: v.object({ subscription: pushSubscriptionObject }) },
  },
  "DELETE /api/push/subscriptions/{subscription_id}": {
    name: "unsubscribe_push",
    summary: "Ring there no more.",
    tag: "Push",
    answers: { 204: null },
    refusals: { 404: ["not_found"] },
  },
  "POST /api/push/test": {
    name: "test_push",
    summary: "Send a notification to the browsers of this session; answers once their push service has it.",
    tag: "Push",
    rate: "presence",
    answers: { 200: v.object({ delivered: f.count }) },
    refusals: { 404: ["not_found"], 503: ["unavailable"] },
  },
  "GET /api/missed-calls": {
    name: "count_missed_calls",
    summary: "How many calls one has missed since one last looked.",
    tag: "Calls",
    answers: { 200: v.object({ count: f.count }) },
  },
  "POST /api/missed-calls/seen": {
    name: "see_missed_calls",
    summary: "Say that one has looked at the history.",
    tag: "Calls",
    answers: { 204: null },
  },
});
