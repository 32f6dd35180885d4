// Django asks every write for the token of its cookie.
export function token(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

export function carryToken(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const { request } = (event as CustomEvent).detail.ctx;
    if (request.method !== "GET") request.headers["X-CSRFToken"] = token();
  });
}
