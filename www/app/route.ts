// Which screen is shown: the part of the address after its #, so that it works from a file and with the back button.
import { signal } from "@preact/signals";

const read = () => location.hash.replace(/^#\/?/, "");

/** The screen that the address asks for; empty for the first. */
export const route = signal(read());

window.addEventListener("hashchange", () => (route.value = read()));

/** Goes to a screen, as if its link had been followed. */
export const go = (id: string) => {
  location.hash = `/${id}`;
};
