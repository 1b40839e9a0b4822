// A plot of curves with two axes. Its label and its caption say what it shows.
import type { ComponentChildren } from "preact";
import { linear } from "./axis.ts";

type Point = readonly [number, number];

export interface Axis {
  name: string;
  from: number;
  to: number;
  ticks: readonly number[];
}

export interface Curve {
  points: readonly Point[];
  /** Its class in plots.css. */
  look: "main" | "guide" | "second" | "zero";
}

export interface Dot {
  at: Point;
  look: "case" | "threshold" | "group";
  /** Interval of its y value, drawn as a vertical bar. */
  range?: Point;
}

interface Props {
  title: string;
  /** Description for screen readers. */
  label: string;
  x: Axis;
  y: Axis;
  curves: readonly Curve[];
  dots?: readonly Dot[];
  /** x value and name of a vertical line. */
  mark?: { at: number; name: string } | undefined;
  /** The caption. */
  children?: ComponentChildren;
}

const BOX = { width: 260, height: 236, left: 40, right: 250, top: 16, bottom: 196 };

export function Plot({ title, label, x, y, curves, dots = [], mark, children }: Props) {
  const place = { x: linear([x.from, x.to], [BOX.left, BOX.right]), y: linear([y.from, y.to], [BOX.bottom, BOX.top]) };
  const inside = ([, height]: Point) => height >= y.from - 1e-9;
  const path = (points: readonly Point[]) =>
    points
      .map(
        (point, at) =>
          `${inside(point) && at > 0 && inside(points[at - 1] ?? point) ? "L" : "M"}${place.x(point[0]).toFixed(1)} ${place.y(Math.max(y.from, point[1])).toFixed(1)}`,
      )
      .join("");
  return (
    <figure class="plot">
      <h3>{title}</h3>
      <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={label}>
        {y.ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={BOX.left} x2={BOX.right} y1={place.y(tick)} y2={place.y(tick)} />
            <text class="tick end" x={BOX.left - 5} y={place.y(tick) + 3.5}>
              {tick}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <g key={tick}>
            <line class="grid" x1={place.x(tick)} x2={place.x(tick)} y1={BOX.top} y2={BOX.bottom} />
            <text class="tick middle" x={place.x(tick)} y={BOX.bottom + 13}>
              {tick}
            </text>
          </g>
        ))}
        <text class="axis-name middle" x={(BOX.left + BOX.right) / 2} y={BOX.height - 10}>
          {x.name}
        </text>
        <text class="axis-name middle" transform={`translate(10 ${(BOX.top + BOX.bottom) / 2}) rotate(-90)`}>
          {y.name}
        </text>
        {curves.map(({ points, look }, at) => (
          <path key={at} class={`curve ${look}`} d={path(points)} />
        ))}
        {mark && mark.at >= x.from && mark.at <= x.to && (
          <>
            <line class="mark" x1={place.x(mark.at)} x2={place.x(mark.at)} y1={BOX.top - 4} y2={BOX.bottom} />
            <text
              class={`mark-name ${mark.at > (x.from + x.to) / 2 ? "end" : ""}`}
              x={place.x(mark.at)}
              y={BOX.top - 7}
            >
              {mark.name}
            </text>
          </>
        )}
        {dots.map(({ at, look, range }, key) => (
          <g key={key} class={`dot ${look}`}>
            {range && <line x1={place.x(at[0])} x2={place.x(at[0])} y1={place.y(range[0])} y2={place.y(range[1])} />}
            <circle cx={place.x(at[0])} cy={place.y(at[1])} r={look === "case" ? 5 : look === "group" ? 2.5 : 3.5} />
          </g>
        ))}
      </svg>
      <figcaption>{children}</figcaption>
    </figure>
  );
}
