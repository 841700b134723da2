// Several write in the same sections. A moment after the last key a section goes to the server, with
// the revision it started from; what others have saved comes back with the answer, or by asking every
// other second. Nobody's caret moves, and no word is written over: what both changed is shown to whom
// it concerns. Until the server has it, the text lies in this browser. Each section's own button works
// the same without this file.
import { createDocument } from 'django-prose-editor/editor';

const PAUSE = 1000; // after the last key
const LONGEST = 10_000; // while somebody keeps on typing
const AGAIN = 5000; // after a failure
const LOOK = 2000; // between two questions what is new
const LOOK_LESS = 8000; // when there is no answer
const AT_WORK = 50_000; // somebody whose caret stands still for so long does not write there
const PREFIX = 'samskab-draft:'; // drafts.js drops these when somebody signs out, or another comes

const page = document.querySelector('[data-together]');
const words = page.dataset;
const heard = page.querySelector('[data-heard]');
const bar = document.querySelector('.editor-bar .saved');
bar?.removeAttribute('role'); // it can always be seen; what has to be heard is said by `heard`
const { person = '' } = document.body.dataset;
const isEnglish = document.documentElement.lang === 'en';
const piece = (name) => page.querySelector(`[data-${name}]`).content.firstElementChild.cloneNode(true);

// What differs between two documents, in the places of the first -----------------------------------

const isEmpty = (node) => node.isTextblock && !node.content.size;
const isSame = (one, other) =>
  one.eq(other) || (one.isTextblock && /\s$/.test(one.textContent) && one.textContent.trimEnd() === other.textContent);

// An empty paragraph is where somebody is about to write; the server keeps none, so it counts for nothing.
function blocksOf(doc) {
  const found = [];
  doc.forEach((node, offset) => isEmpty(node) || found.push({ node, from: offset, to: offset + node.nodeSize }));
  return found;
}

function hunksBetween(before, after) {
  const olds = blocksOf(before);
  const news = blocksOf(after);
  let start = 0;
  while (start < olds.length && start < news.length && isSame(olds[start].node, news[start].node)) start += 1;
  let [oldEnd, newEnd] = [olds.length, news.length];
  while (oldEnd > start && newEnd > start && isSame(olds[oldEnd - 1].node, news[newEnd - 1].node)) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  // The longest run of blocks that both have, from the end backwards.
  const run = Array.from({ length: oldEnd - start + 1 }, () => new Uint16Array(newEnd - start + 1));
  for (let i = oldEnd - start - 1; i >= 0; i -= 1) {
    for (let j = newEnd - start - 1; j >= 0; j -= 1) {
      const same = isSame(olds[start + i].node, news[start + j].node);
      run[i][j] = same ? run[i + 1][j + 1] + 1 : Math.max(run[i + 1][j], run[i][j + 1]);
    }
  }
  const hunks = [];
  let [i, j] = [start, start];
  while (i < oldEnd || j < newEnd) {
    if (i < oldEnd && j < newEnd && isSame(olds[i].node, news[j].node)) {
      i += 1;
      j += 1;
      continue;
    }
    const [o, n] = [i, j];
    while ((i < oldEnd || j < newEnd) && !(i < oldEnd && j < newEnd && isSame(olds[i].node, news[j].node))) {
      const skipsOld = j >= newEnd || (i < oldEnd && run[i + 1 - start][j - start] >= run[i - start][j + 1 - start]);
      if (skipsOld) i += 1;
      else j += 1;
    }
    hunks.push(hunk(olds, news, o, i, n, j, before));
  }
  return hunks;
}

function hunk(olds, news, o1, o2, n1, n2, before) {
  const nodes = news.slice(n1, n2).map(({ node }) => node);
  if (o2 === o1) {
    const at = o1 > 0 ? olds[o1 - 1].to : (olds[0]?.from ?? before.content.size);
    return { from: at, to: at, nodes };
  }
  const place = { from: olds[o1].from, to: olds[o2 - 1].to, nodes };
  const [old, fresh] = [olds[o1].node, nodes[0]];
  if (o2 - o1 !== 1 || nodes.length !== 1 || !old.isTextblock || old.type !== fresh.type) return place;
  // One paragraph became another: only the letters that differ are put in.
  const first = old.content.findDiffStart(fresh.content);
  if (first === null) return place;
  let { a, b } = old.content.findDiffEnd(fresh.content);
  const overlap = first - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  return { from: place.from + 1 + first, to: place.from + 1 + a, nodes, slice: fresh.slice(first, b) };
}

