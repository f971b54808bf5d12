/** Measuring frames. */

/** The intervals between animation frames, in milliseconds, for some seconds. */
export function frames(page, seconds) {
  return page.evaluate(
    (duration) =>
      new Promise((resolve) => {
        const intervals = [];
        let first;
        let last;
        const frame = (now) => {
          if (last !== undefined) intervals.push(now - last);
          first ??= now;
          last = now;
          if (now - first < duration) requestAnimationFrame(frame);
          else resolve(intervals);
        };
        requestAnimationFrame(frame);
      }),
    1_000 * seconds,
  );
}

/** The intervals' quantiles, and how many frames a second they make. */
export function spread(intervals) {
  const sorted = intervals.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const fps = (1_000 * intervals.length) / intervals.reduce((sum, each) => sum + each, 0);
  return { at, fps };
}

/** How long the page's main thread has been at work since it started. */
export async function mainThreadSeconds(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find((metric) => metric.name === "TaskDuration").value;
}

/** Prints a row of a table. */
export function print(cells) {
  console.log(cells.map((cell) => cell.padStart(10)).join(" "));
}
