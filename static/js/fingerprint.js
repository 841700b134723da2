// The page that tells which version a file is: the browser reads the fingerprint itself, so that the
// file never leaves the machine. A file may be dropped anywhere on the form. Without this file, or where
// the browser gives no fingerprints (a page without HTTPS), the form sends the file.

const box = document.querySelector('[data-fingerprint]');
const form = box?.querySelector('form');
const input = form?.elements.namedItem('file');
const field = form?.elements.namedItem('sha512');

async function read(file) {
  box.querySelector('[data-says]').textContent = box.dataset.busy;
  const bytes = await crypto.subtle.digest('SHA-512', await file.arrayBuffer());
  field.value = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  input.value = '';
  form.requestSubmit();
}

if (form && globalThis.crypto?.subtle) {
  input.addEventListener('change', () => input.files.length && read(input.files[0]));
  for (const name of ['dragover', 'drop']) {
    box.addEventListener(name, (event) => {
      if (![...event.dataTransfer.items].some((item) => item.kind === 'file')) return;
      event.preventDefault();
      if (name === 'drop') read(event.dataTransfer.files[0]);
    });
  }
}
