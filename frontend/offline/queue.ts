// What was written down and has not reached the server. It lies on the device until the server has answered; each entry
// carries its own key, so that the server does once what it hears twice.
const SHELF = "saphan-queue";
const CHANGED = "saphan:queue";

export type Entry = {
  key: string;
  whose: string; // workspace and member: nobody else sees or sends it
  url: string;
  fields: Record<string, string>;
  what: string;
  at: number;
  state: "waiting" | "refused" | "signed-out";
  reason?: string;
};
export type Answer = { sentence: string; undo?: number | null };

export function whose(): string {
  return document.getElementById("waiting")?.dataset.member ?? "";
}

export function mine(): Entry[] {
  return all().filter((entry) => entry.whose === whose());
}

export function add(entry: Entry): void {
  write([...all(), entry]);
}

export function discard(key: string): void {
  write(all().filter((entry) => entry.key !== key));
}

// Sends what waits, each entry once, oldest first; of several windows only one does so at a time.
export async function sendWaiting(only?: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  if (!whose() || mine().length === 0) return answers;
  await navigator.locks.request(SHELF, async () => {
    for (const entry of mine()) {
      const wanted = only ? entry.key === only : entry.state !== "refused";
      const answer = wanted ? await send(entry) : undefined;
      if (answer) answers.push(answer);
    }
  });
  return answers;
}

async function send(entry: Entry): Promise<Answer | undefined> {
  const cookie = /(?:^|;\s*)(?:__Host-)?saphan_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  const headers = { Accept: "application/json", "X-CSRFToken": cookie };
  const body = new URLSearchParams(entry.fields);
  let response: Response;
  try {
    response = await fetch(entry.url, { method: "POST", headers, body, redirect: "manual", credentials: "same-origin" });
  } catch {
    return mark(entry, "waiting");
  }
  if (response.type === "opaqueredirect") return mark(entry, "signed-out");
  if (response.status >= 500) return mark(entry, "waiting");
  const answer = (await response.json().catch(() => undefined)) as Answer | undefined;
  if (!response.ok) return mark(entry, "refused", answer?.sentence);
  discard(entry.key);
  return answer;
}

function mark(entry: Entry, state: Entry["state"], reason?: string): undefined {
  write(all().map((each) => (each.key === entry.key ? { ...each, state, reason } : each)));
  return undefined;
}

function all(): Entry[] {
  try {
    return JSON.parse(localStorage.getItem(SHELF) ?? "[]") as Entry[];
  } catch {
    return [];
  }
}

function write(entries: Entry[]): void {
  localStorage.setItem(SHELF, JSON.stringify(entries));
  document.dispatchEvent(new CustomEvent(CHANGED));
}

export function onChange(act: () => void): void {
  document.addEventListener(CHANGED, act);
  window.addEventListener("storage", ({ key }) => { if (key === SHELF) act(); });
}
