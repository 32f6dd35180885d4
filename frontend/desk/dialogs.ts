// <button data-open="id"> opens a dialog, [data-close] closes the one it is in; a dialog that arrives with
// data-show opens itself. Focus goes back to where it was: the browser sees to that.
export function listenForDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-open]");
    if (opener) dialog(opener.dataset.open)?.showModal();
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement && outside(target, event)) target.close();
  });
  document.addEventListener("htmx:after:swap", showArrived);
  showArrived();
}

function dialog(id: string | undefined): HTMLDialogElement | null {
  return id ? (document.getElementById(id) as HTMLDialogElement | null) : null;
}

function showArrived(): void {
  for (const arrived of document.querySelectorAll<HTMLDialogElement>("dialog[data-show]:not([open])")) {
    arrived.removeAttribute("data-show");
    arrived.showModal();
  }
}

function outside(box: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
