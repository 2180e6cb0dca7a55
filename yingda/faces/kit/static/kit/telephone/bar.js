// SPDX-License-Identifier: Apache-2.0
// 电话条 The telephone on every page of a desk: it hears the live stream, shows it, and never leads
// away from what the officer is writing.
import { key, pressed, sign, wire } from "./acts.js";
import { callOf, heard, model, stateOf } from "./model.js";
import { room, watch } from "./page.js";
import { fold, say, show, tick } from "./view.js";

const EVENTS = ["all", "seat", "call", "switch", "waiting", "order", "help"];
const KEPT = "yingda:call";
let bar = null;

function begin(found) {
  bar = found;
  const state = model(bar.dataset.takes === "1");
  const last = localStorage.getItem("yingda:seat");
  if (last && bar.querySelector(`option[value="${last}"]`)) bar.querySelector("[name=seat]").value = last;
  listen(state);
  wire.onmessage = ({ data }) => data.line && show(bar, Object.assign(state, { line: data }));
  wire.postMessage({ do: "tell" });
  bar.addEventListener("click", (event) => pressed(bar, event));
  bar.querySelector("[data-sign]").addEventListener("submit", (event) => sign(bar, event));
  setInterval(() => tick(bar), 1000);
  new ResizeObserver(() => room(bar)).observe(bar);
}

function listen(state) {
  const stream = new EventSource(bar.dataset.live, { withCredentials: true });
  watch(bar, stream);
  addEventListener("pagehide", () => stream.close());
  for (const name of EVENTS) {
    stream.addEventListener(name, ({ data }) => {
      const told = JSON.parse(data);
      heard(state, name, told);
      if (name === "all" && (told.post?.seat ?? "") !== bar.dataset.seat) return again(stream);
      show(bar, state);
      if (name === "order") outcome(told.state);
      else if (name === "help") htmx.ajax("GET", "/desk/helps/", { target: ".telephone__helps", swap: "outerHTML" });
      else caller(state);
    });
  }
}

// The seat was taken or left: the bar of the other kind is fetched, the page stays.
function again(stream) {
  stream.close();
  bar.dataset.state = "gone";
  htmx.ajax("GET", "/desk/telephone/", { target: ".telephone", swap: "outerHTML" });
}

// The part with the caller: when it rings, and until the officer is ready again.
function caller(state) {
  const found = callOf(state);
  const now = stateOf(state);
  if (found) sessionStorage.setItem(KEPT, found[0]);
  else if (now === "idle" || now === "off") sessionStorage.removeItem(KEPT);
  const wanted = sessionStorage.getItem(KEPT) ?? "";
  const place = bar.querySelector("[data-caller-part]");
  if (place.dataset.call === wanted) return;
  place.dataset.call = wanted;
  if (wanted) htmx.ajax("GET", `/desk/calls/${encodeURIComponent(wanted)}/`, { target: place, swap: "innerHTML" });
  else place.replaceChildren();
}

function outcome(order) {
  const words = JSON.parse(bar.querySelector("[data-said]").dataset.outcomes);
  say(bar, order.outcome === "done" ? "" : (words[order.said] ?? order.said));
}

document.addEventListener("htmx:load", (event) => {
  const found = event.target.matches?.("[data-telephone]") ? event.target : event.target.querySelector?.("[data-telephone]");
  if (found && found !== bar) begin(found);
});
// Who begins to write has read who rings: the part makes room, and one click brings it back.
document.querySelector("main").addEventListener("focusin", (event) => {
  if (bar && event.target.matches("input, textarea, select") && bar.dataset.state !== "ringing") fold(bar, true);
});
document.addEventListener("keydown", (event) => bar && key(bar, event));
