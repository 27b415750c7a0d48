import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a clone has for the commands of a page. */
const ofAClone = ['action.yml', 'deploy', 'dist', 'plan', 'schema'];

/** A fenced code block of a page. */
export interface PageBlock {
  readonly page: string;
  /** The line of its fence; starts at 1. */
  readonly line: number;
  /** The word after the fence; empty if there is none. */
  readonly language: string;
  readonly text: string;
}

/** Returns the code blocks of a page in their order. */
export function blocksOf(page: string): readonly PageBlock[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^ *(```+|~~~+)(.*)\n([\s\S]*?)^ *\1 *$/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split('\n').length,
    language: match[2]?.trim() ?? '',
    text: match[3] ?? '',
  }));
}

/** Writes files, by their paths in a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A folder with what a clone has, and a folder with `lowcode-deploy` as an install puts it on the path. */
interface Workspace {
  readonly folder: string;
  readonly bin: string;
}

/** Creates a new workspace. */
export function createWorkspace(): Workspace {
  const parent = mkdtempSync(join(tmpdir(), 'clone-'));
  // Named like the repository, which is what `git clone` does.
  const folder = join(parent, 'lowcode-deploy');
  for (const name of ofAClone) cpSync(join(root, name), join(folder, name), { recursive: true });
  const bin = join(parent, 'bin');
  const program = join(bin, 'lowcode-deploy');
  const command = join(folder, 'dist', 'command', 'index.js');
  writeFiles(bin, { 'lowcode-deploy': `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n` });
  chmodSync(program, 0o755);
  return { folder, bin };
}

/** A command that serves until it is stopped. */
const server = /^(?:node dist\/command\/index\.js|lowcode-deploy) sandbox\b.*$/gm;

/** Starts a server on a free port, waits until it listens, and stops it. */
function untilItListens(command: string): string {
  return `${command.replace(/ --port \d+/, '')} --port-file address & server=$!
until [ -f address ]; do kill -0 $server; sleep 0.05; done
kill $server
wait $server || [ $? -eq 143 ]
rm address`;
}

/**
 * Returns one script that runs the blocks in their order, twice. Like in a terminal, variables that a block exports
 * stay. The script stops at the first block that fails, and its last line names that block.
 */
export function twice(blocks: readonly PageBlock[]): string {
  const runs = ['first', 'second'].flatMap((run) =>
    blocks.map(
      ({ page, line, text }) =>
        `block='${page}:${line}, ${run} run'\n${text.replaceAll(server, untilItListens)}`,
    ),
  );
  return `exec 2>&1
trap 'code=$?; [ $code = 0 ] || echo "$block: exit code $code"' EXIT
${runs.join('')}echo 'Every block ended well.'
`;
}

/** Runs a script in a POSIX shell that stops at errors. Returns what it printed. */
export function outputOf(
  script: string,
  { folder, bin }: Workspace,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const options = {
    cwd: folder,
    env: { PATH: `${bin}:${process.env['PATH']}`, TMPDIR: tmpdir(), ...env },
    maxBuffer: Number.POSITIVE_INFINITY,
  };
  return new Promise((resolve) => {
    // The last line says whether it failed.
    execFile('sh', ['-euc', script], options, (_, stdout) => resolve(stdout));
  });
}
