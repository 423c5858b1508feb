/// <reference lib="dom" />
import { CallManager } from "../../../islands/lib/call_manager.ts";
import type { CallSnapshot } from "../../../islands/lib/call_snapshot.ts";
import { SignalingClient } from "../../../islands/lib/signaling_client.ts";
import { WebRTCClient } from "../../../islands/lib/webrtc_client.ts";
import { framesWithin, pause, until, untilHears } from "./media_watch.ts";
import { PageServer } from "./page_server.ts";

const CALLER = 1;
const CALLEE = 2;

/** One device of a user: its socket, its manager, and the clients that the manager has made. */
class Seat {
  readonly signaling: SignalingClient;
  readonly calls: CallManager;
  readonly clients: WebRTCClient[] = [];
  readonly phases: string[] = [];

  constructor(server: PageServer, userId: number, deviceId: string) {
    const socket = { url: "wss://carewire.test/ws", deviceId, createSocket: server.door(userId, deviceId) };
    this.signaling = new SignalingClient(socket);
    const createClient = () => {
      const client = new WebRTCClient();
      this.clients.push(client);
      return client;
    };
    this.calls = new CallManager({ signaling: this.signaling, userId, createClient });
    this.calls.on("change", ({ phase }) => {
      if (this.phases.at(-1) !== phase) this.phases.push(phase);
    });
    this.signaling.connect(userId);
  }

  get client(): WebRTCClient {
    const client = this.clients.at(-1);
    if (!client) throw new Error("There is no client yet");
    return client;
  }

  get now(): CallSnapshot {
    return this.calls.snapshot;
  }

  /** As a page that is closed or reloaded: without a word to anybody. */
  vanish(): void {
    this.signaling.close();
    this.calls.dispose();
  }
}

interface Call {
  server: PageServer;
  caller: Seat;
  callee: Seat;
}

async function withSeats<T>(run: (call: Call) => Promise<T>): Promise<T> {
  const server = new PageServer();
  const call = { server, caller: new Seat(server, CALLER, "one"), callee: new Seat(server, CALLEE, "two") };
  await until("both are connected", () => opened(call.caller) && opened(call.callee));
  try {
    return await run(call);
  } finally {
    call.caller.vanish();
    call.callee.vanish();
  }
}

function opened({ signaling }: Seat): boolean {
  return signaling.state.name === "open";
}

async function ring({ caller, callee }: Call, type: "video" | "voice" = "video"): Promise<string> {
  await caller.calls.initiateCall(CALLEE, 1, type);
  await until("it rings", () => callee.now.phase === "incoming" && caller.now.phase === "outgoing");
  return callee.now.call?.call_id ?? "";
}

async function connect(call: Call, type: "video" | "voice" = "video"): Promise<string> {
  const callId = await ring(call, type);
  await call.callee.calls.acceptCall(callId);
  await bothConnected(call);
  return callId;
}

async function bothConnected({ caller, callee }: Call): Promise<void> {
  await until(
    `connected: ${caller.phases} | ${callee.phases}`,
    () => caller.now.phase === "connected" && callee.now.phase === "connected",
  );
}

async function bothHear({ caller, callee }: Call): Promise<void> {
  const flows = { audio: false, video: true };
  await Promise.all([untilHears("caller", caller.client, flows), untilHears("callee", callee.client, flows)]);
}

function liveTracks(...seats: Seat[]): number {
  const clients = seats.flatMap((seat) => seat.clients);
  return clients.flatMap((one) => one.localStream.getTracks()).filter((one) => one.readyState === "live")
    .length;
}

