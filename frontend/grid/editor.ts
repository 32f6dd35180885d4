// Editing a cell where it stands: Enter or typing opens it, Tab saves and moves on, Esc restores. What is saved shows
// at once; what the server refuses opens again with the reason.
import { token } from "../desk/token";
import { codeOf, nextEditable, rowOf, stand, table } from "./rows";

type Saved = { said: string; undo: number | null; row: string };
type Refused = { sentence: string; asks: string };

const controls = new Map<string, Promise<string>>();
const queues = new Map<string, Promise<void>>();

export const isOpen = (cell: Element | null) => cell?.querySelector(".cell-editor") != null;

const kindOf = (cell: HTMLElement) =>
  document.querySelector<HTMLElement>(`th[data-column="${cell.dataset.cell}"]`)?.dataset.kind ?? "text";

export async function open(cell: HTMLElement, start?: string): Promise<void> {
  if (!cell.matches(".edits") || isOpen(cell)) return;
  const form = document.createElement("form");
  form.className = "cell-editor";
  const control = await controlFor(cell);
  if (isOpen(cell)) return;
  if (start !== undefined && control instanceof HTMLInputElement) control.value = start;
  else control.value = cell.dataset.value ?? "";
  form.append(control);
  const shown = document.createElement("span");
  shown.className = "cell-shown";
  shown.append(...cell.childNodes);
  cell.append(shown, form);
  cell.classList.add("editing");
  control.focus();
  if (control instanceof HTMLInputElement && start === undefined) control.select();
}

async function controlFor(cell: HTMLElement): Promise<HTMLInputElement | HTMLSelectElement> {
  const column = cell.dataset.cell ?? "";
  if (kindOf(cell) !== "choice") return plainControl(cell);
  const address = table()?.dataset.editor?.replace("COLUMN", column) ?? "";
  if (!controls.has(column)) controls.set(column, fetch(address).then((answer) => answer.text()));
  const holder = document.createElement("div");
  holder.innerHTML = (await controls.get(column)) ?? "";
  return holder.querySelector<HTMLSelectElement>("[name=value]") ?? plainControl(cell);
}

function plainControl(cell: HTMLElement): HTMLInputElement {
  const control = document.createElement("input");
  const heading = document.querySelector<HTMLElement>(`th[data-column="${cell.dataset.cell}"]`);
  control.name = "value";
  control.autocomplete = "off";
  control.setAttribute("aria-label", heading?.dataset.label ?? "");
  const modes: Record<string, string> = { money: "decimal", number: "numeric" };
  control.inputMode = modes[kindOf(cell)] ?? "text";
  return control;
}

export function close(cell: HTMLElement): void {
  const shown = cell.querySelector(".cell-shown");
  cell.querySelector(".cell-editor")?.remove();
  if (shown) shown.replaceWith(...shown.childNodes);
  cell.classList.remove("editing", "invalid");
}

function commit(cell: HTMLElement): void {
  const form = cell.querySelector<HTMLFormElement>(".cell-editor");
  const control = form?.querySelector<HTMLInputElement | HTMLSelectElement>("[name=value]");
  if (!form || !control) return;
  const reason = form.querySelector<HTMLInputElement>("[name=reason]")?.value ?? "";
  const value = control.value;
  const text = control instanceof HTMLSelectElement ? control.selectedOptions[0]?.textContent ?? "" : value;
  close(cell);
  if (value !== (cell.dataset.value ?? "") || reason) save(cell, value, text, reason);
}

export function save(cell: HTMLElement, value: string, text: string, reason = ""): void {
  const before = { html: cell.innerHTML, value: cell.dataset.value ?? "" };
  if (!cell.querySelector("a")) cell.textContent = text;
  cell.dataset.value = value;
  cell.classList.add("saving");
  const row = rowOf(cell) as HTMLElement;
  const code = codeOf(row);
  const turn = (queues.get(code) ?? Promise.resolve()).then(() => send(code, cell.dataset.cell ?? "", value, reason, before));
  queues.set(code, turn);
}

