/** The milliseconds of the quickest of several calls: what the work takes, whatever else the machine is doing. */
export function quickestOf(times: number, call: () => unknown): number {
  let quickest = Infinity;
  for (let time = 0; time < times; time += 1) {
    const before = performance.now();
    call();
    quickest = Math.min(quickest, performance.now() - before);
  }
  return quickest;
}
