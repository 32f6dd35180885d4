// Chinese names occur on pages in every language; their faces wait until the page stands.
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
