// Keeps what a person has written and not yet sent, in the person's own browser, and offers it back. A form says
// data-keep="<key>"; a message on a later page that says data-kept="<key>" tells that it arrived.
"use strict";
(() => {
  const WEEKS = 3 * 7 * 24 * 3600 * 1000;
  const NEVER = /^(file|password|submit|button)$/;
  // Day before month, as everywhere else on the page.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const shelf = `kept:${document.body.dataset.person || ""}:`;

  // Storage may be full or forbidden; then nothing is kept, and nothing breaks.
  const attempt = (action) => { try { return action(); } catch { return null; } };
  const read = (name) => attempt(() => JSON.parse(localStorage.getItem(name)));
  const drop = (name) => attempt(() => localStorage.removeItem(name));
  const names = () => attempt(() => Object.keys(localStorage)) || [];

  let hasLeft = false;

  const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !field.disabled && !NEVER.test(field.type));
  const isCount = (field) => field.name.endsWith("-TOTAL_FORMS");

  const written = (form) => fieldsOf(form).filter((field) => field.type !== "hidden" || isCount(field)).flatMap((field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked ? [[field.name, field.value]] : [];
    if (field.multiple) return [...field.selectedOptions].map((option) => [field.name, option.value]);
    return [[field.name, field.value]];
  });

  const restore = (form, values) => {
    const given = new Map();
    values.forEach(([name, value]) => given.set(name, [...(given.get(name) || []), value]));
    // First as many rows as there were, then what stood in them.
    fieldsOf(form).filter(isCount).forEach((total) => {
      const button = total.closest("[data-formset]")?.querySelector("[data-add-row]");
      for (let missing = (given.get(total.name)?.[0] || 0) - total.value; button && missing > 0; missing -= 1) button.click();
    });
    fieldsOf(form).filter((field) => field.type !== "hidden").forEach((field) => {
      const mine = given.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
      else if (field.multiple) [...field.options].forEach((option) => { option.selected = mine.includes(option.value); });
      else if (mine.length) field.value = mine[0];
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = (form, name, found) => {
    const notice = document.getElementById("kept-notice").content.firstElementChild.cloneNode(true);
    const time = notice.querySelector("time");
    time.dateTime = new Date(found.at).toISOString();
    time.textContent = new Date(found.at).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
    const answer = (selector, action) => notice.querySelector(selector).addEventListener("click", () => {
      action();
      notice.remove();
      form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    });
    answer("[data-restore]", () => restore(form, found.values));
    answer("[data-forget]", () => drop(name));
    form.before(notice);
  };

  const keep = (form) => {
    const name = shelf + form.dataset.keep;
    const found = read(name);
    if (found && JSON.stringify(found.values) !== JSON.stringify(written(form))) offer(form, name, found);
    let timer;
    let isChanged = false;
    const save = () => {
      if (isChanged && !hasLeft) attempt(() => localStorage.setItem(name, JSON.stringify({ at: Date.now(), values: written(form) })));
      isChanged = false;
    };
    form.addEventListener("input", () => { isChanged = true; clearTimeout(timer); timer = setTimeout(save, 600); });
    form.addEventListener("submit", save);
    addEventListener("pagehide", save);
  };

  document.querySelectorAll("[data-kept]").forEach((message) => drop(shelf + message.dataset.kept));
  names().filter((name) => name.startsWith("kept:") && !(read(name)?.at > Date.now() - WEEKS)).forEach(drop);
  document.querySelectorAll("form[data-keep]").forEach(keep);

  // A person who logs out leaves nothing behind on a shared machine.
  document.querySelectorAll("form[data-logout]").forEach((form) => form.addEventListener("submit", () => {
    hasLeft = true;
    names().filter((name) => name.startsWith(shelf)).forEach(drop);
  }));
})();
