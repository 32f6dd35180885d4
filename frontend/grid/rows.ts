// What a list consists of: rows with cells, and where in it somebody stands.
export const ROW = "tr[data-row]";

export const table = () => document.querySelector<HTMLTableElement>("[data-grid]");
export const rows = () => [...document.querySelectorAll<HTMLElement>(ROW)];
export const rowOf = (target: EventTarget | null) => (target as Element | null)?.closest?.<HTMLElement>(ROW) ?? null;
export const cellOf = (target: EventTarget | null) =>
  (target as Element | null)?.closest?.<HTMLElement>("td[data-cell]") ?? null;
export const cells = (row: Element) => [...row.querySelectorAll<HTMLElement>("td[data-cell]")];
export const codeOf = (row: HTMLElement | null) => row?.dataset.row ?? "";
export const rowWith = (code: string) => document.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(code)}"]`);

export function here(): HTMLElement | null {
  return rowOf(document.activeElement) ?? document.querySelector<HTMLElement>(`${ROW}.at`);
}

export function cellHere(): HTMLElement | null {
  const cell = cellOf(document.activeElement);
  if (cell) return cell;
  const row = here();
  return row ? cells(row)[0] ?? null : null;
}

// Only one cell is in the order of Tab; the others are reached with the arrows.
export function stand(cell: HTMLElement | undefined | null): void {
  if (!cell) return;
  for (const other of document.querySelectorAll<HTMLElement>('td[data-cell][tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus({ preventScroll: true });
  mark(rowOf(cell));
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function mark(row: HTMLElement | null): void {
  for (const other of document.querySelectorAll<HTMLElement>(`${ROW}.at`)) if (other !== row) other.classList.remove("at");
  row?.classList.add("at");
}

export function walk(down: number, across: number): void {
  const from = cellHere();
  const all = rows();
  if (!from) return stand(all[0] ? cells(all[0])[0] : undefined);
  const row = rowOf(from) as HTMLElement;
  const column = cells(row).indexOf(from);
  const next = all[Math.min(Math.max(all.indexOf(row) + down, 0), all.length - 1)] ?? row;
  const line = cells(next);
  stand(line[Math.min(Math.max(column + across, 0), line.length - 1)]);
}

export function nextEditable(from: HTMLElement, by: number): HTMLElement | undefined {
  const all = rows().flatMap((row) => cells(row)).filter((cell) => cell.matches(".edits") || cell === from);
  return all[all.indexOf(from) + by];
}
