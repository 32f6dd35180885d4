// Tooltips: the `title` of what the pointer rests on for a moment, or of what a key has reached. The element gets its
// title back when it is left, so that it is always there for those who do not see the tip.
const RESTS = 400;
let waiting = 0;
let owner: HTMLElement | undefined;

const tip = (): HTMLElement => document.getElementById("tip") ?? made();

function made(): HTMLElement {
  const element = document.createElement("div");
  element.id = "tip";
  element.className = "tooltip";
  element.setAttribute("role", "tooltip");
  element.popover = "manual";
  document.body.append(element);
  return element;
}

export function listenForTips(): void {
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse" || (target as Element).closest("#tip")) return;
    const over = (target as Element).closest<HTMLElement>("[title], [data-tip]");
    if (over !== (owner ?? null)) rest(over ?? undefined, RESTS);
  });
  document.documentElement.addEventListener("pointerleave", () => rest(undefined));
  document.addEventListener("pointerdown", () => rest(undefined));
  document.addEventListener("scroll", () => rest(undefined), { capture: true, passive: true });
  document.addEventListener("focusin", ({ target }) => {
    const reached = (target as Element).closest<HTMLElement>("[title]:focus-visible");
    if (reached) rest(reached, 0);
  });
  document.addEventListener("focusout", ({ target }) => target === owner && rest(undefined));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && rest(undefined));
}

function rest(next: HTMLElement | undefined, after = 0): void {
  clearTimeout(waiting);
  if (owner) putBack(owner);
  owner = next;
  if (!next?.title) return;
  next.dataset.tip = next.title;
  next.removeAttribute("title");
  if (!next.textContent?.trim() && !next.hasAttribute("aria-label")) next.setAttribute("aria-label", next.dataset.tip);
  waiting = window.setTimeout(() => next.isConnected && show(next), after);
}

function putBack(element: HTMLElement): void {
  if (element.dataset.tip) element.title = element.dataset.tip;
  delete element.dataset.tip;
  element.removeAttribute("aria-describedby");
  if (document.getElementById("tip")?.matches(":popover-open")) tip().hidePopover();
}

// Below what it tells about, above where there is no room below; never beyond the edges.
function show(element: HTMLElement): void {
  const place = tip();
  const words = element.dataset.tip ?? "";
  if (words === element.textContent?.trim() && element.scrollWidth <= element.clientWidth) return;
  place.textContent = words;
  place.showPopover();
  const at = element.getBoundingClientRect();
  const { width, height } = place.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - 8));
  const top = at.bottom + 6 + height <= innerHeight ? at.bottom + 6 : at.top - height - 6;
  place.style.setProperty("left", `${left}px`);
  place.style.setProperty("top", `${Math.max(4, top)}px`);
  if (element.getAttribute("aria-label") !== words) element.setAttribute("aria-describedby", place.id);
}
