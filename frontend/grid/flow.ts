// Rows come as they are needed, and those far from the window leave the page again, so that ten thousand rows cost no
// more than a few hundred. Each piece after the first knows its address, so it can come anew after something was taken
// back, or when somebody returns to where they were.
import { nameRecords } from "../desk/refresh";
import { fillLate } from "./late";
import { codeOf, here, mark, rowWith, stand, cells } from "./rows";

type Kept = { at: string; chunks: [address: string, height: number][]; top: number; code: string; seen: boolean };
type Htmx = { swap(context: object): Promise<void> };

const KEPT = 200;
const AHEAD = "1600px 0px";
const PLACE = "saphan.place";
// What is away: its rows, or nothing when they are to come from the server.
const parked = new WeakMap<Element, DocumentFragment | null>();
let loader: IntersectionObserver | undefined;
let keeper: IntersectionObserver | undefined;
let loading = false;

const body = () => document.querySelector<HTMLElement>(".body");
const chunks = () => [...document.querySelectorAll<HTMLElement>("tbody[data-chunk]")];

function scroller(): HTMLElement | null {
  const found = body();
  return found && getComputedStyle(found).overflowY === "auto" ? found : null;
}

async function rowsAt(address: string): Promise<string | undefined> {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  return answer?.ok ? answer.text() : undefined;
}

function chunkAt(address: string): HTMLElement {
  const chunk = document.createElement("tbody");
  chunk.dataset.chunk = address;
  chunk.id = `chunk-${chunks().length + 1}`;
  return chunk;
}

export async function more(): Promise<boolean> {
  const line = document.querySelector<HTMLElement>("tr.more");
  const link = line?.querySelector<HTMLAnchorElement>("[data-more]");
  if (!line || !link || loading) return false;
  loading = true;
  const html = await rowsAt(link.href);
  loading = false;
  if (html === undefined) return false;
  const chunk = chunkAt(link.href);
  chunk.innerHTML = html;
  line.closest("tbody")?.after(chunk);
  line.remove();
  arrived();
  return true;
}

function arrived(): void {
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  fillLate();
  watch();
}

// The height comes from the observer: asking the page for it would lay the whole table out again for every chunk.
function park(chunk: HTMLElement, height: number): void {
  if (parked.has(chunk) || chunk.contains(document.activeElement) || chunk.querySelector(".editing, tr.more")) return;
  const rows = document.createDocumentFragment();
  rows.append(...chunk.childNodes);
  parked.set(chunk, rows);
  holdOpen(chunk, height);
}

function holdOpen(chunk: HTMLElement, height: number): void {
  const line = document.createElement("tr");
  line.className = "parked";
  const cell = document.createElement("td");
  cell.colSpan = Number(document.querySelector<HTMLElement>("[data-grid]")?.dataset.span ?? 1);
  cell.style.setProperty("height", `${height}px`);
  line.append(cell);
  chunk.append(line);
}

export async function unpark(chunk: Element | null | undefined): Promise<void> {
  const rows = chunk ? parked.get(chunk) : undefined;
  if (!chunk || rows === undefined) return;
  parked.delete(chunk);
  if (rows) return chunk.replaceChildren(rows);
  const html = await rowsAt((chunk as HTMLElement).dataset.chunk ?? "");
  if (html === undefined) return void parked.set(chunk, null);
  chunk.innerHTML = html;
  arrived();
}

function keep(entries: IntersectionObserverEntry[]): void {
  const many = document.querySelectorAll("[data-grid] tr[data-row]").length > KEPT;
  for (const { target, isIntersecting, boundingClientRect } of entries) {
    if (isIntersecting) void unpark(target);
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

// A fresh page brings the first rows only: the others keep their places in it, and come anew where they can be seen.
function carryOver({ detail: page }: CustomEvent<HTMLElement>): void {
  const first = page.querySelector("[data-grid] tbody");
  if (!first || !chunks().length) return;
  for (const { id } of chunks()) first.parentElement?.append(Object.assign(document.createElement("tbody"), { id }));
  first.querySelector("tr.more")?.remove();
}

async function renew(chunk: HTMLElement): Promise<void> {
  if (parked.has(chunk)) return void parked.set(chunk, null);
  const html = await rowsAt(chunk.dataset.chunk ?? "");
  if (html === undefined) return;
  const fresh = document.createElement("tbody");
  fresh.innerHTML = html;
  nameRecords(fresh);
  const { htmx } = window as unknown as { htmx: Htmx };
  await htmx.swap({ text: fresh.innerHTML, target: chunk, sourceElement: chunk, swap: "innerMorph" });
}

async function refreshed(): Promise<void> {
  await Promise.all(chunks().map(renew));
  fillLate();
  watch();
  const cell = document.activeElement?.closest<HTMLElement>("td[data-cell]");
  if (cell) stand(cell);
}

function inSight(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function remember(): void {
  const heights = chunks().map((chunk): [string, number] => [chunk.dataset.chunk ?? "", chunk.offsetHeight]);
  const row = here();
  const kept: Kept = {
    at: location.href, chunks: heights, top: body()?.scrollTop ?? 0, code: codeOf(row), seen: row !== null && inSight(row),
  };
  sessionStorage.setItem(PLACE, JSON.stringify(kept));
}

// Who comes back to a list stands where they were: what lies between has its height, and its rows when it is looked at.
function standAgain(): void {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null") as Kept | null;
  if (visit?.type !== "back_forward" || kept?.at !== location.href) return;
  let last = document.querySelector("[data-grid] tbody");
  if (kept.chunks.length) last?.querySelector("tr.more")?.remove();
  for (const [address, height] of kept.chunks) {
    const chunk = chunkAt(address);
    parked.set(chunk, null);
    last?.after(chunk);
    holdOpen(chunk, height);
    last = chunk;
  }
  body()?.scrollTo(0, kept.top);
  void returnTo(kept);
}

// Rows that come late may push the place away: a row that was in sight comes back into it.
async function returnTo({ code, seen }: Kept): Promise<void> {
  for (let tries = 0; tries < 20 && code; tries += 1) {
    const row = rowWith(code);
    if (row) {
      mark(row);
      if (document.activeElement === document.body) stand(cells(row)[0]);
      if (seen) setTimeout(() => row.scrollIntoView({ block: "nearest" }), 50);
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

export function listenForFlow(): void {
  document.addEventListener("saphan:refreshing", carryOver as EventListener);
  document.addEventListener("saphan:refreshed", () => void refreshed());
  addEventListener("pagehide", remember);
  standAgain();
  watch();
}
