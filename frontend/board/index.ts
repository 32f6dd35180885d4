// Moving deals: by hand, by finger, by key. What the server refuses goes back to where it was, visibly.
import type Sortable from "sortablejs";
import type { SortableEvent } from "sortablejs";
import { letter, typing } from "../desk/keys";
import { token } from "../desk/token";
import { keysInPanel, listenForPanel, peek, type Walk } from "../grid/peek";
import { listenForShape } from "../grid/shape";
import { hideChecks, showChecks } from "./checks";

type Place = { list: Element; next: Element | null };
type Moved = { said: string; undo: number; card: string; before: string; heads: Record<string, string>; sums: string };

// The frame shows toasts and keeps what Z takes back; this island only tells it.
function show(detail: { text: string; undo?: number }): void {
  document.dispatchEvent(new CustomEvent("saphan:toast", { detail }));
}

const board = () => document.getElementById("board");
const columnOf = (stage: string) => document.querySelector<HTMLElement>(`[data-stage="${CSS.escape(stage)}"]`);
const cardOf = (code: string) => document.querySelector<HTMLElement>(`.card[data-code="${CSS.escape(code)}"]`);
const cards = () => [...document.querySelectorAll<HTMLElement>(".card")];

const deals: Walk = {
  codes: () => cards().map((card) => card.dataset.code ?? ""),
  address: () => board()?.dataset.peek,
  reach: (code) => {
    const card = cardOf(code);
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!document.querySelector("dialog[open]")) card?.focus({ preventScroll: true });
  },
};

// What carries cards comes when the page stands: nobody drags what cannot be seen yet.
let sorting: Promise<typeof Sortable> | undefined;
const ready = new WeakSet<Element>();

async function load(address: string): Promise<typeof Sortable> {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  return ((await import(address)) as { default: typeof Sortable }).default;
}

async function setUp(): Promise<void> {
  const lists = [...document.querySelectorAll<HTMLElement>("[data-cards]")].filter((list) => !ready.has(list));
  const address = board()?.dataset.sorting;
  if (!lists.length || !address) return;
  const { create } = await (sorting ??= load(address));
  for (const list of lists) {
    if (ready.has(list)) continue;
    ready.add(list);
    list.dataset.cards = "ready";
    create(list, {
      group: "deals", draggable: ".card:not([data-fixed])", filter: ".card-deeds button", preventOnFilter: false,
      ghostClass: "ghost", dragClass: "dragged", delay: 180, delayOnTouchOnly: true,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140, sort: false,
      onStart: ({ item }: SortableEvent) => void showChecks(item, board()?.dataset.checks),
      onMove: ({ to }) => {
        for (const each of document.querySelectorAll(".board-column.over")) each.classList.remove("over");
        to.closest(".board-column")?.classList.add("over");
      },
      onEnd: ({ item, from, to, oldIndex }: SortableEvent) => {
        hideChecks();
        if (from !== to) void move(item, { list: from, next: from.children[oldIndex ?? 0] ?? null });
      },
    });
  }
}

// The card already stands in its new column; `origin` is where it goes back to.
async function move(card: HTMLElement, origin: Place): Promise<void> {
  const stage = card.closest<HTMLElement>("[data-stage]")?.dataset.stage;
  if (!stage) return putBack(card, origin);
  card.classList.add("saving");
  const answer = await send(card.dataset.code ?? "", new URLSearchParams({ stage, version: card.dataset.version ?? "" }));
  card.classList.remove("saving");
  if (answer?.ok) return accept(card, (await answer.json()) as Moved);
  putBack(card, origin);
  if (answer) await explain(answer, card);
  else show({ text: document.getElementById("toasts")?.dataset.failed ?? "" });
}

async function send(code: string, body: URLSearchParams): Promise<Response | undefined> {
  const address = board()?.dataset.moves?.replace("CODE", code);
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  return address ? fetch(address + location.search, { method: "POST", headers, body }).catch(() => undefined) : undefined;
}

