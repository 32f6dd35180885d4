// The rail of time: while it is dragged it says which day it is on; where it comes to rest, that day is asked for, once.
// Between days of the past only the page's content is replaced, so that the hand may go on; to and from now the page
// is loaded, because then it has other work to do.
import { refresh } from "../desk/refresh";

type Htmx = { ajax(verb: string, path: string, context: object): Promise<void> };
const RESTS = 220;
const KEPT = "saphan.rail";
let resting = 0;

const looksBack = () => new URL(location.href).searchParams.has("as_of");
let isPast = looksBack();
const rail = (): HTMLElement | null => document.querySelector("[data-time-rail]");
const days = (): string[] => rail()?.dataset.days?.split("|") ?? [];

function addressOf(day: string | undefined): string {
  const address = new URL(location.href);
  for (const name of ["as_of", "known_at", "skip", "peek", "after"]) address.searchParams.delete(name);
  if (day) {
    address.searchParams.set("as_of", day);
    if (rail()?.dataset.stood === "yes") address.searchParams.set("known_at", day);
  }
  return address.pathname + address.search;
}

function says(place: number): void {
  const words = rail()?.dataset.words?.split("|")[place] ?? "";
  const range = rail()?.querySelector("input[type=range]");
  const output = rail()?.querySelector("output");
  range?.setAttribute("aria-valuetext", words);
  if (output) output.textContent = words;
}

async function stand(place: number): Promise<void> {
  const day = days()[place];
  const address = addressOf(day);
  const { htmx } = window as unknown as { htmx: Htmx };
  if (rail()?.dataset.whole === "no" || (day && isPast)) {
    await htmx.ajax("GET", address, { target: "#content", select: "#content", swap: "outerHTML" });
    history.pushState({}, "", address);
    isPast = looksBack();
    document.getElementById("time-rail")?.focus({ preventScroll: true });
  } else {
    sessionStorage.setItem(KEPT, "yes");
    location.assign(address);
  }
}

function rest(place: number): void {
  clearTimeout(resting);
  resting = window.setTimeout(() => void stand(place), RESTS);
}

document.addEventListener("input", ({ target }) => {
  const range = target as HTMLInputElement;
  if (range.id === "time-rail") says(Number(range.value));
});
document.addEventListener("change", ({ target }) => {
  const field = target as HTMLInputElement;
  if (field.id === "time-rail") rest(Number(field.value));
  if (field.matches("[data-day]") && field.value) location.assign(addressOf(field.value));
});
addEventListener("popstate", () => {
  if (!rail()) return;
  const before = isPast;
  isPast = looksBack();
  if (rail()?.dataset.whole === "no" || (before && isPast)) void refresh();
  else location.reload();
});
if (sessionStorage.getItem(KEPT)) {
  sessionStorage.removeItem(KEPT);
  document.getElementById("time-rail")?.focus({ preventScroll: true });
}
