// Sums for each accounting year while a budget is written: names the group of each row, which ui/enhance.js adds up.
"use strict";
(() => {
  document.querySelectorAll("[data-budget]").forEach((budget) => {
    // In the capturing phase, so that the groups are named before the sums are made.
    budget.addEventListener("input", () => budget.querySelectorAll("[data-line]").forEach((line) => {
      const year = line.querySelector("[name$='-year']");
      line.dataset.group = year ? `year-${year.value}` : "";
    }), true);
    // What was sent but not saved is added up at once; what is saved, the server has added up.
    addEventListener("DOMContentLoaded", () => {
      if (document.querySelector(".error-summary")) budget.dispatchEvent(new Event("input"));
    });
  });
})();
