// The whole agenda on one page. Items open and fold where they stand, are added, moved, copied and
// taken off, and nobody leaves the page: the same forms are sent, and out of the page that comes back
// the parts that changed are put in. Sections that are written in stay as they are (together.js); what
// others do comes in the same way. Without this file each form leads back to its item.

const box = document.querySelector('[data-agenda]');
const list = box.querySelector('[data-items]');
const talk = document.querySelector('[data-together]');
const heard = talk.querySelector('[data-heard]');
const PAUSE = 700; // after a key in a number

const say = (text) => (heard.textContent = text.trim());
const article = (uid) => list.querySelector(`:scope > [data-item="${CSS.escape(uid)}"]`);
const openOnes = () => [...list.querySelectorAll(':scope > .is-open')].map((one) => one.dataset.item);
const addressOf = (uid) => box.dataset.agenda + (uid ? `${uid}/` : '');
let current = list.querySelector(':scope > .is-open')?.dataset.item ?? '';

// Asking: one thing after another, so that each sees the order the one before has left --------------

let queue = Promise.resolve();
const inTurn = (work) => (queue = queue.then(work, work));

async function ask(address, { open = openOnes(), ...options } = {}) {
  const headers = { Accept: 'text/html', 'X-Open': open.join('.') };
  const answer = await fetch(address, { ...options, headers }).catch(() => null);
  if (!answer) return null;
  // The place that the editor keeps for its style has the nonce of a page that is never shown.
  const text = (await answer.text()).replace(/<style[^>]*><\/style>/, '');
  const doc = new DOMParser().parseFromString(text, 'text/html');
  return { doc, url: new URL(answer.url), isPage: Boolean(doc.querySelector('[data-agenda]')) };
}

// Putting in what changed --------------------------------------------------------------------------

const bases = new WeakMap(); // what stood in a form when it came, or was sent last

