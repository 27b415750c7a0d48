// The page of the sandbox: it shows the data of the server and sends `reset`. It loads nothing from other origins.

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Creates an element with attributes and children. Strings become text nodes, so no server data is parsed as markup.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Runs a task and shows its error in the place of the connection status. */
function run(work) {
  work().catch((error) => {
    at('connection').textContent = String(error);
  });
}

/** Maximum number of requests in the list, the same as on the server. */
const kept = 500;

let count = 0;

/** Returns the word and the colour of an HTTP status. */
function statusOf({ status, fault }) {
  if (status === null) return ['no answer', 'bad'];
  return [fault ? `${status} (${fault})` : String(status), status < 400 && !fault ? 'good' : 'bad'];
}

function block(title, text) {
  return text === null ? [] : [element('h4', {}, title), element('pre', { tabindex: '0' }, text)];
}

function requestItem(request) {
  const [status, tone] = statusOf(request);
  const row = element(
    'span',
    { class: 'row' },
    element('span', { class: 'method' }, request.method),
    element('span', { class: 'path' }, request.path),
    element('span', { class: tone }, status),
    element('span', { class: 'quiet' }, request.scenario ?? 'no scenario'),
    element('span', { class: 'quiet' }, `${request.milliseconds} ms`),
    element('time', { class: 'quiet', datetime: request.time }, new Date(request.time).toLocaleTimeString()),
  );
  const files = request.files.map(({ name, bytes }) => `${name || 'file'}: ${bytes} bytes`);
  const parts = [
    ...block('Noted', request.violations.length > 0 ? request.violations.join('\n') : null),
    ...block('Files', files.length > 0 ? files.join('\n') : null),
    ...block('Request', request.request),
    ...block('Answer', request.answer),
  ];
  const nothing = element('p', { class: 'quiet' }, 'No bodies.');
  const body = element('div', { class: 'body' }, ...(parts.length > 0 ? parts : [nothing]));
  return element('li', {}, element('details', {}, element('summary', {}, row), body));
}

function showCount() {
  at('request-count').textContent = String(count);
  at('no-requests').hidden = count > 0;
}

function addRequest(request) {
  count += 1;
  const list = at('request-list');
  list.prepend(requestItem(request));
  while (list.children.length > kept) list.lastElementChild?.remove();
  showCount();
}

/** Time of the latest screen reader update, limited to one per second because clients send many requests. */
let announced = 0;
function announce({ method, path, status }) {
  if (Date.now() - announced < 1000) return;
  announced = Date.now();
  at('announcement').textContent = `${method} ${path}: ${status ?? 'no answer'}`;
}

const good = /^(?:COMPLETED|finished_successful|success|succeeded|Done|tagged|set)$/;
const open =
  /^(?:IN_PROGRESS|PENDING_REVIEW|saved|running|needs_user|aborting|in progress|in_progress|Planned|In Progress|pending|queued)/;

function thingItem({ kind, name, status, details }) {
  const tone = good.test(status) ? 'good' : open.test(status) ? 'open' : 'bad';
  const row = element(
    'span',
    { class: 'row' },
    element('span', { class: 'method' }, kind),
    element('span', { class: 'path' }, name),
    element('span', { class: tone }, status),
  );
  const body = element('div', { class: 'body' }, element('pre', { tabindex: '0' }, details));
  return element('li', {}, element('details', {}, element('summary', {}, row), body));
}

let shown = '';

function showThings(things) {
  // An unchanged list is not rebuilt, so it keeps its open entries and the focus.
  const text = JSON.stringify(things);
  if (text === shown) return;
  shown = text;
  const systems = [...new Set(things.map(({ system }) => system))];
  const open = new Set([...document.querySelectorAll('#things details[open]')].map(({ id }) => id));
  const focused = document.activeElement?.closest('#things details')?.id;
  at('things').replaceChildren(
    ...systems.flatMap((system) => [
      element('h3', {}, system),
      element('ul', {}, ...things.filter((each) => each.system === system).map(thingItem)),
    ]),
  );
  for (const [n, details] of [...document.querySelectorAll('#things details')].entries()) {
    details.id = `thing-${n}`;
    if (open.has(details.id)) details.open = true;
    if (details.id === focused) details.querySelector('summary')?.focus();
  }
  at('thing-count').textContent = String(things.length);
  at('no-things').hidden = things.length > 0;
}

async function read(path) {
  return (await fetch(path, { headers: { accept: 'application/json' } })).json();
}

let waiting = false;

/** Reads the state at most four times a second. */
function readState() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    run(async () => showThings(await read('/-/state')));
  }, 250);
}

const origin = location.origin;

