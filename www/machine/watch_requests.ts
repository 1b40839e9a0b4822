// What the page asked the network for, as the browser itself keeps account of it.

export interface Asked {
  /** Path on the page's own origin; the whole address of any other. */
  address: string;
  /** What asked: the visit itself, a script, a style, the page's own loading. */
  by: string;
  /** Bytes over the network; 0 from the browser's cache. */
  bytes: number;
  /** When, ms since the page was opened. */
  at_ms: number;
}

const asked = (entry: PerformanceResourceTiming): Asked => {
  const own = `${location.origin}/`;
  const address = entry.name.startsWith(own) ? entry.name.slice(own.length - 1) : entry.name;
  return { address, by: entry.initiatorType, bytes: entry.transferSize, at_ms: entry.startTime };
};

/** Addresses of this page's own memory are no traffic. */
const isTraffic = ({ name }: PerformanceEntry) => !/^(blob|data|file|about):/.test(name);

/** Tells all requests so far and every later one. */
export function watchRequests(tell: (requests: readonly Asked[]) => void): void {
  const observer = new PerformanceObserver((list) => {
    const found = (list.getEntries() as PerformanceResourceTiming[]).filter(isTraffic).map(asked);
    if (found.length > 0) tell(found);
  });
  for (const type of ["navigation", "resource"]) observer.observe({ type, buffered: true });
}
