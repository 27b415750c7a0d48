// How fast packages go up and come down beside curl, and what memory that takes. The server is in this process and
// states the times: from the arrival of a request to its last byte.
import { execFileSync } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeZip, packageZip } from '../src/sandbox/appian/export.ts';
import { deploy, median, platforms, program, repeat, spread, withSandbox } from './support.js';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const LEAST_SHARE = 0.75;
const MOST_MEGABYTES = 150;
const API = 'suite/deployment-management/v2';

/** The last large upload, and the last download if it was one of 1 GiB: bytes in a second. */
const seen = { up: 0, down: 0 };
subscribe('http.server.request.start', ({ request }) => {
  const began = performance.now();
  const bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes > MIB) request.once('end', () => (seen.up = (bytes / (performance.now() - began)) * 1000));
  request.benchBegan = began;
});
subscribe('http.server.response.finish', ({ request }) => {
  if (request.url.includes('/package-zip'))
    seen.down = (GIB * 1000) / (performance.now() - request.benchBegan);
});

/** How many bytes in a second the last large upload took. */
export const uploaded = () => seen.up;

/** A package of `megabytes` MiB that takes no room on the disk: between its head and its directory is a hole. */
export function writePackage(folder, megabytes) {
  const path = join(folder, `${megabytes}-mib.zip`);
  const file = openSync(path, 'w');
  let at = 0;
  for (const chunk of largeZip(packageZip({}), megabytes).chunks()) {
    if (chunk.length !== MIB) writeSync(file, chunk, 0, chunk.length, at);
    at += chunk.length;
  }
  closeSync(file);
  return path;
}

/** A key and a certificate for 127.0.0.1 that nobody knows. */
function makeCertificate(folder) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...name, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { path: cert, tls: { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') } };
}

/** Reads a request to its end, at so many bytes in a second at most. */
function drain(request, rate) {
  const began = performance.now();
  let bytes = 0;
  request.on('data', (chunk) => {
    bytes += chunk.length;
    const ahead = (bytes / rate) * 1000 - (performance.now() - began);
    // A timer takes a millisecond at least, and a little more as a rule.
    if (ahead < 5) return;
    request.pause();
    setTimeout(() => request.resume(), ahead);
  });
  return request;
}

/** An Appian that throws away what it gets: the sandbox reads each part, which may be what takes the time. */
export async function withBareServer(act, rate = Infinity) {
  const answers = {
    POST: { uuid: '20000000-0000-4000-8000-000000000001', status: 'IN_PROGRESS' },
    GET: { status: 'COMPLETED' },
  };
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}/${API}/deployments/${answers.POST.uuid}`;
    drain(request, rate).once('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...answers[request.method], url }));
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await act({ url: `http://127.0.0.1:${server.address().port}` });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function curl(args, certificate) {
  const trust = certificate ? ['--cacert', certificate.path] : [];
  const key = ['--header', 'appian-api-key: sandbox-happy', '--header', 'action-type: import'];
  const all = ['--silent', '--show-error', '--fail', '--output', '/dev/null', ...trust, ...key, ...args];
  const { code, complaints } = await program('curl', all);
  if (code !== 0) throw new Error(`curl ended with ${code}: ${complaints}`);
}

export const uploadInputs = (url, file) => ({
  ...platforms.Appian(url),
  'customization-file': '',
  package: file,
  inspect: 'false',
});

async function uploadPair(site, file, certificate) {
  const env = certificate ? { NODE_EXTRA_CA_CERTS: certificate.path } : {};
  const json = 'json={"name":"bench","packageFileName":"package.zip"};type=application/json';
  const part = `packageFileName=@${file};filename=package.zip`;
  await curl(['--form', json, '--form', part, `${site.url}/${API}/deployments`], certificate);
  const beside = seen.up;
  seen.up = 0;
  const { megabytes } = await deploy(uploadInputs(site.url, file), { env });
  return { beside, ours: seen.up, megabytes };
}

export const perSecond = (bytes) => `${Math.round(bytes / 1e6)} MB/s`;

