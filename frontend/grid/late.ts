// Cells that come after their rows: one request per column for the rows that have just arrived.
import { codeOf, rowOf, table } from "./rows";

type Late = Record<string, { html: string; tone: string }>;

export function fillLate(): void {
  const waiting = new Map<string, HTMLElement[]>();
  for (const cell of document.querySelectorAll<HTMLElement>("td[data-late]")) {
    const column = cell.dataset.cell ?? "";
    delete cell.dataset.late;
    waiting.set(column, [...(waiting.get(column) ?? []), cell]);
  }
  for (const [column, cells] of waiting) void fill(column, cells);
}

async function fill(column: string, cells: HTMLElement[]): Promise<void> {
  const address = table()?.dataset.late?.replace("COLUMN", column);
  if (!address) return;
  const codes = cells.map((cell) => codeOf(rowOf(cell) as HTMLElement));
  const query = new URLSearchParams(codes.map((code) => ["code", code]));
  const answer = await fetch(`${address}?${query}`, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  const found = answer?.ok ? ((await answer.json()) as Late) : {};
  cells.forEach((cell, place) => {
    const shown = found[codes[place] ?? ""];
    cell.removeAttribute("aria-busy");
    if (!shown) return;
    cell.innerHTML = shown.html;
    if (shown.tone) cell.classList.add(...shown.tone.split(" "));
  });
}
