"""What every peer runs, and how its page is watched: Python prints a number that stands nowhere in the page
before."""

PRINT = "print(6 * 7 * 1000003)"
PRINTED = "42000126"
# For a page that keeps what is printed from the reader.
SHOW = "import js\njs.document.title = str(6 * 7 * 1000003)"

# Runs before the page's own scripts. The number may come into the page or onto the console; a button that
# runs the program is pressed at once.
WATCH = """(printed) => {
  let tell;
  window.answered = new Promise((resolve) => (tell = () => resolve(performance.now())));
  const look = (node) => node.textContent?.includes(printed) && tell();
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) [target.nodeType === Node.TEXT_NODE ? target : {}, ...addedNodes].forEach(look);
  }).observe(document, { subtree: true, childList: true, characterData: true });
  const { log } = console;
  console.log = (...words) => (words.join(" ").includes(printed) && tell(), log(...words));
  const pressing = setInterval(() => {
    const button = document.querySelector(".pyodide-clickable[id$=run]");
    if (!button?.onclick) return;
    clearInterval(pressing);
    button.click();
  }, 4);
}"""

# The wait runs from the request of the first script whose address has the given part.
PEER = """async (scripts) => {
  const limit = new Promise((_, reject) => setTimeout(reject, 60_000, new Error("no answer within a minute")));
  const end = await Promise.race([window.answered, limit]);
  const requests = performance.getEntriesByType("resource").filter(({ name }) => name.includes(scripts));
  return { start: Math.min(...requests.map(({ startTime }) => startTime)), end };
}"""
