// SPDX-License-Identifier: Apache-2.0
// 地点 Shows only the streets of the chosen district. Without it all streets stand in their groups.
const district = document.querySelector("[data-district]");
const street = document.querySelector("[data-street]");
const groups = [...street.querySelectorAll("optgroup")];

function narrow() {
  for (const group of groups) {
    const there = !district.value || group.dataset.of === district.value;
    group.hidden = group.disabled = !there;
  }
  if (street.selectedOptions[0]?.closest("optgroup")?.disabled) street.value = "";
}

district.addEventListener("change", narrow);
street.addEventListener("change", () => {
  const of = street.selectedOptions[0]?.closest("optgroup")?.dataset.of;
  if (of && !district.value) { district.value = of; narrow(); }
});
narrow();
