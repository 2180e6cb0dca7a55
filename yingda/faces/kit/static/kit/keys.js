// SPDX-License-Identifier: Apache-2.0
// 快捷键 "/" goes to the search field, "n" to what is new; never while someone types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const wanted = { "/": "[data-key='/']", n: "[data-key='n']" }[event.key];
  const found = wanted && document.querySelector(wanted);
  if (!found) return;
  event.preventDefault();
  if (found.matches("a, button")) found.click();
  else found.focus();
});
