// Keeps the pages seen last on this device and shows them when the network is away. Writes never pass through here:
// they wait in the queue of the page. Whoever signs out takes the pages along.
import { worker, type Asked } from "./scope";

const PAGES = "saphan-pages";
const STATIC = "saphan-static";
const OFFLINE = "/offline/";
const WHOSE = "/-whose-"; // an entry of the cache that says whose pages it holds
const MOST_PAGES = 60;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.add(OFFLINE)).then(() => worker.skipWaiting()));
});
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith("/account/sign-out")) event.waitUntil(request.method === "POST" ? forget() : Promise.resolve());
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) return event.respondWith(asset(request, url));
  if (!isKept(url)) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (request.headers.get("HX-Request")) event.respondWith(fragment(request, url));
});

worker.addEventListener("message", (event) => {
  const told = event.data;
  if (told?.kind === "here") event.waitUntil(meet(told.whose, told.url, told.assets));
});

// Pages of a workspace; not its settings, not files or tables that are taken out.
function isKept({ pathname }: URL): boolean {
  return /^\/w\/[^/]+\//.test(pathname) && !/\/(settings|import|export|files|capture)\//.test(pathname) || pathname === "/";
}

async function page(event: Asked, url: URL): Promise<Response> {
  try {
    const response = await fetch(event.request);
    if (response.status === 200 && response.headers.get("Content-Type")?.startsWith("text/html")) {
      const copy = stamped(response.clone());
      event.waitUntil(copy.then((kept) => keep(url.pathname + url.search, kept)));
    }
    return response;
  } catch {
    const cache = await caches.open(PAGES);
    const kept = (await cache.match(url.pathname + url.search)) ?? (await cache.match(url.pathname, { ignoreSearch: true }));
    if (!kept) return (await caches.match(OFFLINE)) ?? Response.error();
    tellAge(event.resultingClientId, kept.headers.get("X-Kept-At"));
    return kept;
  }
}

async function fragment(request: Request, url: URL): Promise<Response> {
  const name = `${url.pathname}${url.search}${url.search ? "&" : "?"}part`; // a page and a part may share an address
  try {
    const response = await fetch(request);
    if (response.status === 200) await keep(name, response.clone());
    return response;
  } catch (error) {
    const kept = await (await caches.open(PAGES)).match(name);
    if (kept) return kept;
    throw error;
  }
}

async function asset(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(STATIC);
  const kept = await cache.match(request);
  if (kept && HASHED.test(url.pathname)) return kept;
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function stamped(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set("X-Kept-At", String(Date.now()));
  return new Response(await response.blob(), { status: 200, headers });
}

async function keep(name: string, response: Response): Promise<void> {
  const cache = await caches.open(PAGES);
  await cache.delete(name); // so that the latest stands last
  await cache.put(name, response);
  const names = await cache.keys();
  const old = names.filter(({ url }) => !url.endsWith(WHOSE)).slice(0, Math.max(names.length - MOST_PAGES * 3, 0));
  await Promise.all(old.map((request) => cache.delete(request)));
}

// A page says who looks at it. Somebody else than before: what was kept goes.
async function meet(whose: string, url: string, assets: string[]): Promise<void> {
  const cache = await caches.open(PAGES);
  const before = await (await cache.match(WHOSE))?.text();
  if (before !== undefined && before !== whose) await forget();
  const now = await caches.open(PAGES);
  await now.put(WHOSE, new Response(whose));
  const shelf = await caches.open(STATIC);
  if (before !== whose) await shelf.add(OFFLINE).catch(() => undefined);
  if (!(await now.match(url)) && isKept(new URL(url, location.origin))) {
    const response = await fetch(url, { credentials: "same-origin" }).catch(() => undefined);
    if (response?.status === 200 && !response.redirected) await keep(url, await stamped(response));
  }
  for (const address of assets) if (!(await shelf.match(address))) await shelf.add(address).catch(() => undefined);
}

async function forget(): Promise<void> {
  await caches.delete(PAGES);
}

async function tellAge(client: string, keptAt: string | null): Promise<void> {
  // The page may not be there yet; it is asked a few times.
  for (let tries = 0; tries < 20; tries++) {
    const found = await worker.clients.get(client);
    if (found) return found.postMessage({ kind: "kept", at: Number(keptAt) });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
