import { deepEqual, equal } from "node:assert/strict";
import {
  type RecordedSound,
  type Recording,
  VOICE_NOTE_MS_MAX,
  VoiceRecorder,
} from "../../islands/models/voice_recorder.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const SOUND: RecordedSound = { bytes: new Blob(["sound"]), type: "audio/webm", extension: "webm" };

/** A microphone in the hands of the test. */
class FakeRecording implements Recording {
  readonly finished = Promise.withResolvers<RecordedSound>();
  readonly gone = Promise.withResolvers<void>();
  readonly lost = this.gone.promise;
  durationMs: number | undefined;
  discarded = false;

  level(): number {
    return 0.5;
  }

  finish(durationMs: number): Promise<RecordedSound> {
    this.durationMs = durationMs;
    return this.finished.promise;
  }

  discard(): void {
    this.discarded = true;
  }
}

function recorderWith() {
  const time = new FakeTime();
  const asked: PromiseWithResolvers<Recording>[] = [];
  const recorder = new VoiceRecorder({
    clock: time,
    timers: time,
    open: () => {
      const answer = Promise.withResolvers<Recording>();
      asked.push(answer);
      return answer.promise;
    },
  });
  /** Starts, with a microphone that is given at once. */
  const started = async () => {
    const recording = new FakeRecording();
    const start = recorder.start();
    asked.at(-1)?.resolve(recording);
    await start;
    return recording;
  };
  return { recorder, time, asked, started };
}

Deno.test("VoiceRecorder records from one press to the next and gives what was recorded [CHAT-18]", async () => {
  const { recorder, time, started } = recorderWith();
  const recording = await started();
  equal(recorder.state.value.name, "recording");
  equal(recorder.occupied.value, true);
  await time.advance(7_300);
  deepEqual([recorder.seconds.value, recorder.level.value], [7, 0.5]);
  const stop = recorder.stop();
  equal(recorder.state.value.name, "finishing");
  equal(recording.durationMs, 7_300);
  recording.finished.resolve(SOUND);
  await stop;
  deepEqual(recorder.state.value, { name: "recorded", sound: SOUND, limit: false });
  equal(time.pending, 0);
  equal(recorder.holds.value, true);
  equal(recorder.take(), SOUND);
  equal(recorder.holds.value, false);
  equal(recorder.take(), undefined);
});

Deno.test("VoiceRecorder stops by itself when a note is as long as it may be [CHAT-18]", async () => {
  const { recorder, time, started } = recorderWith();
  const recording = await started();
  recording.finished.resolve(SOUND);
  await time.advance(VOICE_NOTE_MS_MAX - 1_000);
  equal(recorder.state.value.name, "recording");
  await time.advance(1_000);
  deepEqual(recorder.state.value, { name: "recorded", sound: SOUND, limit: true });
});

Deno.test("VoiceRecorder keeps what it has when the microphone goes away [CHAT-18]", async () => {
  const { recorder, started } = recorderWith();
  const recording = await started();
  recording.finished.resolve(SOUND);
  recording.gone.resolve();
  await settled();
  equal(recorder.state.value.name, "recorded");
});

Deno.test("VoiceRecorder.cancel() lets the microphone go in every state [CHAT-18]", async () => {
  const { recorder, time, started } = recorderWith();
  const recording = await started();
  recorder.cancel();
  deepEqual([recorder.state.value.name, recording.discarded, time.pending], ["idle", true, 0]);

  const second = await started();
  void recorder.stop();
  recorder.cancel();
  second.finished.resolve(SOUND);
  await settled();
  equal(recorder.state.value.name, "idle");
});

Deno.test("VoiceRecorder lets a microphone go that is given after it was cancelled [CHAT-18]", async () => {
  const { recorder, asked } = recorderWith();
  const start = recorder.start();
  equal(recorder.state.value.name, "asking");
  recorder.cancel();
  const late = new FakeRecording();
  asked[0]?.resolve(late);
  await start;
  deepEqual([recorder.state.value.name, late.discarded], ["idle", true]);
});

Deno.test("VoiceRecorder asks once, however often it is pressed [CHAT-18]", () => {
  const { recorder, asked } = recorderWith();
  void recorder.start();
  void recorder.start();
  equal(asked.length, 1);
});

Deno.test("VoiceRecorder names what keeps the microphone away, and can be started again [CHAT-18]", async () => {
  const expected = {
    NotAllowedError: "denied",
    NotFoundError: "missing",
    NotReadableError: "in_use",
    SecurityError: "insecure",
    NotSupportedError: "other",
  };
  for (const [error, problem] of Object.entries(expected)) {
    const { recorder, asked, started } = recorderWith();
    const start = recorder.start();
    asked[0]?.reject(new DOMException("no", error));
    await start;
    deepEqual(recorder.state.value, { name: "problem", problem, error });
    equal(recorder.occupied.value, false);
    await started();
    equal(recorder.state.value.name, "recording");
    recorder.cancel();
  }
});

Deno.test("VoiceRecorder says so when nothing was recorded or the recording broke [CHAT-18]", async () => {
  const { recorder, started } = recorderWith();
  const recording = await started();
  const stop = recorder.stop();
  recording.finished.resolve({ ...SOUND, bytes: new Blob([]) });
  await stop;
  equal(recorder.state.value.name, "problem");
  const second = await started();
  const stopAgain = recorder.stop();
  second.finished.reject(new Error("broken"));
  await stopAgain;
  deepEqual(recorder.state.value, { name: "problem", problem: "other", error: "Error" });
});
