// A toast says what was done for six seconds, longer under the pointer or focus, and offers to take it back.
import { token } from "./token";

const SHOWN_FOR = 6_000;
let lastUndo: (() => void) | undefined;

type Toast = { text: string; undo?: number | null };

export function undoLast(): void {
  lastUndo?.();
}

export function show({ text, undo }: Toast): void {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(text);
  place(toast, undo ?? undefined);
  tray().append(toast);
}

export function listenForToasts(): void {
  document.addEventListener("saphan:toast", (event) => show((event as CustomEvent<Toast>).detail));
  document.addEventListener("htmx:error", () => show({ text: tray().dataset.failed ?? "" }));
}

// Toasts that came with the page carry their change in their tags.
export function showStoredToasts(): void {
  for (const toast of tray().querySelectorAll<HTMLElement>(".toast")) {
    const change = /undo-(\d+)/.exec(toast.dataset.tags ?? "")?.[1];
    place(toast, change ? Number(change) : undefined);
  }
}

function tray(): HTMLElement {
  return document.getElementById("toasts") as HTMLElement;
}

// One below others keeps its place until they have left too.
function leave(toast: HTMLElement): void {
  toast.classList.add("gone");
  while (tray().lastElementChild?.matches(".gone")) tray().lastElementChild?.remove();
}

function place(toast: HTMLElement, change: number | undefined): void {
  let timer = 0;
  const wait = () => { timer = window.setTimeout(() => leave(toast), SHOWN_FOR); };
  const stay = () => window.clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stay);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, wait);
  wait();
  if (change === undefined) return;
  const takeBack = async () => {
    leave(toast);
    lastUndo = undefined;
    await undo(change);
  };
  lastUndo = takeBack;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = tray().dataset.undoLabel ?? "";
  button.addEventListener("click", takeBack);
  toast.append(button);
}

export async function undo(change: number): Promise<void> {
  const address = document.querySelector<HTMLElement>("[data-undo]")?.dataset.undo;
  if (!address) return;
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const response = await fetch(address, { method: "POST", headers, body: new URLSearchParams({ change: String(change) }) });
  if (response.ok) return location.reload();
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  show({ text: page.querySelector("[data-refusal]")?.textContent ?? tray().dataset.failed ?? "" });
}
