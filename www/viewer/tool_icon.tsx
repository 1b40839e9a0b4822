// Icons of the tools as paths in a 20 × 20 box. Decoration only: each button has a name.
const PATHS = {
  look: "M10 2v6M10 12v6M2 10h6M12 10h6",
  window: "M10 3a7 7 0 1 1 0 14a7 7 0 0 1 0-14zM10 3v14M10 6.500h5M10 10h7M10 13.500h5",
  pan: "M10 2v16M2 10h16M10 2l-2 2M10 2l2 2M10 18l-2-2M10 18l2-2M2 10l2-2M2 10l2 2M18 10l-2-2M18 10l-2 2",
  brush: "M17 3l-8 8M9 11c-3-1-5 1-5 3s-1 2-2 2.500c2 1.500 8 1.500 8-2.500 0-1.500-.500-2.500-1-3z",
  eraser: "M8 16.500h9M3.500 12l7.500-8 5 5-6.500 7.500H7zM7 8.500l5 5",
  lasso:
    "M10 3c4.500 0 7.500 2 7.500 5s-3 5-7.500 5-7.500-2-7.500-5 3-5 7.500-5zM6 12.500c-1 1.500 0 3 1.500 2.500S8 12 6.500 12.500M7 15c0 1.500-1 2.500-2.500 2.500",
  fill: "M9 3l7 7-6.500 6.500a1.500 1.500 0 0 1-2 0L3 12a1.500 1.500 0 0 1 0-2zM2.500 11h13M17.500 13c-1 1.500-1.500 2.200-1.500 3a1.500 1.500 0 0 0 3 0c0-.800-.500-1.500-1.500-3z",
  grow: "M10 7.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5zM10 1.500v3M10 15.500v3M1.500 10h3M15.500 10h3M4 4l2 2M14 14l2 2M16 4l-2 2M6 14l-2 2",
  undo: "M7 4L3 8l4 4M3 8h8.500a4.500 4.500 0 0 1 0 9H8",
  redo: "M13 4l4 4-4 4M17 8H8.500a4.500 4.500 0 0 0 0 9H12",
  between: "M3 4h14M3 16h14M5 8h10M5 12h10",
  pencil: "M3 17l1-4L14 3l3 3L7 16zM12 5l3 3",
  target:
    "M10 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM10 8.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zM10 1v3M10 16v3M1 10h3M16 10h3",
  expand: "M3 8V3h5M17 8V3h-5M3 12v5h5M17 12v5h-5",
  shrink: "M8 3v5H3M12 3v5h5M8 17v-5H3M12 17v-5h5",
  eye: "M2 10c2-4 5-5.500 8-5.500s6 1.500 8 5.500c-2 4-5 5.500-8 5.500S4 14 2 10zM10 7.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  trash: "M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11",
} as const;

export type ToolIconName = keyof typeof PATHS;

export const ToolIcon = ({ name }: { name: ToolIconName }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);

interface Props {
  icon: ToolIconName;
  /** Its name, with its key in brackets where it has one. */
  name: string;
  keys?: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

/** A small button with an icon; its name is shown on hover and read by screen readers. */
export const ToolButton = ({ icon, name, keys, pressed, disabled, onClick }: Props) => (
  <button
    type="button"
    class="tool"
    title={keys ? `${name} (${keys})` : name}
    aria-label={name}
    aria-pressed={pressed}
    disabled={disabled}
    onClick={onClick}
  >
    <ToolIcon name={icon} />
  </button>
);