const valuesOf = (form) => new Map([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
const isTyped = (control) => {
  if (control.type === 'hidden' || control.type === 'submit' || control.tagName === 'BUTTON') return false;
  if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
  if (control.tagName === 'SELECT') {
    const usual = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
    return control.value !== usual?.value;
  }
  return control.value !== (control.defaultValue ?? '');
};
const isTouched = (place) => [...place.querySelectorAll('form')].some((form) => [...form.elements].some(isTyped));

// A form that others changed too: their values where nothing was typed, and what it was opened with.
function mergeForm(form, fresh) {
  const base = bases.get(form) ?? new Map();
  const now = valuesOf(fresh);
  for (const [name, value] of now) {
    const control = form.elements.namedItem(name);
    if (!control || control.value === undefined) continue;
    const isOwn = control.type !== 'hidden' && base.has(name) && control.value !== base.get(name);
    if (!isOwn && control.value !== value) control.value = value;
  }
  bases.set(form, now);
  if ([...now].every(([name, value]) => form.elements.namedItem(name)?.value === value)) delete form.dataset.dirty;
}

function putPiece(old, fresh, acted) {
  const [form, next] = [old.querySelector('[data-facts]'), fresh.querySelector('[data-facts]')];
  const isQuiet = (place) => !place.querySelector('.form-error, .error-summary');
  if (form && next && isQuiet(old) && isQuiet(fresh)) return mergeForm(form, next);
  if (!(acted && old.contains(acted)) && isTouched(old)) return; // somebody is typing there
  const wasOpen = [...old.querySelectorAll('details')].map((one) => one.open);
  const isOpen = old.open;
  old.replaceWith(fresh);
  [...fresh.querySelectorAll('details')].forEach((one, at) => {
    if (wasOpen[at] && !(acted && acted.closest('details')?.id === one.id && one.id === 'tilfoej')) one.open = true;
  });
  if (isOpen) fresh.open = true;
  remember(fresh);
}

const remember = (place) => {
  for (const form of place.querySelectorAll('[data-facts]')) bases.set(form, valuesOf(form));
};

function putSections(old, fresh, acted) {
  const added = [];
  const leaving = acted?.closest('[data-place]');
  let before = null;
  for (const place of [...fresh.children]) {
    let now = old.querySelector(`:scope > [data-place="${place.dataset.place}"]`);
    if (!now) {
      now = place;
      added.push(now);
      if (before) before.after(now);
      else old.prepend(now);
    }
    before = now;
  }
  for (const place of [...old.children]) {
    const isThere = added.includes(place) || fresh.querySelector(`:scope > [data-place="${place.dataset.place}"]`);
    if (isThere) continue;
    // Left out by another while somebody writes there: it stays until the words are somewhere.
    if (place !== leaving && place.querySelector('form[data-dirty]')) continue;
    place.remove();
  }
  return added;
}

function putArticle(old, fresh, acted) {
  old.classList.toggle('is-sub', fresh.classList.contains('is-sub'));
  for (const piece of [...fresh.querySelectorAll('[data-piece]')]) {
    const there = old.querySelector(`[data-piece="${piece.dataset.piece}"]`);
    if (there) putPiece(there, piece, acted);
    else old.append(piece);
  }
  const [mine, theirs] = [old.querySelector('[data-sections]'), fresh.querySelector('[data-sections]')];
  if (!mine || !theirs) return [];
  return putSections(mine, theirs, acted);
}

// The one that somebody writes in never moves: the others are put around it.
function putInOrder(wanted) {
  if ([...list.children].every((one, at) => one === wanted[at]) && list.children.length === wanted.length) return;
  const fixed = wanted.find((one) => one.contains(document.activeElement)) ?? wanted[0];
  const at = wanted.indexOf(fixed);
  if (!list.contains(fixed)) list.append(fixed);
  for (const one of wanted.slice(0, at)) list.insertBefore(one, fixed);
  for (const one of wanted.slice(at + 1)) list.append(one);
}

function sync(doc, acted = null) {
  const focused = document.activeElement?.id ?? '';
  const added = [];
  const wanted = [];
  for (const fresh of [...doc.querySelector('[data-items]').children]) {
    const old = article(fresh.dataset.item);
    if (old && old.classList.contains('is-open') === fresh.classList.contains('is-open')) {
      added.push(...putArticle(old, fresh, acted));
      wanted.push(old);
    } else {
      old?.replaceWith(fresh);
      wanted.push(fresh);
      if (fresh.classList.contains('is-open')) added.push(fresh);
    }
  }
  const left = [...list.children].filter((one) => !wanted.includes(one));
  for (const one of left) {
    if (one.querySelector('form[data-dirty]') && !acted?.action?.includes(one.dataset.item)) keep(one, wanted);
    else one.remove();
  }
  putInOrder(wanted);
  for (const piece of document.querySelectorAll('[data-piece]')) {
    if (list.contains(piece)) continue;
    if (!acted && ['messages', 'undo'].includes(piece.dataset.piece)) continue; // what was said to this person
    const fresh = doc.querySelector(`[data-piece="${piece.dataset.piece}"]`);
    if (fresh) putPiece(piece, fresh, acted);
  }
  talk.dataset.stand = doc.querySelector('[data-together]').dataset.stand;
  document.dispatchEvent(new Event('writing:changed'));
  for (const one of added) {
    remember(one);
    one.dispatchEvent(new Event('htmx:load', { bubbles: true })); // editor.js makes its editors
  }
  furnish();
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  return added;
}

// Taken off by another while somebody writes in it: it stays, with the way to put it back.
async function keep(one, wanted) {
  const at = [...list.children].indexOf(one);
  wanted.splice(Math.min(at, wanted.length), 0, one);
  const answer = await ask(addressOf(one.dataset.item), { open: [] });
  const head = answer?.doc.querySelector(`[data-piece="head-${one.dataset.item}"]`);
  if (head?.querySelector('.notice')) one.querySelector('[data-piece^="head-"]').replaceWith(head);
}

function keepAddress() {
  const open = openOnes();
  if (!open.includes(current)) current = open[0] ?? '';
  const others = open.filter((uid) => uid !== current);
  history.replaceState(null, '', addressOf(current) + (others.length ? `?ogsaa=${others.join('.')}` : ''));
}

// Doing something ----------------------------------------------------------------------------------

const uidIn = (url) => url.pathname.slice(new URL(box.dataset.agenda, location).pathname.length).split('/')[0];
const wordsOf = (doc) => [...doc.querySelectorAll('.message')].map((one) => one.textContent.trim()).join(' ');

function send(form, submitter = null) {
  return inTurn(async () => {
    // What was done before may have put a newer form in its place.
    const button = submitter?.id ? (document.getElementById(submitter.id) ?? submitter) : submitter;
    const live = button?.form ?? form;
    const sent = valuesOf(live);
    const answer = await ask(live.action, { method: 'POST', body: new FormData(live, button) });
    if (!answer) return say(talk.dataset.offline);
    if (!answer.isPage) return live.submit(); // another page has the answer: nothing was done yet
    if (live.matches('[data-facts]')) bases.set(live, sent);
    arrived(answer, live, button);
  });
}

function arrived({ doc, url }, acted, button) {
  const uid = uidIn(url);
  const wasOpen = new Set(openOnes());
  const hadFocus = button && (button === document.activeElement || document.activeElement === document.body);
  const words = wordsOf(doc);
  if (uid) current = uid;
  const added = sync(doc, acted);
  keepAddress();
  const undo = document.querySelector('[data-focus-after]');
  const isRemoval = acted?.action.endsWith('/fjern/') && undo;
  say(isRemoval ? undo.closest('.notice').querySelector('h2, h3, strong, p').textContent : words);
  const summary = article(uid)?.querySelector('.error-summary') ?? box.querySelector('.outline .error-summary');
  if (summary) return summary.focus();
  if (!hadFocus) return;
  if (isRemoval) return undo.focus();
  const section = added.find((one) => one.dataset.place);
  if (section) return writeIn(section);
  if (uid && !wasOpen.has(uid)) return goTo(uid);
  const again = document.getElementById(button.id) ?? article(uid)?.querySelector('.agenda-tools button');
  if (again && button.id) again.focus({ preventScroll: true });
  else if (document.activeElement === document.body) goTo(uid);
}

function goTo(uid) {
  const heading = document.getElementById(`titel-${uid}`);
  heading?.focus({ preventScroll: true });
  heading?.closest('.agenda-item').scrollIntoView({ block: 'start' });
}

// The editor is made a moment after its field has come.
function writeIn(place, tries = 20) {
  const text = place.querySelector('.ProseMirror');
  if (text) text.focus();
  else if (tries) setTimeout(() => writeIn(place, tries - 1), 50);
}

function open(uid) {
  const there = article(uid);
  if (there?.classList.contains('is-open')) {
    current = uid;
    keepAddress();
    markHere();
    return goTo(uid);
  }
  return inTurn(async () => {
    const answer = await ask(addressOf(uid));
    if (!answer?.isPage) return location.assign(addressOf(uid));
    current = uid;
    sync(answer.doc);
    keepAddress();
    goTo(uid);
  });
}

function fold(uid) {
  return inTurn(async () => {
    const rest = openOnes().filter((one) => one !== uid);
    const answer = await ask(addressOf(''), { open: rest });
    if (!answer?.isPage) return;
    sync(answer.doc);
    keepAddress();
    document.getElementById(`titel-${uid}`)?.querySelector('a')?.focus({ preventScroll: true });
  });
}

const order = () => [...list.children].map((one) => one.dataset.item);

// What another has done to the agenda is said by its kind, for the ear and in the bar.
function tellKind(before, now) {
  const { itemAdded, itemRemoved, itemMoved } = box.dataset;
  const isMoved = before.filter((uid) => now.includes(uid)).join() !== now.filter((uid) => before.includes(uid)).join();
  const said = [
    now.some((uid) => !before.includes(uid)) && itemAdded,
    before.some((uid) => !now.includes(uid)) && itemRemoved,
    isMoved && itemMoved,
  ].filter(Boolean);
  if (!said.length) return;
  say(said.join(' '));
  const bar = document.querySelector('.editor-bar .saved:not(.saved-not)');
  if (bar) bar.lastChild.textContent = said.join(' ');
}

const refresh = () =>
  inTurn(async () => {
    const answer = await ask(addressOf(''));
    if (answer?.isPage) {
      const before = order();
      sync(answer.doc);
      return tellKind(before, order());
    }
    if (!talk.querySelector('.together-notice')) {
      talk.append(talk.querySelector('[data-moved-on]').content.cloneNode(true));
    }
  });

// Which item the outline marks, without asking.
function markHere() {
  for (const line of box.querySelectorAll('.outline li[data-uid]')) {
    const isHere = line.dataset.uid === current;
    line.classList.toggle('is-here', isHere);
    if (isHere) line.querySelector('a')?.setAttribute('aria-current', 'true');
    else line.querySelector('a')?.removeAttribute('aria-current');
  }
}

document.addEventListener(
  'submit',
  (event) => {
    const { target: form, submitter } = event;
    if (form.method !== 'post' || !box.contains(form) || form.closest('[data-section], dialog')) return;
    event.preventDefault();
    send(form, submitter);
  },
  true,
);
document.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest('[data-open], [data-fold]');
  if (!link) return;
  event.preventDefault();
  if (link.dataset.open) open(link.dataset.open);
  else fold(link.dataset.fold);
});
document.addEventListener('writing:moved-on', (event) => {
  event.preventDefault();
  refresh();
});

