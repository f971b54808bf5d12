/** Where things are: everything needed above the fold on a laptop, one column on a telephone. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

const LAPTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 375, height: 800 }, hasTouch: true, isMobile: true };

const regions = (page) => ({
  header: page.getByRole("banner"),
  stage: on.stage(page),
  narration: on.narration(page),
  player: on.player(page),
  strip: on.strip(page),
  panel: on.panel(page),
});

/** The boxes of these things, in pixels of the window. */
async function boxes(things) {
  const each = Object.entries(things).map(async ([name, thing]) => ({
    name,
    ...(await thing.boundingBox()),
  }));
  return Promise.all(each);
}

/** The pairs of boxes that share more than a border. */
function overlaps(all) {
  const share = (from, to, a, b) =>
    Math.min(a[from] + a[to], b[from] + b[to]) - Math.max(a[from], b[from]);
  const isShared = (a, b) => share("x", "width", a, b) > 1 && share("y", "height", a, b) > 1;
  const pairs = all.flatMap((a, place) => all.slice(place + 1).map((b) => [a, b]));
  return pairs.filter(([a, b]) => isShared(a, b)).map(([a, b]) => `${a.name} and ${b.name}`);
}

/** How wide the page is: more than the window, and it scrolls sideways. */
const widthOf = (page) => page.evaluate(() => document.scrollingElement.scrollWidth);

/** Buttons, tabs and lists whose words do not fit into them, or that lie on another one. */
const crowded = (region) =>
  region.evaluate((host) => {
    const all = [
      ...host.querySelectorAll("button, select, input, label, [role=tab], h1, summary, p"),
    ];
    const shown = all.filter((it) => it.checkVisibility() && it.getBoundingClientRect().width > 1);
    const name = (it) => (it.getAttribute("aria-label") ?? it.innerText).slice(0, 30);
    const meets = (a, b) => {
      const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      return wide > 1 && high > 1;
    };
    const isApart = (a, b) => !a.contains(b) && !b.contains(a);
    return shown.flatMap((a, place) =>
      shown
        .slice(place + 1)
        .filter((b) => isApart(a, b) && meets(a, b))
        .map((b) => `${name(a)} / ${name(b)}`),
    );
  });

pageTest("everything needed is above the fold at 1280 x 800", LAPTOP, async ({ page }) => {
  const all = await boxes(regions(page));
  for (const { name, x, y, width, height } of all) {
    assert.ok(width > 100 && height > 20, `${name} is ${width} x ${height}`);
    assert.ok(x >= 0 && y >= 0 && x + width <= 1280 && y + height <= 800, `${name} is not whole`);
  }
  assert.deepEqual(overlaps(all), []);
});

pageTest(
  "nothing scrolls sideways at 1280 x 800, with every tab open",
  LAPTOP,
  async ({ page }) => {
    await on.setSpeed(page, "1×");
    await on.untilLeader(page);
    for (const name of ["Logs", "Node", "In flight", "Client", "Network", "Rules"]) {
      await on.tab(page, name).click();
      await on.panel(page).getByRole("tabpanel", { name }).waitFor();
      assert.ok((await widthOf(page)) <= 1280, `${name}: ${await widthOf(page)} px`);
    }
  },
);

for (const [name, window] of Object.entries({ "a laptop": LAPTOP, "a telephone": PHONE })) {
  pageTest(
    `the regions stay where they are while the run plays on ${name}`,
    window,
    async ({ page }) => {
      const fixed = regions(page);
      if (window === PHONE) delete fixed.panel;
      const before = await boxes(fixed);
      await on.setSpeed(page, "10×");
      await on.untilLeader(page);
      await on.until(
        page,
        "hundreds of events have happened",
        async () => (await on.place(page)).event > 500,
      );
      assert.deepEqual(await boxes(fixed), before);
    },
  );
}

pageTest("no control lies on another at 1280 x 800", LAPTOP, async ({ page }) => {
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.pause(page);
  const { header, player, panel } = regions(page);
  for (const region of [header, player, panel]) assert.deepEqual(await crowded(region), []);
});

