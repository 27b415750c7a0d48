// What a release needs to know of the version it publishes. Usage: release.js vX.Y.Z [--notes]: prints the outputs `tag`
// and `major` for a workflow, or the notes. Ends with 1, and says why, where the files do not name this version.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} tag such as `v1.2.3`
 * @param {string} version that of package.json
 * @param {string} changelog in the form of Keep a Changelog
 * @returns {{tag: string, major: string, notes: string} | {problems: string[]}} `major` is the tag that moves: `v1`
 */
export function planRelease(tag, version, changelog) {
  const [, number, major] = /^v((0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/.exec(tag) ?? [];
  if (number === undefined) return { problems: [`The tag must be of the form v1.2.3 (got "${tag}").`] };
  const problems = [];
  if (version !== number)
    problems.push(`package.json has version ${version}: set ${number}, and run \`npm run generate\`.`);
  const notes = sectionOf(changelog, number);
  if (notes === undefined)
    problems.push(`CHANGELOG.md has no section "## ${number} - <date>": name the unreleased one so.`);
  else if (notes === '') problems.push(`CHANGELOG.md says nothing of ${number}.`);
  return problems.length > 0 ? { problems } : { tag, major: `v${major}`, notes };
}

/** What stands below the heading of a version, up to the next heading of its kind. */
function sectionOf(changelog, number) {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => {
    const [, named, day] = /^\[?([\d.]+)\]?(?: - (\S+))?\s*$/m.exec(section.split('\n', 1)[0]) ?? [];
    return named === number && /^\d{4}-\d\d-\d\d$/.test(day ?? '');
  });
  return found?.split('\n').slice(1).join('\n').trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const [, , tag = '', mode] = process.argv;
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const plan = planRelease(tag, version, await readFile(join(root, 'CHANGELOG.md'), 'utf8'));
  if (plan.problems) {
    for (const problem of plan.problems) process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  } else
    process.stdout.write(mode === '--notes' ? `${plan.notes}\n` : `tag=${plan.tag}\nmajor=${plan.major}\n`);
}
