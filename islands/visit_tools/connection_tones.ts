import { effect } from "@preact/signals";
import type { VisitModel } from "../models/visit_model.ts";
import { audible, chime, type Note } from "../ring_sound.ts";

/** Two soft tones: down when the other side is lost, up when it is back. */
const TONES: Readonly<Record<"lost" | "back", readonly Note[]>> = {
  lost: [{ at: 0, hertz: 493.88, seconds: 0.5, volume: 0.1 }, {
    at: 0.2,
    hertz: 369.99,
    seconds: 0.8,
    volume: 0.1,
  }],
  back: [{ at: 0, hertz: 369.99, seconds: 0.5, volume: 0.1 }, {
    at: 0.2,
    hertz: 493.88,
    seconds: 0.8,
    volume: 0.1,
  }],
};

/** Lets a person hear who looks elsewhere that the connection is interrupted, and that it stands again. */
export function followWithTones(visit: VisitModel, play = playTone): () => void {
  let before = visit.stage.peek();
  return effect(() => {
    const stage = visit.stage.value;
    if (before === "connected" && stage === "reconnecting") play("lost");
    if (before === "reconnecting" && stage === "connected") play("back");
    before = stage;
  });
}

function playTone(kind: keyof typeof TONES): void {
  const audio = audible();
  if (audio) { for (const note of TONES[kind]) chime(audio, note); }
}
