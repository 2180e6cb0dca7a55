// SPDX-License-Identifier: Apache-2.0
// 页面 What the bar means for the rest of the page, and for the stream that fills it.
import { say } from "./view.js";

// What sticks to the top of a page sticks below the bar (see --telephone in tokens.css).
export function room(bar) {
  const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
  document.documentElement.style.setProperty("--telephone", `${height}px`);
}

// A stream ends now and then and is back at once: only one that stays away is spoken of.
export function watch(bar, stream) {
  const { lost } = bar.querySelector("[data-said]").dataset;
  let timer = 0;
  stream.onerror = () => (timer ||= setTimeout(say, 2000, bar, lost));
  stream.onopen = () => {
    timer = clearTimeout(timer);
    if (bar.querySelector("[data-said]").textContent === lost) say(bar, "");
  };
}
