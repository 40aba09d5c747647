// Guarded forms: solves the sum that goes with a form while its reader writes. Without it the form works too, and is
// then confirmed by a letter; so it does when anything here fails.
"use strict";
document.querySelectorAll("[data-guard]").forEach((guard) => {
  const form = guard.closest("form");
  const proof = form.elements.namedItem("proof");
  const status = guard.querySelector("[role=status]");
  let worker = null;
  let isOver = false;
  let pressed = null;

  const end = (answer) => {
    if (isOver) return;
    isOver = true;
    proof.value = answer;
    worker?.terminate();
    if (pressed) form.requestSubmit(pressed);
  };
  const begin = () => {
    if (worker || isOver) return;
    try {
      worker = new Worker(guard.dataset.worker);
    } catch {
      end("");
      return;
    }
    worker.addEventListener("message", ({ data }) => end(data));
    worker.addEventListener("error", () => end(""));
    worker.postMessage({ key: guard.dataset.key, bits: Number(guard.dataset.bits) });
    // Nobody is kept waiting for a sum.
    setTimeout(end, 60000, "");
  };

  if (proof.value || !guard.dataset.key) return;
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", (event) => {
    if (isOver) return;
    event.preventDefault();
    if (pressed) return;
    pressed = event.submitter || form.querySelector("button[type=submit]");
    status.textContent = guard.dataset.waiting;
    begin();
  });
});
