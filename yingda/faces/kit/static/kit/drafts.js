// SPDX-License-Identifier: Apache-2.0
// 草稿 Keeps what is typed in forms with data-draft, on this device, until it has been sent.
// Fields of the person (data-private) are never kept.
const PREFIX = "yingda:";
const fields = (form) =>
  [...form.elements].filter((f) => f.name && !f.closest("[data-private]") && /^(text|textarea|date|datetime-local|select-one)$/.test(f.type));

function restore(form) {
  if (form.dataset.restored || form.querySelector(".refusal")) return;
  form.dataset.restored = "1";
  const kept = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft) || "{}");
  for (const f of fields(form)) if (kept[f.name] && !f.value) f.value = kept[f.name];
}

function keep(form) {
  const typed = fields(form).filter((f) => f.value).map((f) => [f.name, f.value]);
  localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(Object.fromEntries(typed)));
}

document.querySelectorAll("[data-sent]").forEach((m) => localStorage.removeItem(PREFIX + m.dataset.sent));
document.querySelectorAll("form[data-draft]").forEach(restore);
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll?.("form[data-draft]").forEach(restore));
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form) keep(form);
});
