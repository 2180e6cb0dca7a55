// SPDX-License-Identifier: Apache-2.0
// 全屏 The whole screen, without the browser's frame.
const button = document.querySelector("[data-full]");
if (button && document.fullscreenEnabled) {
  button.hidden = false;
  button.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
}
