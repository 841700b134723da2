"""A page by keyboard alone: each control is reached, in view, uncovered, and seen to be reached."""

from playwright.sync_api import Page

MOST = 400

START = """() => {
  window.__reached = new Set();
  document.activeElement?.blur();
  window.scrollTo(0, 0);
}"""

STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  if (at === window.__last) return {again: false, wrong: []};  // the next part of a date
  window.__last = at;
  if (window.__reached.has(at)) return {again: true, wrong: []};
  window.__reached.add(at);

  const name = at.outerHTML.slice(0, 160);
  const wrong = [];
  const ring = (one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  // A hidden radio button shows its focus on its label, an editor on its frame.
  if (![at, at.nextElementSibling, at.parentElement, at.closest('.prose-editor')].some(ring)) {
    wrong.push(`focus is not seen on ${name}`);
  }
  const box = [...at.getClientRects()].find((one) => one.width > 1) ?? at.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1);
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) {
    wrong.push(`focus is out of view on ${name}`);
  } else {
    const on = document.elementFromPoint(x, y);
    const own = !on || at.contains(on) || on.contains(at) || at.labels?.[0]?.contains(on);
    if (!own) wrong.push(`${name} lies under ${on.outerHTML.slice(0, 80)}`);
  }
  return {again: false, wrong};
}"""

MISSED = """() => {
  const controls = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, '
    + 'textarea, summary, [contenteditable=true], [tabindex="0"]');
  const isStop = (one) => {
    if (one.disabled || one.tabIndex < 0) return false;
    if (!one.checkVisibility({visibilityProperty: true})) return false;
    if (one.type !== 'radio') return true;
    // Of a group of radio buttons the chosen one, or the first, is the stop.
    const named = [...document.getElementsByName(one.name)];
    const group = named.filter((other) => other.form === one.form);
    return one === (group.find((other) => other.checked) ?? group[0]);
  };
  return [...controls].filter((one) => isStop(one) && !window.__reached.has(one))
    .map((one) => `not reached: ${one.outerHTML.slice(0, 160)}`);
}"""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll('*')]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map((one) => `too wide: ${one.outerHTML.slice(0, 160)}`);
}"""


def trouble(page: Page) -> list[str]:
    """Walk the page with the tab key, and return what a person would stumble over."""
    page.evaluate(START)
    wrong: list[str] = []
    for _step in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            break
        wrong += stop["wrong"]
    return wrong + page.evaluate(MISSED)


def too_wide(page: Page) -> list[str]:
    """Return what makes the page wider than its window."""
    return page.evaluate(TOO_WIDE)
