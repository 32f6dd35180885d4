import { showCurrent } from "./current";

// Rows that can be swiped: to the right does what [data-swipe-right] does, to the left what [data-swipe-left] does.
// Both are buttons in the row as well, so nothing is out of reach without the gesture.
const FAR = 72;
let touched: { row: HTMLElement; x: number; y: number; sideways: boolean } | undefined;

document.addEventListener("touchstart", (event) => {
  const row = (event.target as Element).closest<HTMLElement>("[data-swipe]");
  const touch = event.touches[0];
  touched = row && touch && event.touches.length === 1 ? { row, x: touch.clientX, y: touch.clientY, sideways: false } : undefined;
}, { passive: true });

document.addEventListener("touchmove", (event) => {
  const touch = event.touches[0];
  if (!touched || !touch) return;
  const [dx, dy] = [touch.clientX - touched.x, touch.clientY - touched.y];
  if (!touched.sideways && Math.abs(dy) > Math.abs(dx)) return void (touched = undefined);
  if (Math.abs(dx) > 12) touched.sideways = true;
  if (!touched.sideways) return;
  const { row } = touched;
  row.classList.add("swiping");
  row.classList.toggle("swipe-right", dx > 0);
  row.classList.toggle("swipe-left", dx < 0);
  row.style.setProperty("translate", `${Math.max(-120, Math.min(120, dx))}px`);
}, { passive: true });

for (const name of ["touchend", "touchcancel"]) {
  document.addEventListener(name, (event) => {
    if (!touched) return;
    const { row, x, sideways } = touched;
    touched = undefined;
    row.style.removeProperty("translate");
    row.classList.remove("swiping", "swipe-right", "swipe-left");
    const end = (event as TouchEvent).changedTouches[0];
    if (!sideways || name === "touchcancel" || !end || Math.abs(end.clientX - x) < FAR) return;
    row.querySelector<HTMLElement>(end.clientX > x ? "[data-swipe-right]" : "[data-swipe-left]")?.click();
  });
}

showCurrent();
