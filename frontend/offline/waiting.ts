// The line above the page: since when there is no network, and what waits on this device.
import { discard, mine, onChange, sendWaiting, type Entry } from "./queue";

let since: number | undefined;
let keptAt: number | undefined;

export function showWaiting(): void {
  const box = document.getElementById("waiting");
  if (!box) return;
  document.querySelector("main")?.prepend(box);
  since = navigator.onLine ? undefined : Date.now();
  window.addEventListener("offline", () => { since = Date.now(); draw(box); });
  window.addEventListener("online", () => { since = keptAt = undefined; draw(box); });
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data?.kind !== "kept") return;
    keptAt = data.at;
    since ??= Date.now();
    for (const old of document.querySelectorAll("#toasts > *")) old.remove(); // what was said then is old news
    draw(box);
  });
  onChange(() => draw(box));
  box.addEventListener("click", ({ target }) => act(target as Element));
  draw(box);
}

function draw(box: HTMLElement): void {
  const entries = mine();
  box.hidden = since === undefined && entries.length === 0;
  box.classList.toggle("crit", entries.some(({ state }) => state === "refused"));
  const title = since === undefined ? box.dataset.online : box.dataset.since?.replace("{time}", hour(since));
  text(box, "[data-title]", title ?? "");
  text(box, "[data-number]", entries.length ? (box.dataset.count ?? "").replace("{n}", String(entries.length)) : "");
  const age = box.querySelector<HTMLElement>("[data-page-age]")!;
  age.hidden = !keptAt;
  if (keptAt) age.textContent = (box.dataset.old ?? "").replace("{time}", hour(keptAt));
  box.querySelector("[data-list]")!.replaceChildren(...entries.map((entry) => row(box, entry)));
}

function row(box: HTMLElement, entry: Entry): Node {
  const shown = box.querySelector<HTMLTemplateElement>("template[data-row]")!.content.cloneNode(true) as HTMLElement;
  const states = { waiting: box.dataset.kept, refused: entry.reason || box.dataset.needs, "signed-out": box.dataset.signIn };
  text(shown, "[data-what]", entry.what);
  text(shown, "[data-state]", `${states[entry.state]} · ${hour(entry.at)}`);
  const actions = shown.querySelector<HTMLElement>("[data-refused]")!;
  actions.hidden = entry.state === "waiting";
  actions.dataset.key = entry.key;
  return shown;
}

function act(target: Element): void {
  const key = target.closest<HTMLElement>("[data-refused]")?.dataset.key;
  if (!key) return;
  if (target.closest("[data-retry]")) void sendWaiting(key);
  if (target.closest("[data-discard]")) discard(key);
}

function text(box: ParentNode, selector: string, words: string): void {
  box.querySelector(selector)!.textContent = words;
}

function hour(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
