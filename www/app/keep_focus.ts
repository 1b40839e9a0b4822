// Keeps the focus on the page. Where the element that has it goes away, is switched off or hidden, and nothing else took it,
// it goes to the heading of the part that the element stood in: a keyboard would otherwise begin anew at the top. That
// happens before the next picture is drawn, so that there is no moment, on however slow a machine, at which a key is lost.

/** The element that had the focus last, and all that it stands in. */
let path: readonly Element[] = [];

function pathOf(element: Element | null): Element[] {
  const found: Element[] = [];
  for (let at = element; at; at = at.parentElement) found.push(at);
  return found;
}

/** Whether nothing that can be used has the focus; browsers leave it on what was switched off until they draw. */
function isLost(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.matches(":disabled");
}
const isGone = (element: Element) =>
  !element.isConnected || element.matches(":disabled") || !element.checkVisibility({ visibilityProperty: true });

/** The heading of the smallest part that is still there, else the screen itself. */
function home(): HTMLElement | null {
  const parts = path.slice(1).filter((one) => one.isConnected && /^(section|article|main)$/i.test(one.tagName));
  const headings = parts.map((part) => part.querySelector<HTMLElement>("h2, h3"));
  return headings.find((heading) => heading?.checkVisibility()) ?? document.querySelector("main");
}

function restore(): void {
  const [had] = path;
  if (!had || !isLost() || !isGone(had)) return;
  const target = home();
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** Called once; what it listens to stays as long as the page. */
export function keepFocus(): void {
  // After all effects of this event: code that knows a better place for the focus has moved it by then.
  const soon = () => queueMicrotask(restore);
  document.addEventListener("focusin", ({ target }) => {
    path = pathOf(target as Element);
  });
  // What was hidden has lost it only now, and a dialog that closes gives it back after this event.
  document.addEventListener("focusout", () => setTimeout(restore));
  // A press beside everything takes the focus away on purpose.
  const forget = () => {
    if (isLost() && path[0] && !isGone(path[0])) path = [];
  };
  document.addEventListener("pointerdown", () => setTimeout(forget));
  new MutationObserver(soon).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "hidden"],
  });
}
