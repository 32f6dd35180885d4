// While a card is in the air, each column says what it would ask, before anybody lets go.
type Check = { title: string; missing: string };

let airborne = "";

export async function showChecks(card: HTMLElement, pattern: string | undefined): Promise<void> {
  const code = card.dataset.code ?? "";
  airborne = code;
  const answer = pattern && (await fetch(pattern.replace("CODE", code)).catch(() => undefined));
  if (!answer || !answer.ok || airborne !== code) return;
  const checks = (await answer.json()) as Record<string, Check>;
  for (const column of document.querySelectorAll<HTMLElement>("[data-stage]")) {
    const check = checks[column.dataset.stage ?? ""];
    const place = column.querySelector<HTMLElement>("[data-drop]");
    if (!place || !check || airborne !== code) continue;
    place.hidden = false;
    place.classList.toggle("lacking", check.missing !== "");
    const [title, missing] = [document.createElement("b"), document.createElement("span")];
    title.textContent = check.title;
    missing.textContent = check.missing;
    place.replaceChildren(title, missing);
  }
}

export function hideChecks(): void {
  airborne = "";
  for (const place of document.querySelectorAll<HTMLElement>("[data-drop]")) place.hidden = true;
  for (const column of document.querySelectorAll(".board-column.over")) column.classList.remove("over");
}
