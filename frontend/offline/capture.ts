// The sheet in which a talk or a next step is written down. It goes into the queue first and from there to the server,
// so that it is the same with and without a network.
import { add, discard, mine, sendWaiting, whose } from "./queue";

const A_MINUTE = 60_000;

export function listenForCaptures(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-capture]")) return;
    event.preventDefault();
    void keep(form);
  });
  document.addEventListener("click", ({ target }) => {
    const day = (target as Element).closest<HTMLElement>("[data-day]");
    if (day) choose(day);
    const opener = (target as Element).closest<HTMLElement>("[data-focus]");
    const sheet = opener && document.getElementById("capture");
    if (sheet) sheet.querySelector<HTMLElement>(`[name=${opener.dataset.focus}]`)?.focus();
  });
}

async function keep(form: HTMLFormElement): Promise<void> {
  const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const refused = form.querySelector<HTMLElement>("[data-capture-refused]");
  if (!fields.words?.trim() && !fields.next_what?.trim()) {
    form.querySelector<HTMLElement>("[name=words]")?.focus();
    return;
  }
  delete fields.csrfmiddlewaretoken;
  const key = crypto.randomUUID().replaceAll("-", "");
  const named = fields.words?.trim() ? "talk" : "step";
  const words = document.getElementById("waiting")?.dataset ?? {};
  const what = `${words[named] ?? ""}: ${fields.client?.split(" · ")[0] ?? ""}`;
  const at = Date.now();
  // The same at every try, or the server would take the second for another request.
  const asked = { ...fields, key, happened: String(at - (at % A_MINUTE)) };
  add({ key, whose: whose(), url: form.getAttribute("action") ?? "", fields: asked, what, at, state: "waiting" });
  const [answer] = await sendWaiting(key);
  const left = mine().find((entry) => entry.key === key);
  if (left?.state === "refused" && refused) {
    refused.textContent = left.reason ?? "";
    refused.hidden = false;
    return discard(key);
  }
  if (refused) refused.hidden = true;
  form.reset();
  form.closest("dialog")?.close();
  const detail = answer ? { text: answer.sentence, undo: answer.undo } : { text: words.saved ?? "" };
  document.dispatchEvent(new CustomEvent("saphan:toast", { detail }));
  if (answer) document.getElementById("timeline")?.dispatchEvent(new CustomEvent("again"));
}

function choose(button: HTMLElement): void {
  const box = button.closest("[data-days]");
  const field = box?.querySelector<HTMLInputElement>("[name=next_due]");
  if (!box || !field) return;
  for (const each of box.querySelectorAll("[data-day]")) each.setAttribute("aria-pressed", String(each === button));
  const day = new Date();
  day.setDate(day.getDate() + (button.dataset.day === "friday" ? (5 - day.getDay() + 7) % 7 || 7 : 1));
  field.value = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}
