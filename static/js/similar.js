// While a title is typed, ideas that are like it stand below it. Without this file the page shows
// them when the form comes back: before it is sent for good, there is a look at how it will be.

const place = document.querySelector('[data-similar]');
const title = document.querySelector('#id_title');
let waiting;
let asked = title?.value.trim() ?? '';
let isDifferent = false;

const look = async () => {
  const now = title.value.trim();
  if (now === asked || isDifferent) return;
  asked = now;
  const answer = await fetch(`${place.dataset.similar}?${new URLSearchParams({ title: now })}`);
  if (answer.ok && now === asked) place.innerHTML = await answer.text();
};

if (place && title) {
  title.closest('.form-group')?.after(place);
  title.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look().catch(() => {}), 350);
  });
  place.addEventListener('click', (event) => {
    if (!event.target.closest('[data-is-different]')) return;
    event.preventDefault();
    isDifferent = true;
    place.replaceChildren();
    title.focus();
  });
}
