// Keys: one, or a leader and one more ("G C"). An element says which it answers: data-hotkey for one key,
// data-keys for a pair. The physical key counts, so that Thai and pinyin layouts work; nothing happens while somebody
// types or composes. What a person moved or switched off is translated here, once, for every island.
import { undoLast } from "./toasts";

const LEADER_LASTS = 1_500;
const LEADERS = "GC";
const MARKS: Record<string, string> = {
  Slash: "/", Comma: ",", Period: ".", BracketLeft: "[", BracketRight: "]", Semicolon: ";", Quote: "'", Minus: "-", Equal: "=",
};
const NEVER_OFF = /^(Enter|Escape|Tab|Arrow\w+| )$/;
let leader = "";
let leaderUntil = 0;

type Own = { single?: boolean; moved?: Record<string, string> };
const own: Own = JSON.parse(document.querySelector<HTMLElement>(".desk")?.dataset.keys ?? "{}");
const moved = new Map(Object.entries(own.moved ?? {}));
const meant = new Map([...moved].filter(([, key]) => key).map(([standard, key]) => [key, standard]));

export function typing(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return event.isComposing || event.keyCode === 229 || target.isContentEditable || target.matches("input, textarea, select");
}

// The key as Saphan calls it, whatever this person presses for it; empty where they switched it off.
export function letter(event: KeyboardEvent): string {
  const key = pressed(event);
  if (NEVER_OFF.test(key)) return key;
  if (own.single === false) return "";
  return meant.get(key) ?? (moved.has(key) ? "" : key);
}

// The key that was pressed, by its place: letters always, marks where the layout has another sign there.
function pressed(event: KeyboardEvent): string {
  if (event.code.startsWith("Key")) return event.code.slice(3);
  const mark = MARKS[event.code];
  if (!mark || /^[!-~]$/.test(event.key)) return event.key;
  return mark === "/" && event.shiftKey ? "?" : mark;
}

export function listenForKeys(): void {
  if (/Mac|iPhone|iPad/.test(navigator.platform)) showMacKeys();
  document.addEventListener("saphan:sheet", () => openSheet());
  document.addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]:not([data-panel])")) return;
    act(letter(event), event);
  });
}

function act(key: string, event: KeyboardEvent): void {
  const inMenu = document.querySelector("#add:popover-open") ? "C" : "";
  const first = inMenu || (performance.now() < leaderUntil ? leader : "");
  leader = "";
  if (first && follow(`[data-keys="${first} ${CSS.escape(pressed(event))}"]`, event)) return;
  if (LEADERS.includes(key) && key) {
    leader = key;
    leaderUntil = performance.now() + LEADER_LASTS;
  }
  if (key === "Z") return undoLast();
  if (key === "?") return openSheet(event);
  if (key === "/") return search(event);
  if (/^[!-~]$/.test(key)) follow(`[data-hotkey="${CSS.escape(key)}"]`, event);
}

// The search of the page, or of everything where the page has none.
function search(event: Event): void {
  event.preventDefault();
  const own = [...document.querySelectorAll<HTMLElement>("main input[type=search]")].find((field) => field.checkVisibility());
  if (own) own.focus();
  else document.querySelector<HTMLElement>("[data-palette]")?.click();
}

export function openSheet(event?: Event): void {
  event?.preventDefault();
  const address = document.querySelector<HTMLElement>("[data-sheet]")?.dataset.sheet;
  if (address) ask(address, "#overlay");
}

export function ask(address: string, target: string): void {
  const { htmx } = window as unknown as { htmx: { ajax(verb: string, path: string, context: object): void } };
  htmx.ajax("GET", address, { target, swap: "innerHTML" });
}

function follow(selector: string, event: Event): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((each) => !each.hasAttribute("disabled"));
  if (!found) return false;
  event.preventDefault();
  if (found.matches("input, select, textarea")) found.focus();
  else found.click();
  return true;
}

function showMacKeys(): void {
  const write = () => {
    for (const each of document.querySelectorAll("[data-mod]")) each.textContent = "⌘";
    for (const each of document.querySelectorAll("[data-mod-enter]")) each.textContent = "⌘ Enter";
  };
  write();
  document.addEventListener("htmx:after:swap", write);
}
