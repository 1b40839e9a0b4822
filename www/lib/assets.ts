// Everything the page needs is fetched here, before it takes the first file; afterwards nothing is requested.
import modelUrl from "../../models/demo.json?url";
import sampleInfoUrl from "../../models/sample/case.json?url";
import maskUrl from "../../models/sample/mask.nii.gz?url";
import t1Url from "../../models/sample/t1.nii.gz?url";
import t1ceUrl from "../../models/sample/t1ce.nii.gz?url";
import t2Url from "../../models/sample/t2.nii.gz?url";
import t2fsUrl from "../../models/sample/t2fs.nii.gz?url";
import coreUrl from "../../pkg/discern_bg.wasm?url";

export interface Sample {
  files: File[];
  age: string;
}

export interface Assets {
  core: WebAssembly.Module;
  model: string;
  sample: Sample;
}

const SAMPLE = { "t1.nii.gz": t1Url, "t2.nii.gz": t2Url, "t2fs.nii.gz": t2fsUrl, "t1ce.nii.gz": t1ceUrl, "mask.nii.gz": maskUrl };

/** One of the page's own files. */
async function own(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`A part of the page could not be loaded (${answer.status}). Reload the page.`);
  return answer;
}

async function loadSample(): Promise<Sample> {
  const files = Object.entries(SAMPLE).map(async ([name, url]) => new File([await (await own(url)).blob()], name));
  const { age } = (await (await own(sampleInfoUrl)).json()) as { age: number };
  return { files: await Promise.all(files), age: String(age) };
}

/** Fetches the page's own files. */
export async function loadAssets(): Promise<Assets> {
  const [bytes, model, sample] = await Promise.all([
    own(coreUrl).then((answer) => answer.arrayBuffer()),
    own(modelUrl).then((answer) => answer.text()),
    loadSample(),
  ]);
  // From bytes, not streaming: static hosts often send wasm with another content type.
  return { core: await WebAssembly.compile(bytes), model, sample };
}
