// SPDX-License-Identifier: Apache-2.0
// 提醒 A refusal is brought into view and read aloud; a new form takes the keyboard.
function attend(part) {
  const refusal = part.querySelector?.(".refusal");
  if (refusal) refusal.focus();
  else part.querySelector?.("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
}

const first = document.querySelector(".refusal");
if (first) first.focus();
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches?.(".act")) attend(event.target);
});
