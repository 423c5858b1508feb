import type { RelayPath } from "../../realtime/core/device_check.ts";
import { relayVerdict } from "../../realtime/core/device_verdict.ts";
import { Icon } from "../icons.tsx";
import type { NetworkTrial, RelayRow } from "../models/network_trial.ts";
import { locale } from "../text.ts";
import { checkText as t } from "./check_text.ts";

/** Each way that was or is being tried, and how it is. */
export function NetworkRows({ network }: { network: NetworkTrial }) {
  const state = network.state.value;
  const serverMs = network.serverMs.value;
  return (
    <ul class="rows" aria-live="polite">
      <Row
        name={t("way_server")}
        running={state === "running" && serverMs === null}
        words={serverMs !== null ? "way_good" : state === "failed" ? "way_unreachable" : "way_running"}
        figures={serverMs === null ? [] : [t("figure_round_trip", { ms: serverMs })]}
      />
      {network.relays.value.map((row) => (
        <Row
          key={row.transport}
          name={t(`way_${row.transport}`)}
          running={row.running}
          words={wordsOf(row)}
          figures={row.path ? figuresOf(row.path) : []}
        />
      ))}
    </ul>
  );
}

type Words = "way_good" | "way_sound" | "way_bad" | "way_unreachable" | "way_running" | "way_waiting";

function Row(
  { name, running, words, figures }: { name: string; running: boolean; words: Words; figures: string[] },
) {
  const isBad = words === "way_bad" || words === "way_unreachable";
  return (
    <li class="row">
      <span class={isBad ? "sign bad" : "sign"}>
        {running
          ? <span class="spinner" aria-hidden="true" />
          : <Icon of={isBad ? "close" : words === "way_waiting" ? "clock" : "check"} />}
      </span>
      <span class="row-words">
        <strong>{name}</strong>
        <span class="muted">{[t(words), ...figures].join(" · ")}</span>
      </span>
    </li>
  );
}

function wordsOf({ path, running }: RelayRow): Words {
  if (!path) return running ? "way_running" : "way_waiting";
  if (!path.reachable) return "way_unreachable";
  return ({ video: "way_good", sound: "way_sound", not_possible: "way_bad" } as const)[relayVerdict(path)];
}

function figuresOf(path: RelayPath): string[] {
  const { round_trip_ms, loss, jitter_ms, bandwidth_kbps } = path;
  return [
    round_trip_ms === null ? "" : t("figure_round_trip", { ms: Math.round(round_trip_ms) }),
    loss === null ? "" : t("figure_loss", { percent: loss.toLocaleString(locale()) }),
    jitter_ms === null ? "" : t("figure_jitter", { ms: Math.round(jitter_ms) }),
    bandwidth_kbps === null ? "" : bandwidthWords(bandwidth_kbps),
  ].filter((one) => one !== "");
}

function bandwidthWords(kbps: number): string {
  if (kbps < 1_000) return t("figure_kbps", { count: kbps });
  return t("figure_mbps", { count: Math.round(kbps / 1_000) });
}
