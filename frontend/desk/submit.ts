// A choice marked data-submit sends its form at once; a button marked data-print prints the page.
export function listenForChoices(): void {
  document.addEventListener("change", ({ target }) => {
    const field = target as HTMLInputElement | HTMLSelectElement;
    if (field.matches("[data-submit]")) field.form?.requestSubmit();
  });
  document.addEventListener("click", ({ target }) => {
    if ((target as HTMLElement).closest("[data-print]")) print();
  });
}