// Only what a move changes comes along with the answer: the card, the heads of the columns and the sums below.
function accept(card: HTMLElement, { said, undo, card: html, before, heads, sums }: Moved): void {
  show({ text: said, undo });
  const focused = card.contains(document.activeElement);
  const fresh = made(html);
  if (fresh) {
    const list = card.closest("[data-cards]");
    const next = cardOf(before) ?? list?.querySelector(":scope > .more") ?? null;
    const chance = [card, fresh].map((each) => each.querySelector(".card-chance"));
    if (chance[0]) chance[1]?.replaceWith(chance[0]); // the old one keeps the place until the new one has come
    card.replaceWith(fresh);
    if (next !== fresh && next?.previousElementSibling !== fresh) list?.insertBefore(fresh, next);
    if (focused) fresh.focus({ preventScroll: true });
    fresh.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else card.remove();
  for (const [stage, head] of Object.entries(heads)) {
    const [old, now] = [columnOf(stage)?.querySelector("header"), made(head)];
    if (old && now && !old.isEqualNode(now)) old.replaceWith(now);
  }
  document.getElementById("board-sums")?.replaceWith(made(sums) ?? "");
  foretell();
}

// The strip and the chances on the cards come by themselves, from a slow source.
function foretell(): void {
  board()?.querySelector(".forecast-slot")?.dispatchEvent(new Event("again"));
}

function made(html: string): HTMLElement | null {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild as HTMLElement | null;
}

function putBack(card: HTMLElement, { list, next }: Place): void {
  list.insertBefore(card, next);
  card.classList.add("refused");
  card.addEventListener("animationend", () => card.classList.remove("refused"), { once: true });
}

// A refusal is either a sentence or a dialog that asks for what is missing; what is answered there goes the same way.
async function explain(answer: Response, card: HTMLElement): Promise<void> {
  const text = await answer.text();
  const place = document.getElementById("move-dialog");
  if (!place) return;
  place.innerHTML = text;
  const dialog = place.querySelector("dialog");
  if (!dialog) return show({ text: place.textContent?.trim() ?? "" });
  dialog.showModal();
  dialog.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    void answered(event.target as HTMLFormElement, dialog, card);
  });
}

async function answered(form: HTMLFormElement, dialog: HTMLDialogElement, card: HTMLElement): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]));
  const answer = await send(card.dataset.code ?? "", body);
  if (!answer) return show({ text: document.getElementById("toasts")?.dataset.failed ?? "" });
  dialog.close();
  if (!answer.ok) return explain(answer, card);
  columnOf(body.get("stage") ?? "")?.querySelector("[data-cards]")?.prepend(card);
  accept(card, (await answer.json()) as Moved);
  cardOf(card.dataset.code ?? "")?.focus({ preventScroll: true });
}

function shift(card: HTMLElement, by: number): void {
  const columns = [...document.querySelectorAll<HTMLElement>("[data-stage]")];
  const here = columns.indexOf(card.closest("[data-stage]") as HTMLElement);
  const list = columns[here + by]?.querySelector("[data-cards]");
  if (!list || "fixed" in card.dataset) return;
  const origin = { list: card.parentElement as Element, next: card.nextElementSibling };
  list.prepend(card);
  card.focus();
  void move(card, origin);
}

function walk(card: HTMLElement | null, key: string): void {
  if (!card) return cards()[0]?.focus();
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const columns = [...document.querySelectorAll<HTMLElement>("[data-stage]")].filter((each) => each.querySelector(".card"));
    const here = columns.indexOf(card.closest("[data-stage]") as HTMLElement);
    return columns[here + (key === "ArrowLeft" ? -1 : 1)]?.querySelector<HTMLElement>(".card")?.focus();
  }
  const step = key === "J" || key === "ArrowDown" ? 1 : -1;
  cards()[cards().indexOf(card) + step]?.focus();
}

// What a focused card offers: the panel with the cursor where the deed begins, or the page of the deal.
function deed(card: HTMLElement, what: string): void {
  const code = card.dataset.code ?? "";
  if (what === "edit") location.href = `${card.querySelector("a")?.href}#id_name`;
  else peek(deals, code, () => document.querySelector<HTMLElement>(`[data-panel] [data-deed-field="${what}"]`)?.focus());
}

const offers = (card: HTMLElement, what: string) => card.querySelector(`[data-deed="${what}"]`) !== null;
const deeds: Record<string, string> = { L: "log", P: "step", E: "edit" };

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return void keysInPanel(deals, event);
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector(":popover-open")) return;
  const target = event.target as Element;
  const card = target.closest<HTMLElement>(".card");
  const [key, onButton] = [letter(event), target.matches("button")];
  if (card && (key === "," || key === ".")) shift(card, key === "," ? -1 : 1);
  else if (card && event.key === "Enter" && !onButton) card.querySelector("a")?.click();
  else if (card && event.key === " " && !onButton) peek(deals, card.dataset.code ?? "");
  else if (card && deeds[key] && offers(card, deeds[key])) deed(card, deeds[key]);
  else if (["J", "K", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"].includes(key)) walk(card, key);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("click", ({ target }) => {
  const button = (target as Element).closest<HTMLElement>("[data-deed]");
  const card = button?.closest<HTMLElement>(".card");
  if (button && card) deed(card, button.dataset.deed ?? "");
});
document.addEventListener("htmx:after:swap", () => void setUp());
document.addEventListener("saphan:refreshed", foretell);
listenForShape();
listenForPanel(deals);
void setUp();
