// SPDX-License-Identifier: Apache-2.0
// 轮询 Every part with data-poll looks again after so many seconds; slower while the server does not
// answer, not at all while nobody can see the page. What was opened in a part stays open.
const SLOWEST = 60;
const timers = new Map();
const failed = new Map();
const lost = document.querySelector("[data-lost]");

function later(part) {
  const id = part.id;
  clearTimeout(timers.get(id));
  if (document.hidden) return;
  const every = Number(part.dataset.poll);
  const wait = Math.min(SLOWEST, every * 2 ** (failed.get(id) || 0));
  timers.set(id, setTimeout(() => htmx.trigger(`#${id}`, "look"), Math.max(every, wait) * 1000));
}

function say() {
  if (!lost) return;
  lost.hidden = ![...failed.values()].some((n) => n > 0);
  lost.querySelector("[data-lost-since]").textContent = document.querySelector("[data-at]")?.textContent || "";
}

function all() {
  return document.querySelectorAll("[data-poll]");
}

document.addEventListener("htmx:afterRequest", (event) => {
  const part = event.detail.requestConfig?.elt; // event.target is what stands there now
  if (!part?.dataset?.poll) return;
  failed.set(part.id, event.detail.successful ? 0 : Math.min(6, (failed.get(part.id) || 0) + 1));
  say();
  const now = document.getElementById(part.id);
  if (now?.dataset.poll) later(now);
});

// A session that has ended answers with the sign-in page: the whole page must be asked for.
document.addEventListener("htmx:beforeSwap", (event) => {
  const part = event.detail.target;
  if (!part?.dataset?.poll) return;
  const answered = new URL(event.detail.xhr.responseURL || location.href).pathname;
  if (answered !== part.getAttribute("hx-get")) {
    event.detail.shouldSwap = false;
    location.reload();
  }
  part.querySelectorAll("[data-keep][open]").forEach((one) => opened.add(one.dataset.keep));
});

// Read aloud what has changed: a live region must outlive the parts that are swapped.
function aloud() {
  const said = document.querySelector("[data-say]");
  const words = document.querySelector("[data-spoken]")?.innerText.trim().replace(/\s+/g, " ") || "";
  if (said && said.textContent !== words) said.textContent = words;
}

const opened = new Set();
document.addEventListener("htmx:afterSwap", () => {
  aloud();
  document.querySelectorAll("[data-keep]").forEach((one) => { if (opened.has(one.dataset.keep)) one.open = true; });
  opened.clear();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) timers.forEach(clearTimeout);
  else all().forEach((part) => htmx.trigger(part, "look"));
});

all().forEach(later);
