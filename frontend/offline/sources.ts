// A part of a page with a source of its own ([data-source]) fails alone: it says so and offers to try again.
const SERVER_FAILED = 500;

type Detail = { ctx: { sourceElement?: Element; response?: { status: number } } };

export function listenForSources(): void {
  document.addEventListener("htmx:before:response", (event) => {
    const source = sourceOf(event);
    if (!source || ((event as CustomEvent<Detail>).detail.ctx.response?.status ?? 0) < SERVER_FAILED) return;
    event.preventDefault(); // the page of a failed request must not stand inside the part
    showFailure(source);
  });
  document.addEventListener("htmx:error", (event) => {
    const source = sourceOf(event);
    if (source) showFailure(source);
  });
  document.addEventListener("click", ({ target }) => {
    const source = (target as Element).closest("[data-again]")?.closest("[data-source]");
    source?.dispatchEvent(new CustomEvent("again"));
  });
}

function sourceOf(event: Event): Element | null {
  const element = (event as CustomEvent<Detail>).detail?.ctx?.sourceElement;
  return element?.matches("[data-source]") ? element : null;
}

function showFailure(source: Element): void {
  const failure = document.querySelector<HTMLTemplateElement>("#source-failed");
  if (!failure) return;
  const shown = failure.content.cloneNode(true) as DocumentFragment;
  if (source.matches("ol, ul")) {
    const item = document.createElement("li");
    item.append(shown);
    source.replaceChildren(item);
  } else source.replaceChildren(shown);
}
