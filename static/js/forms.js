// Forms, a little kinder: sent once, mistakes come into view, what was typed is not left by accident.
// Every form works the same without this file.

const busyWord = document.documentElement.lang === 'en' ? 'Sending' : 'Sendes';

document.querySelector('[data-focus-at-load]')?.focus();

const ready = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[data-word]')) {
    button.innerHTML = button.dataset.word;
    delete button.dataset.word;
    button.removeAttribute('aria-disabled');
  }
};

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  const button = event.submitter ?? form.querySelector('[type="submit"]');
  if (!button || button.dataset.keepsWord !== undefined) return;
  // After the browser has read which button was pressed.
  setTimeout(() => {
    button.setAttribute('aria-disabled', 'true');
    button.dataset.word = button.innerHTML;
    button.textContent = busyWord;
  });
  // No answer, or a file instead of a page: it may be pressed again (the form's key keeps it to one).
  setTimeout(() => ready(form), 15000);
});

// Back in history: the page comes out of the browser's memory as it was left.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  document.querySelectorAll('form[data-sent]').forEach(ready);
});

// Text that is typed and not sent: the browser asks before it is left.
document.addEventListener('input', ({ target }) => {
  const form = target.closest?.('form[data-warn-unsaved]');
  if (form) form.dataset.dirty = 'yes';
});
window.addEventListener('beforeunload', (event) => {
  const guarded = document.querySelectorAll('form[data-warn-unsaved][data-dirty]');
  if ([...guarded].some((form) => !form.dataset.sent)) event.preventDefault();
});

// A choice that reloads the list at once; without scripts the form's button does it.
for (const chosen of document.querySelectorAll('[data-auto-submit]')) {
  chosen.addEventListener('change', (event) => {
    if (event.target.matches('select, [type="checkbox"], [type="radio"]')) event.target.form.requestSubmit();
  });
}

// Floating filter panels: one open at a time, Escape closes and returns.
const panels = document.querySelectorAll('details.filter');
for (const panel of panels) {
  panel.addEventListener('toggle', () => {
    if (panel.open) panels.forEach((other) => other !== panel && (other.open = false));
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    panel.open = false;
    panel.querySelector('summary').focus();
  });
}
