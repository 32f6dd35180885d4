// Any list: arrows walk its cells, Enter and typing edit, Space peeks, X picks. In the first column letters are
// commands; in a cell that can be edited they are what is typed.
import { letter, typing } from "../desk/keys";
import { isOpen, keysInEditor, listenForEditing, open } from "./editor";
import { listenForFlow, more, unpark } from "./flow";
import { fillLate } from "./late";
import { listenForPaste } from "./paste";
import { keysInPanel, listenForPanel, peek, type Walk } from "./peek";
import { cellHere, cellOf, cells, codeOf, here, mark, rowOf, rows, rowWith, stand, table, walk } from "./rows";
import { adopt, extend, hasPicked, listenForSelection, pick, pickNone } from "./selection";
import { keysOnGrip, listenForShape } from "./shape";

const PAGE = 10;

const list: Walk = {
  codes: () => rows().map(codeOf),
  address: () => table()?.dataset.peek,
  reach: (code) => {
    const row = rowWith(code);
    if (!row) return;
    mark(row);
    row.scrollIntoView({ block: "nearest" });
    if (!document.querySelector("dialog[open]")) stand(cells(row)[0]);
    if (row === rows().at(-1)) void more();
  },
};

const moves: Record<string, [number, number]> = {
  ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageDown: [PAGE, 0], PageUp: [-PAGE, 0],
  Home: [0, -99], End: [0, 99],
};

// In an editable cell beyond the first, a character begins to edit.
function types(event: KeyboardEvent, cell: HTMLElement | null): boolean {
  if (!cell?.matches(".edits") || cellOf(event.target) !== cell || cells(rowOf(cell) as HTMLElement)[0] === cell) return false;
  return (event.key.length === 1 && event.key !== " ") || event.key === "Process";
}

// Rows of figures that are no grid: J, K and the arrows go from link to link.
function plainKeys(event: KeyboardEvent): void {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const key = letter(event);
  const by = key === "J" || key === "ArrowDown" ? 1 : key === "K" || key === "ArrowUp" ? -1 : 0;
  const links = rows().flatMap((row) => row.querySelector<HTMLElement>("a[href]") ?? []);
  if (!by || !links.length) return;
  const at = links.indexOf(here()?.querySelector<HTMLElement>("a[href]") as HTMLElement);
  const link = links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
  link?.focus({ preventScroll: true });
  mark(rowOf(link ?? null));
  link?.scrollIntoView({ block: "nearest" });
  event.preventDefault();
}

function keys(event: KeyboardEvent): void {
  if (!table()) return plainKeys(event);
  if (keysOnGrip(event) || keysInEditor(event)) return;
  const target = event.target as HTMLElement;
  const ticking = target.matches('input[type="checkbox"]') && rowOf(target);
  if (document.querySelector("dialog[open]")) return void keysInPanel(list, event);
  if ((typing(event) && !ticking) || document.querySelector(":popover-open")) return;
  const cell = cellHere();
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") return undo(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (types(event, cell)) {
    if (cell) void open(cell, "");
    return event.stopImmediatePropagation();
  }
  if (!act(event, cell, Boolean(ticking))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function act(event: KeyboardEvent, cell: HTMLElement | null, ticking: boolean): boolean {
  const [key, row] = [letter(event), here()];
  const move = moves[event.key] ?? (key === "J" ? [1, 0] : key === "K" ? [-1, 0] : undefined);
  const inside = rowOf(event.target) !== null;
  if (move && event.shiftKey && row && move[1] === 0) extend(row, move[0]);
  else if (move && (inside || move[0] !== 0)) void go(move[0], move[1]);
  else if (key === "X" && row) pick(row);
  else if (event.key === " " && row && !ticking) peek(list, codeOf(row));
  else if (event.key === "F2" && cell) void open(cell);
  else if (event.key === "Enter" && row && (event.target as Element).matches("td")) enter(row, cell);
  else if (event.key === "Escape" && hasPicked()) pickNone();
  else return false;
  return true;
}

function enter(row: HTMLElement, cell: HTMLElement | null): void {
  if (cell?.matches(".edits") && cells(row)[0] !== cell) void open(cell);
  else peek(list, codeOf(row));
}

async function go(down: number, across: number): Promise<void> {
  const row = here();
  if (down > 0 && row && row === rows().at(-1)) await more();
  const chunk = row?.closest("tbody");
  await Promise.all([unpark(chunk?.nextElementSibling), unpark(chunk?.previousElementSibling)]);
  walk(down, across);
}

function undo(event: KeyboardEvent): void {
  const button = [...document.querySelectorAll<HTMLButtonElement>("#toasts .toast button")].at(-1);
  if (!button) return;
  event.preventDefault();
  button.click();
}

function clicks(event: MouseEvent): void {
  const target = event.target as HTMLElement;
  if (target.matches("dialog [data-close][href]")) event.preventDefault();
  const row = rowOf(target);
  const cell = cellOf(target);
  if (!row || isOpen(cell) || target.closest("button, input, label, select") || getSelection()?.toString()) return;
  if (target.closest("a")) return;
  if (cell && cell.matches(".edits") && cells(row)[0] !== cell) return stand(cell);
  stand(cell ?? cells(row)[0]);
  peek(list, codeOf(row));
}

document.addEventListener("keydown", keys, true);
document.addEventListener("click", clicks);
document.addEventListener("focusin", ({ target }) => {
  if (cellOf(target)) mark(rowOf(target));
});
listenForSelection();
listenForEditing();
listenForPaste();
listenForShape();
if (table()) {
  listenForPanel(list);
  const first = rows()[0];
  const cell = first ? cells(first)[0] : undefined;
  if (cell) cell.tabIndex = 0;
  listenForFlow();
  fillLate();
  adopt();
}