// Put what others changed into the editor; `since` is what was typed after `before`.
function putIn(editor, before, after, since = []) {
  const { tr } = editor.state;
  for (const { from: start, to: end, nodes, slice } of hunksBetween(before, after).reverse()) {
    let [from, to] = [start, end];
    let isTouched = false;
    for (const map of since) {
      map.forEach((a, b) => {
        if (a < to && b > from) isTouched = true;
      });
      [from, to] = [map.map(from, 1), map.map(to, -1)];
      to = Math.max(from, to);
    }
    if (isTouched) {
      // It was typed in meanwhile: both stay, one after the other.
      const at = tr.doc.resolve(Math.min(to, tr.doc.content.size));
      tr.insert(at.depth ? at.after(1) : at.pos, nodes);
    } else if (slice) tr.replace(from, to, slice);
    else if (nodes.length) tr.replaceWith(from, to, nodes);
    else tr.delete(from, to);
  }
  if (tr.docChanged) editor.view.dispatch(tr.setMeta('addToHistory', false).setMeta('fromOthers', true));
}

// This browser's copy ------------------------------------------------------------------------------

// A browser may refuse to store anything, or be full: then the server alone keeps the text.
const shelf = {
  all() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
      return names.map((name) => JSON.parse(localStorage.getItem(name)));
    } catch {
      return [];
    }
  },
  put(copy) {
    try {
      localStorage.setItem(PREFIX + copy.id, JSON.stringify(copy));
    } catch {
      // the words stay on the page
    }
  },
  remove(id) {
    try {
      localStorage.removeItem(PREFIX + id);
    } catch {
      // nothing is there
    }
  },
};

function moment(at) {
  const then = new Date(at);
  const minutes = String(then.getMinutes()).padStart(2, '0');
  const clock = isEnglish ? `${String(then.getHours()).padStart(2, '0')}:${minutes}` : `kl.\u00a0${then.getHours()}.${minutes}`;
  if (then.toDateString() === new Date().toDateString()) return clock;
  const day = then.toLocaleDateString(isEnglish ? 'en-GB' : 'da-DK', { day: 'numeric', month: 'long' });
  return isEnglish ? `${day}, ${clock}` : `${day} ${clock}`;
}

async function ask(address, options = {}) {
  const headers = { Accept: 'application/json' };
  if (options.body) {
    const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    headers['X-CSRFToken'] = token ?? document.querySelector('[name="csrfmiddlewaretoken"]').value;
  }
  const answer = await fetch(address, { ...options, headers, redirect: 'error' }).catch(() => null);
  const told = answer?.status === 204 ? {} : await answer?.json().catch(() => null);
  return { status: answer?.status ?? 0, told: told ?? {} };
}

// A section ----------------------------------------------------------------------------------------

class Section {
  id = `s${[...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(36)).join('')}`;
  isChanged = false; // since it was last sent
  sent = null; // what is under way, or was when the line broke: it goes again as it was
  isFlying = false;
  isWaiting = false; // both changed the same, and this person wants to see it later
  lastKey = 0;
  firstKey = 0;

  constructor(place) {
    this.place = place;
    this.name = place.dataset.section;
    this.form = place.querySelector('form');
    this.textarea = place.querySelector('textarea');
    this.known = this.form.querySelector('[name$="base_revision"]');
    this.said = place.querySelector('[data-said]');
    this.known.value = this.known.defaultValue;
  }

  get revision() {
    return Number(this.known.value);
  }

  get isSaved() {
    return !this.isChanged && !this.sent;
  }

