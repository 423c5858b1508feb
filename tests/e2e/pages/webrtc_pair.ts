/// <reference lib="dom" />
import { WebRTCClient, type WebRTCClientOptions } from "../../../islands/lib/webrtc_client.ts";
import { framesWithin, heardBy, pause, until, untilHears } from "./media_watch.ts";
import { PERFECT, type RelayFaults, SignalRelay } from "./signal_relay.ts";

const BAD = { drop: 0.2, twice: 0.2, delayMs: 60 };

interface Pair {
  relay: SignalRelay;
  a: WebRTCClient;
  b: WebRTCClient;
}

/** Runs one scenario with two clients; `a` is impolite. */
async function withPair<T>(
  options: { faults?: RelayFaults; a?: WebRTCClientOptions; b?: WebRTCClientOptions },
  run: (pair: Pair) => Promise<T>,
): Promise<T> {
  const relay = new SignalRelay(options.faults ?? PERFECT);
  const pair = {
    relay,
    a: join(relay, "a", { ...options.a }),
    b: join(relay, "b", { ...options.b }),
  };
  try {
    return await run(pair);
  } finally {
    relay.close();
    pair.a.close();
    pair.b.close();
  }
}

function join(relay: SignalRelay, side: "a" | "b", options: WebRTCClientOptions = {}): WebRTCClient {
  const client = new WebRTCClient({ polite: side === "b", ...options });
  relay.attach(side, client);
  // Sound is only decoded where it is played.
  const player = document.createElement("video");
  client.on("track", ({ stream }) => {
    player.srcObject = stream;
    void player.play().catch(() => {});
  });
  if (new URLSearchParams(location.search).has("trace")) trace(side, client);
  return client;
}

/** For looking into a failed scenario: `?trace` in the page's address. */
function trace(side: string, client: WebRTCClient): void {
  const say = (...words: unknown[]) => console.log(Math.round(performance.now()), side, ...words);
  client.on("localdescription", ({ type, sdp }) => say(type, /^o=.*$/m.exec(sdp ?? "")?.[0]));
  client.on("connectionstate", (state) => say(state));
  client.on("renewed", () => say("renewed"));
  client.on("track", ({ track }) => say("track", track.kind));
}

async function openBoth({ a, b }: Pair): Promise<void> {
  await Promise.all([a.getLocalStream(), b.getLocalStream()]);
}

async function bothHear({ a, b }: Pair): Promise<void> {
  await Promise.all([untilHears("a", a), untilHears("b", b)]);
}

function mediaSections(client: WebRTCClient): string[] {
  const { localDescription } = client.initPeerConnection();
  return Array.from(localDescription?.sdp.matchAll(/^m=(\w+)/gm) ?? [], (found) => found[1] ?? "");
}

/** Devices of which some are missing, as a browser reports them. */
function devicesWithout(missing: { audio?: string; video?: string }): MediaDevices {
  const real = navigator.mediaDevices;
  return Object.assign(Object.create(real), {
    getUserMedia: (wish: MediaStreamConstraints) => {
      for (const kind of ["video", "audio"] as const) {
        if (wish[kind] && missing[kind]) return Promise.reject(new DOMException("", missing[kind]));
      }
      return real.getUserMedia(wish);
    },
  });
}

async function call(pair: Pair): Promise<void> {
  await openBoth(pair);
  await pair.a.createOffer();
  await bothHear(pair);
}

