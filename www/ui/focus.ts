// Moves the view and the focus to where the work goes on. Elements are named by CSS selectors.

const find = (selector: string) => document.querySelector<HTMLElement>(selector);

/** Brings an element with its card into view below the header, and gives it the focus. */
export function bringUp(selector: string, block: ScrollLogicalPosition = "start"): void {
  const element = find(selector);
  (element?.closest(".card") ?? element)?.scrollIntoView({ block });
  element?.focus({ preventScroll: true });
}

/** Gives the first of some elements that is there the focus, once the view is drawn: it is after the state has changed. */
export function focusSoon(...selectors: string[]): void {
  const focus = () =>
    selectors
      .map(find)
      .find((element) => element !== null)
      ?.focus();
  requestAnimationFrame(() => requestAnimationFrame(focus));
}
