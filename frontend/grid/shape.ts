// The shape of a list: widths of columns, which are shown, sorting by several, the menus above it.
const STEP = 16;
const [NARROWEST, WIDEST] = [60, 900];

const columns = () => [...document.querySelectorAll<HTMLElement>("col[data-column]")];

function widthOf(heading: HTMLElement): number {
  return Math.round(heading.getBoundingClientRect().width);
}

function setWidth(heading: HTMLElement, width: number): void {
  const wide = Math.min(Math.max(Math.round(width), NARROWEST), WIDEST);
  const column = document.querySelector<HTMLElement>(`col[data-column="${heading.dataset.column}"]`);
  column?.setAttribute("width", String(wide));
  column?.setAttribute("data-set", "");
  tellWidth(heading);
}

// A separator that can be moved says where it stands.
function tellWidth(heading: HTMLElement): void {
  const grip = heading.querySelector(".grip");
  grip?.setAttribute("aria-valuenow", String(widthOf(heading)));
  grip?.setAttribute("aria-valuemin", String(NARROWEST));
  grip?.setAttribute("aria-valuemax", String(WIDEST));
}

function tellWidths(): void {
  for (const heading of document.querySelectorAll<HTMLElement>("th[data-column]")) tellWidth(heading);
}

// The address learns the widths, and so does every link that leads on from here.
function keepWidths(): void {
  const value = columns().map((column) => {
    const key = column.dataset.column ?? "";
    return column.hasAttribute("data-set") ? `${key}:${column.getAttribute("width")}` : key;
  }).join(",");
  const url = new URL(location.href);
  url.searchParams.set("columns", value);
  history.replaceState({}, "", url);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-grid-bar] a[href^="?"], thead a[href^="?"]')) {
    const query = new URLSearchParams(link.getAttribute("href") ?? "");
    if (link.closest(".views")) continue;
    query.set("columns", value);
    link.setAttribute("href", `?${query}`);
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('#save-view [name="query"], #view-menu [name="query"]')) {
    const query = new URLSearchParams(field.value);
    query.set("columns", value);
    field.value = query.toString();
  }
}

function drag(event: PointerEvent): void {
  const grip = (event.target as Element).closest<HTMLElement>(".grip");
  const heading = grip?.closest<HTMLElement>("th");
  if (!grip || !heading) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const [from, width] = [event.clientX, widthOf(heading)];
  const move = ({ clientX }: PointerEvent) => setWidth(heading, width + clientX - from);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", () => {
    grip.removeEventListener("pointermove", move);
    keepWidths();
  }, { once: true });
}

export function keysOnGrip(event: KeyboardEvent): boolean {
  const grip = (event.target as Element).closest<HTMLElement>(".grip");
  const heading = grip?.closest<HTMLElement>("th");
  if (!heading || !["ArrowLeft", "ArrowRight"].includes(event.key)) return false;
  setWidth(heading, widthOf(heading) + (event.key === "ArrowLeft" ? -STEP : STEP));
  keepWidths();
  event.preventDefault();
  return true;
}

function sortAlso(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-also]");
  if (!link || !event.shiftKey) return;
  event.preventDefault();
  location.href = link.dataset.also ?? link.href;
}

function shift(event: MouseEvent): void {
  const button = (event.target as Element).closest<HTMLElement>("[data-up], [data-down]");
  const item = button?.closest("li");
  if (!button || !item) return;
  if (button.matches("[data-up]")) item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  button.focus();
}

// The columns that are ticked, in their order, as one value; widths that were set stay. Empty fields stay away.
function submitted(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.matches("[data-columns]")) {
    const name = form.dataset.columns || "columns";
    const boxes = [...form.querySelectorAll<HTMLInputElement>('li input[type="checkbox"]')];
    const set = new Map(columns().map((column) => [column.dataset.column, column]));
    const ticked = boxes.filter((box) => box.checked).map(({ value }) => {
      const column = set.get(value);
      return column?.hasAttribute("data-set") ? `${value}:${column.getAttribute("width")}` : value;
    });
    const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (field) field.value = ticked.join(",");
  }
  if (form.method !== "get") return;
  for (const field of form.querySelectorAll<HTMLInputElement>("[name]")) if (!field.value) field.disabled = true;
}

function choose({ target }: Event): void {
  const select = target as HTMLSelectElement;
  if (!select.matches("[data-facets]")) return;
  for (const part of document.querySelectorAll<HTMLFieldSetElement>("[data-facet]")) {
    part.hidden = part.disabled = part.dataset.facet !== select.value;
  }
}

// The filters open under their button and inside the window; the other menus are placed by the frame.
function place(menu: HTMLElement): void {
  const button = document.querySelector("[data-filter-button]")?.getBoundingClientRect();
  if (!button || innerWidth < 640) return;
  const width = menu.getBoundingClientRect().width;
  menu.style.setProperty("inset", "auto");
  menu.style.setProperty("left", `${Math.max(8, Math.min(button.left, innerWidth - width - 8))}px`);
  menu.style.setProperty("top", `${button.bottom + 4}px`);
}

function filtersCame(): void {
  const menu = document.getElementById("filter-menu");
  if (!menu?.childElementCount || menu.matches(":popover-open")) return;
  menu.showPopover();
  place(menu);
  menu.querySelector<HTMLElement>("select")?.focus();
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "closed") menu.replaceChildren();
  }, { once: true });
}

export function listenForShape(): void {
  document.addEventListener("pointerdown", drag);
  document.addEventListener("click", sortAlso);
  document.addEventListener("click", shift);
  document.addEventListener("submit", submitted);
  document.addEventListener("change", choose);
  document.addEventListener("htmx:after:swap", filtersCame);
  // Further rows are announced on the document and change no width.
  document.addEventListener("htmx:after:swap", ({ target }) => { if (target !== document) tellWidths(); });
  tellWidths();
}
