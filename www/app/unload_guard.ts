// Has the browser ask before the page is closed or reloaded while there is unsaved work.
import { busy } from "../batch/state.ts";
import { drawing } from "../viewer/state.ts";

/** A drawn mask that was not used or saved, or a batch that is running. */
const isAtWork = () => drawing.peek()?.changed === true || busy.peek();

/** Called once; the listener stays as long as the page. */
export const guardWork = () => window.addEventListener("beforeunload", (event) => isAtWork() && event.preventDefault());