const scenarios = {
  callOverBadRelay: (seed: number) =>
    withPair({ faults: { seed, ...BAD } }, async (pair) => {
      await call(pair);
      return { a: await heardBy(pair.a), b: await heardBy(pair.b), sections: mediaSections(pair.a) };
    }),

  glare: (seed: number, bad: boolean) =>
    withPair({ faults: bad ? { seed, ...BAD } : { ...PERFECT, seed, delayMs: 40 } }, async (pair) => {
      await openBoth(pair);
      pair.b.initPeerConnection();
      await Promise.all([pair.a.createOffer(), pause(seed % 7 * 5).then(() => pair.b.createOffer())]);
      await bothHear(pair);
      return mediaSections(pair.a);
    }),

  glareInMidCall: (seed: number) =>
    withPair({ faults: { seed, ...BAD } }, async (pair) => {
      await call(pair);
      for (let round = 0; round < 3; round++) {
        pair.a.restartIce();
        pair.b.restartIce();
        await pause(30);
      }
      await pause(500);
      await bothHear(pair);
      return mediaSections(pair.a);
    }),

  glareOfReceivers: () =>
    withPair(
      { a: { mediaDevices: devicesWithout({ audio: "NotFoundError", video: "NotFoundError" }) } },
      async (pair) => {
        await openBoth(pair);
        await Promise.all([pair.a.createOffer(), pair.b.createOffer()]);
        await untilHears("a", pair.a);
        return mediaSections(pair.a);
      },
    ),

  cameraOffAndOn: () =>
    withPair({}, async (pair) => {
      await call(pair);
      let negotiations = 0;
      pair.a.on("localdescription", () => negotiations++);
      const [camera] = pair.a.localStream.getVideoTracks();
      await pair.a.setVideoEnabled(false);
      const released = camera?.readyState === "ended";
      await pause(300);
      const frames = await framesWithin(pair.b, 500);
      for (const on of [true, false, true, false, true]) void pair.a.setVideoEnabled(on);
      await pair.a.setVideoEnabled(true);
      await untilHears("b", pair.b);
      return { released, frames, negotiations, tracks: pair.a.localStream.getTracks().length };
    }),

  mute: () =>
    withPair({}, async (pair) => {
      await call(pair);
      pair.a.setAudioEnabled(false);
      await pause(500);
      const before = await heardBy(pair.b);
      await pause(1_500);
      const silence = (await heardBy(pair.b)).audioEnergy - before.audioEnergy;
      pair.a.setAudioEnabled(true);
      await untilHears("b", pair.b);
      return silence;
    }),

  screenShare: () =>
    withPair({}, async (pair) => {
      await call(pair);
      let negotiations = 0;
      pair.a.on("localdescription", () => negotiations++);
      const sent = () =>
        pair.a.initPeerConnection().getSenders().find((one) => one.track?.kind === "video")?.track;
      const camera = sent();
      const seen = pair.b.remoteStream?.getVideoTracks()[0];
      await pair.a.startScreenShare();
      await until("the screen is sent", () => sent()?.getSettings().displaySurface !== undefined);
      const screen = sent();
      await untilHears("b", pair.b);
      const shared = pair.a.screenShared;
      pair.a.stopScreenShare();
      await until("the camera is sent", () => sent() === camera);
      await untilHears("b", pair.b);
      return {
        ...{ shared, negotiations, released: screen?.readyState === "ended" },
        sameTrack: pair.b.remoteStream?.getVideoTracks()[0] === seen,
      };
    }),

  /** One or both sides start anew, as after a reload: other clients at the same ends of the relay. */
  peersReplaced: (seed: number, sides: string, meanwhile: string) =>
    withPair({ faults: { seed, ...BAD } }, async (pair) => {
      await call(pair);
      if (meanwhile.includes("a")) pair.a.restartIce();
      if (meanwhile.includes("b")) pair.b.restartIce();
      await pause(seed % 5 * 10);
      for (const side of ["a", "b"] as const) {
        if (!sides.includes(side)) continue;
        pair[side].close();
        pair[side] = join(pair.relay, side);
      }
      await openBoth(pair);
      await Promise.all([...sides].map((side) => pair[side as "a" | "b"].createOffer()));
      await bothHear(pair);
      return mediaSections(pair.a);
    }),

  /** The first offer reached a page that was reloaded before it answered. */
  reloadedBeforeAnswer: () =>
    withPair({}, async (pair) => {
      await openBoth(pair);
      await pair.a.createOffer();
      pair.b.close();
      pair.b = join(pair.relay, "b");
      await pause(100);
      pair.relay.attach("b", pair.b);
      await pair.b.getLocalStream();
      await pair.b.createOffer();
      await bothHear(pair);
      return mediaSections(pair.a);
    }),

  renewed: (seed: number, sides: string) =>
    withPair({ faults: { seed, ...BAD } }, async (pair) => {
      await call(pair);
      await Promise.all([...sides].map((side) => pair[side as "a" | "b"].renew()));
      await bothHear(pair);
      return mediaSections(pair.a);
    }),

  voiceOnly: () =>
    withPair({ a: { video: false }, b: { video: false } }, async (pair) => {
      await openBoth(pair);
      await pair.a.createOffer();
      const audio = { audio: true, video: false };
      await Promise.all([untilHears("a", pair.a, audio), untilHears("b", pair.b, audio)]);
      return {
        sections: mediaSections(pair.a),
        local: pair.a.localStream.getTracks().map((one) => one.kind),
      };
    }),

  missingDevices: (missing: { audio?: string; video?: string }, side: "a" | "b") =>
    withPair({ [side]: { mediaDevices: devicesWithout(missing) } }, async (pair) => {
      const refused = await openBoth(pair).then(() => null, (fault) => fault.name);
      await pair.a.createOffer();
      const [one, other] = side === "a" ? [pair.a, pair.b] : [pair.b, pair.a];
      await untilHears("the one without", one);
      if (!missing.audio || !missing.video) {
        await untilHears("the other", other, { audio: !missing.audio, video: !missing.video });
      }
      const { mediaError, hasCamera, hasMicrophone } = one;
      return { refused, mediaError, hasCamera, hasMicrophone };
    }),

  cameraComesLater: (side: "a" | "b") => {
    const missing: { video?: string } = { video: "NotReadableError" };
    return withPair({ [side]: { mediaDevices: devicesWithout(missing) } }, async (pair) => {
      await openBoth(pair);
      await pair.a.createOffer();
      const [one, other] = side === "a" ? [pair.a, pair.b] : [pair.b, pair.a];
      await untilHears("the other", other, { audio: true, video: false });
      delete missing.video;
      const enabled = await one.setVideoEnabled(true);
      await untilHears("the other", other);
      return { enabled, mediaError: one.mediaError };
    });
  },

  peerState: () =>
    withPair({}, async (pair) => {
      const states: unknown[] = [];
      pair.b.on("peerstate", (state) => states.push(state));
      pair.a.sendPeerState({ audio: true, video: true, screen: false });
      await call(pair);
      pair.a.sendPeerState({ audio: false, video: true, screen: false, hears: true });
      await until("two states", () => states.length === 2);
      await pair.b.renew();
      await until("the state again", () => states.length === 3);
      return states;
    }),

  closesEverything: () =>
    withPair({}, async (pair) => {
      await call(pair);
      const tracks = pair.a.localStream.getTracks();
      const opening = pair.a.switchDevice("video", "no such device").catch((fault: Error) => fault.name);
      await pair.a.startScreenShare();
      const late = join(pair.relay, "a");
      const lateStream = late.getLocalStream();
      late.close();
      pair.a.close();
      return {
        live: tracks.filter((one) => one.readyState === "live").length,
        late: (await lateStream).getTracks().length,
        opening: await opening,
      };
    }),
};

Object.assign(globalThis, { scenarios });
