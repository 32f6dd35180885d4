// The worker keeps pages on the device. A page tells it who looks; a page without anybody signed in lets go of all.
import { whose } from "./queue";

const PAGES = "saphan-pages";

export function startWorker(): void {
  if (location.pathname.startsWith("/account/")) void globalThis.caches?.delete(PAGES);
  void listKept();
  if (!("serviceWorker" in navigator) || !whose()) return;
  void navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready).then(({ active }) => {
    const assets = performance.getEntriesByType("resource").map(({ name }) => name);
    const ours = assets.filter((name) => name.startsWith(`${location.origin}/static/`));
    active?.postMessage({ kind: "here", whose: whose(), url: location.pathname + location.search, assets: ours });
  }).catch(() => undefined); // a browser that forbids it works as before
}

// The page shown without a network lists what was kept, by title.
async function listKept(): Promise<void> {
  const box = document.querySelector<HTMLElement>("[data-kept-pages]");
  if (!box) return;
  const cache = await caches.open(PAGES);
  const pages = (await cache.keys()).filter(({ url }) => /\/w\/[^?]+\/$/.test(url)).reverse().slice(0, 20);
  for (const { url } of pages) {
    const title = /<title>([^<]*)<\/title>/.exec((await (await cache.match(url))?.text()) ?? "")?.[1];
    if (!title) continue;
    const link = document.createElement("a");
    link.href = url;
    link.className = "sheet-row";
    link.textContent = new DOMParser().parseFromString(title, "text/html").body.textContent;
    const item = document.createElement("li");
    item.append(link);
    box.querySelector("ul")!.append(item);
    box.hidden = false;
  }
}
