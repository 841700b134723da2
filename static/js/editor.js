// The rich text editor, in our words and named for everybody. Without this file each field stays
// a plain textarea. Fields that htmx swaps in later are taken care of as well.

const { names, dialogs, icons } = JSON.parse(document.getElementById('editor-words').textContent);

const marker = '[data-django-prose-editor-configurable]';
let dialogNumber = 0;

// The editor asks for its words while it is loaded and starts its fields at once: this comes first.
window.gettext = (word) => dialogs[word] ?? word;
document.addEventListener('prose-editor:ready', ({ detail }) => furnish(detail.textarea, detail.editor));
const { createEditor } = await import('django-prose-editor/configurable');

document.addEventListener('htmx:load', ({ target }) => {
  for (const textarea of target.querySelectorAll(marker)) createEditor(textarea);
});

// A link to the field (from the summary of mistakes, or its label) leads into the editor.
document.addEventListener('click', (event) => {
  const id = event.target.closest('a[href^="#"]')?.hash.slice(1) || event.target.closest('label')?.htmlFor;
  const text = id && document.getElementById(id)?.closest('.prose-editor')?.querySelector('.ProseMirror');
  if (!text) return;
  event.preventDefault();
  text.focus();
  text.scrollIntoView({ block: 'center' });
});

// Where several sections stand on a page, the bar shows only at the one that is written in. It comes
// and goes between presses of the mouse, never during one: the page would move under the pointer,
// and the press on "Save" would miss.
let pressed = false;
const showBar = () => {
  if (pressed) return;
  for (const box of document.querySelectorAll('.writing .prose-editor')) {
    box.classList.toggle('is-written-in', box.contains(document.activeElement));
  }
};
document.addEventListener('pointerdown', () => (pressed = true), true);
for (const end of ['pointerup', 'pointercancel', 'dragend']) {
  document.addEventListener(
    end,
    () => {
      pressed = false;
      setTimeout(showBar);
    },
    true,
  );
}
for (const move of ['focusin', 'focusout']) document.addEventListener(move, () => setTimeout(showBar));

function furnish(textarea, editor) {
  const box = textarea.closest('.prose-editor');
  const text = box.querySelector('.ProseMirror');
  textarea.editor = editor; // for scripts that fill the field
  text.setAttribute('aria-multiline', 'true');
  if (document.getElementById(`${textarea.id}_label`)) {
    text.setAttribute('aria-labelledby', `${textarea.id}_label`);
  } else {
    text.setAttribute('aria-label', textarea.getAttribute('aria-label') ?? textarea.name);
  }
  for (const name of ['aria-describedby', 'aria-invalid']) {
    if (textarea.hasAttribute(name)) text.setAttribute(name, textarea.getAttribute(name));
  }
  // The tab key leads on, and back to the bar: in a list or a table it would be kept for the text,
  // and whoever writes without a mouse could not get out.
  box.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Tab' && text.contains(event.target)) event.stopPropagation();
    },
    true,
  );
  const bar = () => box.querySelector('.prose-menubar');
  if (bar()) furnishBar(bar(), editor);
  else editor.on('create', () => furnishBar(bar(), editor)); // the bar comes a moment later
  new MutationObserver(() => box.querySelectorAll('dialog:not([aria-labelledby])').forEach(furnishDialog)).observe(box, {
    childList: true,
    subtree: true,
  });
}

function furnishBar(bar, editor) {
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', names.toolbar);
  // The caret stays where it is while a button is pressed.
  bar.addEventListener('mousedown', (event) => event.preventDefault());
  const buttons = [...bar.querySelectorAll('button')];
  for (const button of buttons) {
    const name = button.dataset.name;
    button.classList.remove('material-icons');
    if (names[name]) {
      button.title = names[name];
      button.setAttribute('aria-label', names[name]);
    }
    if (icons[name]) button.innerHTML = icons[name];
    else if (!button.querySelector('svg')) button.textContent = (names[name] ?? button.title).charAt(0);
  }
  const state = () => {
    for (const button of buttons) {
      button.setAttribute('aria-pressed', button.classList.contains('active'));
      button.setAttribute('aria-disabled', button.classList.contains('disabled'));
    }
    rove();
  };
  // One stop for the tab key; arrows go from button to button.
  const shown = () => buttons.filter((button) => !button.classList.contains('hidden'));
  const rove = (to = shown().find((button) => button.tabIndex === 0) ?? shown()[0]) => {
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
  };
  bar.addEventListener('keydown', (event) => {
    const row = shown();
    const at = row.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: row.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const button = row[(to + row.length) % row.length];
    rove(button);
    button.focus();
  });
  editor.on('transaction', state);
  state();
}

function furnishDialog(dialog) {
  const title = dialog.querySelector('.prose-editor-dialog-title');
  if (!title) return;
  title.id ||= `editor-dialog-${++dialogNumber}`;
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.querySelector('form')?.classList.add('form');
  for (const option of dialog.querySelectorAll('option')) option.label = dialogs[option.value] ?? option.value;
  for (const control of dialog.querySelectorAll('input, select')) {
    control.classList.add(control.tagName === 'SELECT' ? 'form-select' : 'form-input');
  }
  for (const button of dialog.querySelectorAll('button')) {
    button.classList.add('button', button.type === 'submit' ? 'button-primary' : 'button-secondary');
  }
}