/** Commands that demonstrate a scenario, by API. */
const commands = {
  appian: (token) =>
    `lowcode-deploy deploy --platform appian --url ${origin} --token-file <(echo ${token}) --environment test --package package.zip`,
  lifetime: (token) =>
    `lowcode-deploy deploy --platform outsystems --url ${origin} --token-file <(echo ${token}) --source-environment Development --environment Test --application EmployeeBackoffice`,
  odc: (token) =>
    `lowcode-deploy deploy --platform odc --url ${origin} --client-id demo --client-secret-file <(echo ${token}) --source-environment Development --environment Test --application EmployeeBackoffice`,
  bigpanda: (token) =>
    `curl -d '{"component":"portal","version":"1.0","hosts":["test"]}' -H 'Content-Type: application/json' -H 'Authorization: Bearer ${token}' ${origin}/data/events/deployments/start`,
  bigpandaChanges: (token) =>
    `curl -d '{"identifier":"1","status":"In Progress","summary":"portal 1.0","start":1700000000}' -H 'Content-Type: application/json' -H 'x-bp-app-key: key' -H 'Authorization: Bearer ${token}' ${origin}/data/changes`,
  deploymentsApi: (token) => `curl -H 'Authorization: Bearer ${token}' ${origin}/api/v1/deployments`,
  github: (token) =>
    `curl -d '{"ref":"main","auto_merge":false,"required_contexts":[]}' -H 'Authorization: Bearer ${token}' ${origin}/api/v3/repos/o/r/deployments`,
  cdevents: (token) =>
    `curl -d '{"context":{"specversion":"0.5.1","id":"1","source":"/test","type":"dev.cdevents.pipelinerun.started.0.3.0","timestamp":"2026-01-01T00:00:00Z","chainId":"1"},"subject":{"id":"1","content":{"pipelineName":"Deploy portal","uri":"https://ci.example.com/1"}}}' -H 'Content-Type: application/json' -H 'ce-specversion: 1.0' -H 'ce-id: 1' -H 'ce-source: /test' -H 'ce-type: dev.cdevents.pipelinerun.started.0.3.0' -H 'ce-subject: 1' -H 'ce-time: 2026-01-01T00:00:00Z' -H 'Authorization: Bearer ${token}' ${origin}/cdevents`,
  pagerduty: (token) =>
    `curl -d '{"routing_key":"${token}","payload":{"summary":"Deployed portal 1.0 to test"}}' -H 'Content-Type: application/json' ${origin}/v2/change/enqueue`,
  datadog: (token) =>
    `curl -d '{"data":{"attributes":{"service":"portal","started_at":1767225600000000000,"finished_at":1767225900000000000}}}' -H 'Content-Type: application/json' -H 'DD-API-KEY: ${token}' ${origin}/api/v2/dora/deployment`,
};

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Without clipboard permission the page shows the command, so that the user can copy it.
    button.replaceWith(element('code', {}, text));
    return;
  }
  setTimeout(() => {
    button.textContent = 'Copy command';
  }, 2000);
}

function scenarioRow({ name, about, api }) {
  const token = `sandbox-${name}`;
  const button = element(
    'button',
    { type: 'button', 'aria-label': `Copy the command for ${token}` },
    'Copy command',
  );
  const command = commands[api](token);
  button.title = command;
  button.addEventListener('click', () => run(() => copy(button, command)));
  return element(
    'div',
    { class: 'scenario', 'data-text': `${name} ${about}`.toLowerCase() },
    element('code', {}, token),
    element('span', { class: 'about' }, about),
    button,
  );
}

function showScenarios({ scenarios, titles, faults }) {
  const groups = Object.entries(titles).map(([api, title], n) => {
    const rows = scenarios.filter((each) => each.api === api).map(scenarioRow);
    const [name = '', ...rest] = title.split(', ');
    const heading = element('summary', {}, element('h3', {}, name), ` (${rows.length}) `);
    heading.append(element('span', { class: 'quiet' }, rest.join(', ')));
    return element('details', n === 0 ? { open: '' } : {}, heading, ...rows);
  });
  at('scenario-list').replaceChildren(...groups);
  at('scenario-count').textContent = String(scenarios.length);
  at('faults').replaceChildren(...faults.map((name) => element('li', {}, element('code', {}, name))));
}

function filter() {
  const wanted = at('filter').value.trim().toLowerCase();
  let found = 0;
  for (const [n, group] of [...document.querySelectorAll('#scenario-list > details')].entries()) {
    let inGroup = 0;
    for (const row of group.querySelectorAll('.scenario')) {
      row.hidden = !row.dataset.text.includes(wanted);
      row.style.display = row.hidden ? 'none' : '';
      if (!row.hidden) inGroup += 1;
    }
    group.hidden = inGroup === 0;
    group.open = wanted === '' ? n === 0 : inGroup > 0;
    found += inGroup;
  }
  at('filter-result').textContent = wanted === '' ? '' : `${found} scenarios`;
}

/** Reads the list of requests again, because some may have arrived while the connection was down. */
async function readRequests() {
  const requests = await read('/-/requests');
  at('request-list').replaceChildren();
  count = 0;
  for (const request of requests) addRequest(request);
  showCount();
  readState();
  at('connection').textContent = 'Live';
}

async function start() {
  for (const each of document.querySelectorAll('.origin')) each.textContent = origin;
  showScenarios(await read('/-/scenarios'));
  at('filter').addEventListener('input', filter);
  at('reset').addEventListener('click', () =>
    run(() => fetch('/-/reset', { method: 'POST', headers: { 'x-sandbox': '1' } })),
  );

  const events = new EventSource('/-/events');
  events.addEventListener('open', () => run(readRequests));
  events.addEventListener('error', () => {
    at('connection').textContent = 'The sandbox is not there; trying again';
  });
  events.addEventListener('request', ({ data }) => {
    const request = JSON.parse(data);
    addRequest(request);
    announce(request);
    readState();
  });
  events.addEventListener('reset', () => {
    at('request-list').replaceChildren();
    count = 0;
    showCount();
    readState();
    at('announcement').textContent = 'Everything is empty again';
  });
}

run(start);