// Facts save themselves; a closed item first gets its neutral title.
const soon = new WeakMap();
function saveFacts(form, pause) {
  clearTimeout(soon.get(form));
  soon.set(
    form,
    setTimeout(() => {
      const [access, title] = ['facts-is_public', 'facts-public_title'].map((name) => form.elements.namedItem(name));
      if (access.value === '0' && !title.value.trim()) {
        form.querySelector('details').open = true;
        title.focus();
        return;
      }
      if (form.isConnected && form.checkValidity()) send(form);
    }, pause),
  );
}
box.addEventListener('change', ({ target }) => {
  if (target.form?.matches('[data-facts]')) saveFacts(target.form, 0);
});
box.addEventListener('input', ({ target }) => {
  if (target.form?.matches('[data-facts]') && target.type === 'number') saveFacts(target.form, PAUSE);
});

// Moving: keys and the mouse in the outline; the buttons are forms like any other ------------------------

function move(line, values) {
  return inTurn(async () => {
    const body = new FormData();
    body.set('csrfmiddlewaretoken', box.querySelector('[name="csrfmiddlewaretoken"]').value);
    body.set('order_revision', box.querySelector('[data-order]').dataset.order);
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    const answer = await ask(line.dataset.move, { method: 'POST', body });
    if (!answer) return say(talk.dataset.offline);
    if (!answer.isPage) return location.reload();
    // The item that was moved comes open; it stays as it was.
    const { uid } = line.dataset;
    const words = wordsOf(answer.doc);
    if (!openOnes().includes(uid)) {
      const again = await ask(addressOf(''));
      if (again?.isPage) sync(again.doc);
      putMessages(answer.doc);
    } else sync(answer.doc);
    keepAddress();
    say(words);
    document.getElementById(`til-${uid}`)?.focus({ preventScroll: true });
  });
}

