// Drafts: what is typed in a long form is not lost, whatever happens to the line, the session or the tab.
// A moment after the last key it goes to the server; until it is there, it lies in this browser. The page
// says whose it is (data-person); texts of others are never shown, and go when somebody else comes or
// anybody signs out. Forms work the same without this file.

const PREFIX = 'samskab-draft:';
const PAUSE = 1200; // after the last key
const AGAIN = 10_000; // after a failure
const HOUR = 3_600_000;
const NOT_KEPT = new Set(['csrfmiddlewaretoken', 'form_key', 'next', 'draft_form', 'draft_version', 'draft_copy']);

const { person = '', sent = '' } = document.body.dataset;
const isEnglish = document.documentElement.lang === 'en';

// A browser may refuse to store anything, or be full: then the server alone keeps drafts.
const shelf = {
  all() {
    try {
      return Object.keys(localStorage)
        .filter((name) => name.startsWith(PREFIX))
        .map((name) => ({ ...JSON.parse(localStorage.getItem(name)), name }));
    } catch {
      return [];
    }
  },
  put(copy) {
    try {
      localStorage.setItem(PREFIX + copy.id, JSON.stringify(copy));
      return true;
    } catch {
      return false;
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

const randomId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(36)).join('');

// The tab stays the same through signing in; so a visitor's text finds its author.
function thisTab() {
  try {
    return (sessionStorage[`${PREFIX}tab`] ||= randomId());
  } catch {
    return '';
  }
}

const tab = thisTab();
const gone = sent.split(' ');
for (const copy of shelf.all()) {
  const isOld = Date.now() - copy.at > (copy.person ? 14 * 24 * HOUR : HOUR);
  const isOfAnother = person && copy.person && copy.person !== person;
  if (isOld || isOfAnother || gone.includes(copy.id)) shelf.remove(copy.id);
}

document.addEventListener('submit', ({ target }) => {
  if (target.method === 'post' && new URL(target.action).pathname.endsWith('/logout/')) {
    for (const copy of shelf.all()) shelf.remove(copy.id);
  }
});

const isKept = (control) =>
  control.name && !NOT_KEPT.has(control.name) && !control.name.includes('password') && !['password', 'file'].includes(control.type);

const read = (form) => {
  const kept = new Set([...form.elements].filter(isKept).map((control) => control.name));
  return [...new FormData(form)].filter(([name, value]) => kept.has(name) && typeof value === 'string');
};

function fill(form, pairs) {
  const values = Map.groupBy ? Map.groupBy(pairs, ([name]) => name) : grouped(pairs);
  for (const control of [...form.elements].filter(isKept)) {
    const given = values.get(control.name);
    if (['checkbox', 'radio'].includes(control.type)) {
      control.checked = Boolean(given?.some(([, value]) => value === control.value));
    } else if (control.type === 'select-multiple') {
      for (const option of control.options) option.selected = Boolean(given?.some(([, value]) => value === option.value));
    } else if (given?.length) {
      const [, value] = given.shift();
      control.value = value;
      control.editor?.commands.setContent(value);
    }
  }
}

function grouped(pairs) {
  const found = new Map();
  for (const pair of pairs) found.set(pair[0], [...(found.get(pair[0]) ?? []), pair]);
  return found;
}

function moment(at) {
  const then = new Date(at);
  const minutes = String(then.getMinutes()).padStart(2, '0');
  const clock = isEnglish ? `${String(then.getHours()).padStart(2, '0')}:${minutes}` : `kl.\u00a0${then.getHours()}.${minutes}`;
  if (then.toDateString() === new Date().toDateString()) return clock;
  const day = then.toLocaleDateString(isEnglish ? 'en-GB' : 'da-DK', { day: 'numeric', month: 'long' });
  return isEnglish ? `${day}, ${clock}` : `${day} ${clock}`;
}

function keep(place) {
  const form = place.closest('form');
  const words = place.dataset;
  const known = form.elements.draft_version;
  const id = randomId();
  let said, heard, waiting, storing, isFlying, isChanged, isTroubled;

  // What is said can always be seen; it is read out only when trouble begins and when it ends.
  const say = (text, { trouble = false, more = null } = {}) => {
    said.classList.toggle('is-troubled', trouble);
    said.querySelector('[data-draft-words]').replaceChildren(text, ...(more ? [' ', more] : []));
    if (trouble !== isTroubled && (trouble || isTroubled !== undefined)) heard.textContent = text;
    isTroubled = trouble;
  };

  const begin = () => {
    if (said) return;
    said = place.querySelector('[data-draft-said]').content.firstElementChild.cloneNode(true);
    heard = document.createElement('p');
    heard.className = 'sr-only';
    heard.setAttribute('role', 'status');
    form.querySelector('textarea').closest('.form-group').append(said, heard);
  };

  const store = () =>
    shelf.put({ id, person, tab, form: words.draft, at: Date.now(), version: Number(known.value), pairs: read(form) });

  const later = (pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, pause);
  };

  async function save() {
    clearTimeout(storing);
    const isStored = store();
    if (!words.save) {
      if (isStored) say(`${words.onComputer} ${moment(Date.now())}`);
      return;
    }
    if (isFlying || form.dataset.sent) return;
    isFlying = true;
    isChanged = false;
    const body = new URLSearchParams(read(form));
    body.set('draft_form', words.draft);
    body.set('draft_version', known.value);
    body.set('draft_owner', person);
    const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(words.save, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json', 'X-CSRFToken': token },
    }).catch(() => null);
    const told = (await answer?.json().catch(() => null)) ?? {};
    isFlying = false;
    if (answer?.ok) {
      known.value = told.version;
      if (!isChanged) shelf.remove(id);
      delete form.dataset.dirty;
      say(told.said);
    } else if (answer?.status === 409) {
      say(told.said, { trouble: true, more: choice(told) });
    } else if ([401, 403].includes(answer?.status)) {
      say(told.said ?? words.signedOut, { trouble: true, more: wayIn() });
    } else {
      say(told.said ?? (answer ? words.unsaved : words.offline), { trouble: true });
      if (answer?.status !== 413) later(AGAIN);
    }
    if (isChanged) later(PAUSE);
  }

  // Somebody typed in the same form in another window: nothing is written over before it is seen.
  function choice({ version, draft }) {
    const more = place.querySelector('[data-draft-newer]').content.firstElementChild.cloneNode(true);
    const use = more.querySelector('[data-draft-use]');
    const address = new URL(use.getAttribute('href'), location);
    address.searchParams.set('kladde', draft);
    use.href = address;
    more.querySelector('[data-draft-mine]').addEventListener('click', () => {
      known.value = version;
      save();
    });
    return more;
  }

  function wayIn() {
    const link = document.createElement('a');
    link.href = words.signIn;
    link.target = '_blank';
    link.textContent = words.signInWord;
    return link;
  }

  const typed = ({ target }) => {
    if (place.contains(target) || target.type === 'password' || target.type === 'file') return;
    begin();
    isChanged = true;
    clearTimeout(storing);
    storing = setTimeout(store, 300);
    later(PAUSE);
  };
  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  window.addEventListener('online', () => isTroubled && save());
  window.addEventListener('pagehide', () => isChanged && !form.dataset.sent && store());

  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(waiting);
    clearTimeout(storing);
    if (isChanged || isTroubled) store();
    // The server names the copy when the form has done what it is for; the next page then drops it.
    form.elements.draft_copy?.remove();
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'draft_copy', value: id }));
  });

  // What lies here and never reached the server is newer than what the server offers.
  const offered = place.querySelector('[data-draft-offer]');
  const folded = place.closest('details');
  if (offered && folded) folded.open = true;
  const mine = (copy) => copy.form === words.draft && (copy.person === person || (!copy.person && copy.tab === tab));
  const [newest] = shelf
    .all()
    .filter(mine)
    .sort((one, other) => other.at - one.at);
  const isRefused = form.querySelector('.error-summary');
  const stands = newest && JSON.stringify(newest.pairs) === JSON.stringify(read(form));
  if (newest && isRefused) {
    shelf.remove(newest.id); // it was sent and stands in the form again
  } else if (stands) {
    shelf.remove(newest.id); // it was looked at, not sent: kept as this page's own
    store();
  } else if (newest) {
    const offer = place.querySelector('[data-draft-local]').content.firstElementChild.cloneNode(true);
    offer.querySelector('[data-draft-when]').textContent = moment(newest.at);
    offer.querySelector('[data-draft-use]').addEventListener('click', () => {
      fill(form, newest.pairs);
      known.value = newest.version;
      shelf.remove(newest.id);
      offer.remove();
      begin();
      isChanged = true;
      save();
      form.querySelector('textarea, input:not([type="hidden"])')?.focus();
    });
    offer.querySelector('[data-draft-discard]').addEventListener('click', () => {
      shelf.remove(newest.id);
      offer.remove();
    });
    place.prepend(offer);
    if (folded) folded.open = true;
  }

  offered?.querySelector('[data-draft-discard]')?.addEventListener('click', async (event) => {
    const isUsed = !offered.querySelector('[data-draft-use]');
    if (isUsed) return; // its text stands in the form: the page asks, and comes back empty
    event.preventDefault();
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(event.target.href, { method: 'POST', body, headers: { Accept: 'application/json' } });
    const told = await answer.json().catch(() => ({}));
    begin();
    say(told.said ?? words.unsaved, { trouble: !answer.ok });
    if (answer.ok) offered.remove();
  });
}

for (const place of document.querySelectorAll('[data-draft]')) keep(place);
