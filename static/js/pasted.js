// What is pasted from Word or a web page becomes headings, lists and tables as the editor knows them.
// Word writes a list as paragraphs whose style tells the level, with the mark as text before the words.
// The server does the same with what comes another way (portal/documents/pasted.py).

const SIGNS = /mso-|class=["']?Mso|<o:p|urn:schemas-microsoft-com/i;
const CONDITIONAL = /<!--\[if[\s\S]*?<!\[endif\]-->|<!\[(?:if[^\]]*|endif)\]>/gi;
const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const IGNORED = /mso-list:\s*Ignore/i;
const HEADING = /\bMso(?:Title|Heading\w*)|\bOverskrift\d|\bHeading\d/i;
const NUMBERED = /^\(?(?:\d+[.)]?|[a-zæøå]+[.)])$/i;

const styleOf = (node) => node.getAttribute('style') ?? '';

function rename(node, name) {
  const fresh = node.ownerDocument.createElement(name);
  fresh.append(...node.childNodes);
  node.replaceWith(fresh);
  return fresh;
}

// The list's mark leaves the words, and tells whether they are numbered.
function takeMark(paragraph) {
  const span = [...paragraph.querySelectorAll('span')].find((one) => IGNORED.test(styleOf(one)));
  span?.remove();
  return span?.textContent.trim() ?? '';
}

function makeLists(body) {
  let stack = [];
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const found = LIST.exec(styleOf(paragraph));
    if (!found) continue;
    if (!stack.length || paragraph.previousElementSibling !== stack[0]) stack = [];
    const level = Math.min(Number(found[1]), stack.length + 1);
    const kind = NUMBERED.test(takeMark(paragraph)) ? 'ol' : 'ul';
    stack = stack.slice(0, level);
    if (level === 1 && stack.length && stack[0].localName !== kind) stack = [];
    if (stack.length < level) {
      const list = body.ownerDocument.createElement(kind);
      if (stack.length) stack.at(-1).lastElementChild.append(list);
      else paragraph.before(list);
      stack.push(list);
    }
    const item = rename(paragraph, 'li');
    stack.at(-1).append(item);
  }
}

function tidy(source) {
  if (source.includes('data-pm-slice')) return source; // from an editor of ours
  const { body } = new DOMParser().parseFromString(source.replace(CONDITIONAL, ''), 'text/html');
  for (const heading of body.querySelectorAll('h1, h2, h3, h5, h6')) rename(heading, 'h4');
  if (SIGNS.test(source)) {
    for (const paragraph of body.querySelectorAll('p')) {
      if (HEADING.test(paragraph.className)) rename(paragraph, 'h4');
      else if (!LIST.test(styleOf(paragraph)) && !paragraph.textContent.trim()) paragraph.remove();
    }
    makeLists(body);
  }
  return body.innerHTML;
}

document.addEventListener('prose-editor:ready', ({ detail: { editor } }) => {
  const { editorProps } = editor.options;
  editor.setOptions({ editorProps: { ...editorProps, transformPastedHTML: tidy } });
});
