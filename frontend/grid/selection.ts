// Picked rows: with X, the boxes, Shift and arrows. Rows that are not in the page at the moment stay picked.
import { codeOf, mark, rowOf, rows, stand, cells } from "./rows";

const picked = new Set<string>();
let last: HTMLElement | undefined;

const boxOf = (row: Element) => row.querySelector<HTMLInputElement>('input[name="pick"]');

export function setPicked(row: HTMLElement, on: boolean): void {
  const box = boxOf(row);
  if (!box) return;
  box.checked = on;
  row.setAttribute("aria-selected", String(on));
  if (on) picked.add(codeOf(row));
  else picked.delete(codeOf(row));
}

export function pick(row: HTMLElement | null): void {
  if (!row) return;
  setPicked(row, !boxOf(row)?.checked);
  last = row;
  show();
}

// Shift and an arrow, or a click with Shift: everything between the last picked row and this one.
export function pickThrough(row: HTMLElement, on = true): void {
  const all = rows();
  const ends = [all.indexOf(last ?? row), all.indexOf(row)].sort((one, other) => one - other) as [number, number];
  for (const each of all.slice(Math.max(ends[0], 0), ends[1] + 1)) setPicked(each, on);
  show();
}

export function extend(from: HTMLElement, by: number): void {
  const all = rows();
  const next = all[all.indexOf(from) + by];
  if (!next) return;
  const column = Math.max(cells(from).indexOf(document.activeElement as HTMLElement), 0);
  if (!last || !boxOf(last)?.checked) last = from;
  for (const each of all) setPicked(each, false);
  stand(cells(next)[column]);
  pickThrough(next);
}

export function pickNone(): void {
  for (const row of rows()) setPicked(row, false);
  picked.clear();
  show();
}

export const hasPicked = () => picked.size > 0;

export function show(): void {
  const bar = document.querySelector<HTMLElement>("[data-selection]");
  if (!bar) return;
  bar.hidden = picked.size === 0;
  const count = bar.querySelector<HTMLElement>("[data-count]");
  if (count) count.textContent = (count.dataset.count ?? "").replace("{count}", String(picked.size));
  for (const button of bar.querySelectorAll<HTMLButtonElement>("[data-exactly]")) {
    button.disabled = Number(button.dataset.exactly) !== picked.size;
  }
  const head = document.querySelector<HTMLInputElement>("[data-pick-all]");
  if (!head) return;
  head.checked = picked.size > 0 && picked.size >= rows().length;
  head.indeterminate = picked.size > 0 && !head.checked;
}

// Rows that came anew may have been picked before; boxes that the browser restored are picked.
export function adopt(): void {
  for (const row of rows()) {
    if (boxOf(row)?.checked || picked.has(codeOf(row))) setPicked(row, true);
  }
  show();
}

function clicked(event: MouseEvent): void {
  const target = event.target as HTMLInputElement;
  if (target.closest("[data-pick-none]")) return pickNone();
  if (target.matches("[data-pick-all]")) {
    for (const row of rows()) setPicked(row, target.checked);
    return show();
  }
  const row = rowOf(target);
  if (!row || !target.matches('input[name="pick"]')) return;
  if (event.shiftKey) pickThrough(row, target.checked);
  else setPicked(row, target.checked);
  last = row;
  mark(row);
  show();
}

// What the form sends are all picked rows, those that scrolled away included.
function completed(event: FormDataEvent): void {
  if ((event.target as Element).id !== "selection") return;
  event.formData.delete("pick");
  for (const code of picked) event.formData.append("pick", code);
}

// A menu of the bar gets its control when it is opened for the first time.
async function fill(event: Event): Promise<void> {
  const button = (event.target as Element).closest<HTMLElement>("[data-bulk]");
  if (!button) return;
  const menu = document.getElementById(button.getAttribute("popovertarget") ?? "");
  const place = menu?.querySelector("[data-control]");
  for (const other of document.querySelectorAll<HTMLInputElement>("[data-selection] [data-control] [name]")) {
    other.disabled = !menu?.contains(other);
  }
  if (!place || place.childElementCount) return;
  place.innerHTML = await (await fetch(button.dataset.bulk ?? "")).text();
  place.querySelector<HTMLElement>("[name]")?.focus();
}

export function listenForSelection(): void {
  document.addEventListener("click", clicked);
  document.addEventListener("click", (event) => void fill(event));
  document.addEventListener("formdata", completed as EventListener);
  document.addEventListener("htmx:after:swap", adopt);
  addEventListener("pageshow", adopt);
}

