// A message with an icon, so that its tone is not shown by colour alone.
import type { ComponentChildren } from "preact";
import { Icon } from "./icons.tsx";

export type Tone = "error" | "warning" | "info";

interface Props {
  tone: Tone;
  title?: string | undefined;
  /** Read out at once by screen readers. */
  alert?: boolean;
  children: ComponentChildren;
}

export const Message = ({ tone, title, alert, children }: Props) => (
  <div class={`message ${tone}`} role={alert ? "alert" : undefined}>
    <Icon name={tone === "error" ? "error" : tone === "warning" ? "warning" : "check"} />
    <div>
      {title && <strong>{title}</strong>}
      {children}
    </div>
  </div>
);
