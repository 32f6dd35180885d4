export type Step = { stance: number; influence: number };

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

// The nearest place there is: stance −2 to 2, influence 1 to 5.
export function stepOf({ stance, influence }: Step): Step {
  return { stance: within(stance, -2, 2), influence: within(influence, 1, 5) };
}