  start(editor) {
    this.editor = editor;
    // What a browser fills in again when one comes back may be older than the page: it starts as it came.
    const { value, defaultValue } = this.textarea;
    if (value !== defaultValue) editor.commands.setContent(defaultValue, { emitUpdate: true });
    editor.on('transaction', ({ transaction }) => {
      if (!transaction.docChanged || transaction.getMeta('fromOthers')) return;
      this.sent?.since.push(...transaction.mapping.maps);
      this.typed();
    });
    editor.on('selectionUpdate', () => (this.lastKey = Date.now()));
    this.form.addEventListener('submit', (event) => this.submit(event));
    this.offer();
  }

  typed() {
    const now = Date.now();
    if (!this.isChanged) this.firstKey = now;
    this.lastKey = now;
    this.isChanged = true;
    clearTimeout(this.storing);
    this.storing = setTimeout(() => this.store(), 300);
    if (!this.isWaiting) this.later(Math.max(0, Math.min(PAUSE, this.firstKey + LONGEST - now)));
  }

  later(pause) {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.save(), pause);
  }

  leave() {
    if (this.isSaved) return;
    this.store();
    this.save();
  }

  store() {
    clearTimeout(this.storing);
    const { id, textarea, revision } = this;
    shelf.put({ id, person, form: `section:${this.place.dataset.save}`, at: Date.now(), version: revision, content: textarea.value });
  }

  body({ content, revision }) {
    return new URLSearchParams({
      [this.textarea.name]: content,
      [this.known.name]: revision,
      draft_owner: person,
    });
  }

  async save() {
    clearTimeout(this.saving);
    if (this.isFlying) return;
    if (!this.sent) {
      if (!this.isChanged) return;
      this.sent = { content: this.textarea.value, revision: this.revision, doc: this.editor.state.doc, since: [] };
      this.isChanged = false;
    }
    this.store();
    this.isFlying = true;
    const { status, told } = await ask(this.place.dataset.save, { method: 'POST', body: this.body(this.sent) });
    this.isFlying = false;
    if (status === 200) this.arrived(told);
    else this.failed(status, told);
  }

  arrived({ revision, content, said }) {
    const { doc, since } = this.sent;
    this.sent = null;
    this.isWaiting = false;
    this.known.value = revision;
    if (content !== undefined) putIn(this.editor, doc, createDocument(content, this.editor.schema), since);
    if (this.isChanged && this.warning) return this.later(0); // what was typed since then is not there yet
    this.say(said);
    this.settle();
  }

  // Everything is with the server, or goes there in a moment.
  settle() {
    if (this.isChanged) return this.later(PAUSE);
    clearTimeout(this.storing);
    shelf.remove(this.id);
    if (!this.hasChoice) delete this.form.dataset.dirty;
  }

  // Something is chosen beside the text, such as the outcome of an item: that waits for the button.
  get hasChoice() {
    return [...this.form.elements].some(({ options }) => options && [...options].some((one) => one.selected !== one.defaultSelected));
  }

  failed(status, told) {
    // Without an answer it may be there or not; otherwise it is not, and the newest text goes next.
    const isUnknown = status === 0 || status >= 500;
    const { since } = this.sent;
    if (!isUnknown) {
      this.sent = null;
      this.isChanged = true;
    }
    this.store();
    if (status === 409) {
      this.isWaiting = true;
      return openMerge(this, told, since.length > 0);
    }
    // Without a session the token of the form is refused, too, in words that are not for here.
    const isSignedOut = status === 401 || (status === 403 && !told.said);
    if (isSignedOut) this.trouble(told.said ?? words.signedOut, wayIn());
    else this.trouble(told.said ?? (status ? words.unsaved : words.offline));
    if (isUnknown || isSignedOut || status === 429) this.later(AGAIN);
  }

  say(text) {
    this.said.textContent = text;
    if (this.warning) {
      this.warning.remove();
      this.warning = null;
      heard.textContent = text;
    }
    if (!sections.some(({ warning }) => warning)) sayAbove(text);
  }

  trouble(text, more = null) {
    if (!this.warning) {
      this.warning = piece('trouble');
      this.textarea.closest('.form-group').append(this.warning);
      heard.textContent = text;
      sayAbove(words.notSaved, { trouble: true });
    }
    this.warning.querySelector('span').replaceChildren(text, ...(more ? [' ', more] : []));
  }

  // Waiting for both texts to be looked at, from the warning.
  wait() {
    const see = piece('see-both');
    see.addEventListener('click', () => {
      this.isChanged = true;
      this.save();
    });
    this.trouble(words.waiting, see);
  }

  // The button: first what was typed, then the form as it would be without this file.
  async submit(event) {
    if (this.isSaved && !this.isFlying) return;
    event.preventDefault();
    const { submitter } = event;
    this.isWaiting = false;
    await this.save();
    if (this.isSaved) this.form.requestSubmit(submitter);
  }

  // What others have saved; while something of one's own is under way it comes with its answer.
  follow({ revision, content, said }) {
    if (!this.editor || revision === this.revision || this.isFlying || this.isWaiting) return;
    if (!this.isSaved) {
      this.save();
      return;
    }
    putIn(this.editor, this.editor.state.doc, createDocument(content, this.editor.schema));
    this.known.value = revision;
    this.said.textContent = said;
    if (!this.hasChoice) delete this.form.dataset.dirty;
  }

  // A text of this person that never reached the server.
  offer() {
    const form = `section:${this.place.dataset.save}`;
    const mine = shelf.all().filter((copy) => copy.form === form && copy.person === person);
    const [newest, ...older] = mine.sort((one, other) => other.at - one.at);
    for (const copy of older) shelf.remove(copy.id);
    if (!newest) return;
    if (newest.content === this.textarea.value) {
      shelf.remove(newest.id);
      return;
    }
    const offer = piece('offer');
    offer.querySelector('[data-when]').textContent = moment(newest.at);
    offer.querySelector('[data-use]').addEventListener('click', () => {
      offer.remove();
      shelf.remove(newest.id);
      this.known.value = newest.version;
      this.editor.commands.setContent(newest.content, { emitUpdate: true });
      this.isChanged = true;
      this.editor.commands.focus('end');
      this.save();
    });
    offer.querySelector('[data-discard]').addEventListener('click', () => {
      offer.remove();
      shelf.remove(newest.id);
      this.editor.commands.focus();
    });
    this.place.querySelector('form').before(offer);
  }
}

