/** What the tests of links, files and sessions do with the page. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import * as on from "./page.mjs";
import { settleAfterInputs } from "./settling.mjs";
import { synod } from "./synod.mjs";
import { watchForProblems } from "./watch.mjs";

export const share = (page) => page.getByRole("dialog", { name: "Share" });
export const field = (page) => share(page).getByRole("textbox", { name: "Link to this run" });
export const picker = (page) => page.getByRole("combobox", { name: "Scenario" });
export const fragment = (page) => new URL(page.url()).hash.slice(1);
export const crashed = (page, name) => on.button(on.stage(page), `${name}, crashed`);

/** A leader is elected and crashes; four events later the run stands still, at the tab of nodes. */
export async function acted(page) {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.pause(page);
  await on.choose(page, on.server(page, leader.id), "Crash");
  await on.press(page, "Step forward", 6);
  await on.press(page, "Step back", 2);
  await on.tab(page, "Node").click();
  return leader.id;
}

/** Everything of the present moment, without the tab of logs. */
export async function moment(page) {
  const [cluster, flying, happened, told, place] = await Promise.all([
    on.servers(page),
    on.names(on.messages(page)),
    on.lines(page),
    on.narration(page).innerText(),
    on.place(page),
  ]);
  return { cluster, flying: flying.toSorted(), happened, told, place };
}

export const selected = (page) =>
  page.getByRole("tab", { selected: true }).evaluate((tab) => tab.textContent);

/** The link that Share shows. */
export async function linkOf(page) {
  await on.press(page, "Share");
  const link = await field(page).inputValue();
  await page.keyboard.press("Escape");
  await share(page).waitFor({ state: "detached" });
  return link;
}

/** The run of a link as the command sees it: the same replay, natively. */
export async function seen(link) {
  const said = await synod("open", link.slice(link.indexOf("#")));
  const of = (name) => said.match(new RegExp(`^  ${name} +(\\S+)$`, "m"))[1];
  return { hash: of("hash"), events: Number(of("events")), position: Number(of("position")) };
}

/** A page of its own, as of another person, at this address. */
export async function visit(context, link, settings = {}) {
  const other = await context.browser().newContext(settings);
  other.setDefaultTimeout(15_000);
  other.on("page", settleAfterInputs);
  const page = await other.newPage();
  const problems = watchForProblems(page);
  await page.goto(link);
  await page.locator("main").first().waitFor();
  return { page, problems, close: () => other.close() };
}

/** Waits until the address holds another run than this fragment. */
export const untilAddress = (page, not = "") =>
  on.until(page, "the address holds the run", async () => {
    const now = fragment(page);
    return now !== not && now;
  });

/** Waits until all that was done is in the address, and returns what is there. */
export async function kept(page) {
  const link = await linkOf(page);
  return on.until(page, "the address is that of the run", async () => {
    const now = fragment(page);
    return link.endsWith(`#${now}`) && now;
  });
}

/** A file of this name and text. */
export const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Chooses a file by the form of a new run. */
export async function chooseFile(page, given) {
  const form = page.getByRole("banner").getByRole("group");
  await form.getByText(/servers · seed/).click();
  const asked = page.waitForEvent("filechooser");
  await on.button(form, "Open a file...").click();
  await (await asked).setFiles(given);
}

/** What the page saves as its own file. */
export async function savedFile(page) {
  await on.press(page, "Share");
  const download = page.waitForEvent("download");
  await on.button(share(page), "Save as a file").click();
  const saved = await download;
  assert.equal(saved.suggestedFilename(), "raft-seed-7.synod.json");
  await page.keyboard.press("Escape");
  return readFile(await saved.path(), "utf8");
}

/** Drags a file over the page, as far as these events tell. */
export async function drag(page, kinds, name, text) {
  await page.evaluate(
    ([kinds, name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      for (const kind of kinds) {
        const init = { bubbles: true, cancelable: true, dataTransfer };
        document.querySelector("main").dispatchEvent(new DragEvent(kind, init));
      }
    },
    [kinds, name, text],
  );
}

