// SPDX-License-Identifier: Apache-2.0
// 采用提示 A button with data-take writes values into fields by their ids; Alt and its letter do the
// same. The keyboard stays where it is: who types is not disturbed.
function take(button) {
  for (const [id, value] of Object.entries(JSON.parse(button.dataset.take))) {
    const field = document.getElementById(id);
    if (!field || field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.closest(".field")?.classList.add("field--taken");
  }
  button.setAttribute("aria-pressed", "true");
}

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-take]")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (button) take(button);
});
document.addEventListener("keydown", (event) => {
  const key = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (!key || !event.altKey || event.ctrlKey || event.metaKey) return;
  const button = document.querySelector(`[data-take-key="${key}"]`);
  if (!button) return;
  event.preventDefault();
  take(button);
});
