// A waterfall chart: steps that add up, each bar starting where the one before ends. It is a table, so that it can be
// read without the bars.
import type { ComponentChildren } from "preact";
import { signedTo } from "../language/numbers.ts";
import { addUp } from "./add_up.ts";
import { Num } from "./number.tsx";

/** Of what is shown: the steps add up to the sum as they stand there. */
const DECIMALS = 3;

export interface Step {
  key: string;
  label: ComponentChildren;
  /** Further description, in small print. */
  detail?: string;
  /** The value of the input, where it has one. */
  value?: number;
  unit?: string;
  change: number;
}

interface Props {
  caption: string;
  /** Headings of the columns, and the names of both directions of the bars. */
  words: { input: string; value: string; low: string; high: string; change: string };
  start: { label: string; value: number };
  steps: readonly Step[];
  end: { label: string; value: number };
}

interface Bar {
  from: number;
  to: number;
}

/** Maps a running sum to a position in the column of bars. */
function axis(points: readonly number[]) {
  const low = Math.min(0, ...points);
  const high = Math.max(0, ...points);
  const span = high - low || 1;
  return (value: number) => 3 + (94 * (value - low)) / span;
}

function BarCell({ bar, place, total }: { bar: Bar; place: (value: number) => number; total?: boolean }) {
  const [from, to] = [place(bar.from), place(bar.to)];
  const tone = total ? "total" : bar.to >= bar.from ? "high" : "low";
  return (
    <td class="bar">
      <svg width="100%" height="22" aria-hidden="true">
        <line class="zero" x1={`${place(0)}%`} x2={`${place(0)}%`} y1="0" y2="22" />
        <rect
          class={tone}
          x={`${Math.min(from, to)}%`}
          width={`${Math.max(0.3, Math.abs(to - from))}%`}
          y="5"
          height="12"
          rx="2"
        />
        {!total && <line class="link" x1={`${to}%`} x2={`${to}%`} y1="11" y2="22" />}
      </svg>
    </td>
  );
}

export function Waterfall({ caption, words, start, steps, end }: Props) {
  let sum = start.value;
  const bars = steps.map(({ change }): Bar => {
    const from = sum;
    sum += change;
    return { from, to: sum };
  });
  const [first, ...texts] = addUp([start.value, ...steps.map(({ change }) => change)], end.value, DECIMALS);
  const place = axis([start.value, end.value, ...bars.map(({ to }) => to)]);
  return (
    <table class="waterfall">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.input}</th>
          <th scope="col" class="number">
            {words.value}
          </th>
          <th scope="col" class="bar">
            <span class="toward low">{words.low}</span>
            <span class="toward high">{words.high}</span>
          </th>
          <th scope="col" class="number">
            {words.change}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr class="end">
          <th scope="row">{start.label}</th>
          <td />
          <BarCell bar={{ from: 0, to: start.value }} place={place} total />
          <td class="number">
            <Num value={start.value} text={signedTo(first ?? start.value, DECIMALS)} />
          </td>
        </tr>
        {steps.map((step, at) => (
          <tr key={step.key} data-step={step.key}>
            <th scope="row">
              {step.label} {step.detail && <span class="quiet">{step.detail}</span>}
            </th>
            <td class="number">
              {step.value !== undefined && <Num value={step.value} />}
              {step.unit && <span class="quiet">{`\u00a0${step.unit}`}</span>}
            </td>
            <BarCell bar={bars[at] ?? { from: 0, to: 0 }} place={place} />
            <td class="number">
              <Num value={step.change} text={signedTo(texts[at] ?? step.change, DECIMALS)} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="end">
          <th scope="row">{end.label}</th>
          <td />
          <BarCell bar={{ from: 0, to: end.value }} place={place} total />
          <td class="number">
            <Num value={end.value} text={signedTo(end.value, DECIMALS)} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
