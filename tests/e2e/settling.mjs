/**
 * After every input of a test the page is left the time to draw what comes of it.
 *
 * Yew draws in a task of its own where drawing has taken longer than 16 ms, and the page draws its
 * panel and its lists in frames after the one of the stage. So on a busy machine what is read
 * directly after a key press or a click may be half drawn. Nothing else in the tests needs to think
 * of that: a page that `settleAfterInputs` was given waits by itself.
 */

/** So many frames in a row without a change, and the page is settled. */
const CALM_FRAMES = 3;
/** A page that plays never settles: after so many frames a test goes on. */
const FRAMES_MAX = 12;
/** How long a frame is waited for: a test may hold the frames of its page. */
const FRAME_MS_MAX = 100;

/** What a person does to one thing of the page. The Tab key is left out: only the focus moves. */
const OF_A_LOCATOR = ["check", "clear", "click", "dispatchEvent", "fill", "press", "selectOption", "tap"];
/** What a person does with a device, wherever it points. */
const OF_A_DEVICE = {
  keyboard: ["press", "type"],
  mouse: ["click", "up", "wheel"],
  touchscreen: ["tap"],
};

/** Waits for the page's next frame, or not much longer than one takes: a hidden page has none. */
export const frame = (page) =>
  page.evaluate(
    (frameMsMax) =>
      new Promise((next) => {
        setTimeout(next, frameMsMax);
        requestAnimationFrame(next);
      }),
    FRAME_MS_MAX,
  );

/** Waits until the page has drawn everything that follows from what was done. */
export const settled = (page) =>
  page.evaluate(
    async ([calmFrames, framesMax, frameMsMax]) => {
      let calm = 0;
      const observer = new MutationObserver(() => (calm = 0));
      observer.observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      for (let frame = 0; frame < framesMax && calm < calmFrames; frame += 1) {
        await new Promise((next) => {
          setTimeout(next, frameMsMax);
          requestAnimationFrame(() => setTimeout(next));
        });
        calm += 1;
      }
      observer.disconnect();
    },
    [CALM_FRAMES, FRAMES_MAX, FRAME_MS_MAX],
  );

const wrapped = new WeakSet();
let isHurried = false;

/** Does this without waiting after its inputs, for what is there for a moment only. */
export async function hurried(act) {
  isHurried = true;
  try {
    return await act();
  } finally {
    isHurried = false;
  }
}

/** Has these functions of a thing wait afterwards until a page is settled. */
function wrap(thing, names, pageOf) {
  if (wrapped.has(thing)) return;
  wrapped.add(thing);
  for (const name of names) {
    const act = thing[name];
    thing[name] = async function (...given) {
      const came = await act.apply(this, given);
      const isMove = /(^|\+)Tab$/.test(String(given[0]));
      if (!isMove && !isHurried) await settled(pageOf(this));
      return came;
    };
  }
}

/** From now on every input to this page is followed by waiting until the page is settled. */
export function settleAfterInputs(page) {
  wrap(Object.getPrototypeOf(page.locator("html")), OF_A_LOCATOR, (locator) => locator.page());
  for (const [device, names] of Object.entries(OF_A_DEVICE)) {
    wrap(page[device], names, () => page);
  }
}
