// SPDX-License-Identifier: Apache-2.0
// 话机窗口 The window that is the telephone: it outlives the pages, which only tell it what to do.
import { begin } from "./line.js";
import { bell } from "./tone.js";

const wire = new BroadcastChannel("yingda-telephone");
const card = document.querySelector("[data-handset]");
const part = (name) => card.querySelector(`[data-${name}]`);
let line = null;
let told = { line: "connecting", call: "", held: false, muted: false, from: "" };
let expected = 0;
const sound = bell();
const quiet = () => (card.querySelector('[data-do="wake"]').hidden = !sound.mute());

function tell(more) {
  told = { ...told, ...more };
  wire.postMessage(told);
  const words = part("state").dataset;
  part("state").textContent = words[told.call] ?? words[told.line] ?? "";
  card.querySelector('[data-do="answer"]').hidden = told.call !== "ringing";
  card.querySelector('[data-do="hang"]').hidden = !told.call;
  if (!told.call) part("pad").hidden = true;
}

const acts = {
  tell: () => tell({}),
  wake: () => sound.wake().then(quiet),
  expect: () => (expected = Date.now() + 15000),
  answer: () => line?.answer(),
  hang: () => line?.hang(),
  hold: async () => told.call === "talking" && (await line.hold(!told.held)) && tell({ held: !told.held }),
  mute: () => told.call === "talking" && line.mute(!told.muted) && tell({ muted: !told.muted }),
  keypad: () => {
    part("pad").hidden = !part("pad").hidden;
    if (!part("pad").hidden) focus();
  },
};
wire.onmessage = ({ data }) => acts[data.do]?.();
card.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.digit) line?.press(button.dataset.digit);
  else acts[button?.dataset.do]?.();
});
document.addEventListener("keydown", (event) => {
  if (/^[0-9*#]$/.test(event.key) && told.call === "talking") line?.press(event.key);
  const act = { F2: "answer", F4: "hang", F6: "hold", F7: "mute" }[event.key];
  if (!act) return;
  event.preventDefault();
  acts[act]();
});
addEventListener("beforeunload", (event) => told.call && event.preventDefault());

// The seat is taken by an order that takes a moment: asked for until it is there.
async function word() {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  for (;;) {
    const answer = await fetch("/desk/telephone/word/", { method: "POST", headers: { "X-CSRFToken": token } });
    if (answer.ok) return answer.json();
    tell({ line: "none" });
    await new Promise((done) => setTimeout(done, 500));
  }
}

quiet();
const seat = await word();
part("number").textContent = seat.seat;
tell({ line: "connecting" });
line = await begin(card.dataset.line, seat, part("ear"), sound.ring, tell, () => Date.now() < expected && !(expected = 0));