pageTest("servers and their words lie inside the stage, and apart", LAPTOP, async ({ page }) => {
  const stage = await on.stage(page).boundingBox();
  const each = await on
    .stage(page)
    .getByRole("button", { name: /^S\d, / })
    .all();
  const all = await boxes(Object.fromEntries(each.map((it, place) => [`S${place + 1}`, it])));
  for (const { name, x, y, width, height } of all) {
    assert.ok(
      x >= stage.x && x + width <= stage.x + stage.width,
      `${name} leaves the stage sideways`,
    );
    assert.ok(y >= stage.y && y + height <= stage.y + stage.height, `${name} leaves the stage`);
  }
  assert.deepEqual(overlaps(all), []);
});

pageTest(
  "on a telephone stage, narration and player stack, and nothing scrolls sideways",
  PHONE,
  async ({ page }) => {
    await on.setSpeed(page, "1×");
    await on.untilLeader(page);
    assert.ok((await widthOf(page)) <= 375, `the page is ${await widthOf(page)} px wide`);
    const { stage, narration, player } = regions(page);
    const all = await boxes({ stage, narration, player });
    assert.deepEqual(overlaps(all), []);
    for (const { name, x, width, height } of all) {
      assert.ok(x >= 0 && x + width <= 375 && width > 300, `${name} is ${width} px wide at ${x}`);
      assert.ok(height > 30, `${name} is ${height} px high`);
    }
    const [first, second, third] = all.map(({ y }) => y);
    assert.ok(first < second && second < third, "they do not stack");
    assert.deepEqual(await crowded(player), []);
  },
);

pageTest(
  "nothing scrolls sideways on a telephone, with every tab open",
  PHONE,
  async ({ page }) => {
    await on.setSpeed(page, "1×");
    await on.untilLeader(page);
    for (const name of ["Logs", "Node", "In flight", "Client", "Network", "Rules"]) {
      await on.tab(page, name).tap();
      await on.panel(page).getByRole("tabpanel", { name }).waitFor();
      assert.ok((await widthOf(page)) <= 375, `${name}: ${await widthOf(page)} px`);
    }
  },
);

/** What the words of messages lie on: other such words, and servers with theirs. */
async function hidden(page) {
  const all = await on.stage(page).evaluate((stage) => {
    const shown = (of) =>
      [...stage.querySelectorAll(of)].filter((it) =>
        it.checkVisibility({ visibilityProperty: true }),
      );
    const box = (name) => (it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return { name: `${name} ${it.textContent}`, x, y, width, height };
    };
    const others = shown(".node-shape, .words text").map(box("a server"));
    return [...shown(".flying-label").map(box("the words")), ...others];
  });
  return overlaps(all).filter((pair) => pair.startsWith("the words"));
}

for (const [name, window] of Object.entries({ laptop: LAPTOP, telephone: PHONE })) {
  pageTest(`the words of messages lie on nothing on a ${name}`, window, async ({ page }) => {
    await on.pause(page);
    const labels = on.stage(page).locator(".flying:not(.is-quiet)");
    let seen = 0;
    for (let look = 0; look < 30; look += 1) {
      await page.keyboard.press("Shift+ArrowRight");
      assert.deepEqual(await hidden(page), []);
      seen += await labels.count();
    }
    assert.ok(seen > 10, `words were seen ${seen} times`);
  });
}

pageTest("a tap on a server opens its menu, and a tap on an item acts", PHONE, async ({ page }) => {
  await on.button(page, "Pause").tap();
  await on.tap(page, on.server(page, "S2"));
  await on.menu(page).waitFor();
  const box = await on.menu(page).boundingBox();
  assert.ok(
    box.x >= 0 && box.x + box.width <= 375,
    `the menu reaches from ${box.x} by ${box.width}`,
  );
  await on.item(page, "Crash").tap();
  await on.button(on.stage(page), "S2, crashed").waitFor();
});

pageTest("what is tapped on a telephone is large enough", PHONE, async ({ page }) => {
  const { player, stage } = regions(page);
  const small = await Promise.all(
    [player, stage].map((region) =>
      region.evaluate((host) =>
        [...host.querySelectorAll("button, select, .tools label")]
          .map((it) => [it.getAttribute("aria-label") ?? it.innerText, it.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24)
          .map(([name]) => name),
      ),
    ),
  );
  assert.deepEqual(small.flat(), []);
});
