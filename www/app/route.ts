// The screen as the part of the address after #: this works in a page opened from a file, and with the back button.
import { signal } from "@preact/signals";

const read = () => location.hash.replace(/^#\/?/, "");

/** The screen that the address asks for; empty for the first. */
export const route = signal(read());

window.addEventListener("hashchange", () => (route.value = read()));

/** Opens a screen. */
export const go = (id: string) => {
  location.hash = `/${id}`;
};
