// A probability on a line from 0 to 1, with the threshold between the two classes.

interface Props {
  value: number;
  threshold: number;
  low: string;
  high: string;
}

const at = (share: number) => `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;

/** Decoration: the same numbers are beside it as text. */
export const Scale = ({ value, threshold, low, high }: Props) => (
  <div class="scale" aria-hidden="true">
    <svg width="100%" height="26">
      <rect class="rail" x="0" y="9" width="100%" height="8" rx="4" />
      <rect class={value >= threshold ? "fill high" : "fill low"} x="0" y="9" width={at(value)} height="8" rx="4" />
      <line class="threshold" x1={at(threshold)} x2={at(threshold)} y1="3" y2="23" />
      <circle class={value >= threshold ? "knob high" : "knob low"} cx={at(value)} cy="13" r="7" />
    </svg>
    <div class="scale-ends">
      <span>{low}</span>
      <span>{high}</span>
    </div>
  </div>
);
