/** Collects what a page must never do: console errors and warnings, panics, failed requests. */
export function watchForProblems(page) {
  const problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      const { url } = message.location();
      problems.push(`console ${message.type()}: ${message.text()} (${url})`);
    }
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A reload breaks off the fetch of the icon, which browsers leave for last.
    const isIcon = request.resourceType() === "other";
    if (isIcon && request.failure()?.errorText === "net::ERR_ABORTED") return;
    problems.push(`request failed: ${request.url()} ${request.failure()?.errorText ?? ""}`);
  });
  return problems;
}
