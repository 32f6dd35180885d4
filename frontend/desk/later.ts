// Styles that a page does not need in order to stand: the list of the Chinese slices, longer than all our style though
// Chinese names occur in every language, and on the board what other pages are made of.
export function loadLater(): void {
  const load = () => {
    for (const href of document.body.dataset.later?.split(" ").filter(Boolean) ?? []) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    }
  };
  if (document.readyState === "complete") load();
  else window.addEventListener("load", load);
}
