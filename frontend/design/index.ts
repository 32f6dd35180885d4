// The component sheet: colours say what they are, a template is shown as the script would put it, nothing leads away.
const sheet = document.querySelector<HTMLElement>("[data-design]");
const style = getComputedStyle(document.documentElement);

for (const place of sheet?.querySelectorAll<HTMLElement>("[data-token]") ?? []) {
  place.textContent = style.getPropertyValue(`--${place.dataset.token}`).trim().toUpperCase();
}
for (const card of sheet?.querySelectorAll<HTMLElement>("[data-focus] > .card") ?? []) card.dataset.as = "focus";
const failed = document.querySelector<HTMLTemplateElement>("#source-failed");
if (failed) sheet?.querySelector("[data-source-failed]")?.append(failed.content.cloneNode(true));
sheet?.addEventListener("click", (event) => {
  if ((event.target as Element).closest("a")) event.preventDefault();
});
sheet?.addEventListener("submit", (event) => event.preventDefault());
