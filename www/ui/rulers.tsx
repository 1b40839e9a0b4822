// The rulers of a nomogram, one below the other, each with marks, numbers and one value.
import { linear } from "./axis.ts";

export interface Ruler {
  key: string;
  name: string;
  detail?: string | undefined;
  /** Marks with their position on the common scale. */
  marks: readonly { at: number; text: string }[];
  /** Start and end of the ruler on the common scale. */
  from: number;
  to: number;
  /** Position of the value on the common scale, and its text. */
  value?: { at: number; text: string } | undefined;
}

const [LEFT, RIGHT, WIDTH, ROW] = [216, 722, 772, 40];
/** Width of a number, in units of the drawing. */
const room = (text: string) => 6.4 * text.length + 6;

/** Marks with their numbers; numbers that would touch the one before are left out. */
function spaced(marks: readonly { x: number; text: string }[]) {
  let free = -Infinity;
  return [...marks]
    .sort((a, b) => a.x - b.x)
    .map((mark) => {
      const shown = mark.x - room(mark.text) / 2 >= free;
      if (shown) free = mark.x + room(mark.text) / 2;
      return { ...mark, shown };
    });
}

function One({ ruler, top, scale }: { ruler: Ruler; top: number; scale: (value: number) => number }) {
  const marks = spaced(ruler.marks.map(({ at, text }) => ({ x: scale(at), text })));
  const x = ruler.value && scale(ruler.value.at);
  const beyond = x === undefined ? 0 : x < LEFT - 4 ? -1 : x > RIGHT + 4 ? 1 : 0;
  const held = x === undefined ? 0 : Math.min(RIGHT + 8, Math.max(LEFT - 8, x));
  return (
    <g transform={`translate(0 ${top})`}>
      <text class="ruler-name" x={LEFT - 22} y={ruler.detail ? -2 : 4}>
        {ruler.name}
      </text>
      {ruler.detail && (
        <text class="ruler-detail" x={LEFT - 22} y={11}>
          {ruler.detail}
        </text>
      )}
      <line class="ruler" x1={scale(ruler.from)} x2={scale(ruler.to)} y1="0" y2="0" />
      {marks.map(({ x: at, text, shown }) => (
        <g key={at}>
          <line class="ruler" x1={at} x2={at} y1="0" y2="5" />
          {shown && (
            <text class="tick middle" x={at} y="16">
              {text}
            </text>
          )}
        </g>
      ))}
      {ruler.value && (
        <g class="ruler-value">
          {beyond === 0 ? (
            <circle cx={held} cy="0" r="5" />
          ) : (
            <path d={`M${held} -6 l${beyond * 9} 6 l${-beyond * 9} 6z`} />
          )}
          <text class={held > RIGHT - 40 ? "end" : held < LEFT + 40 ? "" : "middle"} x={held} y="-9">
            {ruler.value.text}
          </text>
        </g>
      )}
    </g>
  );
}

/** Groups of rulers; all rulers of a group share one scale from 0 to `most`. */
export function Rulers({
  label,
  groups,
}: {
  label: string;
  groups: readonly { most: number; rulers: readonly Ruler[] }[];
}) {
  const rows = groups.flatMap(({ most, rulers }) =>
    rulers.map((ruler) => ({ ruler, scale: linear([0, most], [LEFT, RIGHT]) })),
  );
  return (
    <svg class="rulers" viewBox={`0 0 ${WIDTH} ${rows.length * ROW + 14}`} role="img" aria-label={label}>
      {rows.map(({ ruler, scale }, at) => (
        <One key={ruler.key} ruler={ruler} top={26 + at * ROW} scale={scale} />
      ))}
    </svg>
  );
}
