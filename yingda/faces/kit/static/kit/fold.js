// SPDX-License-Identifier: Apache-2.0
// 收起 A folded list closes when one looks elsewhere, or by Escape; without script by its own button.
const open = () => document.querySelectorAll("details[data-fold][open]");
document.addEventListener("click", (event) => {
  for (const fold of open()) if (!fold.contains(event.target)) fold.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of open()) { fold.open = false; fold.querySelector("summary").focus(); }
});