function shareRow(what, command, pairs) {
  const of = (name) => pairs.map((pair) => pair[name]);
  const ratios = pairs.map(({ ours, beside }) => ours / beside);
  return {
    what,
    command,
    median: `${Math.round(median(ratios) * 100)} % of curl (${perSecond(median(of('ours')))}, ${perSecond(median(of('beside')))})`,
    spread: spread(ratios.map((ratio) => ratio * 100)),
    target: `≥ ${LEAST_SHARE * 100} %`,
    met: median(ratios) >= LEAST_SHARE,
  };
}

function memoryRow(what, command, sizes, most) {
  const figures = sizes.map(({ megabytes }) => megabytes);
  return {
    what,
    command,
    median: sizes.map(({ size, megabytes }) => `${Math.round(megabytes)} MB for ${size}`).join(', '),
    spread: spread(figures),
    target: `≤ ${most} MB, the same for all sizes`,
    // The same within what the moment of the garbage collector makes of it.
    met: Math.max(...figures) <= most && Math.max(...figures) <= Math.min(...figures) + 20,
  };
}

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureUpload({ runs, large }) {
  const folder = mkdtempSync(join(tmpdir(), 'upload-'));
  try {
    const file = writePackage(folder, 1024);
    const certificate = makeCertificate(folder);
    const sizes = [100, 1024, ...(large ? [3072] : [])];
    const over = (act) => repeat(runs, act);
    const memory = [];
    const http = await withSandbox((site) => over(() => uploadPair(site, file)));
    const https = await withSandbox((site) => over(() => uploadPair(site, file, certificate)), certificate);
    const bare = await withBareServer((site) => over(() => uploadPair(site, file)));
    await withSandbox(async ({ url }) => {
      for (const size of sizes) {
        const { megabytes } = await deploy(uploadInputs(url, writePackage(folder, size)));
        memory.push({ size: `${size} MiB`, megabytes });
      }
    });
    return [
      shareRow('upload over http', '1 GiB to the sandbox, beside `curl -F`', http),
      shareRow('upload over https', 'the same over TLS', https),
      shareRow('upload to a bare server', '1 GiB to a server that throws it away, beside `curl -F`', bare),
      memoryRow('memory of an upload', 'peak of the action', memory, MOST_MEGABYTES),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const exportInputs = (url, scenario) => ({
  platform: 'appian',
  operation: 'export',
  url,
  token: `sandbox-${scenario}`,
  application: 'd243b14c-3ba5-41c3-9f51-76da51beb8f5',
  'poll-interval': '10ms',
});

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureDownload({ runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'download-'));
  try {
    const half = await withSandbox(({ url }) => deploy(exportInputs(url, 'export-500-mib')));
    const memory = [{ size: '500 MiB', megabytes: half.megabytes }];
    const pairs = await repeat(runs * 2, () =>
      withSandbox(async (sandbox) => {
        const { megabytes } = await deploy(exportInputs(sandbox.url, 'export-1-gib'));
        const ours = seen.down;
        const { path = '' } = sandbox.exchanges.find((each) => each.path.includes('/package-zip')) ?? {};
        const key = ['--header', 'appian-api-key: sandbox-export-1-gib'];
        const file = join(folder, 'curl.zip');
        await program('curl', ['--silent', '--fail', ...key, '-o', file, sandbox.url + path]);
        const beside = seen.down;
        const { ms } = await program('sha256sum', [file]);
        rmSync(file);
        const summed = GIB / (GIB / beside + ms / 1000);
        return { ours, beside, summed, megabytes };
      }),
    );
    memory.push({ size: '1024 MiB', megabytes: median(pairs.map(({ megabytes }) => megabytes)) });
    return [
      shareRow(
        'download (export)',
        '1 GiB from the sandbox to the disk, with its checksum, beside `curl -o`',
        pairs,
      ),
      shareRow(
        'download and checksum',
        'the same, beside `curl -o` and `sha256sum`',
        pairs.map((pair) => ({ ...pair, beside: pair.summed })),
      ),
      memoryRow('memory of a download', 'peak of the action', memory, MOST_MEGABYTES),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
