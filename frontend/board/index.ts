// Moving deals: by hand, by finger, by key. What the server refuses goes back to where it was, visibly.
import Sortable, { type SortableEvent } from "sortablejs";
import { letter, typing } from "../desk/keys";
import { token } from "../desk/token";
import { keysInPanel, listenForPanel, peek, type Walk } from "../grid/peek";
import { listenForShape } from "../grid/shape";
import { hideChecks, showChecks } from "./checks";

type Place = { list: Element; next: Element | null };

// The frame shows toasts and keeps what Z takes back; this island only tells it.
function show(detail: { text: string; undo?: number }): void {
  document.dispatchEvent(new CustomEvent("saphan:toast", { detail }));
}

const board = () => document.getElementById("board");
const cards = () => [...document.querySelectorAll<HTMLElement>(".card")];

const deals: Walk = {
  codes: () => cards().map((card) => card.dataset.code ?? ""),
  address: () => board()?.dataset.peek,
  reach: (code) => {
    const card = document.querySelector<HTMLElement>(`.card[data-code="${CSS.escape(code)}"]`);
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!document.querySelector("dialog[open]")) card?.focus({ preventScroll: true });
  },
};

function setUp(): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-cards]:not([data-ready])")) {
    list.dataset.ready = "";
    Sortable.create(list, {
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
  const place = board()?.dataset.moves?.replace("CODE", card.dataset.code ?? "");
  const address = place && place + location.search;
  if (!stage || !address) return putBack(card, origin);
  card.classList.add("saving");
  const body = new URLSearchParams({ stage, version: card.dataset.version ?? "" });
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token(), "HX-Request": "true" }, body })
    .catch(() => undefined);
  card.classList.remove("saving");
  if (answer?.ok) return accept(card, answer);
  putBack(card, origin);
  if (answer) await explain(answer);
  else show({ text: document.getElementById("toasts")?.dataset.failed ?? "" });
}

// The board comes along with the answer, so that its sums are the same numbers that any other page shows.
async function accept(card: HTMLElement, answer: Response): Promise<void> {
  const { said, undo, board: html } = (await answer.json()) as { said: string; undo: number; board: string };
  show({ text: said, undo });
  const here = board();
  if (!here) return;
  // The old strip and the old chances keep their places until the new ones have come.
  const late = [...here.querySelectorAll(".forecast-slot, .card-chance")].map((each) => [each.id, each.innerHTML] as const);
  here.outerHTML = html;
  for (const [id, words] of late) {
    const place = id ? document.getElementById(id) : board()?.querySelector(".forecast-slot");
    if (place) place.innerHTML = words;
  }
  const { htmx } = window as unknown as { htmx: { process(element: Element | null): void } };
  htmx.process(board());
  setUp();
  deals.reach(card.dataset.code ?? "");
}

function putBack(card: HTMLElement, { list, next }: Place): void {
  list.insertBefore(card, next);
  card.classList.add("refused");
  card.addEventListener("animationend", () => card.classList.remove("refused"), { once: true });
}

// A refusal is either a sentence or a dialog that asks for what is missing.
async function explain(answer: Response): Promise<void> {
  const text = await answer.text();
  const place = document.getElementById("move-dialog");
  if (!place) return;
  place.innerHTML = text;
  const dialog = place.querySelector("dialog");
  if (dialog) dialog.showModal();
  else show({ text: place.textContent?.trim() ?? "" });
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
document.addEventListener("htmx:after:swap", setUp);
listenForShape();
listenForPanel(deals);
setUp();
