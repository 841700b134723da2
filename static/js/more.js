// "Show 20 more": the next page's rows come below those that are there. Without this file it is a link.
// Whoever goes on to a row and comes back finds the list as it was, from the browser's own memory.

// The same element of the next page: of its name and class, at the same place among those.
const counterpart = (page, element) => {
  const alike = `${element.localName}.${element.classList[0]}`;
  return page.querySelectorAll(alike)[[...document.querySelectorAll(alike)].indexOf(element)];
};

document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('[data-more] a');
  const more = link?.parentElement;
  const list = more?.previousElementSibling;
  if (!list?.matches('ul, ol') || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.ariaBusy === 'true') return;
  link.ariaBusy = 'true';
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const rows = [...(counterpart(page, list)?.children ?? [])];
    if (!rows.length) throw new Error('no rows');
    list.append(...rows);
    const next = counterpart(page, more);
    next ? more.replaceWith(next) : more.remove();
    rows[0].querySelector('a')?.focus();
  } catch {
    location.assign(link.href);
  }
});
