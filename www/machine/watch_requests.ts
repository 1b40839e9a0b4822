// The requests of the page, as reported by the browser itself.

export interface Asked {
  /** Path on the page's own origin; the whole address of any other. */
  address: string;
  /** What made the request: the visit of the page, a script, a style sheet, a fetch. */
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

/** Whether something went over the network: blob and data addresses are in memory. */
const isTraffic = ({ name }: PerformanceEntry) => !/^(blob|data|file|about):/.test(name);

/** Reports all requests so far and every later one. */
export function watchRequests(report: (requests: readonly Asked[]) => void): void {
  const observer = new PerformanceObserver((list) => {
    const found = (list.getEntries() as PerformanceResourceTiming[]).filter(isTraffic).map(asked);
    if (found.length > 0) report(found);
  });
  for (const type of ["navigation", "resource"]) observer.observe({ type, buffered: true });
}
