// The list under the search box: shown while it has something to say, walked with the arrow keys.
export function showResults(): void {
  const box = document.querySelector<HTMLInputElement>(".rail-search input");
  const popover = document.getElementById("results-popover");
  if (!box || !popover) return;
  document.addEventListener("htmx:after:swap", () => toggle(popover, box));
  box.addEventListener("focus", () => toggle(popover, box));
  box.addEventListener("keydown", (event) => walk(event, popover, box));
  popover.addEventListener("keydown", (event) => walk(event, popover, box));
  document.addEventListener("pointerdown", ({ target }) => {
    if (!popover.contains(target as Node) && target !== box) popover.hidePopover();
  });
}

function toggle(popover: HTMLElement, box: HTMLInputElement): void {
  const wanted = box.value.trim() !== "" && document.activeElement === box && popover.querySelector("#results > *");
  if (!wanted) return popover.hidePopover();
  const { left, bottom } = box.getBoundingClientRect();
  popover.style.setProperty("left", `${left - 8}px`);
  popover.style.setProperty("top", `${bottom + 4}px`);
  popover.showPopover();
}

function walk(event: KeyboardEvent, popover: HTMLElement, box: HTMLInputElement): void {
  if (event.isComposing) return;
  if (event.key === "Escape") {
    popover.hidePopover();
    return box.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...popover.querySelectorAll<HTMLElement>("a")];
  if (!step || links.length === 0) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement as HTMLElement) + step;
  (links[next] ?? box).focus();
}
