// Rows come as they are needed, and those far from the window leave the page again, so that ten thousand rows cost no
// more than a few hundred.
import { fillLate } from "./late";

const KEPT = 200;
const AHEAD = "1600px 0px";
const parked = new WeakMap<Element, DocumentFragment>();
let loader: IntersectionObserver | undefined;
let keeper: IntersectionObserver | undefined;
let loading = false;

const body = () => document.querySelector<HTMLElement>(".body");

function scroller(): HTMLElement | null {
  const found = body();
  return found && getComputedStyle(found).overflowY === "auto" ? found : null;
}

export async function more(): Promise<boolean> {
  const line = document.querySelector<HTMLElement>("tr.more");
  const link = line?.querySelector<HTMLAnchorElement>("[data-more]");
  if (!line || !link || loading) return false;
  loading = true;
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  loading = false;
  if (!answer?.ok) return false;
  const chunk = document.createElement("tbody");
  chunk.innerHTML = await answer.text();
  line.closest("tbody")?.after(chunk);
  line.remove();
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  fillLate();
  watch();
  return true;
}

// The height comes from the observer: asking the page for it would lay the whole table out again for every chunk.
function park(chunk: HTMLElement, height: number): void {
  if (parked.has(chunk) || chunk.contains(document.activeElement) || chunk.querySelector(".editing, tr.more")) return;
  const rows = document.createDocumentFragment();
  rows.append(...chunk.childNodes);
  parked.set(chunk, rows);
  const line = document.createElement("tr");
  line.className = "parked";
  const cell = document.createElement("td");
  cell.colSpan = Number(document.querySelector<HTMLElement>("[data-grid]")?.dataset.span ?? 1);
  cell.style.setProperty("height", `${height}px`);
  line.append(cell);
  chunk.append(line);
}

export function unpark(chunk: Element | null | undefined): void {
  const rows = chunk ? parked.get(chunk) : undefined;
  if (!chunk || !rows) return;
  parked.delete(chunk);
  chunk.replaceChildren(rows);
}

function keep(entries: IntersectionObserverEntry[]): void {
  const many = document.querySelectorAll("[data-grid] tr[data-row]").length > KEPT;
  for (const { target, isIntersecting, boundingClientRect } of entries) {
    if (isIntersecting) unpark(target);
    else if (many) park(target as HTMLElement, boundingClientRect.height);
  }
}

export function watch(): void {
  loader?.disconnect();
  const root = scroller();
  loader = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) void more();
  }, { root, rootMargin: AHEAD });
  const line = document.querySelector("tr.more");
  if (line) loader.observe(line);
  keeper ??= new IntersectionObserver(keep, { root, rootMargin: AHEAD });
  for (const chunk of document.querySelectorAll("[data-grid] tbody")) keeper.observe(chunk);
}
