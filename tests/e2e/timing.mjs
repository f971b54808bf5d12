/** Measuring frames. */

/** The intervals between animation frames, in milliseconds, for some seconds; while panning, too. */
export function frames(page, seconds, pan) {
  return page.evaluate(
    ([duration, pan]) =>
      new Promise((resolve) => {
        const field = document.querySelector(".spacetime-field");
        let [moved, way] = [0, -1];
        const point = (kind, clientX) =>
          field.dispatchEvent(
            new PointerEvent(kind, { bubbles: true, pointerId: 1, clientX, clientY: 250 }),
          );
        const dragOn = () => {
          if (moved === 0) point("pointerdown", 640);
          moved += pan.step;
          point("pointermove", 640 + way * moved);
          if (moved < pan.most) return;
          point("pointerup", 640 + way * moved);
          [moved, way] = [0, -way];
        };
        const intervals = [];
        let first;
        let last;
        const frame = (now) => {
          if (last !== undefined) intervals.push(now - last);
          first ??= now;
          last = now;
          if (pan) dragOn();
          if (now - first < duration) requestAnimationFrame(frame);
          else resolve(intervals);
        };
        requestAnimationFrame(frame);
      }),
    [1_000 * seconds, pan],
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
