// A slider is filled up to its knob; the style layer cannot know where that stands.
export function listenForSliders(): void {
  document.addEventListener("input", ({ target }) => fill(target as HTMLInputElement));
  document.addEventListener("htmx:after:swap", fillAll);
  fillAll();
}

function fillAll(): void {
  for (const slider of document.querySelectorAll<HTMLInputElement>("input.slider")) fill(slider);
}

function fill(slider: HTMLInputElement): void {
  if (!slider.matches("input.slider")) return;
  const [low, high] = [Number(slider.min || 0), Number(slider.max || 100)];
  slider.style.setProperty("--at", `${high > low ? (100 * (slider.valueAsNumber - low)) / (high - low) : 100}%`);
}
