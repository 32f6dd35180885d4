// The panel beside a list or a board. Which record it shows is in the address; [ and ] walk, Esc closes.
import { letter } from "../desk/keys";

type Htmx = { ajax(verb: string, path: string, context: object): void };

export type Walk = { codes: () => string[]; reach: (code: string) => void; address: () => string | undefined };

const shown = () => new URL(location.href).searchParams.get("peek") ?? "";
export const panel = () => document.querySelector<HTMLDialogElement>("dialog[data-panel][open]");

export function peek(walk: Walk, code: string, after?: () => void): void {
  const address = walk.address()?.replace("CODE", code);
  if (!code || !address) return;
  remember(code);
  walk.reach(code);
  if (after) onceOpen(after);
  (window as unknown as { htmx: Htmx }).htmx.ajax("GET", address, { target: "#panel", swap: "innerHTML" });
}

// Other parts of the page arrive late too, so the first swap need not be the panel's.
function onceOpen(after: () => void): void {
  const swapped = (): void => {
    if (!panel()) return;
    document.removeEventListener("htmx:after:swap", swapped);
    after();
  };
  document.addEventListener("htmx:after:swap", swapped);
}

function remember(code: string): void {
  const url = new URL(location.href);
  const had = url.searchParams.has("peek");
  if (code) url.searchParams.set("peek", code);
  else url.searchParams.delete("peek");
  if (code && !had) history.pushState({}, "", url);
  else history.replaceState({}, "", url);
}

export function step(walk: Walk, by: number): void {
  const codes = walk.codes();
  const next = codes[codes.indexOf(shown()) + by];
  if (next) peek(walk, next);
}

// Keys while the panel is open; true when the key was one of its own.
export function keysInPanel(walk: Walk, event: KeyboardEvent): boolean {
  if (!panel()) return false;
  const target = event.target as HTMLElement;
  if (target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return true;
  const key = letter(event);
  if (key === "]" || key === "J" || key === "ArrowDown") step(walk, 1);
  else if (key === "[" || key === "K" || key === "ArrowUp") step(walk, -1);
  else if (event.key === " " && !target.matches("a, button, summary")) panel()?.close();
  else return true;
  event.preventDefault();
  return true;
}

export function listenForPanel(walk: Walk): void {
  document.addEventListener("close", ({ target }) => {
    if (!(target as Element).matches?.("dialog[data-panel]")) return;
    const code = shown();
    remember("");
    walk.reach(code);
  }, true);
  addEventListener("popstate", () => {
    const code = shown();
    if (code) peek(walk, code);
    else panel()?.close();
  });
}