const scenarios = {
  /** The callee's page makes its manager only when it has long been ringing. */
  acceptedLate: () =>
    withSeats(async (call) => {
      const callId = await ring(call);
      await pause(3_500);
      const { signaling } = call.callee;
      const late = new CallManager({ signaling, userId: CALLEE });
      call.callee.calls.dispose();
      late.attach(callId);
      const { phase } = late.snapshot;
      await late.acceptCall(callId);
      await until("connected", () => late.snapshot.phase === "connected");
      await late.endCall();
      return phase;
    }),

  wholeCall: () =>
    withSeats(async (call) => {
      const { caller, callee } = call;
      await connect(call);
      await bothHear(call);
      await until("names", () => callee.now.peer?.video === true && caller.now.peer?.audio === true);
      caller.calls.toggleAudio();
      await caller.calls.toggleVideo();
      await until(
        "muted at the other side",
        () => callee.now.peer?.audio === false && !callee.now.peer.video,
      );
      const tracks = caller.client.localStream.getTracks().map((one) => one.kind);
      caller.calls.toggleAudio();
      await caller.calls.toggleVideo();
      await pause(1_000);
      const seconds = caller.calls.durationSeconds();
      const used = [...caller.client.localStream.getTracks(), ...callee.client.localStream.getTracks()];
      await callee.calls.endCall();
      await until("over", () => caller.now.phase === "over");
      return {
        ...{ tracks, seconds, phases: [caller.phases, callee.phases] },
        ends: [caller.now.endReason, callee.now.endReason],
        live: used.filter((one) => one.readyState === "live").length,
        used: used.length,
      };
    }),

  voiceCall: () =>
    withSeats(async (call) => {
      await connect(call, "voice");
      return [call.caller, call.callee].map(({ now }) => [now.local?.getTracks().length, now.videoEnabled]);
    }),

  declined: () =>
    withSeats(async (call) => {
      await call.callee.calls.declineCall(await ring(call));
      await until("over", () => call.caller.now.phase === "over");
      await pause(500);
      const { caller, callee } = call;
      return [caller.now.endReason, callee.now.endReason, liveTracks(caller, callee)];
    }),

  cancelledAtOnce: () =>
    withSeats(async (call) => {
      const { caller, callee, server } = call;
      const placed = caller.calls.initiateCall(CALLEE, 1, "video");
      await caller.calls.endCall();
      await placed;
      await until("over", () => callee.now.phase === "over");
      await pause(1_000);
      return [caller.now.phase, caller.now.endReason, server.call?.endReason, liveTracks(caller, callee)];
    }),

  answeredElsewhere: () =>
    withSeats(async (call) => {
      const other = new Seat(call.server, CALLEE, "three");
      await until("the other is there", () => opened(other));
      const callId = await ring(call);
      await Promise.all([call.callee.calls.prepareMedia("video"), other.calls.prepareMedia("video")]);
      const quick = call.callee.calls.acceptCall(callId);
      const late = other.calls.acceptCall(callId).then(() => "accepted", (fault) => fault.code);
      await quick;
      await bothConnected(call);
      const result = [await late, other.now.phase, other.now.answeredElsewhere];
      await call.caller.calls.endCall();
      await until("over everywhere", () => other.now.phase === "over");
      other.vanish();
      return [...result, liveTracks(other)];
    }),

  serverDies: () =>
    withSeats(async (call) => {
      const { caller, callee, server } = call;
      await connect(call);
      server.kill();
      const frames = [await framesWithin(caller.client, 1_500), await framesWithin(callee.client, 1_500)];
      const phases = [caller.now.phase, callee.now.phase];
      const states = [caller.signaling.state.name, callee.signaling.state.name];
      caller.calls.toggleAudio();
      await until("muted without a server", () => callee.now.peer?.audio === false);
      server.revive();
      await until("open again", () => opened(caller) && opened(callee));
      await bothHear(call);
      await caller.calls.endCall();
      await until("over", () => callee.now.phase === "over");
      return { frames: frames.every((one) => one > 10), phases, states, end: server.call?.endReason };
    }),

  hangsUpWithoutServer: () =>
    withSeats(async (call) => {
      const { caller, callee, server } = call;
      await connect(call);
      server.kill();
      void caller.calls.endCall();
      await until("over", () => callee.now.phase === "over");
      const result = [callee.now.endReason, liveTracks(caller, callee)];
      server.revive();
      await until("recorded", () => server.call?.endReason === "user_hangup");
      return result;
    }),

  overWhileOffline: () =>
    withSeats(async (call) => {
      const { caller, server } = call;
      await connect(call);
      await pause(3_000);
      server.kill();
      server.apply({ type: "hung_up" });
      server.revive();
      await until("over", () => caller.now.phase === "over");
      return [caller.now.endReason, liveTracks(caller)];
    }),

  reloaded: (side: "caller" | "callee") =>
    withSeats(async (call) => {
      const callId = await connect(call);
      const userId = side === "caller" ? CALLER : CALLEE;
      const deviceId = side === "caller" ? "one" : "two";
      for (let round = 0; round < 2; round++) {
        call[side].vanish();
        call[side] = new Seat(call.server, userId, deviceId);
        call[side].calls.attach(callId);
        await bothConnected(call);
        await bothHear(call);
      }
      const { phases, now } = call[side];
      return { phases, polite: now.polite };
    }),

  /** A camera that was off stays off over a reload, and so does the microphone. */
  reloadedWithCameraOff: () =>
    withSeats(async (call) => {
      const callId = await connect(call);
      await call.caller.calls.toggleVideo();
      call.caller.calls.toggleAudio();
      call.caller.vanish();
      call.caller = new Seat(call.server, CALLER, "one");
      call.caller.calls.attach(callId);
      await bothConnected(call);
      const { now, client } = call.caller;
      const tracks = client.localStream.getTracks().map((one) => one.kind);
      return { tracks, audio: now.audioEnabled, video: now.videoEnabled };
    }),

  /** Opened by the ring: the devices wait until the server has said what kind of call it is. */
  attachedToAccept: () =>
    withSeats(async (call) => {
      const callId = await ring(call, "voice");
      call.callee.vanish();
      call.callee = new Seat(call.server, CALLEE, "two");
      call.callee.calls.attach(callId, { accept: true });
      await bothConnected(call);
      return call.callee.client.localStream.getTracks().map((one) => one.kind);
    }),

  reloadedBothWhileConnecting: () =>
    withSeats(async (call) => {
      const callId = await ring(call);
      await call.callee.calls.acceptCall(callId);
      call.caller.vanish();
      call.callee.vanish();
      call.caller = new Seat(call.server, CALLER, "one");
      call.callee = new Seat(call.server, CALLEE, "two");
      call.caller.calls.attach(callId);
      call.callee.calls.attach(callId, { accept: true });
      await bothConnected(call);
      await bothHear(call);
      return true;
    }),

  /** Somebody's media stops reaching the other side, behind both managers' backs. */
  oneWay: () =>
    withSeats(async (call) => {
      const { caller, callee } = call;
      await connect(call);
      await bothHear(call);
      for (const sender of caller.client.initPeerConnection().getSenders()) await sender.replaceTrack(null);
      await until("named", () => callee.now.oneWay === "not_hearing" && caller.now.oneWay === "not_heard");
      const started = performance.now();
      while ((callee.now.oneWay || caller.now.oneWay) && performance.now() - started < 30_000) {
        await pause(200);
      }
      await bothHear(call);
      return [callee.now.oneWay, caller.now.oneWay, callee.now.phase];
    }),
};

Object.assign(globalThis, { scenarios });
