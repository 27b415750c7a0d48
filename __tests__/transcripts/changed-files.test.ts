import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { fromPackage, lifetimeRelease } from '../support/lifetime.ts';
import { exporting, packageFile, promotion, release } from '../support/release.ts';
import { type Replacement, replaceDuring, replaceFile, replacements } from '../support/replace-file.ts';
import { describeWithSignals as describeOnPosix } from '../support/signals.ts';

const folder = mkdtempSync(join(tmpdir(), 'changed-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isInspection = ({ method, path }: Exchange): boolean =>
  method === 'POST' && path.endsWith('/inspections');

/** Called when a request has arrived, before its answer. A test changes the host there. */
let onExchange: (exchange: Exchange) => void;
let site: Sandbox;
let temp: string;
beforeEach(async () => {
  onExchange = () => {};
  site = await startSandbox({ hashFiles: true, onExchange: (exchange) => onExchange(exchange) });
  temp = mkdtempSync(join(folder, 'step-'));
});
afterEach(() => site.close());

/** Acts once, when the inspection has arrived. */
function afterInspection(act: () => void): void {
  let done = false;
  onExchange = (exchange) => {
    if (done || !isInspection(exchange)) return;
    done = true;
    act();
  };
}

type Given = 'package' | 'plugins-file' | 'admin-settings-file' | 'database-scripts';

const cases: readonly (readonly [Given, Replacement])[] = [
  ['package', 'same length'],
  ['package', 'longer'],
  ['package', 'shorter'],
  ['package', 'removed'],
  ['plugins-file', 'same length'],
  ['admin-settings-file', 'same length'],
  ['database-scripts', 'same length'],
];

test.each(cases)('Appian never gets the %s whole that became %s after the inspection', async (input, how) => {
  const file = join(folder, input === 'database-scripts' ? 'changed.sql' : 'changed.zip');
  if (input === 'database-scripts') writeFileSync(file, 'select 1;\n');
  else copyFileSync(packageFile, file);
  const more = { [input]: file, ...(input === 'database-scripts' && { 'data-source': 'jdbc/Appian' }) };
  onExchange = replaceDuring(isInspection, file, how);
  const step = await runInProcess(release(site.url, 'happy', more));
  expect(endOf(step)).toEqual(stopped);
  expect(site.bigpanda.changes.map(({ status }) => status)).toEqual(['failure']);
});

test('LifeTime never gets a package whole that changed before the upload', async () => {
  const file = join(folder, 'changed.oap');
  copyFileSync(fromPackage.package, file);
  onExchange = replaceDuring(() => true, file, 'same length');
  expect(
    endOf(await runInProcess(lifetimeRelease(site.url, 'happy', { ...fromPackage, package: file }))),
  ).toEqual(stopped);
});

/** The one file below the step's folder whose path ends so. */
function fileOf(end: RegExp): string {
  const found = readdirSync(temp, { recursive: true, encoding: 'utf8' }).filter((path) => end.test(path));
  expect(found).toHaveLength(1);
  return join(temp, found[0] ?? '');
}

/** What must be true of a deployment that was stopped because a file had changed. */
const stopped = { status: 'error', code: 1, saysSo: true, imported: 0, plans: 0, everyStartHasAnEnd: true };

function endOf(step: Step): typeof stopped {
  return {
    status: step.outputs['status'] ?? '',
    code: step.code ?? -1,
    saysSo: step.stdout.includes('was changed while it was being deployed'),
    imported: imported().length,
    plans: site.lifetime.plans.length,
    everyStartHasAnEnd: site.bigpanda.changes.every(({ started, ended }) => started === ended),
  };
}

const imported = () => site.appian.deployments.filter(({ action }) => action === 'import');

// Windows has links for administrators only.
describeOnPosix('a link that is re-pointed', () => {
  /** As a deployment tool does it: the new link takes the place of the old one. */
  function repoint(link: string, target: string): void {
    symlinkSync(target, `${link}.new`);
    renameSync(`${link}.new`, link);
  }
  const linked = (name: string, target: string): string => {
    const link = join(temp, name);
    symlinkSync(target, link);
    return link;
  };
  /** A file of the same length with other bytes. */
  const otherThan = (path: string): string => {
    const other = join(temp, 'other');
    copyFileSync(path, other);
    replaceFile(other, 'same length');
    return other;
  };

  test.each([
    ['to another package', (link: string) => repoint(link, otherThan(packageFile))],
    ['to nothing', (link: string) => repoint(link, join(temp, 'not-there'))],
    ['to itself', (link: string) => repoint(link, link)],
    ['to a folder', (link: string) => repoint(link, temp)],
  ])('%s after the inspection stops a deployment to Appian', async (_, act) => {
    const link = linked('portal.zip', packageFile);
    afterInspection(() => act(link));
    expect(endOf(await runInProcess(release(site.url, 'happy', { package: link })))).toEqual(stopped);
  });

  test('to the same bytes elsewhere stops nothing', async () => {
    const link = linked('portal.zip', packageFile);
    const copy = join(temp, 'copy');
    copyFileSync(packageFile, copy);
    afterInspection(() => repoint(link, copy));
    const step = await runInProcess(release(site.url, 'happy', { package: link }));
    expect(step.outputs['status']).toBe('succeeded');
    expect(imported()[0]?.files[0]?.sha256).toBe(step.outputs['package-sha256']);
  });

  test('before the upload stops a deployment to LifeTime', async () => {
    const link = linked('portal.oap', fromPackage.package);
    let done = false;
    onExchange = () => {
      if (!done) repoint(link, otherThan(fromPackage.package));
      done = true;
    };
    expect(
      endOf(await runInProcess(lifetimeRelease(site.url, 'happy', { ...fromPackage, package: link }))),
    ).toEqual(stopped);
  });
});

describe('what a promotion has exported', () => {
  test.each([
    ['the package', /CR-1-Add-page\.zip$/],
    ['the plug-ins', /-plugins\.zip$/],
    ['a script', /[/\\]1-[^/\\]+\.\w+$/],
  ])('%s is not deployed when it is not what was inspected', async (_, file) => {
    for (const how of replacements) {
      temp = mkdtempSync(join(folder, 'step-'));
      afterInspection(() => replaceFile(fileOf(file), how));
      expect(endOf(await runInProcess(promotion(site.url, 'happy'), { temp }))).toEqual(stopped);
    }
  });
});

describe('a release folder', () => {
  async function exportedFolder(): Promise<string> {
    const step = await runInProcess(exporting(site.url, 'happy'), { temp });
    const kept = join(folder, `kept-${temp.slice(-6)}`);
    cpSync(step.outputs['release-folder'] ?? '', kept, { recursive: true });
    return kept;
  }
  const deploying = (kept: string) => release(site.url, 'happy', { package: kept });
  const fileIn = (kept: string, end: RegExp): string => {
    const name = readdirSync(kept, { recursive: true, encoding: 'utf8' }).find((path) => end.test(path));
    return join(kept, name ?? '');
  };

  test.each([
    ['package', /CR-1-Add-page\.zip$/],
    ['plug-ins', /-plugins\.zip$/],
    ['script', /1-[^/\\]+\.\w+$/],
  ])('whose %s changes after the inspection is not deployed', async (_, file) => {
    const kept = await exportedFolder();
    afterInspection(() => replaceFile(fileIn(kept, file), 'same length'));
    expect(endOf(await runInProcess(deploying(kept)))).toEqual(stopped);
  });

  test('whose customization file changes is deployed with the one that was inspected', async () => {
    const kept = await exportedFolder();
    afterInspection(() => replaceFile(fileIn(kept, /customization\.properties$/), 'same length'));
    const step = await runInProcess(deploying(kept));
    expect(step.outputs['status']).toBe('succeeded');
    const sent = (files: readonly { readonly fileName: string; readonly sha256?: string }[]) =>
      files.find(({ fileName }) => fileName === 'customization.properties')?.sha256;
    expect(sent(imported()[0]?.files ?? [])).toBeDefined();
    expect(sent(imported()[0]?.files ?? [])).toBe(sent(site.appian.inspections[0]?.files ?? []));
  });
});
