// Work that would be gone with the page: the browser asks before it closes or reloads it.
import { busy } from "../batch/state.ts";
import { drawing } from "../viewer/state.ts";

/** A mask that was drawn and not taken, or a batch that runs. */
const isAtWork = () => drawing.peek()?.changed === true || busy.peek();

/** Ends with the page. */
export const guardWork = () => window.addEventListener("beforeunload", (event) => isAtWork() && event.preventDefault());
