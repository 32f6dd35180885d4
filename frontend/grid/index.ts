// Any list: rows with [data-row] are walked with J, K and the arrows, picked with X, opened with Enter and
// peeked at with Space. Picked rows show the bar [data-selection].
import { letter, typing } from "../desk/keys";

const ROWS = "[data-row]";
let last: HTMLInputElement | undefined;

const rows = () => [...document.querySelectorAll<HTMLElement>(ROWS)];
const boxes = () => [...document.querySelectorAll<HTMLInputElement>(`${ROWS} input[name="pick"]`)];
const link = (row: Element | null) => row?.querySelector<HTMLAnchorElement>("a[href]") ?? null;
const rowOf = (target: EventTarget | null) => (target as Element | null)?.closest<HTMLElement>(ROWS) ?? null;

function here(): HTMLElement | null {
  return rowOf(document.activeElement) ?? document.querySelector<HTMLElement>(`${ROWS}.at`);
}

function go(to: HTMLElement | undefined): void {
  if (!to) return;
  for (const row of rows()) row.classList.toggle("at", row === to);
  link(to)?.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

function step(by: number): void {
  const all = rows();
  const at = all.indexOf(here() as HTMLElement);
  go(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

// The panel walks with the row: J and K behind an open panel show the next one.
function peek(row: HTMLElement | null): void {
  const address = row?.dataset.peek;
  if (!row || !address) return;
  const { htmx } = window as unknown as { htmx: { ajax(verb: string, path: string, context: object): void } };
  htmx.ajax("GET", address, { target: "#panel", swap: "innerHTML" });
}

function pick(row: HTMLElement | null): void {
  const box = row?.querySelector<HTMLInputElement>('input[name="pick"]');
  if (!box) return;
  box.checked = !box.checked;
  last = box;
  showSelection();
}

// A click with Shift picks everything since the last one.
function pickThrough(box: HTMLInputElement, shift: boolean): void {
  const all = boxes();
  const [from, to] = [all.indexOf(last ?? box), all.indexOf(box)].sort((one, other) => one - other) as [number, number];
  if (shift && from >= 0) for (const each of all.slice(from, to + 1)) each.checked = box.checked;
  last = box;
  showSelection();
}

function pickAll(on: boolean): void {
  for (const box of boxes()) box.checked = on;
  showSelection();
}

function showSelection(): void {
  const bar = document.querySelector<HTMLElement>("[data-selection]");
  if (!bar) return;
  const [all, picked] = [boxes(), boxes().filter((box) => box.checked)];
  bar.hidden = picked.length === 0;
  const count = bar.querySelector<HTMLElement>("[data-count]");
  if (count) count.textContent = (count.dataset.count ?? "").replace("{count}", String(picked.length));
  for (const button of bar.querySelectorAll<HTMLButtonElement>("[data-exactly]")) {
    button.disabled = Number(button.dataset.exactly) !== picked.length;
  }
  const head = document.querySelector<HTMLInputElement>("[data-pick-all]");
  if (!head) return;
  head.checked = all.length > 0 && picked.length === all.length;
  head.indeterminate = picked.length > 0 && !head.checked;
}

function keys(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const ticking = target.matches('input[type="checkbox"]') && target.closest(ROWS);
  if ((typing(event) && !ticking) || event.ctrlKey || event.metaKey || event.altKey) return;
  const dialog = document.querySelector<HTMLDialogElement>("dialog[open]");
  if (dialog && !dialog.matches("[data-panel]")) return;
  const key = letter(event);
  if (key === "J" || key === "ArrowDown") step(1);
  else if (key === "K" || key === "ArrowUp") step(-1);
  else if (dialog && event.key === " ") dialog.close();
  else if (dialog) return;
  else if (key === "X") pick(here());
  else if (event.key === " " && !ticking && here()) peek(here());
  else if (event.key === "Enter" && !target.matches("a, button, summary")) link(here())?.click();
  else if (event.key === "Escape" && boxes().some((box) => box.checked)) pickAll(false);
  else return;
  event.preventDefault();
  if (dialog && (key === "J" || key === "K" || key.startsWith("Arrow"))) peek(here());
}

function clicks(event: MouseEvent): void {
  const target = event.target as HTMLElement;
  if (target.matches("dialog [data-close][href]")) event.preventDefault();
  if (target.closest("[data-pick-none]")) return pickAll(false);
  if (target.matches("[data-pick-all]")) return pickAll((target as HTMLInputElement).checked);
  if (target.matches('input[name="pick"]')) return pickThrough(target as HTMLInputElement, event.shiftKey);
  const row = rowOf(target);
  if (!row || target.closest("a, button, input, label, select") || getSelection()?.toString()) return;
  go(row);
  peek(row);
}

document.addEventListener("keydown", keys);
document.addEventListener("click", clicks);
document.addEventListener("change", ({ target }) => {
  if ((target as Element).matches("[data-submit]")) (target as HTMLSelectElement).form?.requestSubmit();
});
document.addEventListener("htmx:after:swap", showSelection);
addEventListener("pageshow", showSelection);
