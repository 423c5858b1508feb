import type * as v from "valibot";
import type { pushSubscriptionObject, subscribeRequest } from "../core/api/push_operations.ts";
import { decodeBase64Url, encodeBase64Url } from "../core/base64url.ts";
import { isoTime } from "../core/call_object.ts";
import { accept, type Outcome, refuse, refuseField } from "../core/outcome.ts";
import { actorOf, type Asking } from "../people_deps.ts";
import type { Clock } from "../ports/clock.ts";
import type { PushSubscription, PushSubscriptions, VapidKeys } from "../ports/push.ts";
import { importPushKey } from "./message_encryption.ts";
import type { PushDoor } from "./push_door.ts";
import type { PushSender } from "./push_sender.ts";

/** Most browsers of one person. */
const SUBSCRIPTIONS_MAX = 20;
const AUTH_BYTES = 16;
const POINT_BYTES = 65;
/** A trial is of no use for longer, in milliseconds. */
const TEST_MS = 10_000;

export interface SubscriptionDeps {
  subscriptions: PushSubscriptions;
  keys: VapidKeys;
  door: PushDoor;
  sender: PushSender;
  clock: Clock;
  newId(): string;
}

type SubscribeRequest = v.InferOutput<typeof subscribeRequest>;
type SubscriptionObject = v.InferOutput<typeof pushSubscriptionObject>;

/** The public key that browsers subscribe with. */
export async function readPushKey({ keys }: SubscriptionDeps): Promise<Outcome<string>> {
  return accept(encodeBase64Url((await keys.current()).publicKey));
}

/** Lets a browser ring for whoever asks, as long as their session runs. The same address again renews it. */
export async function subscribe(
  deps: SubscriptionDeps,
  { who, address }: Asking,
  { endpoint, keys, language, quiet }: SubscribeRequest,
): Promise<Outcome<SubscriptionObject>> {
  const problem = deps.door.problemOf(endpoint);
  if (problem) return refuseField("endpoint", problem);
  const p256dh = decodeBase64Url(keys.p256dh);
  if (!p256dh || !await isPoint(p256dh)) return refuseField("keys.p256dh", "This is no key of P-256.");
  const auth = decodeBase64Url(keys.auth);
  if (auth?.length !== AUTH_BYTES) return refuseField("keys.auth", `This is not ${AUTH_BYTES} bytes.`);
  const kept = await deps.subscriptions.keep(
    {
      subscriptionId: deps.newId(),
      userId: who.userId,
      sessionId: who.sessionId,
      target: { endpoint, p256dh, auth },
      language,
      quiet,
      createdAtMs: deps.clock.now(),
    },
    SUBSCRIPTIONS_MAX,
    actorOf(who, address),
  );
  return kept ? accept(objectOf(kept)) : refuse("unauthorized", "You have been signed out.");
}

/** Ends one of one's own subscriptions. */
export async function unsubscribe(
  { subscriptions }: SubscriptionDeps,
  { who, address }: Asking,
  subscriptionId: string,
): Promise<Outcome<null>> {
  if (await subscriptions.remove(subscriptionId, actorOf(who, address))) return accept(null);
  return refuse("not_found", "There is no such subscription.");
}

/** Sends a notification to the browsers of this session; gives to how many of them it is on its way. */
export async function testPush(deps: SubscriptionDeps, { who }: Asking): Promise<Outcome<number>> {
  const now = deps.clock.now();
  const own = (await deps.subscriptions.of(who.userId, now)).filter((one) => one.sessionId === who.sessionId);
  if (own.length === 0) return refuse("not_found", "This browser does not ring while no page is open.");
  const options = { untilMs: now + TEST_MS, urgency: "high", topic: "test" } as const;
  const results = await Promise.all(own.map((one) => deps.sender.sendNow(one, { kind: "test" }, options)));
  const delivered = results.filter((one) => one === "accepted").length;
  return delivered > 0
    ? accept(delivered)
    : refuse("unavailable", "The browser's push service did not take the notification. Please try again.");
}

async function isPoint(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return bytes.length === POINT_BYTES && await importPushKey(bytes).then(() => true, () => false);
}

function objectOf({ subscriptionId, createdAtMs, language, quiet }: PushSubscription): SubscriptionObject {
  return { subscription_id: subscriptionId, created_at: isoTime(createdAtMs), language, quiet };
}
