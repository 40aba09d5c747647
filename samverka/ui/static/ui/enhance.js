// Small comforts in forms, for people who are logged in. Every page works without them.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const forms = all("form[method=post]");

  // --- One click, one sending; a warning before one leaves with unsent changes ---------------------------------------
  const open = (form) => {
    delete form.dataset.sent;
    all("button[type=submit]", form).forEach((button) => { button.disabled = false; });
  };
  forms.forEach((form) => {
    form.addEventListener("input", () => { form.dataset.changed = ""; });
    form.addEventListener("submit", (event) => {
      if ("sent" in form.dataset) { event.preventDefault(); return; }
      form.dataset.sent = "";
      delete form.dataset.changed;
      // After this turn, so that the name of the button that was pressed is sent along.
      setTimeout(() => all("button[type=submit]", form).forEach((button) => { button.disabled = true; }));
      // When the network gives up, one may try again; the server takes a form only once.
      setTimeout(open, 30000, form);
    });
  });
  addEventListener("pageshow", () => forms.forEach(open));
  addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-warn][data-changed]")) event.preventDefault();
  });

  // --- Another row ---------------------------------------------------------------------------------------------------
  all("[data-formset]").forEach((rows) => {
    const count = (name) => rows.querySelector(`[name="${rows.dataset.formset}-${name}"]`);
    const place = rows.querySelector("[data-rows]");
    const button = rows.querySelector("[data-add-row]");
    const isFull = () => Number(count("TOTAL_FORMS").value) >= Number(count("MAX_NUM_FORMS")?.value || 1000);
    button.hidden = isFull();
    button.addEventListener("click", () => {
      const total = count("TOTAL_FORMS");
      const html = rows.querySelector("template[data-empty-row]").innerHTML;
      place.insertAdjacentHTML("beforeend", html.replaceAll("__prefix__", total.value).replaceAll("__number__", Number(total.value) + 1));
      total.value = Number(total.value) + 1;
      button.hidden = isFull();
      place.lastElementChild.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      place.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  // --- Sums while one types ------------------------------------------------------------------------------------------
  const numberIn = (field) => {
    if (field.type === "number") return field.valueAsNumber || 0;
    const text = field.value.replace(/[^\d.,−-]/g, "").replace("−", "-");
    const isGrouped = /^-?\d{1,3}([.,]\d{3})+$/.test(text);
    return Number(isGrouped ? text.replace(/[.,]/g, "") : text.replace(",", ".")) || 0;
  };
  const write = (place, hundredths, currency) => {
    const digits = hundredths % 100 ? 2 : 0;
    const shape = { minimumFractionDigits: digits, maximumFractionDigits: digits, ...(currency && { style: "currency", currency }) };
    place.textContent = new Intl.NumberFormat(document.documentElement.lang, shape).format(hundredths / 100);
  };
  all("[data-budget]").forEach((budget) => budget.addEventListener("input", () => {
    const { currency } = budget.dataset;
    const sums = {};
    all("[data-line]", budget).filter((line) => !line.querySelector("[name$='-DELETE']:checked")).forEach((line) => {
      const units = line.querySelector("[data-quantity]");
      const quantity = units ? numberIn(units) : 1;
      const sum = all("[data-amount]", line).reduce((before, field) => before + Math.round(quantity * numberIn(field) * 100), 0);
      all("[data-line-total]", line).forEach((place) => write(place, sum, currency));
      ["", ...(line.dataset.group || "").split(" ").filter(Boolean)].forEach((group) => { sums[group] = (sums[group] || 0) + sum; });
    });
    all("[data-total]", budget).forEach((place) => write(place, sums[place.dataset.total] || 0, currency));
  }));

  // --- How much has been written: counted as the server counts (`PlainText`) -----------------------------------------
  const lengthOf = (text) => [...text.replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f\x85\ufeff]/g, "").trim()].length;
  all("[data-count]").forEach((field) => {
    const { count: most, countText, countOver } = field.dataset;
    const place = document.createElement("p");
    place.className = "hint";
    place.setAttribute("role", "status");
    field.after(place);
    const say = () => {
      const used = lengthOf(field.value);
      place.classList.toggle("over", used > most);
      place.textContent = (used > most ? countOver : countText).replace("{used}", used).replace("{most}", most);
    };
    let timer;
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(say, 300); });
    say();
  });

  // --- The list of errors is read first ------------------------------------------------------------------------------
  document.querySelector("[data-focus]")?.focus();
})();
