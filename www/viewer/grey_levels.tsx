// Grey levels of the region at the model's bin width: a histogram and a description.
import { useEffect } from "preact/hooks";
import type { LevelCount, Sequence } from "../core/protocol/index.ts";
import { run } from "../core/store.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { ProblemText } from "../ui/problem_text.tsx";
import { countSoon, levelsOf } from "./count_levels.ts";
import { labelInUse, shownMask } from "./crosshair.ts";
import { drawing } from "./state.ts";

/** With fewer levels texture features are uninformative; with fewer voxels a level they are mostly noise. */
const FEW = 8;
const VOXELS_A_LEVEL = 4;

function Bars({ found }: { found: LevelCount }) {
  const most = Math.max(...found.bars, 1);
  const width = 100 / found.bars.length;
  return (
    <svg class="bars" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={text(found)}>
      {found.bars.map((count, at) => (
        <rect key={at} x={at * width} y={24 - (24 * count) / most} width={width * 0.9} height={(24 * count) / most} />
      ))}
    </svg>
  );
}

const text = ({ present, voxels, bin_width, range }: LevelCount) =>
  say.report.levels(
    present,
    voxels,
    bin_width === null ? say.report.fixedBins : say.report.binWidth(short(bin_width)),
    short(range[0]),
    short(range[1]),
  );

export function Levels({ sequence }: { sequence: Sequence }) {
  const mask = shownMask();
  // While an analysis runs nothing is counted; changes are counted after it.
  const rests = run.value.phase !== "busy";
  const isEmpty = drawing.value?.count === 0;
  useEffect(
    () => (mask && rests && !isEmpty ? countSoon(sequence) : undefined),
    [sequence, mask?.voxels, mask?.version, labelInUse(), rests],
  );
  const now = levelsOf(sequence);
  if (isEmpty) return <p class="quiet levels">{say.drawing.nothingYet}</p>;
  // While a mask is drawn the empty line keeps its height, so that images do not move under the brush.
  if (!mask || !now) return drawing.value && <p class="levels" />;
  // A mask outside the image is reported by the card that compares both grids.
  if ("problem" in now)
    return now.problem.kind === "geometry" ? null : (
      <p class="quiet levels">
        <ProblemText problem={now.problem} />
      </p>
    );
  const { found } = now;
  const odd =
    found.present < FEW
      ? say.report.fewLevels
      : found.present * VOXELS_A_LEVEL > found.voxels
        ? say.report.manyLevels
        : "";
  return (
    <div
      class="levels"
      data-test="levels"
      data-present={found.present}
      data-voxels={found.voxels}
      data-sequence={sequence}
    >
      <Bars found={found} />
      <p class="quiet">
        <strong>{roleName(sequence)}</strong> {text(found)} {odd && <span class="caution">{odd}</span>}
      </p>
    </div>
  );
}