// One line for the whole page, where it has a bar.
function sayAbove(text, { trouble = false } = {}) {
  if (!bar) return;
  bar.classList.toggle('saved-not', trouble);
  bar.lastChild.textContent = text;
}

function wayIn() {
  return Object.assign(document.createElement('a'), {
    href: words.signIn,
    target: '_blank',
    textContent: words.signInWord,
  });
}

// Both texts ---------------------------------------------------------------------------------------

function openMerge(section, { revision, theirs, html }) {
  document.querySelector('.merge-dialog')?.close();
  const dialog = document.createElement('dialog');
  dialog.className = 'merge-dialog';
  dialog.setAttribute('aria-labelledby', 'merge-title');
  dialog.innerHTML = html;
  document.body.append(dialog);
  dialog.dispatchEvent(new Event('htmx:load', { bubbles: true })); // editor.js makes its editor
  const { editor } = section;

  // From here on one's own text stands on top of theirs.
  const put = (content) => {
    section.isWaiting = false;
    section.known.value = revision;
    putIn(editor, editor.state.doc, createDocument(content, editor.schema));
  };
  const choose = {
    both() {
      put(dialog.querySelector('textarea').value);
      section.isChanged = true;
      section.save();
    },
    yours() {
      section.isWaiting = false;
      section.known.value = revision;
      section.isChanged = true;
      section.save();
    },
    theirs() {
      put(theirs);
      section.isChanged = false;
      section.say(section.said.textContent);
      section.settle();
    },
    wait: () => section.wait(),
  };
  dialog.addEventListener('click', ({ target }) => {
    const choice = target.closest('[data-choose]')?.dataset.choose;
    if (choice) dialog.close(choice);
  });
  dialog.addEventListener('close', () => {
    (choose[dialog.returnValue] ?? choose.wait)();
    dialog.remove();
    editor.commands.focus();
  });
  dialog.showModal();
  dialog.querySelector('h2').focus();
}

