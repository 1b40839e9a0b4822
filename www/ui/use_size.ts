// The size of an element, kept up to date.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** A ref for an element, and its width and height in CSS pixels. */
export function useSize() {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  useLayoutEffect(() => {
    const measure = () => ref.current && setSize([ref.current.clientWidth, ref.current.clientHeight]);
    const observer = new ResizeObserver(measure);
    if (ref.current) observer.observe(ref.current);
    measure();
    return () => observer.disconnect();
  }, []);
  return { ref, size };
}
