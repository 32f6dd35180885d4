// A toast says what was done for six seconds, longer under the pointer or focus, and offers to take it back.
import { refresh } from "./refresh";
import { token } from "./token";

const SHOWN_FOR = 6_000;
let lastUndo: (() => void) | undefined;

type Toast = { text: string; undo?: number | null; tags?: string };

export function undoLast(): void {
  lastUndo?.();
}

// What the focus left for a toast: taking something back leads there again.
let left: HTMLElement | undefined;

export function show({ text, undo, tags }: Toast): void {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(text);
  place(toast, undo ?? changeIn(tags));
  tray().append(toast);
}

export function listenForToasts(): void {
  document.addEventListener("saphan:toast", (event) => show((event as CustomEvent<Toast>).detail));
  document.addEventListener("htmx:error", () => show({ text: tray().dataset.failed ?? "" }));
}

// Toasts that came with the page carry their change in their tags.
export function showStoredToasts(): void {
  for (const toast of tray().querySelectorAll<HTMLElement>(".toast")) {
    place(toast, changeIn(toast.dataset.tags));
  }
}

function changeIn(tags = ""): number | undefined {
  const change = /undo-(\d+)/.exec(tags)?.[1];
  return change ? Number(change) : undefined;
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
  toast.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget && !tray().contains(relatedTarget as Node)) left = relatedTarget as HTMLElement;
  });
  const takeBack = async () => {
    if (toast.contains(document.activeElement)) left?.focus({ preventScroll: true });
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

// The answer leads back to the page that the hand is on.
export async function undo(change: number): Promise<void> {
  const address = document.querySelector<HTMLElement>("[data-undo]")?.dataset.undo;
  if (!address) return;
  const body = new URLSearchParams({ change: String(change) });
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body }).catch(() => undefined);
  if (answer?.ok || answer?.redirected) return refresh(answer);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  show({ text: page.querySelector("[data-refusal]")?.textContent ?? tray().dataset.failed ?? "" });
}
