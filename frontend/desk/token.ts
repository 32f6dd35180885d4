// Django asks every write for the token that came with the page.
export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export function carryToken(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = (event as CustomEvent).detail.ctx;
    if (request.method !== "GET") request.headers["X-CSRFToken"] = token();
  });
}
