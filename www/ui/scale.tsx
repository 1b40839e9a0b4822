// A probability on a line from 0 to 1, with the threshold between the two classes and the range it moves in.

interface Props {
  value: number;
  /** None where no class is given. */
  threshold?: number | undefined;
  range?: readonly [number, number] | undefined;
  /** A value that is not to be relied on: hatched, without colour. */
  doubtful: boolean;
  low: string;
  high: string;
}

const at = (share: number) => `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;

/** Decoration: the same numbers are beside it as text. */
export function Scale({ value, threshold, range, doubtful, low, high }: Props) {
  const tone = doubtful || threshold === undefined ? "none" : value >= threshold ? "high" : "low";
  return (
    <div class="scale" aria-hidden="true">
      <svg width="100%" height="30" data-test="scale">
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch-ground" width="6" height="6" />
            <line class="hatch-line" x1="0" x2="0" y1="0" y2="6" />
          </pattern>
        </defs>
        <rect class="rail" x="0" y="11" width="100%" height="8" rx="4" />
        <rect class={`fill ${doubtful ? "doubtful" : tone}`} x="0" y="11" width={at(value)} height="8" rx="4" />
        {threshold !== undefined && (
          <line class="threshold" x1={at(threshold)} x2={at(threshold)} y1="3" y2="27" data-test="threshold-mark" />
        )}
        {range && (
          <g class="sensitivity" data-test="sensitivity-mark" data-low={range[0]} data-high={range[1]}>
            <line x1={at(range[0])} x2={at(range[1])} y1="15" y2="15" />
            <line x1={at(range[0])} x2={at(range[0])} y1="8" y2="22" />
            <line x1={at(range[1])} x2={at(range[1])} y1="8" y2="22" />
          </g>
        )}
        <circle class={`knob ${tone}`} cx={at(value)} cy="15" r="7" />
      </svg>
      <div class="scale-ends">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </div>
  );
}
