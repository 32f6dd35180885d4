// The organisation forms: a digit or a click chooses one, and what one gets stands beside it at once.
import { undo } from "../desk/toasts";

const cards = document.querySelector<HTMLElement>("[data-forms]");
cards?.addEventListener("change", preview);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if ((event.target as Element).matches("input:not([type=radio]), textarea, select")) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const chosen = digit && cards?.querySelector<HTMLInputElement>(`[data-digit="${digit}"]`);
  if (!chosen) return;
  chosen.checked = true;
  chosen.focus();
  preview();
});
document.addEventListener("click", ({ target }) => {
  const change = (target as Element).closest<HTMLElement>("[data-take-back]")?.dataset.takeBack;
  if (change) void undo(Number(change));
});
preview();

function preview(): void {
  const chosen = cards?.querySelector<HTMLInputElement>("input:checked")?.value;
  for (const shown of document.querySelectorAll<HTMLElement>("[data-form]")) shown.hidden = shown.dataset.form !== chosen;
}
