// The part of a service worker's surroundings that we use; the compiler knows those of a page.
type Lasting = { waitUntil(work: Promise<unknown>): void };
export type Asked = Lasting & { request: Request; resultingClientId: string; respondWith(answer: Promise<Response>): void };
type Told = Lasting & { data?: { kind: string; whose: string; url: string; assets: string[] } };
type Window = { postMessage(message: unknown): void };

type Scope = {
  addEventListener(kind: "install" | "activate", act: (event: Lasting) => void): void;
  addEventListener(kind: "fetch", act: (event: Asked) => void): void;
  addEventListener(kind: "message", act: (event: Told) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; get(id: string): Promise<Window | undefined> };
};

export const worker = globalThis as unknown as Scope;
