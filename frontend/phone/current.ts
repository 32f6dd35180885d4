// On a narrow screen rows of tabs and sections scroll sideways: the one that is open must be seen.
const ROWS = ".segment, .views, .tabs, .settings > nav ul";

export const showCurrent = (): void => {
  for (const row of document.querySelectorAll<HTMLElement>(ROWS)) {
    const open = row.querySelector<HTMLElement>("[aria-current], [aria-selected=true]");
    if (open && row.scrollWidth > row.clientWidth) row.scrollLeft = open.offsetLeft - row.offsetLeft - 24;
  }
};
