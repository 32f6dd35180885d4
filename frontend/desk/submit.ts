// A choice marked data-submit sends its form at once.
export function listenForChoices(): void {
  document.addEventListener("change", ({ target }) => {
    const field = target as HTMLInputElement | HTMLSelectElement;
    if (field.matches("[data-submit]")) field.form?.requestSubmit();
  });
}
