// Says as soon as they are loaded, and before an analysis, when a mask and the images cannot belong together: it is empty, no
// mask, or lies elsewhere in space.
import { SEQUENCES, type Sequence } from "../core/protocol/lists.ts";
import { entryOf, requiredSequences } from "../core/store.ts";
import { say } from "../language/index.ts";
import { roleShort } from "../language/names.ts";
import { countedShare } from "../language/numbers.ts";
import { Message } from "../ui/message.tsx";
import { fitOn } from "../viewer/carry_mask.ts";
import { maskOf, scanOf } from "../viewer/crosshair.ts";

/** How the mask of the case lies on each image that is measured; only those that the core has answered for. */
function fits() {
  const mask = maskOf();
  if (!mask) return [];
  return SEQUENCES.filter((sequence) => requiredSequences.value.includes(sequence)).flatMap((sequence) => {
    const scan = scanOf(sequence);
    const fit = scan && fitOn(mask, scan);
    return fit ? [{ sequence, ...fit }] : [];
  });
}

const names = (of: readonly { sequence: Sequence }[]) => say.terms.and(of.map(({ sequence }) => roleShort(sequence)));

/** What is wrong, and whether that image cannot be measured at all. */
function trouble(): { tone: "error" | "warning"; text: string } | null {
  const regions = entryOf("mask")?.inspection?.regions;
  if (regions === null) return { tone: "error", text: say.fit.noMask };
  if (regions?.every(({ voxels }) => voxels === 0)) return { tone: "error", text: say.files.maskEmpty };
  const outside = fits().filter(({ voxels, inside }) => voxels > 0 && inside === 0);
  if (outside.length > 0) {
    const away_mm = Math.max(...outside.map(({ apart_mm }) => apart_mm));
    return { tone: "error", text: say.fit.elsewhere(names(outside), away_mm.toFixed(0)) };
  }
  const cut = fits().filter(({ voxels, inside }) => inside < voxels);
  if (cut.length === 0) return null;
  const least = Math.min(...cut.map(({ voxels, inside }) => inside / voxels));
  return { tone: "warning", text: say.fit.cutOff(names(cut), countedShare(least)) };
}

export function MaskCheck() {
  const found = trouble();
  return (
    <div aria-live="assertive" data-test="mask-check">
      {found && (
        <Message key={found.text} tone={found.tone}>
          <p>{found.text}</p>
        </Message>
      )}
    </div>
  );
}
