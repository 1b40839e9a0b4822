// One message: what it is about, in words, with an icon; never by colour alone.
import type { ComponentChildren } from "preact";
import { Icon } from "./icons.tsx";

export type Tone = "error" | "warning" | "info";

interface Props {
  tone: Tone;
  title?: string | undefined;
  /** Errors are read out at once. */
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
