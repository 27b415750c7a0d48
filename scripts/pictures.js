// Takes the pictures of the README from real runs of the demo: `npm run pictures`. Needs a network, and
// Chromium as `chromium` on PATH or in the environment variable CHROMIUM, with a font that has emoji. What is shown is what the program printed:
// only the temporary folder, the port and the user are replaced. `PICTURES` takes that of the sandbox's page:
// `PICTURES=docs/images npm run test:only -- __tests__/sandbox/page.test.ts`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const images = join(root, 'docs', 'images');
const command = join(root, 'dist', 'command', 'index.js');
const packages = ['marked@18.2.1', 'mermaid@12.3.0', 'github-markdown-css@5.9.0'];
const temp = mkdtempSync(join(tmpdir(), 'pictures-'));

/** Runs the demo; returns what it printed and its job summary. */
function demo(scenario) {
  const args = [command, 'demo', ...(scenario === 'happy' ? [] : ['--scenario', scenario])];
  const printed = runDemo(args);
  const folder = /^Files of this run, in (\S+): /m.exec(printed)?.[1] ?? '';
  const replaced = (text) =>
    text
      .replaceAll(folder, '/tmp/lowcode-deploy-demo')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8089')
      .replace(/^( {2}owner +|\| Owner \| )\S+/gm, '$1octocat');
  return {
    printed: replaced(printed),
    summary: replaced(readFileSync(join(folder, 'summary.md'), 'utf8')),
  };
}

/** A red demo exits with 1. */
function runDemo(args) {
  try {
    return execFileSync(process.execPath, args, { encoding: 'utf8', env: { PATH: process.env.PATH } });
  } catch (error) {
    if (typeof error.stdout === 'string' && error.status === 1) return error.stdout;
    throw error;
  }
}

const LINE = 18;
const MOST_COLUMNS = 112;

/** Draws what a command printed as a terminal. */
function terminal(typed, printed) {
  const lines = [`$ ${typed}`, '', ...printed.trimEnd().split('\n')];
  const height = 26 + LINE * (lines.length + 1);
  const rows = lines.map((line, at) => {
    const text = line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS - 1)}…` : line;
    return `<text x="20" y="${44 + at * LINE}"${styleOf(line)} xml:space="preserve">${escape(text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 916 ${height}" width="916" height="${height}" role="img" aria-label="The demo in a terminal: the plan, an inspection, the deployment, its end, and the events that BigPanda received">
<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;fill:#e6edf3}.b{font-weight:700;fill:#79c0ff}.g{fill:#7ee787;font-weight:700}.d{fill:#9198a1}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<circle cx="22" cy="18" r="5" fill="#ff5f57"/><circle cx="40" cy="18" r="5" fill="#febc2e"/><circle cx="58" cy="18" r="5" fill="#28c840"/>
${rows.join('\n')}
</svg>
`;
}

function styleOf(line) {
  if (line.startsWith('$ ')) return ' class="d"';
  if (line.startsWith('Deploy ')) return ' class="b"';
  return line.startsWith('succeeded') ? ' class="g"' : '';
}

function escape(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Shows a job summary with GitHub's own styles. */
async function pageOf(summary) {
  const { marked } = await import(pathToFileURL(join(temp, 'node_modules/marked/lib/marked.esm.js')).href);
  const css = readFileSync(join(temp, 'node_modules/github-markdown-css/github-markdown-light.css'), 'utf8');
  const mermaid = pathToFileURL(join(temp, 'node_modules/mermaid/dist/mermaid.min.js')).href;
  const body = marked
    .parse(summary)
    .replace(
      /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
      '<div class="mermaid">$1</div>',
    );
  return `<!doctype html><meta charset="utf-8"><style>${css} body{margin:24px;width:752px}</style>
<script src="${mermaid}"></script><article class="markdown-body">${body}</article>
<script>mermaid.initialize({startOnLoad:false});mermaid.run().then(()=>{document.title=String(document.documentElement.scrollHeight)})</script>`;
}

function chromium(args) {
  return execFileSync(
    process.env.CHROMIUM ?? 'chromium',
    ['--headless', '--no-sandbox', '--hide-scrollbars', '--allow-file-access-from-files', ...args],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
}

/** Takes a picture of a page as high as its content. */
function takeWhole(url, path) {
  const wait = '--virtual-time-budget=20000';
  const dom = chromium(['--window-size=800,400', wait, '--dump-dom', url]);
  const height = Number(/<title>(\d+)<\/title>/.exec(dom)?.[1]) + 24;
  // Smaller than on a screen, so that the file stays small.
  const scale = '--force-device-scale-factor=0.8';
  chromium([`--window-size=800,${height}`, scale, wait, `--screenshot=${path}`, url]);
}

try {
  execFileSync(
    'npm',
    [
      'install',
      '--prefix',
      temp,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel',
      'error',
      ...packages,
    ],
    { stdio: 'inherit' },
  );
  for (const [scenario, name] of [
    ['happy', 'summary-deployed'],
    ['inspection-errors', 'summary-inspection-failed'],
  ]) {
    const { printed, summary } = demo(scenario);
    if (scenario === 'happy')
      writeFileSync(join(images, 'terminal.svg'), terminal('node dist/command/index.js demo', printed));
    const page = join(temp, `${name}.html`);
    // GitHub folds the log and the timeline; one of the pictures shows them.
    writeFileSync(
      page,
      await pageOf(scenario === 'happy' ? summary.replaceAll('<details>', '<details open>') : summary),
    );
    takeWhole(pathToFileURL(page).href, join(images, `${name}.png`));
  }
} finally {
  rmSync(temp, { recursive: true, force: true });
}
