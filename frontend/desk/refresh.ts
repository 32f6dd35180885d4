// The page as it is now, laid over the one that stands: only what differs is changed, so that scroll, focus, open menus
// and what is being typed stay. An island carries over what a fresh page does not know ("saphan:refreshing" brings the
// fresh page) and sets itself up again ("saphan:refreshed").
type Htmx = { swap(context: object): Promise<void> };

const PAGE = ".desk";
const KNOWN = "[data-row], .card[data-code]";

export async function refresh(answer: Response | Promise<Response> = fetch(location.href)): Promise<void> {
  const came = await Promise.resolve(answer).catch(() => undefined);
  const html = await came?.text().catch(() => undefined);
  if (!came || html === undefined) return; // the network is away, or the person is already on the way to another page
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const page = fresh.querySelector<HTMLElement>(PAGE);
  const here = document.querySelector<HTMLElement>(PAGE);
  if (!came.ok || !page || !here) return location.reload();
  for (const root of [here, page]) nameRecords(root);
  const stood = whereabouts();
  document.dispatchEvent(new CustomEvent("saphan:refreshing", { detail: page }));
  const { htmx } = window as unknown as { htmx: Htmx };
  await htmx.swap({ text: page.outerHTML, target: here, sourceElement: here, swap: "outerMorph" });
  document.dispatchEvent(new Event("saphan:refreshed"));
  const again = stood && document.querySelector<HTMLElement>(stood);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
  for (const said of fresh.querySelectorAll<HTMLElement>("#toasts .toast")) {
    document.dispatchEvent(new CustomEvent("saphan:toast", { detail: { text: said.textContent?.trim() ?? "", tags: said.dataset.tags } }));
  }
}

// A record keeps its element wherever it stands now; without a name it would be written into another record's.
export function nameRecords(root: HTMLElement): void {
  for (const each of root.querySelectorAll<HTMLElement>(KNOWN)) each.id ||= `is-${each.dataset.row ?? each.dataset.code ?? ""}`;
}

function whereabouts(): string {
  const at = document.activeElement;
  const record = at?.closest<HTMLElement>(KNOWN);
  const cell = at?.closest<HTMLElement>("[data-cell]")?.dataset.cell;
  if (record) return `#${CSS.escape(record.id)}${cell ? ` [data-cell="${CSS.escape(cell)}"]` : ""}`;
  return at?.id ? `#${CSS.escape(at.id)}` : "";
}
