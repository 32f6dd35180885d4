// The map of people: arrow keys and dragging move somebody by whole steps of stance and influence; the form below
// then asks what shows it. Escape puts them back.
import { stepOf, type Step } from "./steps";

type Moving = { node: SVGGElement; from: Step; home: string; to: Step };
const FAR = 6; // pixels before a press counts as a drag
let moving: Moving | undefined;
let pressed: { node: SVGGElement; x: number; y: number; dragged: boolean } | undefined;

document.addEventListener("keydown", (event) => {
  const node = nodeOf(event.target);
  if (event.key === "Escape" && moving) return cancel(event);
  if (!node?.dataset.place || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
  if (step) {
    event.preventDefault();
    const at = moving?.node === node ? moving.to : standing(node);
    move(node, { stance: at.stance + step[0]!, influence: at.influence + step[1]! });
  } else if (event.key === "Enter" && moving?.node === node) {
    event.preventDefault();
    event.stopPropagation();
    form()?.querySelector<HTMLInputElement>("[name=evidence]")?.focus();
  }
}, true);

document.addEventListener("pointerdown", (event) => {
  const node = nodeOf(event.target);
  if (!node?.dataset.place || event.button !== 0) return;
  pressed = { node, x: event.clientX, y: event.clientY, dragged: false };
});

document.addEventListener("pointermove", (event) => {
  if (!pressed) return;
  if (!pressed.dragged && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < FAR) return;
  pressed.dragged = true;
  event.preventDefault();
  const { x, y } = pointIn(pressed.node, event);
  pressed.node.classList.add("dragged");
  pressed.node.setAttribute("transform", `translate(${x},${y})`);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, (event) => {
    if (!pressed?.dragged) return void (pressed = undefined);
    const { node } = pressed;
    node.classList.remove("dragged");
    move(node, stepAt(node, pointIn(node, event as PointerEvent)));
    form()?.querySelector<HTMLInputElement>("[name=evidence]")?.focus();
    window.setTimeout(() => { pressed = undefined; });
  });
}

// A drag ends with a click, which must not open the dialog; a link inside a drawing would lead away by itself.
document.addEventListener("click", (event) => {
  const node = nodeOf(event.target);
  if (node?.dataset.place) {
    event.preventDefault();
    if (pressed?.dragged) event.stopPropagation();
  }
  if ((event.target as Element).closest?.("[data-move-cancel]")) cancel(event);
}, true);
document.addEventListener("dragstart", (event) => { if (nodeOf(event.target)) event.preventDefault(); });

function nodeOf(target: EventTarget | null): SVGGElement | null {
  return target instanceof Element ? target.closest<SVGGElement>("[data-node]") : null;
}

function form(): HTMLFormElement | null {
  return document.querySelector("[data-move]");
}

function drawing(node: SVGGElement): SVGSVGElement {
  return node.closest("svg") as SVGSVGElement;
}

function standing(node: SVGGElement): Step {
  return { stance: Number(node.dataset.stance), influence: Number(node.dataset.influence) };
}

function grid(node: SVGGElement) {
  const { left, top, cellWidth, cellHeight } = drawing(node).dataset;
  return { left: Number(left), top: Number(top), width: Number(cellWidth), height: Number(cellHeight) };
}

function pointIn(node: SVGGElement, event: PointerEvent): DOMPoint {
  const matrix = drawing(node).getScreenCTM()!.inverse();
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
}

function stepAt(node: SVGGElement, { x, y }: DOMPoint): Step {
  const { left, top, width, height } = grid(node);
  return { stance: Math.floor((x - left) / width) - 2, influence: 5 - Math.floor((y - top) / height) };
}

function move(node: SVGGElement, wanted: Step): void {
  if (moving && moving.node !== node) putBack();
  moving ??= { node, from: standing(node), home: home(node), to: standing(node) };
  moving.to = stepOf(wanted);
  const { from, to } = moving;
  if (from.stance === to.stance && from.influence === to.influence) return cancel();
  const { left, top, width, height } = grid(node);
  const [x, y] = [left + (to.stance + 2.5) * width, top + (5.5 - to.influence) * height];
  node.setAttribute("transform", `translate(${x},${y})`);
  ask(node, from, to);
}

// Where the server drew somebody: a drag has moved the attribute by the time the move is judged.
const homes = new WeakMap<SVGGElement, string>();
function home(node: SVGGElement): string {
  return homes.get(node) ?? node.getAttribute("transform") ?? "";
}
function remember(): void {
  for (const node of document.querySelectorAll<SVGGElement>("[data-node]")) {
    if (!homes.has(node)) homes.set(node, node.getAttribute("transform") ?? "");
  }
}
document.addEventListener("htmx:after:swap", () => { moving = undefined; remember(); });
remember();

function ask(node: SVGGElement, from: Step, to: Step): void {
  const asked = form();
  if (!asked) return;
  const stances = (drawing(node).dataset.stances ?? "").split("|");
  const words = asked.querySelector<HTMLElement>("[data-move-words]")!;
  const influence = words.dataset.influenceWords ?? "";
  const told = ({ stance, influence: n }: Step) => `${stances[stance + 2]}, ${influence} ${n}`;
  words.textContent = `${node.dataset.name}: ${told(from)} → ${told(to)}`;
  asked.querySelector<HTMLInputElement>("[name=stance]")!.value = String(to.stance);
  asked.querySelector<HTMLInputElement>("[name=influence]")!.value = String(to.influence);
  asked.action = node.dataset.place!;
  asked.setAttribute("hx-post", node.dataset.place!);
  asked.hidden = false;
}

function putBack(): void {
  moving?.node.setAttribute("transform", moving.home);
  moving = undefined;
}

function cancel(event?: Event): void {
  event?.preventDefault();
  const node = moving?.node;
  putBack();
  const asked = form();
  if (asked) asked.hidden = true;
  (node as unknown as HTMLElement | undefined)?.focus();
}
