// A block copied from a spreadsheet goes into the cells from here on, after a look at what would happen.
import { token } from "../desk/token";
import { save } from "./editor";
import { cellOf, cells, codeOf, rowOf, rows, table } from "./rows";

type Piece = [code: string, column: string, text: string, version: number];

function block(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t"));
}

function pieces(from: HTMLElement, texts: string[][]): Piece[] {
  const start = rowOf(from) as HTMLElement;
  const first = cells(start).indexOf(from);
  const below = rows().slice(rows().indexOf(start));
  return texts.flatMap((line, down) => {
    const row = below[down];
    if (!row) return [];
    return line.flatMap((text, across): Piece[] => {
      const cell = cells(row)[first + across];
      return cell ? [[codeOf(row), cell.dataset.cell ?? "", text, Number(row.dataset.version)]] : [];
    });
  });
}

async function ask(body: URLSearchParams): Promise<void> {
  const address = table()?.dataset.paste;
  const place = document.getElementById("paste");
  if (!address || !place) return;
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  const answer = await fetch(address, { method: "POST", headers, body }).catch(() => undefined);
  if (!answer) return;
  place.innerHTML = await answer.text();
  const dialog = place.querySelector("dialog");
  dialog?.removeAttribute("data-show");
  if (dialog) return dialog.showModal();
  const detail = { text: place.textContent?.trim() ?? "" };
  document.dispatchEvent(new CustomEvent("saphan:toast", { detail }));
}

function pasted(event: ClipboardEvent): void {
  const cell = document.activeElement?.matches("td[data-cell]") ? cellOf(document.activeElement) : null;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!cell || !text) return;
  event.preventDefault();
  const texts = block(text);
  const single = texts.length === 1 && texts[0]?.length === 1;
  if (single && cell.matches(".edits")) return save(cell, texts[0]?.[0] ?? "", texts[0]?.[0] ?? "");
  void ask(new URLSearchParams({ block: JSON.stringify(pieces(cell, texts)) }));
}

function copied(event: ClipboardEvent): void {
  const cell = document.activeElement?.matches("td[data-cell]") ? cellOf(document.activeElement) : null;
  if (!cell || getSelection()?.toString()) return;
  event.clipboardData?.setData("text/plain", cell.textContent?.trim() ?? "");
  event.preventDefault();
}

function again(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-paste-form]") || event.submitter?.getAttribute("name") !== "again") return;
  event.preventDefault();
  const sent = new FormData(form);
  void ask(new URLSearchParams({ block: String(sent.get("whole")), reason: String(sent.get("reason")) }));
}

export function listenForPaste(): void {
  document.addEventListener("paste", pasted);
  document.addEventListener("copy", copied);
  document.addEventListener("submit", again);
}
