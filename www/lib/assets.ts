// Everything the page needs is fetched here, before it takes the first file; afterwards nothing is requested.
import coreUrl from "../../pkg/discern_bg.wasm?url";

export interface Assets {
  core: WebAssembly.Module;
}

/** Fetches the page's own files. */
export async function loadAssets(): Promise<Assets> {
  const answer = await fetch(coreUrl);
  if (!answer.ok) throw new Error(`The page's core could not be loaded (${answer.status}).`);
  // From bytes, not streaming: static hosts often send wasm with another content type.
  return { core: await WebAssembly.compile(await answer.arrayBuffer()) };
}
