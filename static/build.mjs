// Builds what browsers get, from the sources in static/ into var/build (or the folder in BUILD_DIR):
// css by sass, js minified by esbuild, and just the two fonts that the stylesheets name.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = process.env.BUILD_DIR ?? join(root, 'var', 'build');
const packages = join(root, 'node_modules');

rmSync(out, { recursive: true, force: true });
for (const folder of ['css', 'fonts', 'js']) mkdirSync(join(out, folder), { recursive: true });

for (const name of readdirSync(join(here, 'css')).filter((file) => /^[^_].*\.scss$/.test(file))) {
  const { css } = sass.compile(join(here, 'css', name), {
    loadPaths: [packages],
    quietDeps: true,
    style: 'expanded',
    logger: sass.Logger.silent,
  });
  const { code } = esbuild.transformSync(css, {
    loader: 'css',
    minify: true,
    target: ['chrome109', 'firefox115', 'safari16'],
  });
  writeFileSync(join(out, 'css', name.replace('.scss', '.css')), code);
}

for (const weight of [400, 600]) {
  cpSync(
    join(packages, '@fontsource/ibm-plex-sans/files', `ibm-plex-sans-latin-${weight}-normal.woff2`),
    join(out, 'fonts', `ibm-plex-sans-${weight}.woff2`),
  );
}

esbuild.buildSync({
  entryPoints: readdirSync(join(here, 'js')).map((file) => join(here, 'js', file)),
  outdir: join(out, 'js'),
  format: 'esm',
  minify: true,
  target: 'es2022',
});

cpSync(join(here, 'mark.svg'), join(out, 'mark.svg'));
console.log(`Built ${out}`);
