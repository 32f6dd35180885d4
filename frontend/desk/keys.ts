// Single keys: G then a letter goes to an area, / searches, Z takes back, and [data-hotkey] clicks or focuses.
// Physical keys, so that Thai and pinyin layouts work; never while somebody types or composes.
import { undoLast } from "./toasts";

const LEADER_LASTS = 1_200;
let leaderUntil = 0;

export function typing(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return event.isComposing || target.isContentEditable || target.matches("input, textarea, select");
}

export function letter(event: KeyboardEvent): string {
  return event.code.startsWith("Key") ? event.code.slice(3) : event.key;
}

export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = letter(event);
    if (performance.now() < leaderUntil && follow(`[data-go="${key}"]`, event)) return;
    leaderUntil = key === "G" ? performance.now() + LEADER_LASTS : 0;
    if (key === "Z") return undoLast();
    if (/^[A-Z/?]$/.test(key)) follow(`[data-hotkey="${key}"]`, event);
  });
}

function follow(selector: string, event: Event): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) return false;
  event.preventDefault();
  if (found.matches("input, select, textarea")) found.focus();
  else found.click();
  return true;
}
