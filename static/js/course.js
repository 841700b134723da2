// The course of a meeting on the tablet: taps are noted without leaving the page, the clock runs, and
// what another taps shows by itself. A tap that cannot be sent is kept in this browser with the moment at
// which it was made, and sent when there is a connection and a session again. Every tap is a form that
// works the same without this file.

const PREFIX = 'samskab-draft:tap-'; // drafts.js drops these when somebody signs out, or another comes
const LOOK = 3000;
const LOOK_LESS = 8000;
const AGAIN = 5000;

const place = document.querySelector('[data-course]');
const words = place.dataset;
const { person = '' } = document.body.dataset;
const keptHere = place.querySelector('[data-kept-here]');
const part = (name, of = document) => of.querySelector(`[data-part="${name}"]`);

// Taps that wait ---------------------------------------------------------------------------------------

// A browser may refuse to store anything: then they wait on the page only.
let waiting = [];
try {
  waiting = Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => JSON.parse(localStorage.getItem(name)))
    .filter((tap) => tap.person === person && tap.course === words.course)
    .sort((one, other) => one.at - other.at);
} catch {
  // nothing was kept
}

function keep(tap) {
  waiting.push(tap);
  try {
    localStorage.setItem(PREFIX + tap.id, JSON.stringify(tap));
  } catch {
    // it waits on the page
  }
}

function forget(tap) {
  waiting = waiting.filter((one) => one !== tap);
  try {
    localStorage.removeItem(PREFIX + tap.id);
  } catch {
    // nothing is there
  }
}

const clock = (at) => {
  const then = new Date(at);
  const minutes = String(then.getMinutes()).padStart(2, '0');
  return document.documentElement.lang === 'en'
    ? `${String(then.getHours()).padStart(2, '0')}:${minutes}`
    : `kl.\u00a0${then.getHours()}.${minutes}`;
};

function button(text, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
  made.className = 'button button-secondary course-tap';
  made.addEventListener('click', act);
  return made;
}

function say(text, taps = [], more = []) {
  keptHere.replaceChildren();
  if (!text) return;
  const line = document.createElement('p');
  line.textContent = `${text} ${taps.map((tap) => `${tap.label} (${clock(tap.at)})`).join(', ')}`;
  keptHere.append(line, ...more);
}

let isSending = false;
let next;

async function send() {
  clearTimeout(next);
  if (isSending) return;
  isSending = true;
  let target = '';
  let refusal = '';
  while (waiting.length) {
    const [tap] = waiting;
    const { status, said } = await post(tap);
    if (status === 200) target = tap.follow;
    else if ([404, 409, 422].includes(status)) refusal = `${words.refused} ${tap.label}. ${said}`;
    else {
      const isSignedOut = [401, 403].includes(status);
      const link = Object.assign(document.createElement('a'), { href: words.signIn, target: '_blank', textContent: words.signInWord });
      const forgetAll = button(words.forget, () => {
        for (const one of [...waiting]) forget(one);
        say('');
      });
      say(isSignedOut ? words.signedOut : words.kept, waiting, [isSignedOut ? link : button(words.again, send), forgetAll]);
      next = setTimeout(send, AGAIN);
      isSending = false;
      return;
    }
    forget(tap);
  }
  isSending = false;
  say('');
  if (target && !refusal) return goTo(target);
  say(refusal);
  if (refusal) keptHere.scrollIntoView({ block: 'nearest' });
  await look();
}

