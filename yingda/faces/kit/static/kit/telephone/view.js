// SPDX-License-Identifier: Apache-2.0
// 显示 Writes the model into the bar; buttons that mean nothing now are hidden.
import { callOf, stateOf } from "./model.js";

const part = (bar, name) => bar.querySelector(`[data-${name}]`);

export function show(bar, state) {
  const now = stateOf(state);
  if (bar.dataset.state !== now) bar.dataset.since = since(state, now);
  bar.dataset.state = now;
  part(bar, "sign").hidden = Boolean(state.post);
  part(bar, "bar").hidden = !state.post;
  part(bar, "number").textContent = state.post?.seat ?? "";
  const said = part(bar, "said-state");
  const why = now === "paused" ? state.seats.get(state.post.seat)?.why : "";
  said.textContent = said.dataset[now] + (why ? `：${why}` : "");
  bar.querySelectorAll("[data-in]").forEach((one) => (one.hidden = !one.dataset.in.split(" ").includes(now)));
  for (const name of ["hold", "mute"]) {
    bar.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", String(Boolean(state.line[name === "hold" ? "held" : "muted"])));
  }
  caller(bar, state, now);
  part(bar, "waiting").textContent = Object.values(state.waiting).reduce((all, n) => all + n, 0);
  tick(bar);
}

// Since when it is so: the switch's moment of the call, else what this window remembers.
function since(state, now) {
  const call = callOf(state)?.[1] ?? {};
  const told = { talking: call.talk_at, held: call.talk_at, ringing: call.ring_at }[now];
  if (told) return String(told * 1000);
  const [was, at] = (sessionStorage.getItem("yingda:since") ?? "").split("|");
  if (was === now) return at;
  sessionStorage.setItem("yingda:since", `${now}|${Date.now()}`);
  return String(Date.now());
}

function caller(bar, state, now) {
  const found = callOf(state);
  const shown = part(bar, "call");
  shown.hidden = !found && !(now === "ringing" && state.line.from);
  if (shown.hidden) return;
  const call = found?.[1] ?? { caller: state.line.from };
  part(bar, "caller").textContent = call.caller || "—";
  const titles = JSON.parse(bar.dataset.queues);
  const queue = part(bar, "queue");
  queue.textContent = titles[call.queue] ?? "";
  queue.hidden = !queue.textContent;
  const waited = part(bar, "waited");
  const seconds = call.at && call.ring_at ? Math.round(call.ring_at - call.at) : 0;
  waited.textContent = seconds ? waited.dataset.words.replace("{n}", seconds) : "";
}

export function tick(bar) {
  const seconds = Math.max(0, Math.floor((Date.now() - Number(bar.dataset.since)) / 1000));
  const two = (n) => String(n).padStart(2, "0");
  part(bar, "time").textContent = bar.dataset.state === "off" ? "" : `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

export function say(bar, words) {
  part(bar, "said").textContent = words;
}

export function fold(bar, folded) {
  bar.querySelector(".caller")?.classList.toggle("caller--folded", folded);
  const button = bar.querySelector("[data-fold]");
  if (!button) return;
  button.setAttribute("aria-expanded", String(!folded));
  button.textContent = folded ? button.dataset.more : button.dataset.less;
}
