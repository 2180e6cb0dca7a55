// SPDX-License-Identifier: Apache-2.0
// 操作 Buttons and keys of the bar: orders to the switch, and words to the window that is the telephone.
import { fold, say } from "./view.js";

export const wire = new BroadcastChannel("yingda-telephone");
const OWN_RING = ["ring", "call_back", "listen", "whisper", "join"];
const NEED_TO = ["transfer", "consult", "three_way", "ring"];

export async function order(bar, act, more = {}) {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  if (OWN_RING.includes(act)) wire.postMessage({ do: "expect" });
  try {
    const body = new URLSearchParams({ act });
    for (const [name, said] of Object.entries(more)) [said].flat().forEach((one) => body.append(name, one));
    const answer = await fetch("/desk/orders/", { method: "POST", body, headers: { "X-CSRFToken": token } });
    const told = await answer.json();
    say(bar, answer.ok ? "" : told.words);
    return answer.ok ? told.order : "";
  } catch {
    say(bar, bar.querySelector("[data-said]").dataset.unsent);
    return "";
  }
}

function ordered(bar, button) {
  const act = button.dataset.order;
  const more = {};
  if (button.dataset.on) Object.assign(more, { seat: button.dataset.on, why: button.dataset.reason });
  if (act === "pause") more.why = bar.querySelector("[data-why]").value;
  if (NEED_TO.includes(act)) {
    const to = bar.querySelector("[data-to]");
    more.to = to.value.trim();
    if (!more.to) {
      to.focus();
      say(bar, bar.querySelector("[data-said]").dataset.need);
      return;
    }
    to.value = "";
  }
  order(bar, act, more);
}

export function pressed(bar, event) {
  const button = event.target.closest("button, [data-window]");
  if (!button) return;
  if (button.dataset.order) ordered(bar, button);
  else if (button.dataset.do) wire.postMessage({ do: button.dataset.do });
  else if (button.matches("[data-window]")) {
    event.preventDefault();
    openWindow();
  } else if (button.matches("[data-fold]")) fold(bar, button.getAttribute("aria-expanded") === "true");
}

const openWindow = () => window.open("/desk/telephone/window/", "yingda-telephone", "popup,width=400,height=560");

export async function sign(bar, event) {
  event.preventDefault();
  const choice = bar.querySelector("[name=seat]").selectedOptions[0];
  if (!choice) return;
  localStorage.setItem("yingda:seat", choice.value);
  if (choice.dataset.kind === "browser") openWindow();
  const queues = bar.querySelector("[name=takes]")?.checked ? choice.dataset.queues.split(" ") : [];
  order(bar, "sign_on", { seat: choice.value, why: bar.dataset.getsReady, queues });
}

export function key(bar, event) {
  const name = (event.altKey ? "Alt+" : "") + event.key;
  if (event.ctrlKey || event.metaKey || event.isComposing || !/^(F\d+|Alt\+\d)$/.test(name)) return;
  const button = [...bar.querySelectorAll(`[data-key="${name}"]`)].find((one) => !one.closest("[hidden]"));
  if (!button) return;
  event.preventDefault();
  button.click();
}