function putMessages(doc) {
  document.querySelector('[data-piece="messages"]').replaceWith(doc.querySelector('[data-piece="messages"]'));
}

const WAYS = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };
box.addEventListener('keydown', (event) => {
  const line = event.target.closest('.outline li[data-uid]');
  const way = WAYS[event.key];
  if (!event.altKey || !line || !way) return;
  event.preventDefault();
  move(line, { way });
});

let dragged = null;
let drop = null;
const unmark = () => {
  for (const one of box.querySelectorAll('.drop-after, .drop-under')) one.classList.remove('drop-after', 'drop-under');
};
box.addEventListener('dragstart', (event) => {
  dragged = event.target.closest?.('.outline li[draggable="true"]');
  if (!dragged) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', dragged.querySelector('a')?.textContent ?? '');
  dragged.classList.add('is-dragged');
});
box.addEventListener('dragover', (event) => {
  const over = dragged && event.target.closest?.('.outline li[data-uid]');
  if (!over) return;
  unmark();
  drop = placeFor(over, event);
  if (!drop) return;
  event.preventDefault();
  drop.line.classList.add(drop.under ? 'drop-under' : 'drop-after');
});
box.addEventListener('drop', (event) => {
  if (!dragged || !drop) return;
  event.preventDefault();
  move(dragged, { after: drop.after, under: drop.under });
});
box.addEventListener('dragend', () => {
  dragged?.classList.remove('is-dragged');
  unmark();
  dragged = drop = null;
});

// After which line it falls, and under which item: to the right it becomes a sub-item of the one above.
function placeFor(over, { clientX, clientY }) {
  const lines = [...box.querySelectorAll('.outline li[data-uid]')];
  const { top, left, height } = over.getBoundingClientRect();
  const at = lines.indexOf(over) - (clientY < top + height / 2 ? 1 : 0);
  const line = lines[at];
  if (!line || line === dragged) return null;
  const isSub = (one) => one.dataset.sub !== undefined;
  const hasSubs = !isSub(dragged) && lines[lines.indexOf(dragged) + 1] && isSub(lines[lines.indexOf(dragged) + 1]);
  let above = at;
  while (above >= 0 && isSub(lines[above])) above -= 1;
  const parent = lines[above];
  const wantsUnder = clientX > left + 96 || (lines[at + 1] && isSub(lines[at + 1]) && lines[at + 1] !== dragged);
  if (wantsUnder && !hasSubs && parent && parent !== dragged && parent.dataset.fixed === undefined) {
    return { line, after: line.dataset.uid, under: parent.dataset.uid };
  }
  if (parent === dragged || !parent) return null;
  return { line, after: parent.dataset.uid, under: '' };
}

function furnish() {
  for (const line of box.querySelectorAll('.outline li[data-uid]')) {
    if (line.dataset.fixed !== undefined) continue;
    line.draggable = true;
    const link = line.querySelector('a');
    if (link) {
      link.draggable = false;
      link.setAttribute('aria-describedby', 'outline-hint');
    }
  }
  for (const hint of box.querySelectorAll('[data-script-only]')) hint.hidden = false;
}

remember(box);
furnish();
