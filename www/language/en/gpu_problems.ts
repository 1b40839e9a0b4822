// Why the graphics card cannot be used for deep features. Causes are in the words of the driver or the browser.
import type { GpuProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

export const gpuProblems: WordsOf<GpuProblems> = {
  "no-adapter": () => "The browser offers no WebGPU adapter.",
  "cpu-build": () => "This build computes on the processor only.",
  "no-device": ({ cause }) => `The graphics card could not be opened (${cause}).`,
  "device-lost": ({ cause }) => `The connection to the graphics card was lost (${cause}).`,
  "device-closed": () => "The graphics card was closed.",
  "device-failed": ({ cause }) => `The graphics card failed (${cause}).`,
  "network-not-loaded": ({ cause }) => `The graphics card cannot load the network (${cause}).`,
  "buffers-too-small": ({ most }) => `Its buffers hold at most ${most} bytes, too few for the network.`,
  "no-result": () => "The graphics card gave no result.",
  "result-unreadable": () => "The result of the graphics card cannot be read.",
  "feature-no-number": () => "The graphics card gave a feature that is no number.",
};
