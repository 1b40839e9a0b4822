// This machine: versions, engine, network, privacy, licence.
import { count } from "../format.ts";

export const machine = {
  versions: "Versions and engine",
  discern: "Discern",
  model: "Model",
  modelNotice: "demonstration: trained on simulated cases, not for clinical use",
  processor: "Processor",
  cores: (n: number) => `WebAssembly, ${n} ${n === 1 ? "core" : "cores"}`,
  graphics: "Graphics",
  noGraphics: "No WebGPU: everything runs on the processor",
  browser: "Browser",
  network: "Network ledger",
  networkBefore: "No file was added yet. What the page asked for so far are its own files.",
  networkQuiet: "After the first file was added, the page made no request.",
  networkLoud: (n: number) => `After the first file was added, ${count(n)} requests were made. They are marked below.`,
  networkNone: "The page made no request at all.",
  networkBlind:
    "The list is the browser's own account of what this page asked for. It does not show what the browser does by itself, what extensions do, or a page that is opened instead of this one. Workers of the page are held by the same policy. For full assurance disconnect the network: everything works without.",
  requests: "Requests",
  columnAddress: "Address",
  columnBy: "Asked by",
  columnBytes: "Bytes",
  columnAt: "After opening",
  bytes: (n: number) => (n === 0 ? "from cache" : count(n)),
  seconds: (s: string) => `${s} s`,
  after: "after the first file",
  privacy: "Privacy",
  privacyPoints: [
    "Images, masks, ages, names of files and results stay in this browser tab. Closing it forgets them.",
    "The page carries a content security policy: the browser blocks background requests to any other place, from the page and from its workers.",
    "Where the browser knows the header Connection-Allowlist (Chromium) and the server sends it, leaving for other addresses, pop-ups and WebRTC are blocked too. Elsewhere these stay open to malicious code; a test keeps such calls out of this page.",
    "No analytics, no third party, no cookies.",
  ],
  licence: "Licence",
  licenceText: "Apache License 2.0. Provided as is, without warranty of any kind. Research use, not a medical device.",
};
