import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, scenarios, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { type Browser, findChromium, openBrowser } from '../support/browser.ts';
import { release } from '../support/release.ts';
import { appianClient, call, importForm, panda } from './client.ts';

const program = findChromium();
if (program === undefined) {
  process.stderr.write(
    'The page of the sandbox is not tested: no Chromium on PATH (CHROMIUM names another).\n',
  );
}
if (program === undefined && process.env['BROWSER_TEST'] === 'required') {
  throw new Error('BROWSER_TEST=required, and there is no Chromium.');
}

/** With `PICTURES=<folder>` the pictures of the docs are taken. */
const pictures = process.env['PICTURES'];

(program === undefined ? describe.skip : describe)('the page in a real browser', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  /** Requests before the reset. */
  let before = 0;

  beforeAll(async () => {
    sandbox = await startSandbox({ page: {} });
    browser = await openBrowser(program ?? '', sandbox.url);
    await browser.until(`document.getElementById('connection')?.textContent === 'Live'`);
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const text = (selector: string) => browser.evaluate(`document.querySelector('${selector}').innerText`);

  async function picture(name: string): Promise<void> {
    if (pictures === undefined) return;
    const { data } = await browser.send('Page.captureScreenshot', { format: 'png' });
    mkdirSync(pictures, { recursive: true });
    writeFileSync(join(pictures, `${name}.png`), Buffer.from(String(data), 'base64'));
  }

  const size = (width: number, height: number) =>
    browser.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });

  const scheme = (value: 'light' | 'dark') =>
    browser.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });

  test('lists every scenario by system, with a command; the filter finds one', async () => {
    expect(await browser.evaluate(`document.querySelectorAll('.scenario').length`)).toBe(scenarios.length);
    expect(await browser.evaluate(`document.querySelectorAll('#scenario-list > details').length`)).toBe(7);
    const titles = `[...document.querySelectorAll('.scenario button')].map(({ title }) => title)`;
    const commands = (await browser.evaluate(titles)) as string[];
    expect(commands.filter((each) => !each.includes(sandbox.url) || !each.includes('sandbox-'))).toEqual([]);
    await browser.evaluate(
      `(() => { const f = document.getElementById('filter'); f.value = 'inspection-errors'; f.dispatchEvent(new Event('input')); })()`,
    );
    expect(await text('#filter-result')).toBe('1 scenarios');
    await browser.evaluate(
      `(() => { const f = document.getElementById('filter'); f.value = ''; f.dispatchEvent(new Event('input')); })()`,
    );
  });

  test('shows requests as they come, and what they create', async () => {
    const appian = appianClient(sandbox, 'happy');
    const created = await appian.post('deployments', importForm(), { 'action-type': 'import' });
    const { uuid } = created.json as { uuid: string };
    await browser.until(`document.querySelectorAll('#request-list > li').length === 1`);
    expect(await text('#request-list li')).toMatch(/POST.*deployments.*200.*happy/s);
    await browser.until(`document.querySelector('#things')?.innerText.includes('IN_PROGRESS')`);
    for (let n = 0; n < 4; n += 1) await appian.get(`deployments/${uuid}`);
    await browser.until(`document.querySelector('#things')?.innerText.includes('COMPLETED')`);
    await panda(sandbox, 'happy', 'start', {
      component: '<img src=x onerror=alert(1)>',
      version: '1',
      hosts: ['h'],
    });
    await panda(sandbox, 'bad-request', 'end', {});
    await browser.until(`document.querySelectorAll('#request-list > li').length === 7`);
    await browser.until(`document.querySelector('#things')?.innerText.includes('<img')`);
    expect(await browser.evaluate(`document.querySelectorAll('#things img').length`)).toBe(0);
    expect(await text('#request-list li')).toContain('400');
    expect(await browser.evaluate(`document.body.innerText.includes('sandbox-bad-request')`)).toBe(false);
  });

  test('opens a body with the keyboard alone, and nothing is without a name', async () => {
    await browser.evaluate(`document.getElementById('requests').focus()`);
    await browser.press('Tab');
    expect(await browser.evaluate(`document.activeElement.tagName`)).toBe('SUMMARY');
    await browser.press('Enter');
    await browser.until(`document.querySelector('#request-list details').open`);
    const { nodes } = await browser.send('Accessibility.getFullAXTree');
    type Node = { readonly role?: { readonly value: string }; readonly name?: { readonly value: string } };
    const controls = (nodes as readonly Node[]).filter(({ role }) =>
      ['button', 'searchbox', 'link', 'textbox', 'DisclosureTriangle'].includes(role?.value ?? ''),
    );
    expect(controls.length).toBeGreaterThan(8);
    expect(controls.filter(({ name }) => !name?.value)).toEqual([]);
    expect(await browser.evaluate(`document.documentElement.lang`)).toBe('en');
    await browser.evaluate(`document.querySelector('#request-list details').open = false`);
  });

  test.each(['light', 'dark'] as const)('%s: every text has the contrast of WCAG AA', async (value) => {
    await scheme(value);
    await size(1100, 900);
    expect(await browser.evaluate(lowContrast)).toEqual([]);
  });

  test('fits 360 pixels without scrolling sideways', async () => {
    await scheme('light');
    await size(360, 800);
    expect(await browser.evaluate(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(360);
    await size(1100, 900);
  });

  test('reset empties the page and the systems', async () => {
    await browser.evaluate(`document.getElementById('reset').focus()`);
    await browser.press('Space');
    await browser.until(`document.querySelectorAll('#request-list > li').length === 0`);
    await browser.until(`document.querySelector('#thing-count').textContent === '0'`);
    expect(sandbox.appian.deployments).toEqual([]);
    expect((await call(`${sandbox.url}/-/state`)).json).toEqual([]);
    before = sandbox.exchanges.length;
  });

  test('is right while a whole release runs', async () => {
    await browser.evaluate(`document.activeElement?.blur()`);
    const releases = [release(sandbox.url, 'happy'), release(sandbox.url, 'inspection-errors')];
    for (const inputs of releases) await runAction(inputs);
    await browser.until(
      `document.querySelector('#request-count').textContent === '${sandbox.exchanges.length - before}'`,
    );
    await browser.until(`document.querySelector('#thing-count').textContent === '4'`);
    expect(await text('#things')).toMatch(/Appian.*COMPLETED.*BigPanda.*success/s);
    expect(await browser.evaluate(`document.querySelector('#connection').textContent`)).toBe('Live');
    await picture('sandbox-light');
    await scheme('dark');
    await picture('sandbox-dark');
    await scheme('light');
    await size(360, 800);
    await picture('sandbox-360');
  });
});

/** Texts whose contrast with the ground behind them is below 4.5. */
const lowContrast = `(() => {
  const rgb = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) =>
    [r, g, b]
      .map((each) => each / 255)
      .map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
      .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
  const groundOf = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const color = rgb(getComputedStyle(each).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  return [...document.querySelectorAll('body *')]
    .filter((node) => node.checkVisibility() && [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim()))
    .map((node) => {
      const [a, b] = [light(rgb(getComputedStyle(node).color)), light(groundOf(node))];
      return [node.textContent.trim().slice(0, 30), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
    })
    .filter(([, contrast]) => contrast < 4.5);
})()`;
