// Menus: the arrow keys walk them, Home and End jump, Escape gives the focus back to what opened them.
const ITEMS = "a[href], button:not([disabled]), input:not([type=hidden])";

export function listenForMenus(): void {
  document.addEventListener("toggle", ({ target, newState }: Event & { newState?: string }) => {
    const menu = target as HTMLElement;
    if (!menu.matches(".menu[popover]")) return;
    const opener = document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(menu.id)}"]`);
    opener?.setAttribute("aria-expanded", String(newState === "open"));
    if (newState !== "open") return;
    if (opener) place(menu, opener);
    if (menu.matches("[data-walk]")) items(menu)[0]?.focus();
  }, true);
  document.addEventListener("keydown", (event) => {
    const menu = (event.target as Element).closest<HTMLElement>(".menu[popover]");
    if (menu && !event.isComposing) walk(menu, event);
  });
}

// What was looked over is no longer new, and a list that grew may not leave the screen.
export function listenForBell(): void {
  document.addEventListener("htmx:after:swap", () => {
    const list = document.querySelector<HTMLElement>("#notices #notices-list");
    if (!list) return;
    if (list.dataset.new === "0") document.getElementById("bell-dot")?.remove();
    const menu = document.getElementById("notices");
    const opener = document.querySelector<HTMLElement>("[popovertarget=notices]");
    if (menu?.matches(":popover-open") && opener) {
      place(menu, opener);
      if (!menu.contains(document.activeElement)) items(menu)[0]?.focus();
    }
  });
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(ITEMS)].filter((item) => item.checkVisibility());
}

function walk(menu: HTMLElement, event: KeyboardEvent): void {
  const all = items(menu);
  const here = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || ((event.key === "Home" || event.key === "End") && document.activeElement?.matches("input"))) return;
  event.preventDefault();
  all[(to + all.length) % all.length]?.focus();
}

// Beside its button, wholly on the screen. Browsers without anchored popovers put it in the middle otherwise.
function place(menu: HTMLElement, opener: HTMLElement): void {
  const button = opener.getBoundingClientRect();
  if (button.width === 0) return;
  const { width, height } = menu.getBoundingClientRect();
  const below = button.bottom + 4 + height <= innerHeight;
  const left = Math.max(8, Math.min(button.left, innerWidth - width - 8));
  const top = below ? button.bottom + 4 : Math.max(8, button.top - height - 4);
  menu.style.setProperty("inset", "auto");
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${top}px`);
}