// What is new --------------------------------------------------------------------------------------

const sections = [];
let seenPeople = '';

// Sections come and go on a page that stays open: `writing:changed` says that it is so. One that was
// taken away keeps its words in this browser until the server has them.
function findSections() {
  const places = [...document.querySelectorAll('[data-section]')];
  for (const [at, section] of [...sections.entries()].reverse()) {
    if (places.includes(section.place)) continue;
    section.leave();
    sections.splice(at, 1);
  }
  for (const place of places) {
    if (sections.some((section) => section.place === place)) continue;
    const section = new Section(place);
    sections.push(section);
    if (section.textarea.editor) section.start(section.textarea.editor);
  }
}

const writtenIn = () =>
  sections.find(({ editor, lastKey }) => editor?.isFocused && Date.now() - lastKey < AT_WORK)?.name ?? '';

async function look() {
  clearTimeout(look.next);
  if (document.hidden || look.isUnderWay) return;
  look.isUnderWay = true;
  const seen = sections.map(({ name, revision }) => `${name}:${revision}`).join(' ');
  const query = new URLSearchParams({ seen, stand: words.stand, here: seenPeople, at: writtenIn(), draft_owner: person });
  const { status, told } = await ask(`${words.together}?${query}`, { signal: AbortSignal.timeout(10_000) });
  look.isUnderWay = false;
  if (status === 200) {
    for (const section of sections) if (told.texts[section.name]) section.follow(told.texts[section.name]);
    showPeople(told);
    if (told.moved_on) tellOfChanges();
  }
  clearTimeout(look.next);
  look.next = setTimeout(look, [200, 204].includes(status) ? LOOK : LOOK_LESS);
}

function showPeople({ people, here, said }) {
  seenPeople = here;
  for (const old of document.querySelectorAll('.writing-person')) old.remove();
  for (const { place } of sections) delete place.dataset.colour;
  for (const { section: name, initials, colour, said: where } of people) {
    const section = sections.find((one) => one.name === name);
    if (!section) continue;
    section.place.dataset.colour = colour;
    section.said.before(disc(initials, colour, where));
  }
  if (!bar || !said) return;
  const all = disc('', 0, said);
  all.firstElementChild.replaceWith(
    ...people.map(({ initials, colour }) => disc(initials, colour, '').firstElementChild),
  );
  bar.after(all);
}

function disc(initials, colour, text) {
  const shown = piece('person');
  const [round, rest] = shown.children;
  round.textContent = initials;
  round.dataset.colour = colour;
  rest.textContent = text;
  return shown;
}

// A page that can bring itself up to date does so; another one says it.
function tellOfChanges() {
  const isTaken = !document.dispatchEvent(new CustomEvent('writing:moved-on', { cancelable: true }));
  if (!isTaken && !page.querySelector('.together-notice')) page.append(piece('moved-on'));
}

// Beginning and end --------------------------------------------------------------------------------

const begin = (textarea, editor) => {
  const section = sections.find((one) => one.textarea === textarea);
  if (section && !section.editor) section.start(editor);
};
document.addEventListener('prose-editor:ready', ({ detail }) => begin(detail.textarea, detail.editor));
document.addEventListener('writing:changed', () => {
  findSections();
  retry();
  look();
});
findSections();

const retry = () => {
  for (const section of sections) if (!section.isSaved && !section.isWaiting) section.save();
};
window.addEventListener('online', () => {
  retry();
  look();
});
window.addEventListener('focus', retry); // perhaps back from signing in
document.addEventListener('visibilitychange', () => {
  retry();
  look();
});
window.addEventListener('pagehide', () => {
  for (const section of sections) {
    if (section.isSaved) continue;
    section.store();
    if (section.isFlying || section.isWaiting) continue;
    const body = section.body(section.sent ?? { content: section.textarea.value, revision: section.revision });
    ask(section.place.dataset.save, { method: 'POST', body, keepalive: true });
  }
});
look.next = setTimeout(look, LOOK);