async function post({ address, values, at }) {
  const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('[name="csrfmiddlewaretoken"]').value;
  const body = new URLSearchParams([...values, ['at', at], ['draft_owner', person]]);
  const headers = { Accept: 'application/json', 'X-CSRFToken': token };
  const answer = await fetch(address, { method: 'POST', body, headers, redirect: 'error' }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  return { status: answer?.status ?? 0, said: told?.said ?? '' };
}

// The next item has a page of its own. Texts that are being written here are with the server in a moment
// (together.js, drafts.js); a vote that is half entered keeps the page where it is until it is saved.
const half = () => [...document.querySelectorAll('form[data-warn-unsaved][data-dirty]')].filter((form) => !form.dataset.sent);
const isOnItsWay = (form) => form.closest('[data-section]') || form.querySelector('[data-draft]');

async function goTo(address) {
  for (let tries = 0; tries < 20 && half().some(isOnItsWay); tries += 1) await new Promise((done) => setTimeout(done, 150));
  const [first] = half();
  if (!first) return location.assign(address);
  const link = Object.assign(document.createElement('a'), { href: address, textContent: words.goOn });
  say(words.half, [], [link]);
  await look();
  first.closest('details, section').scrollIntoView({ block: 'nearest' });
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.tap === undefined || event.defaultPrevented) return;
  event.preventDefault();
  const { submitter } = event;
  const values = [...new FormData(form)].filter(([name]) => name !== 'csrfmiddlewaretoken');
  if (submitter?.name) values.push([submitter.name, submitter.value]);
  const follow = form.dataset.follow ?? (form.dataset.reload === undefined ? '' : location.href);
  keep({
    id: crypto.randomUUID(),
    person,
    course: words.course,
    address: form.action,
    values,
    at: Date.now(),
    label: submitter?.textContent.trim() || form.dataset.tap,
    follow,
  });
  submitter?.setAttribute('aria-disabled', 'true');
  send();
});

// What others tap --------------------------------------------------------------------------------------

async function look() {
  clearTimeout(look.next);
  if (document.hidden || isSending) {
    look.next = setTimeout(look, LOOK);
    return;
  }
  const query = new URLSearchParams({ stand: part('foot').querySelector('[data-stand]').dataset.stand, punkt: words.item });
  const answer = await fetch(`${words.course}?${query}`, { redirect: 'error', signal: AbortSignal.timeout(10_000) }).catch(() => null);
  if (answer?.status === 200) show((await answer.json()).html);
  look.next = setTimeout(look, answer?.ok ? LOOK : LOOK_LESS);
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  const { activeElement } = document;
  const held = activeElement?.closest('[data-part]') && focusOf(activeElement);
  const isOpen = document.getElementById('fremmoede')?.open;
  for (const name of ['course', 'foot']) part(name).replaceChildren(...part(name, fresh).childNodes);
  const attendance = document.getElementById('fremmoede');
  if (attendance && isOpen !== undefined) attendance.open = isOpen;
  if (held) document.querySelector(held)?.focus({ preventScroll: true });
  started = Date.now();
  tick();
}

// Whoever goes by keyboard stays with the person, or the step, that was tapped.
function focusOf(element) {
  const form = element.closest('form');
  if (!form) return element.closest('summary') ? '#fremmoede summary' : null;
  return `form[action="${CSS.escape(form.getAttribute('action'))}"] button`;
}

// The clock --------------------------------------------------------------------------------------------

let started = Date.now();

function tick() {
  const gone = (Date.now() - started) / 1000;
  const used = place.querySelector('[data-used]');
  if (used) {
    const seconds = Number(used.dataset.used) + gone;
    used.querySelector('[data-minutes]').textContent = Math.floor(seconds / 60);
    used.classList.toggle('is-over', seconds > Number(used.dataset.planned) * 60);
  }
  const elapsed = place.querySelector('[data-elapsed]');
  if (elapsed) {
    elapsed.dataset.base ??= elapsed.textContent;
    elapsed.textContent = Number(elapsed.dataset.base) + Math.floor(gone / 60);
  }
  const late = place.querySelector('[data-late]');
  if (late) {
    // Within the item's own minutes the plan goes on as well; after them, and in a break, it waits.
    const left = used ? Math.max(0, Number(used.dataset.planned) * 60 - Number(used.dataset.used)) : 0;
    const seconds = Number(late.dataset.late) + Math.max(0, gone - left);
    const minutes = Math.floor(Math.abs(seconds) / 60);
    const text = minutes ? (seconds > 0 ? words.behind : words.ahead) : words.onTime;
    late.textContent = text.replace('#', minutes);
    late.classList.toggle('is-behind', seconds >= 60);
  }
}

setInterval(tick, 5000);
look.next = setTimeout(look, LOOK);
if (waiting.length) send();
window.addEventListener('online', send);
window.addEventListener('focus', () => waiting.length && send());
document.addEventListener('visibilitychange', () => (waiting.length ? send() : look()));
