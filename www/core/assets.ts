// The only file that makes requests. All the page needs is loaded before it takes the first file; later only the page's
// own copy of the network's weights is loaded, when a model with deep features is chosen: most users never need it.
import modelUrl from "../../models/demo.json?url";
import weightsUrl from "../../models/efficientnet-lite0.bin?url";
import sampleAnswerUrl from "../../models/sample/answer.json?url";
import sampleListUrl from "../../models/sample/cohort.csv?url";
import coreUrl from "../../pkg/discern_bg.wasm?url";

/** Addresses of the sample case's images and mask, by path. */
const SAMPLE = import.meta.glob<string>("../../models/sample/*.nii.gz", {
  query: "?url",
  import: "default",
  eager: true,
});

export interface Sample {
  files: File[];
  age: string;
  /** What the command line answered when the sample was made. */
  answer: string;
}

export interface Assets {
  core: WebAssembly.Module;
  model: string;
  sample: Sample;
}

/**
 * The content of a data: URL, as in the one-file page of the kit, whose content security policy forbids even to fetch
 * those.
 */
function inside(url: string): Response {
  const text = atob(url.slice(url.indexOf(",") + 1));
  return new Response(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}

/** One of the page's own files. */
async function own(url: string): Promise<Response> {
  if (url.startsWith("data:")) return inside(url);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

/** The value of a column in the first row of a CSV without quotes. */
function cell(csv: string, heading: string): string {
  const [names = [], row = []] = csv.split(/\r?\n/).map((line) => line.split(","));
  return row[names.indexOf(heading)] ?? "";
}

async function loadSample(): Promise<Sample> {
  const files = Object.entries(SAMPLE).map(async ([path, url]) => {
    return new File([await (await own(url)).blob()], path.split("/").at(-1) ?? path);
  });
  const [list = "", answer = ""] = await Promise.all(
    [sampleListUrl, sampleAnswerUrl].map(async (url) => (await own(url)).text()),
  );
  return { files: await Promise.all(files), answer, age: String(Number(cell(list, "age"))) };
}

let weights: Promise<Uint8Array<ArrayBuffer>> | undefined;

/** The weights of the network of deep features, fetched once, when a chosen model needs them. */
export function loadWeights(): Promise<Uint8Array<ArrayBuffer>> {
  weights ??= own(weightsUrl)
    .then(async (answer) => new Uint8Array(await answer.arrayBuffer()))
    .catch((cause) => {
      // The next analysis tries again.
      weights = undefined;
      throw cause;
    });
  return weights;
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
