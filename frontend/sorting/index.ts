// What carries cards by hand and by finger. It is larger than the board's own script, so it comes when the page stands.
export { default } from "sortablejs";
