// The palette: a box over a list and a pane. The box keeps the focus while the arrows walk the list; a command opens
// its form in the pane. Every keystroke and every chosen command asks the server once.
import { ask } from "./keys";
import { refresh } from "./refresh";

const ROW = ".palette-row";
const PAUSE = 20; // milliseconds in which a quick hand types on
let changed = false;

const dialog = () => document.getElementById("palette") as HTMLDialogElement | null;
const box = () => document.getElementById("palette-text") as HTMLInputElement;
const found = () => document.getElementById("palette-found") as HTMLElement;
const pane = () => document.getElementById("palette-pane") as HTMLElement;
const hidden = (name: string) => document.getElementById(`palette-${name}`) as HTMLInputElement;
const rows = () => [...(dialog()?.querySelectorAll<HTMLAnchorElement>(ROW) ?? [])];
const chosen = () => rows().find((row) => row.getAttribute("aria-selected") === "true");

export function openPalette(command = "", text = ""): void {
  const palette = dialog();
  if (!palette) return;
  for (const menu of document.querySelectorAll<HTMLElement>("[popover]:popover-open")) menu.hidePopover();
  if (!palette.open) palette.showModal();
  hidden("for").value = command;
  box().value = text;
  pane().replaceChildren();
  box().focus();
  void find();
}

export function listenForPalette(): void {
  const palette = dialog();
  if (!palette) return;
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.code !== "KeyK" || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    openPalette();
  });
  document.addEventListener("click", openers);
  box().addEventListener("input", typed);
  box().addEventListener("compositionend", typed);
  palette.addEventListener("keydown", keys);
  palette.addEventListener("click", clicks);
  palette.addEventListener("cancel", leavePane);
  palette.addEventListener("close", () => {
    if (changed) void refresh();
    changed = false;
  });
  document.addEventListener("htmx:after:swap", followFocus);
  document.addEventListener("saphan:toast", () => { if (palette.open) changed = true; });
}

function openers(event: MouseEvent): void {
  const opener = (event.target as Element).closest<HTMLElement>("[data-palette]");
  if (!opener || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  openPalette(opener.dataset.palette);
}

// Half a syllable of an input method is no question yet.
let typing = 0;
function typed(event: Event): void {
  window.clearTimeout(typing);
  if (!(event as InputEvent).isComposing) typing = window.setTimeout(find, PAUSE);
}

// Drawn and marked in one go: the picture of what a letter finds is the next one after the answer. A letter makes the
// answer to the one before it worthless.
let asking: AbortController | undefined;
async function find(): Promise<void> {
  window.clearTimeout(typing);
  asking?.abort();
  const { signal } = (asking = new AbortController());
  const query = new URLSearchParams({ q: box().value, scope: hidden("scope").value, for: hidden("for").value });
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
  const answer = await fetch(`${dialog()?.dataset.asks}?${query}`, { headers, signal }).catch(() => undefined);
  const html = await answer?.text().catch(() => undefined);
  if (signal.aborted) return;
  if (!answer?.ok || html === undefined) return void document.dispatchEvent(new Event("htmx:error"));
  found().innerHTML = html;
  arrived();
}

// A form that was sent goes, and the focus with it: what follows in the pane has it next, or else the box.
function followFocus(): void {
  if (!dialog()?.open || document.activeElement !== document.body) return;
  if (pane().querySelector("form")) enterPane();
  else box().focus();
}

function arrived(): void {
  if (dialog()?.open && !pane().contains(document.activeElement)) mark(chosen() ?? rows()[0]);
}

function mark(row: HTMLAnchorElement | undefined): void {
  for (const each of rows()) each.setAttribute("aria-selected", String(each === row));
  if (!row) return void pane().replaceChildren();
  box().setAttribute("aria-activedescendant", row.id);
  row.scrollIntoView({ block: "nearest" });
  showBeside(row);
}

// A record brings its card with it; the form of a command is asked for once the arrows rest on it.
let waiting = 0;
function showBeside(row: HTMLAnchorElement): void {
  window.clearTimeout(waiting);
  if (pane().dataset.of === row.id && pane().hasChildNodes()) return;
  pane().dataset.of = row.id;
  const card = dialog()?.querySelector<HTMLTemplateElement>(`[data-card="${CSS.escape(row.id)}"]`);
  pane().replaceChildren(...(card ? [card.content.cloneNode(true)] : []));
  const address = row.dataset.pane;
  if (address) waiting = window.setTimeout(() => ask(address, "#palette-pane"), 120);
}

function keys(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229) return;
  const mod = event.ctrlKey || event.metaKey;
  const inPane = pane().contains(event.target as Node);
  if (inPane && mod && event.key === "Enter") return void (event.target as HTMLInputElement).form?.requestSubmit();
  if (inPane || event.target !== box()) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) walk(step);
  else if (event.key === "Enter") run(chosen(), mod);
  else if (event.key === "Tab" && !event.shiftKey) scope();
  else if (event.key === "ArrowRight" && box().selectionStart === box().value.length) enterPane();
  else if (event.key === "Backspace" && box().value === "" && hidden("for").value) { hidden("for").value = ""; void find(); }
  else return;
  event.preventDefault();
}

function walk(step: number): void {
  const all = rows();
  mark(all[(all.indexOf(chosen() as HTMLAnchorElement) + step + all.length) % all.length]);
}

function run(row: HTMLAnchorElement | undefined, newTab: boolean): void {
  if (!row) return;
  if (row.dataset.pane && !newTab) return openForm(row.dataset.pane, row.id);
  if (row.dataset.command && row.getAttribute("href") === "#") return command(row.dataset.command);
  if (newTab) window.open(row.href, "_blank", "noopener");
  else location.assign(row.href);
}

function command(key: string): void {
  if (key === "sheet") {
    dialog()?.close();
    document.dispatchEvent(new Event("saphan:sheet"));
  } else openPalette(key);
}

function openForm(address: string, of: string): void {
  window.clearTimeout(waiting);
  const form = pane().querySelector<HTMLFormElement>("form");
  pane().dataset.of = of;
  if (form?.getAttribute("action") === address) return enterPane();
  document.addEventListener("htmx:after:swap", () => enterPane(), { once: true });
  ask(address, "#palette-pane");
}

function enterPane(): void {
  const field = pane().querySelector<HTMLElement>("form :is(select, textarea, input:not([type=hidden]))");
  (field ?? pane().querySelector<HTMLElement>("a, button"))?.focus();
}

function scope(): void {
  const button = dialog()?.querySelector<HTMLElement>("[data-scope]");
  if (!button) return;
  const on = hidden("scope").value === "";
  hidden("scope").value = on ? button.dataset.scope ?? "" : "";
  button.setAttribute("aria-pressed", String(on));
  void find();
}

function clicks(event: MouseEvent): void {
  const target = event.target as Element;
  if (target.closest("[data-scope]")) { scope(); return box().focus(); }
  const row = target.closest<HTMLAnchorElement>(`${ROW}, .palette-card :is([data-pane], [data-command])`);
  if (!row || event.ctrlKey || event.metaKey || event.button !== 0) return;
  if (row.dataset.pane || row.dataset.command) event.preventDefault();
  if (row.matches(ROW)) mark(row);
  if (row.dataset.pane) openForm(row.dataset.pane, row.id || (chosen()?.id ?? ""));
  else if (row.dataset.command && row.getAttribute("href") === "#") command(row.dataset.command);
}

// Escape in a form leads back to the list, in the box it closes the palette.
function leavePane(event: Event): void {
  if (!pane().contains(document.activeElement)) return;
  event.preventDefault();
  box().focus();
}
