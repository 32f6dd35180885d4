// The list of the Chinese slices is longer than all our style, and Chinese names occur in every language: it waits until the
// page stands in a face of the machine, whose signs are as wide.
export function loadHanFonts(): void {
  const address = document.body.dataset.hanFonts;
  if (!address) return;
  const load = () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    document.head.append(link);
  };
  if (document.readyState === "complete") load();
  else window.addEventListener("load", load);
}