async function send(
  code: string, column: string, value: string, reason: string, before: { html: string; value: string },
): Promise<void> {
  const row = document.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(code)}"]`);
  const cell = row?.querySelector<HTMLElement>(`td[data-cell="${column}"]`);
  const address = table()?.dataset.cell?.replace("CODE", code);
  if (!row || !cell || !address) return;
  const body = new URLSearchParams({ column, value, reason, version: row.dataset.version ?? "" });
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const answer = await fetch(address + location.search, { method: "POST", headers, body }).catch(() => undefined);
  cell.classList.remove("saving");
  if (answer?.ok) return accept(row, (await answer.json()) as Saved);
  const refusal = await reasonOf(answer);
  cell.innerHTML = before.html;
  cell.dataset.value = before.value;
  await reopen(cell, value, refusal, reason);
}

async function reasonOf(answer: Response | undefined): Promise<Refused> {
  const failed = { sentence: document.getElementById("toasts")?.dataset.failed ?? "", asks: "" };
  return answer ? ((await answer.json().catch(() => failed)) as Refused) : failed;
}

// Everything of the row but a cell that is being edited: two cells in a row may be saved while a third is typed.
function accept(row: HTMLElement, { said, undo, row: html }: Saved): void {
  document.dispatchEvent(new CustomEvent("saphan:toast", { detail: { text: said, undo } }));
  const holder = document.createElement("tbody");
  holder.innerHTML = html;
  const fresh = holder.querySelector<HTMLElement>("[data-row]");
  if (!fresh) return row.classList.add("gone");
  row.dataset.version = fresh.dataset.version;
  for (const cell of fresh.querySelectorAll<HTMLElement>("td[data-cell]")) {
    const old = row.querySelector<HTMLElement>(`td[data-cell="${cell.dataset.cell}"]`);
    if (!old || isOpen(old) || cell.matches("[data-late]")) continue;
    const [stood, order] = [document.activeElement === old, old.getAttribute("tabindex")];
    old.replaceWith(cell);
    if (order !== null) cell.setAttribute("tabindex", order);
    if (stood) cell.focus({ preventScroll: true });
  }
}

async function reopen(cell: HTMLElement, value: string, { sentence, asks }: Refused, reason: string): Promise<void> {
  const typing = document.activeElement?.closest(".cell-editor");
  await open(cell);
  const form = cell.querySelector<HTMLFormElement>(".cell-editor");
  const control = form?.querySelector<HTMLInputElement>("[name=value]");
  if (!form || !control) return;
  control.value = value;
  control.setAttribute("aria-invalid", "true");
  cell.classList.add("invalid");
  if (asks) form.append(whyField(asks, reason));
  const message = document.createElement("p");
  message.className = "cell-message";
  message.setAttribute("role", "alert");
  message.textContent = sentence;
  form.append(message);
  const first = form.querySelector<HTMLInputElement>("[name=reason]") ?? control;
  if (typing) typing.querySelector<HTMLElement>("[name=value]")?.focus();
  else first.focus();
}

function whyField(label: string, reason: string): HTMLInputElement {
  const field = document.createElement("input");
  field.name = "reason";
  field.value = reason;
  field.placeholder = label;
  field.setAttribute("aria-label", label);
  return field;
}

// Keys inside an open cell. Composing Chinese or Thai, Enter belongs to the input method.
export function keysInEditor(event: KeyboardEvent): boolean {
  const cell = (event.target as Element).closest<HTMLElement>("td.editing");
  if (!cell || event.isComposing) return cell !== null;
  if (event.key === "Escape") {
    close(cell);
    stand(cell);
  } else if (event.key === "Enter") {
    commit(cell);
    stand(cell);
  } else if (event.key === "Tab") {
    const next = nextEditable(cell, event.shiftKey ? -1 : 1);
    commit(cell);
    stand(next ?? cell);
  } else return true;
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}

export function listenForEditing(): void {
  document.addEventListener("submit", (event) => {
    const cell = (event.target as Element).closest<HTMLElement>("td.editing");
    if (!cell) return;
    event.preventDefault();
    commit(cell);
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    const cell = (target as Element).closest?.<HTMLElement>("td.editing");
    if (cell && relatedTarget && !cell.contains(relatedTarget as Node) && !cell.matches(".invalid")) commit(cell);
  });
  document.addEventListener("dblclick", ({ target }) => {
    const cell = (target as Element).closest<HTMLElement>("td.edits");
    if (cell) void open(cell);
  });
}
