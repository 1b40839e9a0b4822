// A button that opens a file dialog.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface Props {
  folder?: boolean;
  disabled?: boolean;
  onPick: (input: HTMLInputElement) => void;
  children: ComponentChildren;
}

export function Picker({ folder, disabled, onPick, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const picked = () => {
    if (!input.current) return;
    onPick(input.current);
    // Emptied, so that choosing the same file again is an event too.
    input.current.value = "";
  };
  return (
    <>
      <button type="button" class="button" disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        data-picker={folder ? "folder" : "files"}
        onChange={picked}
        {...(folder ? { webkitdirectory: true } : {})}
      />
    </>
  );
}
