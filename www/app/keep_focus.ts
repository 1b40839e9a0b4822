// Keeps the focus on the page. Where the element that has it goes away or is switched off, and nothing else took it, it
// goes to the heading of the part that the element stood in: a keyboard would otherwise begin anew at the top.

/** The element that had the focus last, and all that it stands in. */
let path: readonly Element[] = [];

function pathOf(element: Element | null): Element[] {
  const found: Element[] = [];
  for (let at = element; at; at = at.parentElement) found.push(at);
  return found;
}

const isLost = () => document.activeElement === null || document.activeElement === document.body;
const isGone = (element: Element) => !element.isConnected || element.matches(":disabled");

/** The heading of the smallest part that is still there, else the screen itself. */
function home(): HTMLElement | null {
  const parts = path.slice(1).filter((one) => one.isConnected && /^(section|article|main)$/i.test(one.tagName));
  const headings = parts.map((part) => part.querySelector<HTMLElement>("h2, h3"));
  return headings.find((heading) => heading?.checkVisibility()) ?? document.querySelector("main");
}

function restore(): void {
  const [had] = path;
  if (!had || !isGone(had) || !isLost()) return;
  const target = home();
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** Called once; what it listens to stays as long as the page. */
export function keepFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    path = pathOf(target as Element);
  });
  // A press beside everything takes the focus away on purpose.
  const forget = () => {
    if (isLost() && path[0] && !isGone(path[0])) path = [];
  };
  document.addEventListener("pointerdown", () => setTimeout(forget));
  // Three frames: whoever knows a better place for the focus has moved it by then.
  const later = (left: number): void => void requestAnimationFrame(() => (left > 0 ? later(left - 1) : restore()));
  const watch = new MutationObserver(() => path[0] && isGone(path[0]) && later(3));
  watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"] });
}
