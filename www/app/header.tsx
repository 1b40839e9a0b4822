// The header: name, screens, language, and the notice that this is no medical device, which is always visible.
import { useLayoutEffect, useRef } from "preact/hooks";
import { model } from "../core/store.ts";
import { LANGUAGES, language } from "../language/current.ts";
import { say } from "../language/index.ts";
import { bringUp } from "../ui/focus.ts";
import { loaded } from "../viewer/state.ts";
import { CASE, SCREENS, shownScreen } from "./screens.ts";

const Logo = () => (
  <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" />
    <path d="M16 5.500v21" />
    <rect class="bone" x="9.500" y="7" width="13" height="4.600" rx="1.800" />
    <rect class="lesion" x="8.500" y="13.700" width="15" height="4.600" rx="1.800" />
    <rect class="bone" x="9.500" y="20.400" width="13" height="4.600" rx="1.800" />
  </svg>
);

const Screens = () => (
  <nav class="screens" aria-label={say.frame.screens}>
    {SCREENS.map((screen) => (
      <a key={screen.id} href={`#/${screen.id}`} aria-current={screen === shownScreen() ? "page" : undefined}>
        {screen.name()}
      </a>
    ))}
  </nav>
);

/** Buttons of the languages, each with its own name for itself. */
const Languages = () => (
  <div class="segments" role="group" aria-label={say.frame.language}>
    {LANGUAGES.map(({ id, tag, name }) => (
      <button
        key={id}
        type="button"
        lang={tag}
        aria-pressed={language.value === id}
        onClick={() => (language.value = id)}
      >
        {name}
      </button>
    ))}
  </div>
);

/** Tells the styles how high the header is: what is brought into view goes below it, whatever wraps. */
function useHeight() {
  const top = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const [header, bar] = [top.current, top.current?.querySelector(".bar")];
      document.documentElement.style.setProperty("--head", `${header?.offsetHeight ?? 0}px`);
      document.documentElement.style.setProperty("--bar", `${bar?.clientHeight ?? 0}px`);
    };
    const observer = new ResizeObserver(measure);
    if (top.current) observer.observe(top.current);
    measure();
    return () => observer.disconnect();
  }, []);
  return top;
}

/** Links past the header: to the screen, and to the images where there are any. */
function Skip() {
  const hasImages = shownScreen() === CASE && [...loaded.value.values()].some(({ state }) => state === "image");
  // The address stays: its part after # is the screen.
  const to = (selector: string) => (event: MouseEvent) => {
    event.preventDefault();
    bringUp(selector);
  };
  return (
    <>
      <a class="skip" href={`#/${shownScreen().id}`} onClick={to("main")}>
        {say.frame.skip}
      </a>
      {hasImages && (
        <a class="skip" href={`#/${CASE.id}`} onClick={to("canvas")}>
          {say.frame.skipToImages}
        </a>
      )}
    </>
  );
}

export function Header() {
  const used = model.value?.description;
  const top = useHeight();
  return (
    <header class="top" ref={top}>
      <Skip />
      <div class="bar">
        <div class="brand">
          <Logo />
          <h1>Discern</h1>
          <p class="quiet">{say.frame.tagline}</p>
        </div>
        <Screens />
        <Languages />
      </div>
      <p class="notice" role="note">
        <strong>{say.frame.notDevice}</strong>{" "}
        {!used || used.demonstration ? say.frame.demonstration : say.models.research(used.name)}
      </p>
    </header>
  );
}
