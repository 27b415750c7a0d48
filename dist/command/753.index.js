export const id = 753;
export const ids = [753];
export const modules = {

/***/ 753:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ scenarios),
  startSandbox: () => (/* binding */ startSandbox)
});

// UNUSED EXPORTS: faultKinds

;// CONCATENATED MODULE: ./lib/sandbox/faults.js
/**
 * What can go wrong with one request.
 *
 * `*-before`, the plain status codes, `502-html`, `503-retry-after` and `redirect`: the server did nothing.
 * All others: it processed the request in full (a deployment was created), and only the answer is lost or spoilt.
 */
const faultKinds = [
    'reset-before',
    'reset-after',
    '500-before',
    '500-after',
    '502-html',
    '503-retry-after',
    '504-after',
    'cut-body',
    'stall',
    'stall-body',
    'html-200',
    'empty-200',
    'garbage-json',
    '401',
    '403',
    '404',
    '409',
    '429',
    'redirect',
];
function planFaults(faults) {
    const watches = faults.map(watch);
    const counts = new Map();
    return {
        // Every watch counts its own matches, so all are asked even when an earlier one hits.
        injected: (candidate) => watches.map((strike) => strike(candidate)).find((kind) => kind !== undefined),
        carried(key, carriedFaults) {
            const count = (counts.get(key) ?? 0) + 1;
            counts.set(key, count);
            return carriedFaults.find(({ nth }) => nth === 0 || nth === count)?.kind;
        },
    };
}
function watch({ request, kind, times }) {
    if (typeof request === 'number') {
        return ({ index }) => (within(index, request, times ?? 1) ? kind : undefined);
    }
    // A `g` or `y` flag would make the pattern remember where it last matched.
    const pattern = new RegExp(request.path.source, request.path.flags.replace(/[gy]/g, ''));
    const nth = request.nth ?? 1;
    let count = 0;
    return ({ method, path }) => {
        if (method !== request.method || !pattern.test(path))
            return undefined;
        count += 1;
        const isHit = nth === 0 ? within(count, 1, times ?? Infinity) : within(count, nth, times ?? 1);
        return isHit ? kind : undefined;
    };
}
function within(count, first, times) {
    return count >= first && count < first + times;
}
const unprocessed = new Set([
    'reset-before',
    '500-before',
    '502-html',
    '503-retry-after',
    '401',
    '403',
    '404',
    '409',
    '429',
    'redirect',
]);
/** True when the server acts on the request before the fault strikes. */
function isProcessed(kind) {
    return !unprocessed.has(kind);
}

;// CONCATENATED MODULE: ./lib/sandbox/token.js

const token_form = /^sandbox-([a-z0-9]+(?:-[a-z0-9]+)*)((?:\+[a-z0-9-]+@\d{1,6})*)$/;
/** Reads a credential; undefined when it has another form or names a fault that does not exist. */
function parseToken(credential) {
    const [, scenario, tail] = token_form.exec(credential) ?? [];
    if (scenario === undefined || tail === undefined)
        return undefined;
    const faults = [];
    for (const part of tail.split('+').slice(1)) {
        const [name, nth] = part.split('@');
        const kind = faultKinds.find((known) => known === name);
        if (!kind)
            return undefined;
        faults.push({ kind, nth: Number(nth) });
    }
    return { scenario, faults };
}
/** The secret of a `Bearer` authorization; the scheme is case-insensitive. */
function bearer(headers) {
    return /^bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
}

;// CONCATENATED MODULE: ./lib/sandbox/vendor.js
/** A JSON answer. */
function json(status, value, headers = {}) {
    return {
        status,
        headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers },
        body: JSON.stringify(value),
    };
}
/** An answer of any other media type. */
function content(status, type, body, headers = {}) {
    return { status, headers: { 'Content-Type': type, ...headers }, body };
}
/** A gateway's or login page in front of the API. */
function htmlPage(status, title, headers = {}) {
    const page = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
    return content(status, 'text/html;charset=UTF-8', page, headers);
}
/** True for a JSON object. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/errors.js

/** Appian's error shape: a code as title and a sentence. */
function appianError(status, code, message, headers = {}) {
    return json(status, { title: `APNX-1-${code}`, message }, headers);
}
/** A bad request in the external deployments area, whose codes are `APNX-1-4552-<number>`. */
function badRequest(number, message) {
    return appianError(400, `4552-${String(number).padStart(3, '0')}`, message);
}
/** The refusal Appian gives on this path for a status, where one has been seen; else a general one. */
function refuseAppian(status, path) {
    switch (status) {
        case 401:
            return appianError(401, '4187-000', 'The credentials provided are invalid.');
        case 403:
            return appianError(403, '4552-000', 'External deployments are not enabled in this environment.');
        case 404:
            return path.includes('/inspections')
                ? appianError(404, '4552-006', 'The inspection was not found.')
                : appianError(404, '4552-007', 'The deployment was not found.');
        case 405:
            return appianError(405, '0000-000', 'Method Not Allowed');
        case 409:
            return appianError(409, '4552-002', 'Concurrency limit reached');
        case 429:
            return appianError(429, '4552-002', 'Too many requests');
        default:
            return appianError(status, '4552-004', 'An unexpected error occurred.');
    }
}

// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(1306);
;// CONCATENATED MODULE: ./lib/sandbox/appian/export.js

const plain = { dataSource: '', scripts: [], plugins: 0, hasCustomizationFile: false };
/** Most recently modified first. Names and tickets are near misses of each other on purpose. */
const export_packages = [
    {
        ...plain,
        name: 'CR-1 Add page (old)',
        uuid: '30000000-0000-4000-8000-000000000001',
        ticketLink: 'https://issues.example.com/browse/CR-10',
    },
    {
        name: 'CR-1 Add page',
        uuid: '30000000-0000-4000-8000-000000000002',
        ticketLink: 'https://issues.example.com/browse/CR-1',
        dataSource: 'jdbc/AppianAnywhere',
        scripts: ['2024-fix.sql', 'Create Tables.sql'],
        plugins: 1,
        hasCustomizationFile: true,
    },
    {
        ...plain,
        name: 'CR-2 Fix form',
        uuid: '30000000-0000-4000-8000-000000000003',
        ticketLink: 'https://issues.example.com/browse/CR-2',
    },
    {
        ...plain,
        name: 'CR-2 Fix report',
        uuid: '30000000-0000-4000-8000-000000000004',
        ticketLink: 'https://issues.example.com/browse/CR-2',
    },
];
/** `GET /applications/<uuid>/packages`, stray spaces in the timestamps as in the documentation's sample. */
function packageList() {
    return {
        totalPackageCount: export_packages.length,
        packages: export_packages.map((stored, at) => ({
            datasourceUuid: stored.dataSource,
            objectCount: 8,
            databaseScriptCount: stored.scripts.length,
            createdTimestamp: '2023-03-13T16: 54: 39.051Z',
            name: stored.name,
            description: '',
            pluginCount: stored.plugins,
            hasCustomizationFile: stored.hasCustomizationFile,
            uuid: stored.uuid,
            ticketLink: stored.ticketLink,
            lastModifiedTimestamp: `2023-03-1${9 - at}T16: 54: 39.136Z`,
        })),
    };
}
/** Checks the `json` part of an export. */
function checkExport(json, fileCount) {
    const complaints = [];
    const { uuids, exportType } = json;
    for (const field of Object.keys(json)) {
        if (!['uuids', 'exportType', 'name', 'description'].includes(field)) {
            complaints.push([20, `Unsupported parameter: ${field}`]);
        }
    }
    if (fileCount > 0)
        complaints.push([52, 'An export takes no files']);
    if (exportType !== 'package' && exportType !== 'application') {
        complaints.push([43, 'exportType must be package or application']);
    }
    if (!Array.isArray(uuids))
        complaints.push([45, 'uuids must be an array']);
    else if (uuids.length === 0)
        complaints.push([28, 'uuids must not be empty']);
    else if (!uuids.every((uuid) => typeof uuid === 'string' && /^[\w-]+$/.test(uuid))) {
        complaints.push([50, 'uuids must be identifiers']);
    }
    else if (exportType === 'package') {
        if (uuids.length > 1)
            complaints.push([44, 'Exactly one package can be exported at a time']);
        else if (!export_packages.some(({ uuid }) => uuid === uuids[0])) {
            complaints.push([47, 'There is no package with this UUID']);
        }
    }
    return complaints;
}
/** `GET /deployments/<uuid>` of an export; what an export does not have is left out. */
function exportResult(status, json, url) {
    if (status === 'IN_PROGRESS')
        return { status };
    const deploymentLogUrl = `${url}log/`;
    if (status === 'FAILED')
        return { deploymentLogUrl, status };
    const stored = exported(json);
    return {
        packageZip: `${url}package-zip/`,
        ...(stored &&
            stored.scripts.length > 0 && {
            dataSource: stored.dataSource,
            databaseScripts: stored.scripts.map((fileName, at) => ({
                fileName,
                orderId: at + 1,
                url: `${url}db-scripts/${at + 1}/`,
            })),
        }),
        ...(stored && stored.plugins > 0 && { pluginsZip: `${url}plugins-zip/` }),
        ...(stored?.hasCustomizationFile && { customizationFile: `${url}customization-file/` }),
        customizationFileTemplate: `${url}customization-file-template/`,
        status,
        deploymentLogUrl,
    };
}
/** A file of an export: media type and bytes; undefined when this export has no such file. */
function exportFile(json, resource) {
    const stored = exported(json);
    const key = 'connectedSystem._a-0000e5ac-7c1b-8000-9bad-01075c01075c_1401.baseUrl';
    if (resource === 'package-zip')
        return { type: 'application/zip', bytes: packageZip() };
    if (resource === 'customization-file-template') {
        return { type: 'text/plain;charset=UTF-8', bytes: `## Connected System: APN Core Banking\n#${key}=\n` };
    }
    if (resource === 'customization-file' && stored?.hasCustomizationFile) {
        return { type: 'text/plain;charset=UTF-8', bytes: `${key}=https://core.example.com\n` };
    }
    if (resource === 'plugins-zip' && stored && stored.plugins > 0) {
        return { type: 'application/zip', bytes: zip({ 'apn-plugin.jar': 'not really a jar' }) };
    }
    const [, number] = /^db-scripts\/([1-9]\d*)$/.exec(resource) ?? [];
    const script = stored?.scripts[Number(number) - 1];
    return script === undefined
        ? undefined
        : { type: 'application/octet-stream', bytes: `-- ${script}\nSELECT ${number};\n` };
}
/** A package as Appian's export writes it, in small. The same bytes every time. */
function packageZip() {
    return zip({
        'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\nAppian-Version: 25.3.335.0\nCreated-On: 2025-08-29\n',
        'META-INF/export.log': 'Success (1):\n  rule 1212 "APN_getAccount"\n',
        'content/_a-0000e5ac-7c1b-8000-9bad-01075c01075c_1212.xml': '<contentHaul><versionUuid/></contentHaul>\n',
    });
}
function exported(json) {
    const { uuids, exportType } = json;
    if (exportType !== 'package' || !Array.isArray(uuids))
        return undefined;
    return export_packages.find(({ uuid }) => uuid === uuids[0]);
}
function zip(files) {
    const entries = Object.entries(files).map(([name, text]) => [name, (0,esm/* strToU8 */._u)(text)]);
    // A fixed local date: zip stores dates without a zone.
    return (0,esm/* zipSync */.L)(Object.fromEntries(entries), { mtime: new Date(2025, 0, 1) });
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/job.js
/** The phase that the `look`-th GET sees; before the first look the job is in its first phase. */
function phaseAt(phases, look) {
    let passed = 0;
    for (const phase of phases) {
        passed += phase.looks ?? Infinity;
        if (look <= passed)
            return phase;
    }
    return phases.at(-1) ?? { status: 'IN_PROGRESS' };
}
/** Reads the checked `json` part. */
function sentBy(payload) {
    const scripts = payload['databaseScripts'];
    return {
        hasPackage: payload['packageFileName'] !== undefined,
        hasAdminSettings: payload['adminConsoleSettingsFileName'] !== undefined,
        hasPlugins: payload['pluginsFileName'] !== undefined,
        scripts: Array.isArray(scripts) ? scripts.length : 0,
    };
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/payload.js


const inspectionFields = ['packageFileName', 'customizationFileName', 'adminConsoleSettingsFileName'];
const importFields = [
    ...inspectionFields,
    'name',
    'description',
    'pluginsFileName',
    'dataSource',
    'databaseScripts',
];
const fileFields = [
    ['packageFileName', '.zip', 16],
    ['customizationFileName', '.properties', 16],
    ['adminConsoleSettingsFileName', '.zip', 16],
    ['pluginsFileName', '.zip', 31],
];
/** Checks what `POST /inspections` and an import by `POST /deployments` send; the first complaint is the answer. */
function checkPayload(purpose, request) {
    const form = readForm(request);
    if ('status' in form)
        return form;
    const complaints = [
        ...checkFields(purpose, form.json),
        ...checkScripts(form.json),
        ...checkFiles(purpose, form),
    ];
    return settle(complaints, request) ?? form;
}
/** Reads the multipart body and its one `json` part. */
function readForm(request) {
    const { body } = request;
    if (body.kind !== 'form') {
        const reason = body.kind === 'unreadable' ? `: ${body.reason}` : '';
        return reject([18, `The request body must be multipart/form-data${reason}`], request);
    }
    const parts = body.fields.filter(({ name }) => name === 'json');
    const [part] = parts;
    if (!part)
        return reject([23, 'The multipart part "json" is missing'], request);
    if (parts.length > 1)
        return reject([24, 'There is more than one multipart part "json"'], request);
    for (const { name } of body.fields) {
        if (name !== 'json')
            request.object(`part "${name}" is neither the json part nor a file`);
    }
    // Works without, as the documentation's own curl shows; the text says application/json.
    if (part.contentType !== 'application/json')
        request.object('part "json" is not typed application/json');
    try {
        const value = JSON.parse(part.value);
        if (isObject(value))
            return { json: value, files: body.files };
    }
    catch {
        // Answered below, like JSON that is no object.
    }
    return reject([23, 'The multipart part "json" is not a JSON object'], request);
}
/** Notes all complaints and answers with the first; undefined when there are none. */
function settle(complaints, request) {
    for (const [, message] of complaints)
        request.object(message);
    const [first] = complaints;
    return first && badRequest(...first);
}
/** Notes one complaint and answers with it. */
function reject(complaint, request) {
    request.object(complaint[1]);
    return badRequest(...complaint);
}
function checkFields(purpose, json) {
    const complaints = [];
    const allowed = purpose === 'inspect' ? inspectionFields : importFields;
    for (const field of Object.keys(json)) {
        if (!allowed.includes(field))
            complaints.push([20, `Unsupported parameter: ${field}`]);
    }
    const { name, description, dataSource } = json;
    if (purpose === 'import' && name === undefined)
        complaints.push([9, 'Required parameter missing: name']);
    if (name !== undefined && (typeof name !== 'string' || name.trim() === '')) {
        complaints.push([26, 'The parameter name must not be blank']);
    }
    if (description !== undefined && typeof description !== 'string') {
        complaints.push([20, 'The parameter description must be a string']);
    }
    if (dataSource !== undefined && (typeof dataSource !== 'string' || dataSource === '')) {
        complaints.push([12, 'The parameter dataSource must be a name or UUID']);
    }
    const carriers = [...fileFields.map(([field]) => field), 'databaseScripts'];
    if (!carriers.some((field) => json[field] !== undefined)) {
        complaints.push([28, 'At least one file to work on is required']);
    }
    return complaints;
}
function checkScripts({ dataSource, databaseScripts }) {
    if (databaseScripts === undefined) {
        return dataSource === undefined ? [] : [[11, 'dataSource requires databaseScripts']];
    }
    const complaints = [];
    if (dataSource === undefined)
        complaints.push([12, 'databaseScripts require dataSource']);
    if (!Array.isArray(databaseScripts) || databaseScripts.length === 0) {
        return [...complaints, [11, 'databaseScripts must be a non-empty array']];
    }
    const orders = [];
    for (const script of databaseScripts) {
        const { fileName, orderId } = isObject(script) ? script : {};
        if (typeof fileName !== 'string' || !/.\.(?:sql|ddl)$/i.test(fileName)) {
            complaints.push([16, `Invalid database script file name: ${String(fileName)}`]);
        }
        const isWhole = Number.isInteger(orderId) || (typeof orderId === 'string' && /^\d+$/.test(orderId));
        if (isWhole)
            orders.push(Number(orderId));
        else
            complaints.push([14, `Invalid orderId: ${JSON.stringify(orderId)}`]);
    }
    if (new Set(orders).size < orders.length)
        complaints.push([19, 'Two database scripts have the same orderId']);
    else if (orders.toSorted((a, b) => a - b).some((order, at) => order !== at + 1)) {
        complaints.push([15, 'The orderIds of the database scripts must run from 1 without a gap']);
    }
    return complaints;
}
function checkFiles(purpose, { json, files }) {
    const complaints = [];
    const named = [];
    for (const [field, extension, code] of fileFields) {
        const value = json[field];
        if (value === undefined)
            continue;
        if (typeof value !== 'string' || !value.toLowerCase().endsWith(extension) || value === extension) {
            complaints.push([code, `${field} must name a ${extension} file`]);
        }
        if (typeof value === 'string')
            named.push(value);
    }
    if (purpose === 'import')
        named.push(...scriptNames(json['databaseScripts']));
    if (repeated(named))
        complaints.push([22, 'The same file is named twice in the JSON object']);
    if (repeated(files.map(({ fileName }) => fileName))) {
        complaints.push([22, 'Two file parts have the same filename']);
    }
    for (const name of named) {
        if (!files.some(({ fileName }) => fileName === name))
            complaints.push([16, `No file part named "${name}"`]);
    }
    for (const { fileName, bytes } of files) {
        if (!named.includes(fileName))
            complaints.push([21, `File "${fileName}" is not named in the JSON object`]);
        if (/[\\/]/.test(fileName))
            complaints.push([16, `File name "${fileName}" contains a path`]);
        if (bytes === 0)
            complaints.push([16, `File "${fileName}" is empty`]);
    }
    return complaints;
}
function scriptNames(scripts) {
    if (!Array.isArray(scripts))
        return [];
    return scripts.flatMap((script) => isObject(script) && typeof script['fileName'] === 'string' ? [script['fileName']] : []);
}
function repeated(names) {
    return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/results.js
/** Objects in every simulated package. */
const objectTotal = 22;
const adminSettingsTotal = 7;
/** `GET /inspections/<uuid>` of a completed inspection; blocks only for what was sent. */
function inspectionResult(status, sent, findings) {
    const { errors = [], warnings = [] } = findings;
    const failed = findings.failedObjects ?? new Set(errors.map(({ objectUuid }) => objectUuid)).size;
    const total = Math.max(objectTotal, failed);
    return {
        summary: {
            ...(sent.hasAdminSettings && {
                adminConsoleSettingsExpected: { total: adminSettingsTotal, imported: 5, failed: 0, skipped: 2 },
            }),
            ...(sent.hasPackage && {
                objectsExpected: { total, imported: total - failed, failed, skipped: 0 },
            }),
            problems: {
                totalErrors: errors.length,
                totalWarnings: warnings.length,
                ...(errors.length > 0 && {
                    errors: errors.map(({ message, objectName, objectUuid }) => ({
                        errorMessage: message,
                        objectName,
                        objectUuid,
                    })),
                }),
                ...(warnings.length > 0 && {
                    warnings: warnings.map(({ message, objectName, objectUuid }) => ({
                        warningMessage: message,
                        objectName,
                        objectUuid,
                    })),
                }),
            },
        },
        status,
    };
}
/**
 * `GET /deployments/<uuid>` of an import. Success and partial failure carry a summary with the log's address inside;
 * a failed import has the address at top level and no summary; every other status stands alone.
 *
 * @param counts - null: the summary comes without blocks
 */
function importResult(status, sent, counts, deploymentLogUrl) {
    if (status === 'FAILED')
        return { deploymentLogUrl, status };
    if (['IN_PROGRESS', 'PENDING_REVIEW', 'REJECTED'].includes(status))
        return { status };
    if (!counts)
        return { summary: {}, status };
    const { failed = 0, skipped = 0 } = counts;
    return {
        summary: {
            databaseScripts: sent.scripts,
            ...(sent.hasAdminSettings && {
                adminConsoleSettings: { total: adminSettingsTotal, imported: 6, failed: 0, skipped: 1 },
            }),
            ...(sent.hasPlugins && { plugins: { total: 3, imported: 3, skipped: 0 } }),
            ...(sent.hasPackage && {
                objects: { total: objectTotal, imported: objectTotal - failed - skipped, failed, skipped },
            }),
            deploymentLogUrl,
        },
        status,
    };
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/logs.js
/** Size of the big log, in bytes. */
const bigLogBytes = 20 * 1024 * 1024;
const dataStore = '  dataStore 1204 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1204 "APN Account"';
const processModel = '  processModel 1377 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1377 "APN Open Account"';
const imported = [
    '  application 310 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_310 "APN Accounts"',
    '  rule 1212 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1212 "APN_getAccount"',
    '  recordType 1519 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1519 "APN Customer"',
];
/** The log an English-speaking site writes, with the sections its status calls for. */
function plainLog({ name, status }) {
    const head = ['Deployment Log', `Name: ${name}`, `Status: ${status}`, ''];
    if (status === 'FAILED') {
        return lines([
            ...head,
            'Problems (1):',
            '  Database script "Create Tables.sql": Table \'APN_ACCOUNT\' already exists (SQLState 42S01)',
            '  No objects were imported. Appian will attempt to roll back changes.',
            '',
            'Success (0):',
        ]);
    }
    if (status === 'COMPLETED_WITH_PUBLISH_ERRORS') {
        return lines([
            ...head,
            'Problems (1):',
            `${processModel}: The process model was imported and could not be published (APNX-1-4071-018)`,
            '',
            'Success (21):',
            ...imported,
        ]);
    }
    if (status === 'COMPLETED_WITH_IMPORT_ERRORS' || status === 'COMPLETED_WITH_ERRORS') {
        return lines([
            ...head,
            'Problems (1):',
            `${dataStore}: Not imported because a required precedent is missing (APNX-1-4070-001) (APNX-1-4071-006)`,
            '',
            'Cascading Problems (1):',
            `${processModel}: Not imported because of a problem with dataStore "APN Account" (APNX-1-4070-002)`,
            '',
            'Success (20):',
            ...imported,
        ]);
    }
    return lines([
        ...head,
        'Success (22):',
        ...imported,
        '',
        'Not Changed (0):',
        '',
        'Version Synchronized (0):',
    ]);
}
/** The same from a site that speaks Spanish. */
function spanishLog({ name, status }) {
    return lines([
        'Registro de implementación',
        `Nombre: ${name}`,
        `Estado: ${status}`,
        '',
        'Problemas (0):',
        '',
        'Éxito (22):',
        ...imported,
        '',
        'Sin cambios (0):',
    ]);
}
/** A log that tries to command whoever prints it, and is no valid UTF-8. */
function evilLog(subject) {
    return Buffer.concat([
        Buffer.from(plainLog(subject)),
        Buffer.from('::error::forged by the log\n::set-output name=status::succeeded\n::stop-commands::x\n'),
        Buffer.from('\u001b[2J\u001b]0;owned\u0007\u001b[31mred\u001b[0m\r\n##[error]old style\n\0\0'),
        Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x0a]),
        Buffer.from('</pre><script>alert(1)</script>\n'),
    ]);
}
/** A log nobody wants in memory twice. */
function bigLog(subject) {
    const start = Buffer.from(plainLog(subject));
    const log = Buffer.alloc(bigLogBytes, `${imported[1] ?? ''}\n`);
    start.copy(log);
    return log;
}
function lines(texts) {
    return `${texts.join('\n')}\n`;
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/problems.js
/** Identifier of an Appian design object, as packages carry it. */
function objectUuid(number) {
    return `_a-0000e5ac-7c1b-8000-9bad-01075c01075c_${number}`;
}
/** A package that lacks what its objects refer to. */
const missingPrecedents = [
    {
        message: `The dataStore [id= uuid=${objectUuid(1204)}] was not imported because a required precedent is missing: ` +
            'datatype {urn:com:appian:types:APN}APN_Account (APNX-1-4070-001) (APNX-1-4071-006)',
        objectName: 'APN Account',
        objectUuid: objectUuid(1204),
    },
    {
        message: `The processModel [id= uuid=${objectUuid(1377)}] was not imported because a required precedent is missing: ` +
            `rule [uuid=${objectUuid(1212)}] (APNX-1-4070-001) (APNX-1-4071-006)`,
        objectName: 'APN Open Account',
        objectUuid: objectUuid(1377),
    },
    {
        message: 'An error occurred while validating the connected system: the import customization file has no value for ' +
            `connectedSystem.${objectUuid(1401)}.baseUrl (APNX-1-4104-012)`,
        objectName: 'APN Core Banking',
        objectUuid: objectUuid(1401),
    },
];
/** Nothing that stops an import. */
const mildWarnings = [
    {
        message: 'The object has no viewer group; only system administrators will see it (APNX-1-4071-045)',
        objectName: 'APN Dashboard',
        objectUuid: objectUuid(1502),
    },
    {
        message: 'The record type will be synced in full after the import (APNX-1-4234-003)',
        objectName: 'APN Customer',
        objectUuid: objectUuid(1519),
    },
];
/** Texts that try to leave the place where they are shown: log, output, annotation, table, terminal. */
const hostileProblems = [
    {
        message: 'first line\n::error::forged annotation\n::set-output name=status::succeeded\r\n::stop-commands::x',
        objectName: '::add-mask::e',
        objectUuid: objectUuid(6601),
    },
    {
        message: '\u001b[2J\u001b[32mAll checks passed\u001b[0m \u001b]8;;http://evil.invalid\u0007click\u001b]8;;\u0007',
        objectName: '\u001b]0;title\u0007 \u202Etxet desrever\u202C \u0000\u0008',
        objectUuid: objectUuid(6602),
    },
    {
        message: '</td></tr></table></details><img src=x onerror=alert(1)><script>alert(1)</script> | a | b |\n|---|---|\n' +
            '<!-- --> ](javascript:alert(1)) ![x](http://evil.invalid/pixel.png) @everyone #1',
        objectName: '`code` **bold** | pipe <b>html</b> \\| &lt;',
        objectUuid: '"><svg onload=alert(1)>',
    },
    {
        message: '```\nghadelimiter_00000000\nstatus=succeeded\n```\nEOF\n##[error]old style\n%0A::error::encoded',
        objectName: '__proto__',
        objectUuid: '../../../etc/passwd',
    },
    { message: '', objectName: '', objectUuid: '' },
];
/** How many findings the flood has in all: nine in ten are errors. */
const floodSize = 10_000;
/** Length of the longest texts in the flood, in characters. */
const floodTextLength = 100_000;
/** More findings than anybody reads, some of them very long. Built on demand: it weighs megabytes. */
function problemFlood() {
    const all = Array.from({ length: floodSize }, (_, at) => {
        const isLong = at % 1000 === 500;
        return {
            message: isLong
                ? `Long finding ${at} `.padEnd(floodTextLength, 'x | <b>\u{1F4A5} ')
                : `The interface [id= uuid=${objectUuid(at)}] was not imported because a required precedent is missing (APNX-1-4070-001)`,
            objectName: at % 2500 === 1 ? `APN ${'W'.repeat(5000)}` : `APN Interface ${at}`,
            objectUuid: objectUuid(at),
        };
    });
    const firstWarning = floodSize * 0.9;
    return { errors: all.slice(0, firstWarning), warnings: all.slice(firstWarning) };
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/scenarios.js



/** Looks for which things are on their way, unless a scenario says otherwise. */
const looks = {
    inspection: 2,
    deployment: 3,
    export: 2,
    review: 3,
    slowInspection: 12,
    slowDeployment: 30,
};
const busy = (count) => ({ status: 'IN_PROGRESS', looks: count });
const deploysTo = (status) => [busy(looks.deployment), { status }];
const inspectsTo = (status) => [busy(looks.inspection), { status }];
const review = { status: 'PENDING_REVIEW', looks: looks.review };
/** The scenario all others start from. */
const defaults = {
    inspection: inspectsTo('COMPLETED'),
    findings: () => ({}),
    deployment: deploysTo('COMPLETED'),
    counts: {},
    export: [busy(looks.export), { status: 'COMPLETED' }],
    log: plainLog,
};
const posts = (request, part) => request.method === 'POST' && request.path.includes(part);
/** All scenarios of the simulated Appian site. */
const appianScenarios = [
    { name: 'happy', about: 'inspection without findings, then COMPLETED' },
    {
        name: 'happy-slow',
        about: 'the same with many looks',
        inspection: [busy(looks.slowInspection), { status: 'COMPLETED' }],
        deployment: [busy(looks.slowDeployment), { status: 'COMPLETED' }],
    },
    {
        name: 'inspection-errors',
        about: 'the inspection finds errors',
        findings: () => ({ errors: missingPrecedents, warnings: mildWarnings.slice(0, 1) }),
    },
    {
        name: 'inspection-warnings',
        about: 'the inspection finds warnings only',
        findings: () => ({ warnings: mildWarnings }),
    },
    {
        name: 'inspection-many-problems',
        about: '10,000 findings, some 100,000 characters long',
        findings: problemFlood,
    },
    {
        name: 'inspection-failed-objects',
        about: 'no errors, but objects are expected to fail',
        findings: () => ({ failedObjects: 2 }),
    },
    {
        name: 'inspection-failed',
        about: 'FAILED by a system error: no verdict',
        inspection: inspectsTo('FAILED'),
    },
    { name: 'inspection-unreadable', about: 'COMPLETED without a summary', findings: null },
    {
        name: 'inspection-unknown',
        about: 'an undocumented inspection status',
        inspection: inspectsTo('COMPLETED_PARTIALLY'),
    },
    {
        name: 'inspection-lag',
        about: '404, then 500 APNX-1-4552-005, before results appear',
        inspection: [
            { ...busy(1), instead: refuseAppian(404, '/inspections') },
            {
                ...busy(1),
                instead: appianError(500, '4552-005', 'The inspection completed with no information.'),
            },
            ...inspectsTo('COMPLETED'),
        ],
    },
    { name: 'inspection-never', about: 'the inspection never ends', inspection: [{ status: 'IN_PROGRESS' }] },
    { name: 'inspection-bad-uuid', about: 'the inspection uuid is ../../x', inspectionUuid: '../../x' },
    {
        name: 'hostile',
        about: 'findings with workflow commands, markup, control characters',
        findings: () => ({ errors: hostileProblems, warnings: hostileProblems }),
    },
    {
        name: 'hostile-warnings',
        about: 'the same as warnings only, then COMPLETED with such a log',
        findings: () => ({ warnings: hostileProblems }),
        log: evilLog,
    },
    {
        name: 'hostile-refusal',
        about: 'the import is refused (403) in such words',
        refuse: (request) => posts(request, '/deployments')
            ? appianError(403, '0000-000', hostileProblems.map(({ message }) => message).join('\n'))
            : undefined,
    },
    {
        name: 'import-errors',
        about: 'COMPLETED_WITH_IMPORT_ERRORS',
        deployment: deploysTo('COMPLETED_WITH_IMPORT_ERRORS'),
        counts: { failed: 2 },
    },
    {
        name: 'publish-errors',
        about: 'COMPLETED_WITH_PUBLISH_ERRORS',
        deployment: deploysTo('COMPLETED_WITH_PUBLISH_ERRORS'),
    },
    {
        name: 'with-errors',
        about: 'COMPLETED_WITH_ERRORS, already in the answer to the POST',
        deployment: [{ status: 'COMPLETED_WITH_ERRORS' }],
        counts: { failed: 2 },
    },
    { name: 'failed', about: 'FAILED: a database script failed', deployment: deploysTo('FAILED') },
    {
        name: 'rejected',
        about: 'PENDING_REVIEW, then REJECTED',
        deployment: [review, { status: 'REJECTED' }],
    },
    {
        name: 'review',
        about: 'PENDING_REVIEW, then COMPLETED',
        deployment: [review, busy(1), { status: 'COMPLETED' }],
    },
    { name: 'review-forever', about: 'PENDING_REVIEW for ever', deployment: [{ status: 'PENDING_REVIEW' }] },
    { name: 'unknown-status', about: 'an undocumented status', deployment: deploysTo('COMPLETED_WITH_NOTES') },
    { name: 'never', about: 'IN_PROGRESS for ever', deployment: [{ status: 'IN_PROGRESS' }] },
    { name: 'contradiction', about: 'COMPLETED, but objects failed', counts: { failed: 2, skipped: 1 } },
    { name: 'no-blocks', about: 'COMPLETED with an empty summary', counts: null },
    { name: 'bad-uuid', about: 'the deployment uuid is ../../x', deploymentUuid: '../../x' },
    { name: 'foreign-url', about: 'URLs in answers point to another host', isForeign: true },
    { name: 'no-log', about: 'the log answers 404', log: null },
    { name: 'big-log', about: 'a log of 20 MiB', log: bigLog },
    { name: 'evil-log', about: 'a log with workflow commands, escape codes, invalid UTF-8', log: evilLog },
    { name: 'localized', about: 'a Spanish log', log: spanishLog },
    {
        name: 'disabled',
        about: '403 on every POST: incoming deployments are switched off',
        refuse: (request) => (request.method === 'POST' ? refuseAppian(403, request.path) : undefined),
    },
    {
        name: 'not-service-account',
        about: '401 APNX-1-4188-003: the account is no service account',
        refuse: () => appianError(401, '4188-003', 'The account is not a member of the Service Accounts group.'),
    },
    {
        name: 'busy',
        about: '409 Concurrency limit reached on every import',
        refuse: (request) => (posts(request, '/deployments') ? refuseAppian(409, request.path) : undefined),
    },
    {
        name: 'echo-key',
        about: 'every POST is refused (403) with the API key in the text',
        refuse: (request) => request.method === 'POST'
            ? appianError(403, '0000-000', `User Does Not Have Rights: key ${request.credential} ${rawKey(request)}`)
            : undefined,
    },
    {
        name: 'export-errors',
        about: 'the export ends COMPLETED_WITH_EXPORT_ERRORS: an incomplete zip',
        export: [busy(looks.export), { status: 'COMPLETED_WITH_EXPORT_ERRORS' }],
    },
    { name: 'export-failed', about: 'the export FAILED', export: [busy(looks.export), { status: 'FAILED' }] },
];
function rawKey({ headers }) {
    return headers['authorization'] ?? headers['appian-api-key'] ?? '';
}

;// CONCATENATED MODULE: ./lib/sandbox/appian/appian.js








/** Appian's Deployment REST API, v1 and v2. */
const appian = {
    title: 'Appian Deployment REST API, /suite/deployment-management/{v1,v2}, appian-api-key: <token>',
    scenarios: appianScenarios.map(({ name, about }) => ({ name, about })),
    open: openAppian,
};
function openAppian(elsewhere) {
    const inspections = [];
    const deployments = [];
    const state = { inspections: [], deployments: [] };
    /** Address of a job as answers name it; a trailing slash, as real sites have it. */
    const address = (request, scenario, path) => {
        const base = /^.*?\/v[12]\//.exec(request.path)?.[0] ?? '';
        return `${scenario.isForeign ? elsewhere : request.origin}${base}${path}/`;
    };
    const inspect = (request, scenario) => {
        const payload = checkPayload('inspect', request);
        if ('status' in payload)
            return payload;
        const uuid = scenario.inspectionUuid ?? sequentialUuid(1, inspections.length + 1);
        const phases = scenario.inspection ?? defaults.inspection;
        const face = begin(uuid, payload, phases);
        inspections.push({ face, scenario, phases });
        state.inspections.push(face);
        return json(200, { uuid, url: address(request, scenario, `inspections/${uuid}`) });
    };
    const deploy = (request, scenario, isV1) => {
        const action = (request.headers['action-type'] ?? 'import').toLowerCase();
        if (action !== 'import' && (action !== 'export' || isV1)) {
            return reject([20, `Unsupported Action-Type: ${action}`], request);
        }
        const payload = action === 'import' ? checkPayload('import', request) : readForm(request);
        if ('status' in payload)
            return payload;
        const refusal = action === 'export' && settle(checkExport(payload.json, payload.files.length), request);
        if (refusal)
            return refusal;
        const { name, description } = payload.json;
        const uuid = scenario.deploymentUuid ?? sequentialUuid(2, deployments.length + 1);
        const phases = action === 'import'
            ? (scenario.deployment ?? defaults.deployment)
            : (scenario.export ?? defaults.export);
        const face = {
            ...begin(uuid, payload, phases),
            action,
            name: typeof name === 'string' ? name : 'sandbox - export.zip',
            ...(typeof description === 'string' && { description }),
        };
        deployments.push({ face, scenario, phases });
        state.deployments.push(face);
        const url = address(request, scenario, `deployments/${uuid}`);
        return json(200, { uuid, url, status: face.status });
    };
    const lookAtInspection = (request, uuid) => {
        const job = inspections.find(({ face }) => face.uuid === uuid);
        if (!job)
            return refuseAppian(404, request.path);
        const { instead, status } = look(job);
        if (instead)
            return instead;
        const { findings = defaults.findings } = job.scenario;
        if (status !== 'COMPLETED' || !findings)
            return json(200, { status });
        return json(200, inspectionResult(status, sentBy(job.face.payload), findings()));
    };
    const lookAtDeployment = (request, uuid, isV1) => {
        const job = deployments.find(({ face }) => face.uuid === uuid);
        if (!job || (isV1 && job.face.action === 'export'))
            return refuseAppian(404, request.path);
        const { status } = look(job);
        const url = address(request, job.scenario, `deployments/${uuid}`);
        if (job.face.action === 'export')
            return json(200, exportResult(status, job.face.payload, url));
        const { counts = defaults.counts } = job.scenario;
        return json(200, importResult(status, sentBy(job.face.payload), counts, `${url}log/`));
    };
    const fetchResource = (request, uuid, resource) => {
        const job = deployments.find(({ face }) => face.uuid === uuid);
        if (!job || unfinished.has(job.face.status))
            return refuseAppian(404, request.path);
        if (resource === 'log') {
            const { log = defaults.log } = job.scenario;
            return log ? content(200, 'text/plain;charset=UTF-8', log(job.face)) : refuseAppian(404, request.path);
        }
        const file = job.face.action === 'export' ? exportFile(job.face.payload, resource) : undefined;
        return file && job.face.status !== 'FAILED'
            ? content(200, file.type, file.bytes)
            : refuseAppian(404, request.path);
    };
    const route = (request, scenario) => {
        const [, version, rest] = /^\/suite\/deployment-management\/(v[12])\/(.*?)\/?$/.exec(request.path) ?? [];
        if (rest === undefined)
            return refuseAppian(404, request.path);
        const isV1 = version === 'v1';
        const [area = '', uuid, ...more] = rest.split('/');
        const call = `${request.method} ${area}`;
        const resource = more.join('/');
        if (uuid === undefined) {
            if (call === 'POST inspections')
                return inspect(request, scenario);
            if (call === 'POST deployments')
                return deploy(request, scenario, isV1);
        }
        else if (resource === '') {
            if (call === 'GET inspections')
                return lookAtInspection(request, uuid);
            if (call === 'GET deployments')
                return lookAtDeployment(request, uuid, isV1);
        }
        else if (call === 'GET deployments' &&
            (resource === 'log' || (!isV1 && exportResource.test(resource)))) {
            return fetchResource(request, uuid, resource);
        }
        else if (call === 'GET applications' && resource === 'packages' && !isV1) {
            return json(200, packageList());
        }
        return refuseAppian(area === 'inspections' || area === 'deployments' ? 405 : 404, request.path);
    };
    return {
        state,
        prefixes: ['/suite/'],
        refuse: refuseAppian,
        credential: apiKey,
        handle(request) {
            const { headers, token } = request;
            if (headers['appian-api-key'] !== undefined && headers['authorization'] !== undefined) {
                request.object('two credentials in one request');
            }
            const scenario = appianScenarios.find(({ name }) => name === token?.scenario);
            if (!scenario)
                return refuseAppian(401, request.path);
            return scenario.refuse?.(request) ?? route(request, scenario);
        },
    };
}
/** Statuses under which neither log nor exported files exist. */
const unfinished = new Set(['IN_PROGRESS', 'PENDING_REVIEW', 'REJECTED']);
const exportResource = /^(?:package-zip|plugins-zip|customization-file|customization-file-template|db-scripts\/\d+)$/;
function begin(uuid, payload, phases) {
    const { status } = phaseAt(phases, 0);
    return { uuid, payload: payload.json, files: payload.files, status, looks: 0 };
}
function look(job) {
    job.face.looks += 1;
    const phase = phaseAt(job.phases, job.face.looks);
    job.face.status = phase.status;
    return phase;
}
/** The n-th identifier of a kind: well-formed, and the same in every run. */
function sequentialUuid(kind, n) {
    return `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
/** The API key from its own header, a bearer token, or Basic with an empty user or an empty password. */
function apiKey(headers) {
    const own = headers['appian-api-key'] ?? bearer(headers);
    if (own !== undefined)
        return own;
    const [, encoded] = /^basic +(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
    if (encoded === undefined)
        return undefined;
    const pair = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    const [user, password] = [pair.slice(0, colon), pair.slice(colon + 1)];
    return colon >= 0 && (user === '' || password === '') ? user || password : undefined;
}

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda/errors.js

/** BigPanda's older error shape. */
function errors(status, texts, headers = {}) {
    return json(status, { response: { errors: texts } }, headers);
}
/** Its newer one. */
function newErrors(status, texts, headers = {}) {
    return json(status, { status, errors: texts }, headers);
}
/** The refusal for a status, in one of the two shapes. */
function refuse(status, headers = {}, shape = errors) {
    return shape(status, [refusals[status] ?? `Error ${status}`], headers);
}
const refusals = {
    400: 'Missing mandatory field: version',
    401: 'Invalid or missing authentication token',
    403: 'Access denied',
    404: 'The requested endpoint does not exist',
    405: 'Method not allowed',
    409: 'Conflict',
    429: 'Rate limit exceeded: 5 requests per second',
    500: 'Internal error, retry the request after some time',
};

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda/events.js

/** Fields that the documentation or one of the vendor's own clients knows. */
const known = {
    start: [
        'component',
        'version',
        'hosts',
        'timestamp',
        'description',
        'owner',
        'source',
        'source_system',
        'env',
        'properties',
    ],
    end: ['component', 'version', 'hosts', 'status', 'errorMessage', 'timestamp', 'env', 'properties'],
};
/** From here on a number of seconds would lie after the year 5000: it is milliseconds. */
const millisecondsFrom = 100_000_000_000;
/** Checks an event body as the vendor documents it; every error is also noted as a violation. */
function checkEvent(kind, request) {
    const { body, headers, object } = request;
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
        object('Content-Type is not application/json');
    }
    if (body.kind !== 'json' || !isObject(body.value)) {
        const reason = body.kind === 'unreadable' ? body.reason : 'body is not a JSON object';
        object(reason);
        return { errors: [reason] };
    }
    const event = body.value;
    const { component, version, hosts, timestamp, status, errorMessage } = event;
    const problems = [];
    if (!isText(component))
        problems.push('component: required, a string');
    if (!isText(version))
        problems.push('version: required, a string');
    if (!isTexts(hosts))
        problems.push('hosts: required, an array of host names');
    if (timestamp !== undefined && !isSeconds(timestamp))
        problems.push(notSeconds('timestamp', timestamp));
    for (const name of ['description', 'owner', 'source', 'source_system', 'env', 'errorMessage']) {
        if (event[name] !== undefined && typeof event[name] !== 'string')
            problems.push(`${name}: must be a string`);
    }
    const isStatus = status === 'success' || status === 'failure';
    if (kind === 'end' && status !== undefined && !isStatus) {
        problems.push('status: must be success or failure');
    }
    for (const problem of problems)
        object(problem);
    for (const name of Object.keys(event)) {
        if (!known[kind].includes(name))
            object(`${name}: not a documented field of the ${kind} event`);
    }
    if (problems.length > 0 || !isText(component) || !isText(version) || !isTexts(hosts)) {
        return { errors: problems };
    }
    if (new Set(hosts).size < hosts.length)
        object('hosts: named twice');
    if (kind === 'end' && status === undefined)
        object('status: left out, which BigPanda records as success');
    return {
        kind,
        component,
        version,
        hosts,
        ...(isSeconds(timestamp) && { timestamp }),
        ...(kind === 'end' && isStatus && { status }),
        ...(typeof errorMessage === 'string' && { errorMessage }),
        body: event,
    };
}
function isText(value) {
    return typeof value === 'string' && value !== '';
}
function isTexts(value) {
    return Array.isArray(value) && value.length > 0 && value.every(isText);
}
/** A time in whole Unix seconds. */
function isSeconds(value) {
    return Number.isInteger(value) && Number(value) >= 0 && Number(value) < millisecondsFrom;
}
/** What is wrong with a time that is not in whole Unix seconds. */
function notSeconds(name, value) {
    const inMilliseconds = typeof value === 'number' && value >= millisecondsFrom;
    return `${name}: must be whole Unix seconds${inMilliseconds ? ', this is milliseconds' : ''}`;
}

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda/bigpanda.js




const created = json(201, { response: { status: 'created' } });
const scenarioTable = [
    { name: 'happy', about: '201, as the vendor documents it' },
    { name: 'ok-200', about: '200, as its official clients expect it', accept: { ...created, status: 200 } },
    {
        name: 'down',
        about: '503 with an HTML page, always',
        refuse: () => htmlPage(503, '503 Service Unavailable'),
    },
    { name: 'unauthorized', about: '401: the token is not known', refuse: () => refuse(401) },
    { name: 'bad-request', about: '400 with response.errors', refuse: () => refuse(400) },
    {
        name: 'new-errors',
        about: '400 with the newer error shape',
        refuse: () => newErrors(400, ['version: must not be blank']),
    },
    { name: 'slow', about: 'accepts the event and never answers', accept: { ...created, fault: 'stall' } },
    {
        name: 'limited',
        about: '429 with Retry-After: 1 on the first request to each endpoint, then accepts',
        refuse: (first) => (first ? refuse(429, { 'Retry-After': '1' }) : undefined),
    },
    {
        name: 'reset',
        about: 'drops every connection without an answer',
        refuse: () => ({ ...created, fault: 'reset-before' }),
    },
];
const endpoint = /^\/data\/events\/deployments\/(start|end)$/;
/** BigPanda's deployments API: start and end events. */
const bigpanda = {
    title: 'BigPanda deployments API, POST /data/events/deployments/{start,end}, Authorization: Bearer <token>',
    scenarios: scenarioTable.map(({ name, about }) => ({ name, about })),
    open: openBigPanda,
};
function openBigPanda() {
    const events = [];
    const changes = [];
    const visits = new Set();
    const firstVisit = (request) => {
        const key = `${request.credential} ${request.path}`;
        const first = !visits.has(key);
        visits.add(key);
        return first;
    };
    const record = (event, object) => {
        const previous = events.findLast((other) => other.kind === 'start' && sameTriple(other, event));
        events.push(event);
        let change = changes.find((known) => sameTriple(known, event));
        if (!change) {
            const { component, version } = event;
            const hosts = event.hosts.toSorted();
            change = { component, version, hosts, started: 0, ended: 0, status: 'in progress' };
            changes.push(change);
        }
        if (event.kind === 'start') {
            change.started += 1;
            change.status = 'in progress';
            delete change.errorMessage;
            return;
        }
        change.ended += 1;
        change.status = event.status ?? 'success';
        if (event.errorMessage === undefined)
            delete change.errorMessage;
        else
            change.errorMessage = event.errorMessage;
        compare(previous, event, object);
    };
    return {
        state: { events, changes },
        prefixes: ['/data/'],
        refuse: (status) => refuse(status),
        credential: bearer,
        handle(request) {
            const [, kind] = endpoint.exec(request.path) ?? [];
            if (kind !== 'start' && kind !== 'end')
                return refuse(404);
            if (request.method !== 'POST')
                return refuse(405, { Allow: 'POST' });
            const scenario = scenarioTable.find(({ name }) => name === request.token?.scenario);
            if (!scenario)
                return refuse(401);
            const refusal = scenario.refuse?.(firstVisit(request));
            if (refusal)
                return refusal;
            const checked = checkEvent(kind, request);
            if ('errors' in checked)
                return errors(400, checked.errors);
            record(checked, request.object);
            return scenario.accept ?? created;
        },
    };
}
function compare(start, end, object) {
    if (!start) {
        object('end event without a start event of the same component, version and hosts');
        return;
    }
    if (start.hosts.join('\n') !== end.hosts.join('\n'))
        object('hosts of the end event are in another order');
    if (start.timestamp !== undefined && end.timestamp !== undefined && end.timestamp < start.timestamp) {
        object('timestamp of the end event lies before the start');
    }
}
function sameTriple(a, b) {
    return (a.component === b.component &&
        a.version === b.version &&
        a.hosts.toSorted().join('\n') === b.hosts.toSorted().join('\n'));
}

;// CONCATENATED MODULE: ./lib/sandbox/loss.js
/**
 * Loses the answer to an accepted write; any other answer arrives.
 *
 * @param lost - kinds of writes whose answer has been lost so far
 */
function lose(answer, how, kind, lost) {
    if (!how || answer.status >= 300)
        return answer;
    if (how === 'stalled')
        return { ...answer, fault: 'stall' };
    if (lost.has(kind))
        return answer;
    lost.add(kind);
    return { ...answer, fault: 'reset-after' };
}

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda/change-list.js



const listPath = '/resources/v2.0/changes';
/** A change as reads answer it. */
function showChange({ ticketUrl, posts: _posts, ...change }) {
    return { ...change, ...(ticketUrl !== undefined && { ticket_url: ticketUrl }) };
}
const listParameters = new Set([
    'start_time_frame',
    'end_time_frame',
    'search',
    'limit',
    'cursor',
    'incident_id',
    'sort',
    'include',
]);
/** Changes of a time frame by their start; the `Link` header leads to more. */
function listChanges({ query, object, origin }, changes) {
    const asked = Object.fromEntries(query);
    const number = (name, otherwise) => Number(asked[name] || (otherwise ?? Number.NaN));
    const [from, to] = [number('start_time_frame'), number('end_time_frame')];
    const [limit, skip] = [number('limit', 200), number('cursor', 0)];
    const problems = [];
    if (!isSeconds(from))
        problems.push(notSeconds('start_time_frame', from));
    if (!isSeconds(to))
        problems.push(notSeconds('end_time_frame', to));
    if (!Number.isInteger(limit) || limit < 1 || limit > 999)
        problems.push('limit: must be between 1 and 999');
    if (!Number.isInteger(skip) || skip < 0)
        problems.push('cursor: unknown');
    for (const problem of problems)
        object(problem);
    for (const name of Object.keys(asked))
        if (!listParameters.has(name))
            object(`${name}: not a documented parameter`);
    if (problems.length > 0)
        return newErrors(400, problems);
    const words = (asked['search'] ?? '').replace(/^"(.*)"$/, '$1').toLowerCase();
    if (words !== '' && !/^".*"$/.test(asked['search'] ?? ''))
        object('search: belongs in double quotes');
    const found = changes.filter(({ identifier, summary, status, start }) => start >= from &&
        start <= to &&
        [identifier, summary, status].some((each) => each.toLowerCase().includes(words)));
    const results = found.slice(skip, skip + limit).map(showChange);
    if (found.length <= skip + limit)
        return json(200, { results });
    const next = new URLSearchParams(query);
    next.set('cursor', String(skip + limit));
    return json(200, { results }, { Link: `<${origin}${listPath}?${next.toString()}>; rel="next"` });
}

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda/change-record.js


/** Statuses of a change, in BigPanda's letters. */
const changeStatuses = ['Planned', 'In Progress', 'Done', 'Canceled'];
const change_record_known = new Set([
    'identifier',
    'status',
    'summary',
    'start',
    'end',
    'ticket_url',
    'tags',
    'metadata',
]);
/** Checks a post as the vendor documents it; every error is also noted as a violation. */
function checkChange({ body: sent, headers, object, }) {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
        object('Content-Type is not application/json');
    }
    if (sent.kind !== 'json' || !isObject(sent.value)) {
        const reason = sent.kind === 'unreadable' ? sent.reason : 'body is not a JSON object';
        object(reason);
        return { errors: [reason] };
    }
    const body = sent.value;
    for (const name of Object.keys(body))
        if (!change_record_known.has(name))
            object(`${name}: not a documented field`);
    const { identifier, summary, start, end, ticket_url: ticketUrl, tags, metadata } = body;
    const status = changeStatuses.find((each) => each === body['status']);
    const problems = [];
    if (!isText(identifier))
        problems.push('identifier: required, a string');
    if (!status)
        problems.push(`status: must be one of ${changeStatuses.join(', ')}`);
    if (!isText(summary))
        problems.push('summary: required, a string');
    if (!isSeconds(start))
        problems.push(notSeconds('start', start));
    if (end !== undefined && !isSeconds(end))
        problems.push(notSeconds('end', end));
    if (ticketUrl !== undefined && !isAddress(ticketUrl))
        problems.push('ticket_url: must be a URL');
    if (tags !== undefined && !isTags(tags))
        problems.push('tags: must be an object of strings');
    if (metadata !== undefined && !isObject(metadata))
        problems.push('metadata: must be an object');
    for (const problem of problems)
        object(problem);
    if (problems.length > 0 || !isText(identifier) || !status || !isText(summary) || !isSeconds(start)) {
        return { errors: problems };
    }
    return {
        identifier,
        status,
        summary,
        start,
        end: isSeconds(end) ? end : undefined,
        ticketUrl: isText(ticketUrl) ? ticketUrl : undefined,
        tags: isObject(tags) ? tags : undefined,
        metadata: isObject(metadata) ? metadata : undefined,
        body,
    };
}
function isAddress(value) {
    return typeof value === 'string' && /^https?:\/\/\S+$/i.test(value);
}
function isTags(value) {
    return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
}
const isOver = (status) => status === 'Done' || status === 'Canceled';
/** Notes what can be sent and makes no sense. */
function compareChange(previous, { status, start, end }, object) {
    if (isOver(status) && end === undefined)
        object('end: left out of a change that is over');
    if (end !== undefined && end < start)
        object('end lies before start');
    if (!previous)
        return;
    if (previous.start !== start)
        object('start is not what it was before');
    if (isOver(previous.status) && !isOver(status)) {
        object(`${previous.status} becomes ${status}: the identifier is in use for another change`);
    }
}

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda/changes-api.js






const refuseNew = (status, headers = {}) => refuse(status, headers, newErrors);
const isPost = ({ method }) => method === 'POST';
const changes_api_scenarioTable = [
    { name: 'happy', about: '204 without a body, as the vendor documents it' },
    {
        name: 'ok-200',
        about: '200 with the change, the body it documents too',
        accept: (change) => json(200, showChange(change)),
    },
    {
        name: 'down',
        about: '503 with an HTML page, always',
        refuse: () => htmlPage(503, '503 Service Unavailable'),
    },
    { name: 'unauthorized', about: '401: the token is not known', refuse: () => refuseNew(401) },
    {
        name: 'wrong-app-key',
        about: '403 on posts: the app key belongs to no integration',
        refuse: (request) => (isPost(request) ? refuseNew(403) : undefined),
    },
    {
        name: 'bad-request',
        about: '400 with response.errors',
        refuse: () => errors(400, ['Missing mandatory field: summary']),
    },
    {
        name: 'new-errors',
        about: '400 with the newer error shape',
        refuse: () => newErrors(400, ['Call is missing parameters or malformed.']),
    },
    { name: 'slow', about: 'accepts the change and never answers', writeAnswers: 'stalled' },
    {
        name: 'lost-answers',
        about: 'accepts the change and drops the connection, once for each status',
        writeAnswers: 'lost-once',
    },
    {
        name: 'limited',
        about: '429 with Retry-After: 1 on the first request to each endpoint, then accepts',
        refuse: (_request, first) => (first ? refuseNew(429, { 'Retry-After': '1' }) : undefined),
    },
    {
        name: 'limited-bare',
        about: '429 on the first request to each endpoint, without a word on when to come back, as documented',
        refuse: (_request, first) => (first ? refuseNew(429) : undefined),
    },
    {
        name: 'reset',
        about: 'drops every connection without an answer',
        refuse: () => ({ ...refuseNew(500), fault: 'reset-before' }),
    },
    {
        name: 'echo-keys',
        about: '400 with the token and the app key in the text',
        refuse: ({ credential, headers }) => newErrors(400, [`not allowed for ${credential}, app key ${headers[appKey]}`]),
    },
];
const appKey = 'x-bp-app-key';
const postPath = '/data/changes';
/** BigPanda's Changes API: a change is posted whole, again and again, under the sender's identifier. */
const bigpandaChanges = {
    title: `BigPanda Changes API, POST ${postPath}, GET ${listPath}, Authorization: Bearer <token>, any ${appKey}`,
    scenarios: changes_api_scenarioTable.map(({ name, about }) => ({ name, about })),
    open: openBigPandaChanges,
};
function openBigPandaChanges() {
    const changeRecords = [];
    const visits = new Set();
    const lost = new Set();
    const isFirst = (request) => {
        const key = `${request.credential} ${request.path}`;
        const first = !visits.has(key);
        visits.add(key);
        return first;
    };
    const accept = (request, scenario) => {
        if (!request.headers[appKey]) {
            request.object(`${appKey} is missing`);
            return newErrors(401, [`Missing header: ${appKey}`]);
        }
        const post = checkChange(request);
        if ('errors' in post)
            return newErrors(400, post.errors);
        const previous = changeRecords.find(({ identifier }) => identifier === post.identifier);
        compareChange(previous, post, request.object);
        const change = previous ?? changes_api_begin(post, changeRecords.length + 1);
        if (!previous)
            changeRecords.push(change);
        update(change, post);
        const answer = scenario.accept?.(change) ?? content(204, 'application/json', '');
        return lose(answer, scenario.writeAnswers, `${request.credential} ${post.status}`, lost);
    };
    return {
        state: { changeRecords },
        prefixes: [postPath, listPath],
        refuse: (status) => refuseNew(status),
        credential: bearer,
        handle(request) {
            const { method, path } = request;
            const id = path.startsWith(`${listPath}/`) ? path.slice(listPath.length + 1) : undefined;
            if (path !== postPath && path !== listPath && id === undefined)
                return refuseNew(404);
            const allowed = path === postPath ? 'POST' : 'GET';
            if (method !== allowed)
                return refuseNew(405, { Allow: allowed });
            const scenario = changes_api_scenarioTable.find(({ name }) => name === request.token?.scenario);
            if (!scenario)
                return refuseNew(401);
            const refusal = scenario.refuse?.(request, isFirst(request));
            if (refusal)
                return refusal;
            if (path === postPath)
                return accept(request, scenario);
            if (id === undefined)
                return listChanges(request, changeRecords);
            const change = changeRecords.find((each) => each.id === id);
            return change ? json(200, showChange(change)) : newErrors(404, ['The change does not exist']);
        },
    };
}
/** The n-th change, of 24 hex digits as BigPanda's ids are. */
function changes_api_begin({ identifier, status, summary, start }, n) {
    const id = `5c${String(n).padStart(22, '0')}`;
    return { id, identifier, status, summary, start, tags: {}, metadata: {}, posts: [] };
}
/** What a post leaves out stays as it was. */
function update(change, post) {
    change.status = post.status;
    change.summary = post.summary;
    change.start = post.start;
    if (post.end !== undefined)
        change.end = post.end;
    if (post.ticketUrl !== undefined)
        change.ticketUrl = post.ticketUrl;
    if (post.tags)
        change.tags = post.tags;
    if (post.metadata)
        change.metadata = post.metadata;
    change.posts.push(post.body);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/@fastify/busboy/index.js
var busboy = __webpack_require__(6614);
;// CONCATENATED MODULE: ./lib/sandbox/multipart.js


/** Longest accepted part that is not a file, in bytes. */
const fieldLimit = 1024 * 1024;
/**
 * Reads a multipart request part by part. File bytes are counted (and hashed on demand), never kept,
 * so an upload of any size costs the memory of one chunk.
 */
function readMultipart(request, type, hashFiles) {
    const fields = [];
    const files = [];
    return new Promise((resolve) => {
        const fail = (reason) => {
            request.unpipe();
            // The rest is drained, else a client still sending would never read the answer.
            request.resume();
            resolve({ kind: 'unreadable', reason });
        };
        let parser;
        try {
            parser = new busboy.Busboy({
                headers: { ...request.headers, 'content-type': type },
                preservePath: true,
                limits: { fieldSize: fieldLimit },
                isPartAFile: (name, _type, fileName) => name !== 'json' && fileName !== undefined,
            });
        }
        catch (error) {
            fail(error instanceof Error ? error.message : String(error));
            return;
        }
        parser.on('file', (part, stream, fileName, _encoding, contentType) => {
            let bytes = 0;
            const hash = hashFiles ? (0,external_node_crypto_.createHash)('sha256') : undefined;
            stream.on('data', (chunk) => {
                bytes += chunk.length;
                hash?.update(chunk);
            });
            // A cut upload ends in an error on the parser as well; that one is answered.
            stream.on('error', () => undefined);
            stream.on('end', () => {
                files.push({ part, fileName, contentType, bytes, ...(hash && { sha256: hash.digest('hex') }) });
            });
        });
        parser.on('field', (name, value, _nameTruncated, valueTruncated, _encoding, contentType) => {
            if (valueTruncated)
                fail(`part "${name}" is longer than ${fieldLimit} bytes`);
            else
                fields.push({ name, value, contentType });
        });
        parser.on('finish', () => resolve({ kind: 'form', fields, files }));
        parser.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
        request.pipe(parser);
    });
}

;// CONCATENATED MODULE: ./lib/sandbox/body.js


/** Longest accepted body that is not multipart, in bytes. */
const bodyLimit = 4 * 1024 * 1024;
/**
 * Reads a request to its last byte.
 *
 * @param takesBytes - a body of type `application/octet-stream` is a file
 * @returns undefined when the client went away before the body was complete
 */
async function readBody(request, hashFiles, takesBytes) {
    const gone = new Promise((resolve) => {
        request.on('close', () => {
            if (!request.complete)
                resolve(undefined);
        });
        request.on('error', () => resolve(undefined));
    });
    const ended = new Promise((resolve) => {
        request.on('end', resolve);
    });
    const type = request.headers['content-type'] ?? '';
    const reading = /^multipart\/form-data/i.test(type)
        ? readMultipart(request, type, hashFiles)
        : takesBytes && /^application\/octet-stream\b/i.test(type)
            ? readBytes(request, hashFiles)
            : readPlain(request);
    return Promise.race([gone, Promise.all([reading, ended]).then(([body]) => body)]);
}
function readPlain(request) {
    const chunks = [];
    let bytes = 0;
    request.on('data', (chunk) => {
        bytes += chunk.length;
        if (bytes <= bodyLimit)
            chunks.push(chunk);
    });
    return new Promise((resolve) => {
        request.on('end', () => {
            if (bytes > bodyLimit)
                resolve({ kind: 'unreadable', reason: `body is longer than ${bodyLimit} bytes` });
            else
                resolve(parse(Buffer.concat(chunks).toString('utf8')));
        });
    });
}
function readBytes(request, hashFiles) {
    const hash = hashFiles ? (0,external_node_crypto_.createHash)('sha256') : undefined;
    let bytes = 0;
    request.on('data', (chunk) => {
        bytes += chunk.length;
        hash?.update(chunk);
    });
    return new Promise((resolve) => {
        request.on('end', () => {
            const contentType = 'application/octet-stream';
            const sha256 = hash && { sha256: hash.digest('hex') };
            resolve({ kind: 'bytes', file: { part: '', fileName: '', contentType, bytes, ...sha256 } });
        });
    });
}
function parse(text) {
    if (text === '')
        return { kind: 'none' };
    try {
        const value = JSON.parse(text);
        return { kind: 'json', value };
    }
    catch {
        return { kind: 'unreadable', reason: 'body is not valid JSON' };
    }
}
/** The JSON a body carries: the body itself, or the first multipart part named `json`. */
function jsonOf(body) {
    if (body.kind === 'json')
        return body.value;
    if (body.kind !== 'form')
        return undefined;
    const field = body.fields.find(({ name }) => name === 'json');
    try {
        return field && JSON.parse(field.value);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/sandbox/routes.js
/**
 * The first of these patterns that a path fits.
 *
 * @param patterns - parts divided by slashes, a star for each key: `deployments/*`
 * @param path - without the base; one slash at the end is as good as none
 */
function findRoute(patterns, path) {
    const parts = path.replace(/\/$/, '').split('/');
    for (const route of patterns) {
        const pattern = route.split('/');
        const isMatch = pattern.length === parts.length &&
            pattern.every((part, at) => (part === '*' ? parts[at] !== '' : part === parts[at]));
        if (isMatch)
            return { route, keys: parts.filter((_, at) => pattern[at] === '*') };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/sandbox/keys.js

/** An identifier made of names: well-formed, and the same in every run. */
function keyOf(...names) {
    const hex = (0,external_node_crypto_.createHash)('sha256').update(names.join('\n')).digest('hex');
    return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
    ].join('-');
}
/** The n-th identifier of a kind, for what is created on the way. `kind` is two hex digits. */
function sequentialKey(kind, n) {
    return `${kind}000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/errors.js

/** The error shape of the Deployments API. `message` is a list where it comes from the validation of a body or query. */
function trackerError(status, path, message, more = {}) {
    return json(status, { statusCode: status, timestamp: new Date().toISOString(), path, message, ...more });
}
/** The refusal for a status where nothing more is known. */
function refuseTracker(status, path) {
    return trackerError(status, path, general[status] ?? 'Internal server error');
}
const general = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden resource',
    404: 'Not Found',
    409: 'Conflict',
    429: 'ThrottlerException: Too Many Requests',
};
/** Thrown by whoever finds that a request cannot be served. */
class Refused extends Error {
    status;
    texts;
    more;
    constructor(status, texts, more = {}) {
        super(String(texts));
        this.status = status;
        this.texts = texts;
        this.more = more;
    }
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/scenarios.js



/** The organization that era C knows. */
const organizationId = '0a000000-0000-4000-8000-000000000001';
/** How many requests go where a scenario counts them. */
const counts = { tokenUses: 4, limit: 10 };
const isWrite = (call) => /^(?:POST|PATCH) deployments/.test(call);
const throttled = (path) => {
    const refusal = refuseTracker(429, path);
    return { ...refusal, headers: { ...refusal.headers, 'Retry-After': '1' } };
};
/** All scenarios of the simulated Deployments API. */
const deploymentsApiScenarios = [
    { name: 'happy', about: 'the first versioned release: /api/v1, a token for a login' },
    { name: 'era-a', about: 'an older release: /api without v1, lists are bare arrays', era: 'a' },
    {
        name: 'era-c',
        about: `a newer release: logins set cookies alone, writes need X-Organization-Id: ${organizationId}, /api/x answers 308`,
        era: 'c',
    },
    {
        name: 'era-c-stranger',
        about: 'the same, and the account belongs to no organization: 403 ORG_STALE_MEMBERSHIP',
        era: 'c',
        isStranger: true,
    },
    { name: 'empty', about: 'no components, no environments, no deployments', world: 'empty' },
    { name: 'many', about: 'more than 100 components and environments', world: 'many' },
    {
        name: 'token-expires',
        about: `401 for a token that was good for ${counts.tokenUses} requests`,
        tokenUses: counts.tokenUses,
    },
    {
        name: 'token-expires-on-start',
        about: '401 for every token handed out before a deployment went to in_progress',
        expiresOnStart: true,
    },
    {
        name: 'unauthorized',
        about: '401 for every token and every login',
        refuse: ({ path }, call) => call === 'POST auth/login' ? trackerError(401, path, 'Invalid credentials') : refuseTracker(401, path),
    },
    { name: 'forbidden', about: 'an account that may read only: 403 on writes', isReader: true },
    {
        name: 'throttled',
        about: `429 with Retry-After: 1 after every ${counts.limit} requests`,
        limit: counts.limit,
    },
    {
        name: 'throttled-login',
        about: '429 with Retry-After: 1 on the first login',
        refuse: ({ path }, call, nth) => (call === 'POST auth/login' && nth === 1 ? throttled(path) : undefined),
    },
    {
        name: 'throttled-always',
        about: '429 with Retry-After: 1 on every write',
        refuse: ({ path }, call) => (isWrite(call) ? throttled(path) : undefined),
    },
    {
        name: 'down',
        about: '503 with an HTML page, always',
        refuse: () => htmlPage(503, '503 Service Unavailable'),
    },
    {
        name: 'slow',
        about: 'carries out every write and never answers it; reads are answered',
        writeAnswers: 'stalled',
    },
    {
        name: 'reset',
        about: 'drops every connection without an answer',
        refuse: ({ path }) => ({ ...refuseTracker(500, path), fault: 'reset-before' }),
    },
    {
        name: 'lost-answers',
        about: 'carries out writes and drops the connection: the first create, the first change to each status',
        writeAnswers: 'lost-once',
    },
    {
        name: 'failed-elsewhere',
        about: 'somebody else fails each record as soon as it is in progress',
        isFailedElsewhere: true,
    },
    { name: 'bad-id', about: 'the id of a new record is ../../x', deploymentId: '../../x' },
    {
        name: 'hostile',
        about: 'writes are refused (400) with workflow commands, markup, control characters',
        refuse: ({ path }, call) => isWrite(call)
            ? trackerError(400, path, hostileProblems.map(({ message }) => message))
            : undefined,
    },
    {
        name: 'echo-token',
        about: 'writes are refused (400) with the token in the text',
        refuse: ({ path, headers, credential }, call) => isWrite(call)
            ? trackerError(400, path, `not allowed for ${credential}: ${headers['authorization'] ?? headers['cookie'] ?? ''}`)
            : undefined,
    },
    { name: 'latest-works', about: 'GET latest answers; everywhere else it is a 500', hasLatest: true },
    { name: 'matrix-broken', about: 'GET matrix is a 500', matrix: 'broken' },
    { name: 'matrix-documented', about: 'GET matrix as documented, not as released', matrix: 'documented' },
];

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/world.js

/** Identifiers of the documentation's example; all others are made by {@link keyOf}. */
const exampleIds = {
    'component\ncustomer-portal': '550e8400-e29b-41d4-a716-446655440001',
    'environment\nproduction': '550e8400-e29b-41d4-a716-446655440010',
};
const idOf = (...names) => exampleIds[names.join('\n')] ?? keyOf(...names);
const component = (name) => ({
    id: idOf('component', name),
    name,
    kind: 'service',
    owner: 'team-portal',
    lifecycle: 'production',
});
const environment = (name, type, order) => ({
    id: idOf('environment', name),
    name,
    type,
    order,
});
const others = [
    'billing',
    'claims-intake',
    'document-store',
    'email-gateway',
    'feature-flags',
    'identity',
    'inventory',
    'ledger',
    'notifications',
    'order-entry',
    'payments',
    'pricing',
    'quotes',
    'reporting',
    'search',
    'sessions',
    'user-service',
];
/** More than the 20 of a page that nobody asked for; the names wanted come last, after their near misses. */
const components = [
    ...others,
    'customer-portal-api',
    'Customer-Portal',
    'customer-portal (old)',
    'customer-portal',
    'employeebackoffice',
    'EmployeeBackoffice Mobile',
    'EmployeeBackoffice',
].map(component);
/** In the order in which versions travel. Names are near misses of each other on purpose. */
const environments = [
    environment('development', 'development', 10),
    environment('Development', 'development', 11),
    environment('Test', 'staging', 20),
    environment('staging-eu', 'staging', 21),
    environment('staging', 'staging', 22),
    environment('production-eu', 'production', 30),
    environment('Production', 'production', 31),
    environment('production', 'production', 32),
];
/** How many entries stand before all others where a look-up needs a second page of 100. */
const manyCount = 105;
const many = (name) => Array.from({ length: manyCount }, (_, at) => `${name}-${String(at + 1).padStart(3, '0')}`);
const manyComponents = [...many('service').map(component), ...components];
const manyEnvironments = [
    ...many('preview').map((name) => environment(name, 'sandbox', 0)),
    ...environments,
];
const past = (component, environment) => (version, status) => ({ component, environment, version, status });
const portal = {
    development: past('customer-portal', 'development'),
    staging: past('customer-portal', 'staging'),
    production: past('customer-portal', 'production'),
};
const backoffice = {
    development: past('EmployeeBackoffice', 'Development'),
    test: past('EmployeeBackoffice', 'Test'),
    production: past('EmployeeBackoffice', 'Production'),
};
/**
 * Oldest first, a day apart.
 * customer-portal: 1.2.3 may go from staging to production, 1.2.2 and 1.3.0 may not; production ran 1.0.0 before its 1.1.0.
 * EmployeeBackoffice: 1.2.0 has been in Development and not in Test; Production ran 1.0.1 before its 1.1.0.
 */
const world_history = [
    portal.development('1.0.0', 'succeeded'),
    portal.staging('1.0.0', 'succeeded'),
    portal.production('1.0.0', 'succeeded'),
    backoffice.test('1.0.1', 'succeeded'),
    backoffice.production('1.0.1', 'succeeded'),
    past('Customer-Portal', 'production')('9.9.9', 'succeeded'),
    portal.staging('1.1.0', 'succeeded'),
    portal.production('1.0.5', 'rolled_back'),
    portal.production('1.1.0', 'succeeded'),
    backoffice.test('1.1.0', 'succeeded'),
    backoffice.production('1.1.0', 'succeeded'),
    past('customer-portal', 'production-eu')('1.1.0', 'succeeded'),
    portal.staging('1.2.2', 'failed'),
    portal.production('1.2.2', 'failed'),
    portal.staging('1.2.3', 'succeeded'),
    backoffice.test('1.1.1', 'failed'),
    backoffice.production('1.1.1', 'failed'),
    backoffice.test('1.1.2', 'succeeded'),
    backoffice.development('1.2.0', 'succeeded'),
    portal.development('1.3.0', 'succeeded'),
    portal.staging('1.3.0', 'in_progress'),
    portal.development('1.4.0', 'pending'),
];

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/site.js




function eraOf({ scenario }) {
    return scenario.era ?? 'b';
}
/** 2024-01-08, a Monday. */
const firstPast = Date.UTC(2024, 0, 8, 9, 30, 12, 260);
const hour = 3600 * 1000;
/** The site of a scenario, opened by its first request. */
function siteOf(scenario, desk) {
    const known = desk.sites.get(scenario.name);
    if (known)
        return known;
    const { world } = scenario;
    const site = {
        scenario,
        components: { empty: [], many: manyComponents, usual: components }[world ?? 'usual'],
        environments: { empty: [], many: manyEnvironments, usual: environments }[world ?? 'usual'],
        records: [],
        touched: new Set(),
        calls: new Map(),
        lost: new Set(),
        sinceRefusal: 0,
        starts: 0,
    };
    for (const [at, past] of (world === 'empty' ? [] : world_history).entries()) {
        const record = recordOfPast(site, past, at, desk.state.history.length + 1);
        site.records.push(record);
        desk.state.history.push(record);
    }
    desk.sites.set(scenario.name, site);
    return site;
}
function recordOfPast(site, past, at, n) {
    const { component, environment, version, status } = past;
    const begun = firstPast + at * 24 * hour;
    const isOver = status !== 'pending' && status !== 'in_progress';
    return {
        id: sequentialKey('db', n),
        component,
        environment,
        componentId: site.components.find(({ name }) => name === component)?.id ?? '',
        environmentId: site.environments.find(({ name }) => name === environment)?.id ?? '',
        version,
        status,
        deployedBy: 'release-bot',
        commitSha: keyOf('commit', component, version).replaceAll('-', '').slice(0, 12),
        description: null,
        metadata: null,
        startedAt: new Date(begun).toISOString(),
        finishedAt: isOver ? new Date(begun + hour).toISOString() : null,
        createdAt: new Date(begun).toISOString(),
        updatedAt: new Date(isOver ? begun + hour : begun).toISOString(),
        writes: [],
    };
}
/** The entry an identifier names; 404 where there is none. */
function entryOf(entries, id, kind) {
    const entry = entries.find((each) => each.id === id);
    if (!entry)
        throw new Refused(404, `${kind} with ID "${String(id)}" not found`);
    return entry;
}
/** A text property of a body; undefined when it is none. */
function textIn(body, name) {
    const value = isObject(body) ? body[name] : undefined;
    return typeof value === 'string' ? value : undefined;
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/validation.js


const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const dateForm = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
function isUuid(value) {
    return typeof value === 'string' && uuidForm.test(value);
}
const uuid = (name, value) => (isUuid(value) ? [] : [`${name} must be a UUID`]);
const validation_text = (name, value) => (typeof value === 'string' ? [] : [`${name} must be a string`]);
const filledText = (name, value) => [
    ...(value === undefined || value === null || value === '' ? [`${name} should not be empty`] : []),
    ...validation_text(name, value),
];
const object = (name, value) => (isObject(value) ? [] : [`${name} must be an object`]);
const isoDate = (name, value) => typeof value === 'string' && dateForm.test(value) && !Number.isNaN(Date.parse(value))
    ? []
    : [`${name} must be a valid ISO 8601 date string`];
const oneOf = (allowed) => (name, value) => typeof value === 'string' && allowed.includes(value)
    ? []
    : [`${name} must be one of the following values: ${allowed.join(', ')}`];
/** A whole number as a query has it, as text. */
const whole = (min, max = Infinity) => (name, value) => {
    const number = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
    return [
        ...(number <= max ? [] : [`${name} must not be greater than ${max}`]),
        ...(number >= min ? [] : [`${name} must not be less than ${min}`]),
        ...(Number.isInteger(number) ? [] : [`${name} must be an integer number`]),
    ];
};
const required = (rule) => ({ rule });
const optional = (rule) => ({ rule, isOptional: true });
/** Refuses what has the wrong shape, with all complaints at once. */
function check(shape, values) {
    const complaints = [
        ...Object.keys(values)
            .filter((name) => !Object.hasOwn(shape, name))
            .map((name) => `property ${name} should not exist`),
        ...Object.entries(shape).flatMap(([name, { rule, isOptional }]) => {
            const value = values[name] ?? undefined;
            return isOptional && value === undefined ? [] : rule(name, value);
        }),
    ];
    if (complaints.length > 0)
        throw new Refused(400, complaints);
}
/** The JSON body; numbers where a text belongs become text, as the server makes them without a word. */
function bodyOf({ body, headers, object }, shape) {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
        object('Content-Type is not application/json');
    }
    if (body.kind === 'unreadable')
        throw new Refused(400, body.reason);
    const sent = body.kind === 'json' && isObject(body.value) ? body.value : {};
    const values = Object.fromEntries(Object.entries(sent).map(([name, value]) => {
        const rule = Object.hasOwn(shape, name) ? shape[name]?.rule : undefined;
        if (typeof value !== 'number' || (rule !== validation_text && rule !== filledText))
            return [name, value];
        object(`${name}: a number, which the server takes for a text`);
        return [name, String(value)];
    }));
    check(shape, values);
    return values;
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/auth.js







function cookie(headers, name) {
    const pairs = (headers['cookie'] ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
const secretIn = (headers) => bearer(headers) ?? cookie(headers, 'access_token');
/** The password behind a token that a login handed out; any other token is its own credential. */
function credentialIn(headers, sessions) {
    const secret = secretIn(headers);
    if (secret !== undefined)
        return sessions.byToken(secret)?.login.user.credential ?? secret;
    return sessions.byRefreshToken(cookie(headers, 'refresh_token') ?? '')?.user.credential;
}
/** The password in the body of a login, or the one behind the refresh token in it. */
function passwordIn(path, body, sessions) {
    if (body.kind !== 'json')
        return undefined;
    if (isLogin(path))
        return textIn(body.value, 'password');
    return sessions.byRefreshToken(textIn(body.value, 'refreshToken') ?? '')?.user.credential;
}
const isLogin = (path) => /^\/api\/(?:v1\/)?auth\/login\/?$/.test(path);
/** Refuses requests without a token that is good; counts those with one. */
function authenticate({ request, site, desk }) {
    const { scenario } = site;
    const secret = eraOf(site) === 'c' ? secretIn(request.headers) : bearer(request.headers);
    if (secret === undefined)
        throw new Refused(401, 'Unauthorized');
    const session = desk.sessions.byToken(secret) ?? desk.sessions.adopt(secret, site.starts);
    session.uses += 1;
    const isSpent = session.uses > (scenario.tokenUses ?? Infinity);
    const isOld = scenario.expiresOnStart === true && session.starts < site.starts;
    if (isSpent || isOld || session.login.isRevoked)
        throw new Refused(401, 'Unauthorized');
}
/** Refuses writes of those who may not write. */
function authorize({ request, site }) {
    const { isReader, isStranger } = site.scenario;
    if (eraOf(site) === 'c') {
        const organization = request.headers['x-organization-id'];
        if (organization === undefined) {
            request.object('X-Organization-Id is missing');
            throw new Refused(403, 'X-Organization-Id header is required for this endpoint');
        }
        if (isStranger || organization !== organizationId) {
            throw new Refused(403, 'You are not a member of this organization', {
                errorCode: 'ORG_STALE_MEMBERSHIP',
            });
        }
    }
    if (isReader)
        throw new Refused(403, 'Forbidden resource');
}
const loginShape = { username: required(validation_text), password: required(validation_text) };
/** `POST auth/login`: any name, and as password a token that chooses the scenario. */
function login(visit) {
    const { request, site, desk } = visit;
    const body = bodyOf(request, loginShape);
    const username = textIn(body, 'username') ?? '';
    const password = textIn(body, 'password') ?? '';
    if (username === '' || parseToken(password)?.scenario !== site.scenario.name) {
        throw new Refused(401, 'Invalid credentials');
    }
    desk.state.logins.push(username);
    const id = keyOf('user', username);
    const roles = site.scenario.isReader ? ['user'] : ['admin'];
    const pair = desk.sessions.open({ id, username, roles, credential: password }, site.starts);
    const user = { id, username, email: 'release@example.com', displayName: username, roles };
    return handOut(site, pair, { user });
}
const refreshShape = { username: optional(validation_text), refreshToken: optional(validation_text) };
/** `POST auth/refresh`: in era C the refresh token comes as a cookie. */
function refresh({ request, site, desk }) {
    const body = bodyOf(request, refreshShape);
    const sent = textIn(body, 'refreshToken') ?? cookie(request.headers, 'refresh_token') ?? '';
    const pair = desk.sessions.refresh(textIn(body, 'username') ?? '', sent, site.starts);
    if (!pair)
        throw new Refused(401, 'Invalid refresh token');
    return handOut(site, pair, {});
}
function handOut(site, { token, refreshToken }, body) {
    if (eraOf(site) !== 'c')
        return json(200, { ...body, token, refreshToken });
    const attributes = 'Path=/; HttpOnly; SameSite=Lax';
    return json(200, body, {
        'Set-Cookie': [`access_token=${token}; ${attributes}`, `refresh_token=${refreshToken}; ${attributes}`],
    });
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/views.js



const born = { createdAt: '2024-01-01T08:00:00.000Z', updatedAt: '2024-01-01T08:00:00.000Z' };
const showComponent = (component) => ({
    ...component,
    description: null,
    tags: [],
    metadata: null,
    ...born,
});
const showEnvironment = (environment) => ({
    ...environment,
    description: null,
    metadata: null,
    ...born,
});
/** A record by itself, as a create answers it. */
function showRecord(record) {
    const { component: _component, environment: _environment, writes: _writes, ...shown } = record;
    return shown;
}
/** A record with its component and its environment. */
function showFully(site, record) {
    const component = site.components.find(({ id }) => id === record.componentId);
    const environment = site.environments.find(({ id }) => id === record.environmentId);
    return {
        ...showRecord(record),
        component: component ? showComponent(component) : null,
        environment: environment ? showEnvironment(environment) : null,
    };
}
const paging = { skip: optional(whole(0)), take: optional(whole(1, 100)) };
/** A page of a list; the whole of it as a bare array in era A, which knows no pages. */
function page({ request, site }, filters, items, show) {
    const query = Object.fromEntries(request.query);
    if (eraOf(site) === 'a')
        return json(200, items.map(show));
    check({ ...paging, ...filters }, query);
    const [skip, take] = [Number(query['skip'] ?? 0), Number(query['take'] ?? 20)];
    return json(200, { data: items.slice(skip, skip + take).map(show), total: items.length, skip, take });
}
/** `GET catalog/components` */
function componentList(visit) {
    const anything = { kindGroup: optional(() => []) };
    return page(visit, anything, visit.site.components, showComponent);
}
/** `GET environments` */
function environmentList(visit) {
    return page(visit, {}, visit.site.environments, showEnvironment);
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/overview.js



function latestIn(site, componentId, environmentId) {
    return site.records.findLast((record) => record.componentId === componentId &&
        record.environmentId === environmentId &&
        record.status === 'succeeded');
}
/** `GET deployments/latest`: the real one fails on PostgreSQL. */
function latest({ request, site }) {
    const componentId = request.query.get('componentId');
    if (!site.scenario.hasLatest || componentId === null)
        throw new Refused(500, 'Internal server error');
    const found = site.environments
        .toSorted((a, b) => a.order - b.order)
        .flatMap(({ id }) => latestIn(site, componentId, id) ?? []);
    return json(200, found.map((record) => showFully(site, record)));
}
/** `GET deployments/matrix`: what is documented and what was released have different shapes. */
function matrix({ request, site }) {
    const { matrix: kind } = site.scenario;
    if (kind === 'broken')
        throw new Refused(500, 'Internal server error');
    const { owner, lifecycle } = Object.fromEntries(request.query);
    const wanted = site.components.filter((component) => (owner === undefined || component.owner === owner) &&
        (lifecycle === undefined || component.lifecycle === lifecycle));
    const row = kind === 'documented' ? documentedRow : releasedRow;
    return json(200, wanted.map((component) => row(site, component)));
}
function releasedRow(site, { id, name, kind }) {
    const environments = site.environments.map((environment) => {
        const live = latestIn(site, id, environment.id);
        return {
            environmentId: environment.id,
            environmentName: environment.name,
            version: live?.version ?? null,
            status: live?.status ?? null,
            deployedAt: live?.finishedAt ?? null,
        };
    });
    return { id, name, kind, environments };
}
function documentedRow(site, { id, name }) {
    const environments = Object.fromEntries(site.environments.flatMap((environment) => {
        const live = latestIn(site, id, environment.id);
        return live ? [[environment.name, { version: live.version, deployedAt: live.finishedAt }]] : [];
    }));
    return { componentId: id, componentName: name, environments };
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/state.js
/** Statuses of the API, in its order. */
const deploymentStatuses = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'];

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/records.js







/** Which status may follow which. */
const transitions = {
    pending: ['in_progress', 'failed'],
    in_progress: ['succeeded', 'failed'],
    succeeded: ['rolled_back'],
    failed: ['pending'],
    rolled_back: ['pending'],
};
const filters = {
    componentId: optional(uuid),
    environmentId: optional(uuid),
    status: optional(oneOf(deploymentStatuses)),
};
/** `GET deployments`, newest first */
function deploymentList(visit) {
    const { request, site } = visit;
    const isWanted = (name, record) => {
        const value = request.query.get(name);
        return value === null || record[name] === value;
    };
    const found = site.records.filter((record) => ['componentId', 'environmentId', 'status'].every((name) => isWanted(name, record)));
    return page(visit, filters, found.toReversed(), (record) => showFully(site, record));
}
function recordOf({ request, site, keys }) {
    const [id] = keys;
    const known = site.records.find((record) => record.id === id);
    if (known)
        return known;
    if (!isUuid(id)) {
        request.object('the id in the path is not a UUID');
        throw new Refused(500, 'Internal server error');
    }
    return entryOf(site.records, id, 'Deployment');
}
/** `GET deployments/{id}` */
function oneDeployment(visit) {
    return json(200, showFully(visit.site, recordOf(visit)));
}
const records_created = {
    componentId: required(uuid),
    environmentId: required(uuid),
    version: required(filledText),
    deployedBy: optional(validation_text),
    commitSha: optional(validation_text),
    description: optional(validation_text),
    metadata: optional(object),
};
const createdInEraC = { ...records_created, pipelineRunId: optional(uuid) };
/** `POST deployments` */
function createDeployment({ request, site, desk }) {
    const sent = bodyOf(request, site.scenario.era === 'c' ? createdInEraC : records_created);
    const component = entryOf(site.components, sent['componentId'], 'Component');
    const environment = entryOf(site.environments, sent['environmentId'], 'Environment');
    const given = JSON.stringify(sent);
    const twin = desk.state.deployments.find(({ status, writes: [first] }) => (status === 'pending' || status === 'in_progress') && JSON.stringify(first?.sent) === given);
    if (twin)
        request.object(`the same deployment is open already: ${twin.id}`);
    const now = new Date().toISOString();
    const optionalText = (name) => {
        const value = sent[name];
        return typeof value === 'string' ? value : null;
    };
    const record = {
        id: site.scenario.deploymentId ?? sequentialKey('da', desk.state.deployments.length + 1),
        component: component.name,
        environment: environment.name,
        componentId: component.id,
        environmentId: environment.id,
        version: String(sent['version']),
        status: 'pending',
        deployedBy: optionalText('deployedBy'),
        commitSha: optionalText('commitSha'),
        description: optionalText('description'),
        metadata: isObject(sent['metadata']) ? sent['metadata'] : null,
        startedAt: now,
        finishedAt: null,
        createdAt: now,
        updatedAt: now,
        writes: [{ status: 'pending', sent }],
    };
    site.records.push(record);
    desk.state.deployments.push(record);
    return json(201, showRecord(record));
}
const changed = {
    status: optional(oneOf(deploymentStatuses)),
    finishedAt: optional(isoDate),
    metadata: optional(object),
};
/** `PATCH deployments/{id}` */
function updateDeployment(visit) {
    const { request, site } = visit;
    const sent = bodyOf(request, changed);
    const record = recordOf(visit);
    const { metadata } = sent;
    const status = deploymentStatuses.find((known) => known === sent['status']);
    if (status)
        expectTransition(visit, record, status);
    if (Object.keys(sent).length === 0)
        request.object('nothing to change');
    if (typeof sent['finishedAt'] === 'string') {
        record.finishedAt = new Date(sent['finishedAt']).toISOString();
    }
    else if (status === 'succeeded' || status === 'failed') {
        request.object('finishedAt is left out, and the server does not set it');
    }
    if (isObject(metadata))
        record.metadata = { ...record.metadata, ...metadata };
    record.status = status ?? record.status;
    record.updatedAt = new Date().toISOString();
    record.writes.push({ status: record.status, sent });
    const answer = json(200, showFully(site, record));
    if (status === 'in_progress') {
        site.starts += 1;
        if (site.scenario.isFailedElsewhere) {
            record.status = 'failed';
            site.touched.add(record);
        }
    }
    return answer;
}
function expectTransition({ request, site }, record, to) {
    const allowed = transitions[record.status];
    if (allowed.includes(to))
        return;
    const complaint = `Invalid status transition from "${record.status}" to "${to}". ` +
        `Allowed transitions: ${allowed.join(', ')}`;
    // Nobody can know what somebody else has changed meanwhile.
    if (!site.touched.has(record))
        request.object(complaint);
    throw new Refused(400, complaint);
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/sessions.js

/** Life of a token in seconds, as it says itself. */
const tokenLife = 3600;
function openSessions() {
    const key = (0,external_node_crypto_.randomBytes)(32);
    const sessions = new Map();
    const refreshTokens = new Map();
    const hand = (login, starts) => {
        const token = sign(key, login.user);
        const refreshToken = (0,external_node_crypto_.randomBytes)(32).toString('hex');
        sessions.set(token, { login, uses: 0, starts });
        refreshTokens.set(refreshToken, { login, isUsed: false });
        return { token, refreshToken };
    };
    return {
        byToken: (token) => sessions.get(token),
        byRefreshToken: (refreshToken) => refreshTokens.get(refreshToken)?.login,
        adopt(credential, starts) {
            const user = { id: '', username: '', roles: [], credential };
            const session = sessions.get(credential) ?? { login: { user, isRevoked: false }, uses: 0, starts };
            sessions.set(credential, session);
            return session;
        },
        open: (user, starts) => hand({ user, isRevoked: false }, starts),
        refresh(username, refreshToken, starts) {
            const known = refreshTokens.get(refreshToken);
            if (!known || known.login.user.username !== username)
                return undefined;
            if (known.isUsed)
                known.login.isRevoked = true;
            if (known.login.isRevoked)
                return undefined;
            known.isUsed = true;
            return hand(known.login, starts);
        },
    };
}
function sign(key, { id, username, roles }) {
    const iat = Math.floor(Date.now() / 1000);
    // Two logins of one second would otherwise be given one token.
    const jti = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const claims = { username, sub: id, roles, jti, iat, exp: iat + tokenLife };
    const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
    return `${text}.${(0,external_node_crypto_.createHmac)('sha256', key).update(text).digest('base64url')}`;
}
function part(value) {
    return Buffer.from(JSON.stringify(value)).toString('base64url');
}

;// CONCATENATED MODULE: ./lib/sandbox/deployments-api/deployments-api.js












/** The Deployments API of a developer portal: which version of which component is where. */
const deploymentsApi = {
    title: 'Deployments API, /api/v1, Authorization: Bearer <token>, or a login with any name and the token as password',
    scenarios: deploymentsApiScenarios.map(({ name, about }) => ({ name, about })),
    open: openDeploymentsApi,
};
/** By path, a star for the key; then by method. */
const routes = {
    'auth/login': { POST: login },
    'auth/refresh': { POST: refresh },
    deployments: { GET: deploymentList, POST: createDeployment },
    'deployments/latest': { GET: latest },
    'deployments/matrix': { GET: matrix },
    'deployments/*': { GET: oneDeployment, PATCH: updateDeployment },
    environments: { GET: environmentList },
    'catalog/components': { GET: componentList },
};
const versioned = '/api/v1/';
const unversioned = '/api/';
function openDeploymentsApi() {
    const state = { deployments: [], history: [], logins: [] };
    const desk = { sites: new Map(), sessions: openSessions(), state };
    const serve = (request, scenario) => {
        const { method, path } = request;
        const site = siteOf(scenario, desk);
        const found = locate(path, eraOf(site));
        const call = found ? `${method} ${found.route}` : '';
        const nth = (site.calls.get(call) ?? 0) + 1;
        site.calls.set(call, nth);
        const refusal = scenario.refuse?.(request, call, nth) ?? movedTo(request, site) ?? throttle(site, path);
        if (refusal)
            return refusal;
        const handler = found && routes[found.route]?.[method];
        const answer = handler
            ? attempt(handler, call, { request, site, desk, keys: found.keys })
            : trackerError(404, path, `Cannot ${method} ${path}`);
        const kind = `${call} ${textIn(jsonOf(request.body), 'status')}`;
        return withAllowance(deployments_api_isWrite(call) ? lose(answer, scenario.writeAnswers, kind, site.lost) : answer, site);
    };
    return {
        state,
        prefixes: [unversioned],
        refuse: refuseTracker,
        credential: (headers) => credentialIn(headers, desk.sessions),
        credentialIn: (path, body) => passwordIn(path, body, desk.sessions),
        handle(request) {
            const { method, path, token } = request;
            const scenario = deploymentsApiScenarios.find(({ name }) => name === token?.scenario);
            if (scenario)
                return serve(request, scenario);
            if (!locate(path, 'b'))
                return trackerError(404, path, `Cannot ${method} ${path}`);
            return isLogin(path) ? trackerError(401, path, 'Invalid credentials') : refuseTracker(401, path);
        },
    };
}
function locate(path, era) {
    const base = era === 'a' ? unversioned : versioned;
    return path.startsWith(base) ? findRoute(Object.keys(routes), path.slice(base.length)) : undefined;
}
/** Era C sends those on who leave the version out. */
function movedTo({ path, query }, site) {
    if (eraOf(site) !== 'c' || path.startsWith(versioned))
        return undefined;
    const rest = `${path.slice(unversioned.length)}${query.size > 0 ? `?${query.toString()}` : ''}`;
    return content(308, 'text/plain', '', { Location: `${versioned}${rest}`, Deprecation: 'true' });
}
function throttle(site, path) {
    const { limit } = site.scenario;
    if (limit === undefined)
        return undefined;
    if (site.sinceRefusal < limit) {
        site.sinceRefusal += 1;
        return undefined;
    }
    site.sinceRefusal = 0;
    const refusal = refuseTracker(429, path);
    return { ...refusal, headers: { ...refusal.headers, 'Retry-After': '1' } };
}
/** Tells those who were served how much is left. */
function withAllowance(answer, { scenario: { limit }, sinceRefusal }) {
    if (limit === undefined || answer.status >= 300)
        return answer;
    const allowance = {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(limit - sinceRefusal),
        'X-RateLimit-Reset': '1',
    };
    return { ...answer, headers: { ...answer.headers, ...allowance } };
}
function attempt(handler, call, visit) {
    const { request } = visit;
    try {
        if (!call.includes(' auth/'))
            authenticate(visit);
        if (deployments_api_isWrite(call))
            authorize(visit);
        return handler(visit);
    }
    catch (error) {
        if (!(error instanceof Refused))
            throw error;
        const { status, texts, more } = error;
        if (typeof texts !== 'string')
            for (const text of texts)
                request.object(text);
        return trackerError(status, request.path, texts, more);
    }
}
const deployments_api_isWrite = (call) => call === 'POST deployments' || call === 'PATCH deployments/*';

;// CONCATENATED MODULE: ./lib/sandbox/front-page.js


/** What `GET /` tells a person: the simulated APIs, their scenarios, and how to choose one. */
function frontPage(apis) {
    const width = Math.max(...apis.flatMap(({ scenarios }) => scenarios.map(({ name }) => name.length)));
    const text = [
        'lowcode-deploy sandbox: nothing here is real.',
        '',
        'The token chooses the scenario: sandbox-<scenario>, for example sandbox-happy.',
        'Add +<fault>@<n> to break the n-th request with that token, for example sandbox-happy+reset-after@4.',
        `Faults: ${faultKinds.join(' ')}`,
        ...apis.flatMap(({ title, scenarios }) => [
            '',
            title,
            ...scenarios.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
        ]),
        '',
    ];
    return content(200, 'text/plain;charset=UTF-8', text.join('\n'));
}

;// CONCATENATED MODULE: ./lib/sandbox/github/errors.js

/** GitHub's error shape; `errors` names fields. */
function gitHubError(status, message, more = {}, headers = {}) {
    const documentation = 'https://docs.github.com/rest/deployments';
    return json(status, { message, ...more, documentation_url: documentation, status: String(status) }, headers);
}
/** The refusal for a status where nothing more is known. */
function refuseGitHub(status) {
    return gitHubError(status, errors_general[status] ?? 'Server Error');
}
const errors_general = {
    401: 'Bad credentials',
    403: 'Resource not accessible by integration',
    404: 'Not Found',
    409: 'Conflict',
    422: 'Validation Failed',
    429: 'You have exceeded a secondary rate limit.',
};
/** Thrown by whoever finds that a request cannot be served; its answer is sent. */
class errors_Refused extends Error {
    answer;
    constructor(answer) {
        super(String(answer.status));
        this.answer = answer;
    }
}

;// CONCATENATED MODULE: ./lib/sandbox/github/fields.js


/** Longest description of a deployment or a status, in characters. */
const longestDescription = 140;
/** The JSON body, its documented fields of the right types; GitHub ignores all others. */
function fields_bodyOf({ body, object }, fields) {
    if (body.kind !== 'json' || !isObject(body.value)) {
        object(body.kind === 'unreadable' ? body.reason : 'body is not a JSON object');
        throw new errors_Refused(gitHubError(400, 'Problems parsing JSON'));
    }
    for (const [name, value] of Object.entries(body.value)) {
        const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (!type)
            object(`${name}: not a documented field`);
        else if (!isOf(type, value))
            refuseRequest(object, `For 'properties/${name}', the value is not of type ${type}.`);
    }
    return body.value;
}
function isOf(type, value) {
    switch (type) {
        case 'string':
        case 'boolean':
            return typeof value === type;
        case 'array':
            return Array.isArray(value);
        case 'object or string':
            return isObject(value) || typeof value === 'string';
    }
}
/** 422 for a body that does not fit the schema. */
function refuseRequest(object, problem) {
    object(problem);
    throw new errors_Refused(gitHubError(422, `Invalid request.\n\n${problem}`));
}
/** 422 for a field whose value will not do. */
function refuseField(object, resource, field, problem) {
    object(problem);
    const errors = [{ resource, code: 'custom', field, message: problem }];
    throw new errors_Refused(gitHubError(422, 'Validation Failed', { errors }));
}
function fields_textIn(body, name, otherwise = '') {
    const value = body[name];
    return typeof value === 'string' ? value : otherwise;
}
/** The description, at most {@link longestDescription} characters. */
function descriptionIn(body, resource, object) {
    const description = fields_textIn(body, 'description');
    if (description.length > longestDescription) {
        const problem = `description is too long (maximum is ${longestDescription} characters)`;
        refuseField(object, resource, 'description', problem);
    }
    return description;
}
/** An address of http or https, or none. */
function webAddressIn(body, field, object) {
    const address = fields_textIn(body, field);
    if (address !== '' && !/^https?:\/\//i.test(address)) {
        refuseField(object, 'DeploymentStatus', field, `${field} must use http(s) scheme`);
    }
    return address;
}

;// CONCATENATED MODULE: ./lib/sandbox/github/site.js

/** The deployment that the path names; 404 where this repository has none such. */
function deploymentOf({ desk, repository, id }) {
    const found = desk.deployments.find((one) => one.repository === repository && String(one.id) === id);
    if (!found)
        throw new errors_Refused(refuseGitHub(404));
    return found;
}
/** The time as GitHub writes it. */
const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

;// CONCATENATED MODULE: ./lib/sandbox/github/views.js

const creator = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot', site_admin: false };
const addressOf = ({ request, repository }) => `${request.origin}/api/v3/repos/${repository}`;
function showDeployment(visit, deployment) {
    const repositoryUrl = addressOf(visit);
    const url = `${repositoryUrl}/deployments/${deployment.id}`;
    return {
        url,
        id: deployment.id,
        node_id: `DE_${deployment.id}`,
        sha: deployment.sha,
        ref: deployment.ref,
        task: deployment.task,
        payload: deployment.payload,
        original_environment: deployment.originalEnvironment,
        environment: deployment.environment,
        description: deployment.description === '' ? null : deployment.description,
        creator,
        created_at: deployment.createdAt,
        updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
        statuses_url: `${url}/statuses`,
        repository_url: repositoryUrl,
        transient_environment: deployment.isTransient,
        production_environment: deployment.isProduction,
    };
}
function showStatus(visit, deployment, status) {
    const repositoryUrl = addressOf(visit);
    const deploymentUrl = `${repositoryUrl}/deployments/${deployment.id}`;
    return {
        url: `${deploymentUrl}/statuses/${status.id}`,
        id: status.id,
        node_id: `DES_${status.id}`,
        state: status.state,
        creator,
        description: status.description,
        environment: status.environment,
        target_url: status.logUrl,
        created_at: status.createdAt,
        updated_at: status.createdAt,
        deployment_url: deploymentUrl,
        repository_url: repositoryUrl,
        environment_url: status.environmentUrl,
        log_url: status.logUrl,
    };
}
/** A page of a list: `per_page` (default 30, at most 100) and `page`, with a `Link` to the next one. */
function views_page({ request }, items, show) {
    const asked = (name, otherwise) => {
        const number = Number(request.query.get(name) ?? otherwise);
        return Number.isInteger(number) && number > 0 ? number : otherwise;
    };
    const size = Math.min(asked('per_page', 30), 100);
    const at = asked('page', 1);
    const shown = items.slice((at - 1) * size, at * size).map(show);
    if (items.length <= at * size)
        return json(200, shown);
    const query = new URLSearchParams(request.query);
    query.set('page', String(at + 1));
    return json(200, shown, { Link: `<${request.origin}${request.path}?${query.toString()}>; rel="next"` });
}

;// CONCATENATED MODULE: ./lib/sandbox/github/deployments.js






const fields = {
    ref: 'string',
    task: 'string',
    auto_merge: 'boolean',
    required_contexts: 'array',
    payload: 'object or string',
    environment: 'string',
    description: 'string',
    transient_environment: 'boolean',
    production_environment: 'boolean',
};
/** The default branch, another one, and tags; a full commit id is always known. */
const refs = new Set(['main', 'develop', 'v1.2.2', 'v1.2.3']);
/** The commit that a ref names. */
function commitOf(ref) {
    if (/^[0-9a-f]{40}$/.test(ref))
        return ref;
    const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
    return refs.has(name) ? keyOf('commit', name).replaceAll('-', '').padEnd(40, '0') : undefined;
}
/** Larger than 32 bits hold, as GitHub's are. */
const firstId = 3_000_000_000;
const ends = new Set(['error', 'failure', 'inactive', 'success']);
/** `POST deployments` */
function deployments_createDeployment(visit) {
    const { request, scenario, desk, repository } = visit;
    const { object } = request;
    const body = fields_bodyOf(request, fields);
    const ref = fields_textIn(body, 'ref');
    if (ref === '')
        refuseRequest(object, '"ref" wasn\'t supplied.');
    const description = descriptionIn(body, 'Deployment', object);
    const sha = scenario.hasNoRefs ? undefined : commitOf(ref);
    if (sha === undefined)
        throw new errors_Refused(gitHubError(422, `No ref found for: ${ref}`));
    if (body['auto_merge'] !== false) {
        object('auto_merge is not false: GitHub merges the default branch instead of making a deployment');
        return json(202, { message: `Auto-merged main into ${ref} on deployment.` });
    }
    const contexts = body['required_contexts'];
    if (!Array.isArray(contexts) || contexts.length > 0) {
        object('required_contexts is not []: the check that runs this very request is still pending');
        return gitHubError(409, `Conflict: Commit status checks failed for ${ref}.`);
    }
    const environment = fields_textIn(body, 'environment', 'production');
    const payload = body['payload'] ?? {};
    const deployment = {
        id: firstId + desk.deployments.length + 1,
        repository,
        ref,
        sha,
        task: fields_textIn(body, 'task', 'deploy'),
        payload,
        originalEnvironment: environment,
        environment,
        description,
        isTransient: body['transient_environment'] === true,
        isProduction: (body['production_environment'] ?? environment === 'production') === true,
        createdAt: now(),
        statuses: [],
    };
    const twin = desk.deployments.find((other) => isOpen(other) && identityOf(other) === identityOf(deployment));
    if (twin)
        object(`the same deployment is open already: ${twin.id}`);
    desk.deployments.push(deployment);
    return json(201, showDeployment(visit, deployment));
}
function isOpen({ statuses }) {
    return !ends.has(statuses.at(-1)?.state ?? 'pending');
}
/** What two deployments have in common only if one is the repetition of the other. */
function identityOf({ repository, sha, task, originalEnvironment, payload }) {
    return JSON.stringify([repository, sha, task, originalEnvironment, payload]);
}
/** `GET deployments`, newest first */
function deployments_deploymentList(visit) {
    const { request, desk, repository } = visit;
    const filters = ['sha', 'ref', 'task', 'environment'];
    const found = desk.deployments.filter((deployment) => deployment.repository === repository &&
        filters.every((name) => {
            const wanted = request.query.get(name) ?? 'none';
            return wanted === 'none' || deployment[name] === wanted;
        }));
    return views_page(visit, found.toReversed(), (deployment) => showDeployment(visit, deployment));
}
/** `GET deployments/{id}` */
function deployments_oneDeployment(visit) {
    return json(200, showDeployment(visit, deploymentOf(visit)));
}

;// CONCATENATED MODULE: ./lib/sandbox/github/scenarios.js



const scenarios_isWrite = ({ method }) => method === 'POST';
/** Seconds until the hourly limit is lifted. */
const untilReset = 3000;
/** All scenarios of the simulated GitHub. */
const gitHubScenarios = [
    { name: 'happy', about: 'deployments and statuses; main has moved on and a check is pending' },
    {
        name: 'forbidden',
        about: '403 on writes: the token lacks deployments: write',
        refuse: (request) => scenarios_isWrite(request)
            ? gitHubError(403, 'Resource not accessible by integration', {}, { 'X-Accepted-GitHub-Permissions': 'deployments=write' })
            : undefined,
    },
    { name: 'not-found', about: '404: the token may not see the repository', refuse: () => refuseGitHub(404) },
    { name: 'unauthorized', about: '401: the token is not known', refuse: () => refuseGitHub(401) },
    { name: 'unknown-ref', about: '422: the commit is not there', hasNoRefs: true },
    {
        name: 'limited',
        about: '403 with x-ratelimit-remaining: 0, always: the hourly limit',
        refuse: () => gitHubError(403, 'API rate limit exceeded for installation ID 1.', {}, {
            'X-RateLimit-Limit': '1000',
            'X-RateLimit-Remaining': '0',
            'X-RateLimit-Reset': String(Math.floor(Date.now() / 1000) + untilReset),
        }),
    },
    {
        name: 'limited-secondary',
        about: '429 with retry-after: 1 on the first request of each kind',
        refuse: (_request, nth) => (nth === 1 ? secondaryLimit(429) : undefined),
    },
    {
        name: 'limited-secondary-403',
        about: 'the same as 403, its older form',
        refuse: (_request, nth) => (nth === 1 ? secondaryLimit(403) : undefined),
    },
    {
        name: 'down',
        about: '503 with an HTML page, always',
        refuse: () => htmlPage(503, '503 Service Unavailable'),
    },
    {
        name: 'slow',
        about: 'carries out every write and never answers it; reads are answered',
        writeAnswers: 'stalled',
    },
    {
        name: 'reset',
        about: 'drops every connection without an answer',
        refuse: () => ({ ...refuseGitHub(500), fault: 'reset-before' }),
    },
    {
        name: 'lost-answers',
        about: 'carries out writes and drops the connection: the first create, the first status of each state',
        writeAnswers: 'lost-once',
    },
    {
        name: 'hostile',
        about: 'writes are refused (422) with workflow commands, markup, control characters',
        refuse: (request) => scenarios_isWrite(request)
            ? gitHubError(422, hostileProblems.map(({ message }) => message).join('\n'))
            : undefined,
    },
    {
        name: 'echo-token',
        about: 'writes are refused (422) with the token in the text',
        refuse: (request) => scenarios_isWrite(request)
            ? gitHubError(422, `not allowed: ${request.headers['authorization']} ${request.credential}`)
            : undefined,
    },
];
function secondaryLimit(status) {
    const text = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    return gitHubError(status, text, {}, { 'Retry-After': '1' });
}

;// CONCATENATED MODULE: ./lib/sandbox/github/state.js
/** What a deployment status may be. */
const gitHubStates = [
    'error',
    'failure',
    'inactive',
    'in_progress',
    'queued',
    'pending',
    'success',
];

;// CONCATENATED MODULE: ./lib/sandbox/github/statuses.js





const statuses_fields = {
    state: 'string',
    target_url: 'string',
    log_url: 'string',
    description: 'string',
    environment: 'string',
    environment_url: 'string',
    auto_inactive: 'boolean',
};
const resource = 'DeploymentStatus';
/** `POST deployments/{id}/statuses` */
function createStatus(visit) {
    const { request, desk } = visit;
    const { object } = request;
    const deployment = deploymentOf(visit);
    const body = fields_bodyOf(request, statuses_fields);
    const wanted = fields_textIn(body, 'state');
    if (wanted === '')
        refuseRequest(object, '"state" wasn\'t supplied.');
    const state = gitHubStates.find((known) => known === wanted);
    if (!state)
        refuseField(object, resource, 'state', `state is not included in the list: ${gitHubStates.join(', ')}`);
    const description = descriptionIn(body, resource, object);
    const targetUrl = webAddressIn(body, 'target_url', object);
    const logUrl = webAddressIn(body, 'log_url', object) || targetUrl;
    const environmentUrl = webAddressIn(body, 'environment_url', object);
    if (targetUrl !== '')
        object('target_url: log_url has replaced it');
    deployment.environment = fields_textIn(body, 'environment', deployment.environment);
    const given = { state, description, environment: deployment.environment, environmentUrl, logUrl };
    const status = add(desk, deployment, { ...given, isAutomatic: false });
    if (state === 'success' && body['auto_inactive'] !== false)
        retire(desk, deployment);
    return json(201, showStatus(visit, deployment, status));
}
/** Appends a status, with the next identifier. */
function add(desk, deployment, given) {
    const count = desk.deployments.reduce((sum, { statuses }) => sum + statuses.length, 0);
    const status = { ...given, id: statuses_firstId + count + 1, createdAt: now() };
    deployment.statuses.push(status);
    return status;
}
const statuses_firstId = 5_000_000_000;
/** Earlier deployments to the same place make room for the one that succeeded. */
function retire(desk, successor) {
    for (const earlier of desk.deployments.slice(0, desk.deployments.indexOf(successor))) {
        const last = earlier.statuses.at(-1);
        const isReplaced = last?.state === 'success' &&
            !earlier.isTransient &&
            !earlier.isProduction &&
            earlier.repository === successor.repository &&
            earlier.environment === successor.environment;
        if (isReplaced)
            add(desk, earlier, { ...last, state: 'inactive', description: '', isAutomatic: true });
    }
}
/** `GET deployments/{id}/statuses`, newest first */
function statusList(visit) {
    const deployment = deploymentOf(visit);
    return views_page(visit, deployment.statuses.toReversed(), (status) => showStatus(visit, deployment, status));
}

;// CONCATENATED MODULE: ./lib/sandbox/github/github.js









/** GitHub's deployments, at the address that a GitHub Enterprise Server has. */
const github = {
    title: 'GitHub Deployments, /api/v3/repos/{owner}/{repo}/deployments, Authorization: Bearer <token>',
    scenarios: gitHubScenarios.map(({ name, about }) => ({ name, about })),
    open: openGitHub,
};
/** By path, a star for each key; then by method. */
const github_routes = {
    'repos/*/*/deployments': { GET: deployments_deploymentList, POST: deployments_createDeployment },
    'repos/*/*/deployments/*': { GET: deployments_oneDeployment },
    'repos/*/*/deployments/*/statuses': { GET: statusList, POST: createStatus },
};
const base = '/api/v3/';
function openGitHub() {
    const desk = { deployments: [], calls: new Map(), lost: new Set() };
    const serve = (request, scenario) => {
        const found = findRoute(Object.keys(github_routes), request.path.slice(base.length));
        if (!found)
            return refuseGitHub(404);
        const call = `${request.credential} ${request.method} ${found.route}`;
        const nth = (desk.calls.get(call) ?? 0) + 1;
        desk.calls.set(call, nth);
        const refusal = scenario.refuse?.(request, nth);
        if (refusal)
            return refusal;
        const handler = github_routes[found.route]?.[request.method];
        if (!handler)
            return refuseGitHub(404);
        const [owner, name, id] = found.keys;
        const answer = github_attempt(handler, { request, scenario, desk, repository: `${owner}/${name}`, id });
        const sent = jsonOf(request.body);
        const kind = `${call} ${isObject(sent) ? String(sent['state']) : ''}`;
        return request.method === 'POST' ? lose(answer, scenario.writeAnswers, kind, desk.lost) : answer;
    };
    return {
        state: { deployments: desk.deployments },
        prefixes: [base],
        refuse: refuseGitHub,
        credential: (headers) => bearer(headers) ?? /^token +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1],
        handle(request) {
            if (!request.headers['user-agent']) {
                request.object('User-Agent is missing');
                return gitHubError(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.');
            }
            const scenario = gitHubScenarios.find(({ name }) => name === request.token?.scenario);
            return scenario ? serve(request, scenario) : refuseGitHub(401);
        },
    };
}
function github_attempt(handler, visit) {
    try {
        return handler(visit);
    }
    catch (error) {
        if (error instanceof errors_Refused)
            return error.answer;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/errors.js

/** Thrown by whoever finds that a request cannot be served; its answer is sent. */
class Refusal extends Error {
    answer;
    constructor(status, text) {
        super(text);
        this.answer = lifetimeError(status, text);
    }
}
/** LifeTime's error shape: plain sentences, and the status once more. */
function lifetimeError(status, ...texts) {
    return json(status, { Errors: texts, StatusCode: status });
}
/** The refusal for a status where nothing more is known. */
function refuseLifetime(status) {
    return lifetimeError(status, lifetime_errors_general[status] ?? 'An unexpected error occurred.');
}
const lifetime_errors_general = {
    401: 'Authentication failed: the token is invalid or has expired.',
    403: "Service Account doesn't have permissions to perform this operation.",
    404: 'The requested resource was not found.',
    405: 'The requested method is not allowed.',
    409: 'Conflict.',
    429: 'Too many requests.',
};

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/log.js

/** A line of type Info. */
const info = (message) => ({ message, type: 'Info' });
/** A line of type Warning. */
const warning = (message) => ({ message, type: 'Warning' });
/** A line of type Error. */
const error = (message) => ({ message, type: 'Error' });
/** The log of the vendor's example, spelling included; its last line is left to the end of the deployment. */
function log_plainLog({ source, target, applications }) {
    return listed([
        ...(source === '' ? [] : [`Uploading modules from ${source} to ${target}`]),
        ...applications.map((name) => source === '' ? `Uploading '${name}' to ${target}` : `Uploading '${name}' from ${source} to ${target}`),
        `Applying Deployment Zones configurations in ${target} Envrionment`,
        `Creating solution pack in ${target}`,
        `Deploying modules of '${source}_to_${target}'.`,
        ...applications.flatMap((name) => [
            `Creating tables and altering columns of module '${name}'`,
            `Creating unique indexes of module '${name}'`,
            `Updating static entity records of module '${name}'`,
            `Updating system entities of module '${name}'`,
            `Deploying module '${name}'.`,
            `Updating status of module '${name}'.`,
        ]),
        `Synchronizing data with '${target}' environment.`,
        `Updating application versions for '${target}' environment.`,
    ]);
}
/** A log of `lines` lines with the closing one. */
function longLog(lines) {
    const total = lines - 1;
    return () => ({
        total,
        line: (n) => info(`Updating element ${n + 1} of ${total} of module 'EmployeeBackoffice_CS'`),
    });
}
/** A log that tries to command whoever prints it; one of its types is in no documentation. */
function log_evilLog() {
    const types = ['Info', 'Warning', 'Error', '::error::type'];
    const texts = hostileProblems.flatMap(({ message, objectName }) => [message, objectName]);
    const lines = texts.map((message, at) => ({ message, type: types[at % types.length] ?? '' }));
    return {
        total: lines.length,
        line: (n) => lines[n] ?? info(''),
    };
}
function listed(messages) {
    return { total: messages.length, line: (n) => info(messages[n] ?? '') };
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/phases.js

/** How long things take in looks, unless a scenario says otherwise. */
const lifetimeLooks = {
    running: 3,
    aborting: 1,
    slowAbort: 6,
    slowLog: 8,
    longLog: 9,
    /** Another deployment on the target. */
    other: 3,
    /** Until a person answers. */
    person: 3,
};
/** Statuses after which nothing happens any more. */
const terminal = new Set([
    'aborted',
    'finished_successful',
    'finished_with_warnings',
    'finished_with_errors',
    'force_finished',
    'finished_partially',
]);
/** True for the ends. */
function isTerminal(status) {
    return terminal.has(status);
}
/** True for the ends after which the target runs what was deployed. */
function isDeployed(status) {
    return status === 'finished_successful' || status === 'finished_with_warnings';
}
/** Under way, its log growing with each look. */
function running(looks = lifetimeLooks.running) {
    return { status: 'running', looks };
}
/** Under way until a command ends it. */
const runningForever = { status: 'running' };
/** The good end. */
const succeeded = { status: 'finished_successful', says: [info('Deploy completed')] };
/** The good end with reservations. */
const withWarnings = {
    status: 'finished_with_warnings',
    says: [
        warning("Module 'EmployeeBackoffice' was deployed; timer 'SendReminders' has no schedule in this environment."),
        warning("Consumer 'CustomerPortal' is outdated and was not refreshed."),
        info('Deploy completed'),
    ],
};
/** The bad end. */
const withErrors = {
    status: 'finished_with_errors',
    says: [
        error("Database error in module 'EmployeeBackoffice_CS': ORA-01430: column being added already exists in table"),
        error("Deployment of module 'EmployeeBackoffice' failed."),
        info('Deploy completed with errors'),
    ],
};
/** The end after an abort. */
const aborted = { status: 'aborted', says: [info('Deployment aborted')] };
/** Aborting for so many looks, then aborted. */
function aborting(looks = lifetimeLooks.aborting) {
    return [{ status: 'aborting', looks, says: [info('Aborting the deployment')] }, aborted];
}
/** A pause; without `looks` it lasts until a command ends it. */
function intervention(reason, says, looks) {
    return {
        status: 'needs_user_intervention',
        info: reason,
        says: [says],
        ...(looks !== undefined && { looks }),
    };
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/time.js
const day = 24 * 3600 * 1000;
/** What LifeTime says of a date that is not yet. */
const nullDate = '1900-01-01T00:00:00';
/** A timestamp as LifeTime writes it: the fraction as long as it needs to be. */
function stamp(time) {
    return time === undefined ? nullDate : new Date(time).toISOString().replace(/\.?0+Z$/, 'Z');
}
/** A `YYYY-MM-DD` parameter as the start of that day; undefined when it is no date. */
function dayOf(text) {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}
/** The start of the day that lies this many days before. */
function daysBefore(time, days) {
    return Math.floor(time / day) * day - days * day;
}
/** The first moment of the day after. */
function dayAfter(time) {
    return daysBefore(time, -1);
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/plan.js


/** Whose token the sandbox takes every token for. */
const account = { name: 'Sandbox Service Account', user: 'sa_sandbox' };
/** Everybody else. */
const colleague = { name: 'Jane Roe', user: 'jroe' };
const silent = { total: 0, line: () => ({ message: '', type: '' }) };
/** Milliseconds between two entries of a log. */
const pace = 37;
/** A saved plan. */
function openPlan(seed, hasTypes) {
    return {
        face: {
            key: seed.key,
            kind: seed.kind,
            notes: seed.notes,
            source: seed.source,
            target: seed.target.key,
            operations: sent(seed.operations),
            status: 'saved',
            started: false,
            aborted: false,
            deleted: false,
            looks: 0,
            reads: 0,
            commands: [],
        },
        seed,
        operations: seed.operations,
        phases: [{ status: 'saved' }],
        seen: 0,
        log: { text: '', entries: 0, written: 0, source: silent, linesPerLook: 0, hasTypes },
    };
}
/** Replaces what a saved plan is to do. */
function rewrite(plan, notes, operations) {
    plan.face.notes = notes;
    plan.face.operations = sent(operations);
    plan.operations = operations;
}
/** Begins to execute a plan. */
function plan_begin(plan, phases, log, at) {
    plan.face.started = true;
    plan.startedAt = at;
    plan.log.source = log.source;
    plan.log.linesPerLook = log.linesPerLook;
    enter(plan, phases);
}
/** One look at the status: moves on when the current phase has been seen often enough. */
function plan_look(plan) {
    plan.face.looks += 1;
    const { looks } = phaseOf(plan);
    if (looks !== undefined && plan.seen >= looks)
        advance(plan);
    plan.seen += 1;
    const phase = phaseOf(plan);
    if (phase.status === 'running')
        writeUpTo(plan, plan.log.written + plan.log.linesPerLook);
    return phase;
}
/** Ends the current phase, as a command or a refused one does. */
function advance(plan) {
    if (plan.phases.length > 1)
        enter(plan, plan.phases.slice(1));
}
/** Sends a plan on another way. */
function divert(plan, phases, by, at) {
    plan.abortedBy = by;
    plan.abortedAt = at;
    enter(plan, phases);
}
/** The phase a plan is in. */
function phaseOf(plan) {
    return plan.phases[0] ?? { status: 'saved' };
}
/** True from the start until the end. */
function isUnderWay(plan) {
    return plan.face.started && !isTerminal(plan.face.status);
}
/** The applications of a plan. */
function applicationsOf(plan) {
    return plan.operations.map(({ application }) => application);
}
function enter(plan, phases) {
    plan.phases = phases;
    plan.seen = 0;
    const { status, says = [] } = phaseOf(plan);
    plan.face.status = status;
    if (status === 'aborting' || status === 'aborted') {
        plan.face.aborted = true;
        plan.abortedBy ??= colleague;
        plan.abortedAt ??= (plan.startedAt ?? 0) + plan.log.entries * pace;
    }
    if (isDeployed(status)) {
        writeUpTo(plan, plan.log.source.total);
        for (const { application, version, zone } of plan.operations) {
            application.places.set(plan.seed.target.key, { version, isModified: false, zone });
        }
    }
    for (const line of says)
        write(plan, line);
}
function writeUpTo(plan, count) {
    const { log } = plan;
    const end = Math.min(count, log.source.total);
    for (; log.written < end; log.written += 1)
        write(plan, log.source.line(log.written));
}
function write({ log, startedAt = 0 }, { message, type }) {
    const entry = JSON.stringify({
        Instant: stamp(startedAt + log.entries * pace),
        Message: message,
        ...(log.hasTypes && { Type: type }),
    });
    log.text += log.entries === 0 ? entry : `,${entry}`;
    log.entries += 1;
}
function sent(operations) {
    return operations.map(({ version, zone }) => ({
        ApplicationVersionKey: version.key,
        DeploymentZoneKey: zone,
    }));
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/world.js

function world_environment(order, name, key, hostName) {
    const zones = ['Global', 'Internal Zone'].map((zone, at) => ({
        key: keyOf('zone', name, zone),
        name: zone,
        isDefault: at === 0,
    }));
    return { key, name, hostName, order, zones };
}
/** Keys of Development and Production as in the vendor's example. */
const world_environments = [
    world_environment(0, 'Development', 'f3582e43-43c7-4bb4-8cbb-d9f6cbcbd35e', 'dev-env.company.com'),
    world_environment(1, 'Test', 'a1d7c0de-5b2f-4e6a-9c38-7f40b1e2d953', 'tst-env.company.com'),
    world_environment(2, 'Production', '849515f2-b4ff-4aca-a9d6-9407bea655f4', 'prd-env-1.company.com'),
];
/** Keys of the vendor's example; all others are made by {@link keyOf}. */
const exampleKeys = {
    'application\nEmployeeBackoffice': 'c9a7a82e-0eee-4a3d-8e22-2a19c69c766f',
    'version\nEmployeeBackoffice\n1.2.0': 'b3d2ef6b-e5c5-4c7e-851e-0547f7bd634c',
};
const exampleKeyOf = (...names) => exampleKeys[names.join('\n')] ?? keyOf(...names);
/** The application that scenarios bend; everywhere else it is the plain case: newer in each earlier environment. */
const mainName = 'EmployeeBackoffice';
/** The applications of every scenario that names no others. Names are near misses of each other on purpose. */
const applicationPlans = [
    {
        name: mainName,
        tags: ['0.9.0', '1.0.0', '1.0.1', '1.1.0', '1.1.1', '1.1.2', '1.2.0'],
        runs: ['1.2.0', '1.1.2', '1.1.0'],
        description: 'Back office of the human resources department',
    },
    { name: 'CustomerPortal', tags: ['2.0', '2.1', '2.2'], runs: ['2.2', '2.1', '2.1'] },
    { name: 'Customer Portal (old)', tags: ['1.0', '1.1'], runs: ['1.1', '1.0', '1.0'] },
    {
        // The tag that runs is lower than, and newer than, the highest one.
        name: 'ClaimsEngine',
        kind: 'Service',
        tags: ['1.8.0', '1.9.0', '2.0.0', '1.9.1'],
        runs: ['1.9.1', '1.9.0', '1.9.0'],
    },
    { name: 'OrderEntry', tags: ['3.0.0', '3.1.0'], runs: ['3.1.0', '3.0.0', '3.0.0'], isModified: true },
    {
        name: 'Payments',
        kind: 'Service',
        tags: ['4.9.0', '5.0.0'],
        runs: ['5.0.0', '5.0.0', '5.0.0'],
        extension: 'PaymentsGateway',
    },
    { name: 'ReportingHub', tags: ['1.4.0', '1.5.0'], runs: ['1.4.0', '1.5.0', '1.5.0'] },
    { name: 'LegacyBilling', tags: ['7.1.0', '7.2.0'], runs: [null, '7.2.0', '7.2.0'] },
    { name: 'FieldService', kind: 'Mobile', tags: ['0.8.0', '0.9.0'], runs: ['0.9.0', '0.8.0', '0.8.0'] },
    { name: 'IdentityService', kind: 'Service', tags: ['1.0.0', '1.1.0'], runs: ['1.1.0', '1.0.0', '1.0.0'] },
    { name: 'Inventory', tags: ['4.0', '4.1'], runs: ['4.1', '4.0', '4.0'] },
    { name: 'Notifications', kind: 'Service', tags: ['0.1.0', '0.2.0'], runs: ['0.2.0', '0.1.0', null] },
    { name: 'ThemeLibrary', kind: 'Library', tags: ['1.0.0', '1.1.0'], runs: ['1.1.0', '1.1.0', '1.0.0'] },
    { name: 'OutSystems UI', tags: ['2.8.1'], runs: ['2.8.1', '2.8.1', '2.8.1'], isSystem: true },
];
/** 2024-01-08, a Monday; the n-th tag of an application was made n weeks later. */
const firstTag = Date.UTC(2024, 0, 8, 9, 30, 12, 260);
const week = 7 * 24 * 3600 * 1000;
/** Builds an application from its plan. */
function buildApplication(plan) {
    const { name, tags, runs, extension } = plan;
    const versions = tags.map((label, at) => ({
        key: exampleKeyOf('version', name, label),
        label,
        changeLog: `Changes of ${name} ${label}`,
        createdAt: firstTag + at * week,
        unpublished: 0,
    }));
    const places = new Map();
    for (const [at, { key, name: where }] of world_environments.entries()) {
        const version = versions.find(({ label }) => label === runs[at]);
        const isModified = (plan.isModified ?? false) && where !== 'Production';
        if (version)
            places.set(key, { version, isModified, zone: '' });
    }
    const modules = [name, `${name}_CS`].map((module) => ({
        key: keyOf('module', module),
        name: module,
        kind: 'eSpace',
    }));
    if (extension !== undefined) {
        modules.push({ key: keyOf('module', extension), name: extension, kind: 'Extension' });
    }
    return {
        key: exampleKeyOf('application', name),
        name,
        kind: plan.kind ?? 'WebResponsive',
        isSystem: plan.isSystem ?? false,
        description: plan.description ?? '',
        modules,
        versions,
        places,
    };
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/site.js






/** Key of a block. */
const blockKey = (environment, application) => `${environment} ${application}`;
const site_hour = 3600 * 1000;
/** Builds the infrastructure of a scenario, with what other people have going on there. */
function openSite(scenario, desk, now) {
    const plans = scenario.isEmpty ? [] : (scenario.applications ?? applicationPlans);
    const site = {
        scenario,
        environments: scenario.isEmpty ? [] : world_environments,
        applications: plans.map(buildApplication),
        plans: [],
        blocked: new Map(),
        maintenance: new Set(),
        calls: new Map(),
    };
    const [source, ...targets] = site.environments;
    const main = site.applications.find(({ name }) => name === mainName);
    for (const target of source ? targets : []) {
        if (scenario.isBlocked && main)
            site.blocked.set(blockKey(target.key, main.key), 'Release freeze');
        for (const other of scenario.others ?? []) {
            for (let n = 0; n < (other.count ?? 1); n += 1) {
                const createdAt = now - (other.ageInHours + n) * site_hour;
                addOther(site, desk, { ...other, source: source?.key ?? '', target, createdAt });
            }
        }
    }
    site.plans.sort((a, b) => a.seed.createdAt - b.seed.createdAt);
    return site;
}
function addOther(site, desk, other) {
    const application = site.applications.find(({ name }) => name === other.application);
    const version = application?.versions.findLast(({ label }) => label === (other.version ?? label));
    const operations = application && version ? [operation(application, version, '')] : [];
    const plan = openPlan({
        key: sequentialKey('f0', desk.state.others.length + 1),
        kind: 'tagged',
        notes: 'Weekly release',
        source: other.source,
        target: other.target,
        operations,
        by: colleague,
        createdAt: other.createdAt,
    }, !site.scenario.isOld);
    if (other.phases[0]?.status !== 'saved') {
        const source = log_plainLog({
            source: 'Development',
            target: other.target.name,
            applications: [other.application],
        });
        plan_begin(plan, other.phases, { source, linesPerLook: 2 }, other.createdAt + 60_000);
    }
    desk.state.others.push(plan.face);
    site.plans.push(plan);
}
/** What a plan does to an application. */
function operation(application, version, zone) {
    return {
        application,
        version,
        zone,
        shown: {
            ApplicationKey: application.key,
            ApplicationVersionKey: version.key,
            DeploymentOperation: `Deploy ${version.label}`,
            DeploymentZoneKey: zone,
        },
    };
}
/** The environment with this key, or a 404. */
function environmentOf({ site }, key = '') {
    const found = site.environments.find((environment) => environment.key === key);
    if (!found)
        throw new Refusal(404, `There is no environment with the key ${key}.`);
    return found;
}
/** The application with this key, or a 404. */
function applicationOf({ site }, key = '') {
    const found = site.applications.find((application) => application.key === key);
    if (!found)
        throw new Refusal(404, `There is no application with the key ${key}.`);
    return found;
}
/** The version with this key, or a 404. */
function versionOf(application, key = '') {
    const found = application.versions.find((version) => version.key === key);
    if (!found)
        throw new Refusal(404, `There is no version with the key ${key} of '${application.name}'.`);
    return found;
}
/** The plan with this key and the site it lives on, whichever scenario that is; a deleted or unknown one is a 404. */
function planOf({ desk }, key = '') {
    for (const site of desk.sites.values()) {
        const plan = site.plans.find(({ face }) => face.key === key && !face.deleted);
        if (plan)
            return { plan, site };
    }
    throw new Refusal(404, `There is no deployment with the key ${key}.`);
}
/** Plans on a target that somebody still has open. */
function openPlans(site, target) {
    return site.plans.filter(({ face }) => face.target === target && !face.deleted && !isTerminal(face.status));
}
/** A boolean of the query in either spelling; anything else is a 400. */
function flag({ request }, name) {
    const text = request.query.get(name)?.toLowerCase();
    if (text === undefined || text === '')
        return undefined;
    if (text === 'true' || text === 'false')
        return text === 'true';
    throw new Refusal(400, `Invalid value for the parameter ${name}.`);
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/views.js


/** In no documentation: readers have to bear it. */
const unheardOf = { ReservedForFutureUse: { Level: 1, Names: ['x'] } };
/** An environment; `IsOffline` and the details address are left out by an old LifeTime. */
function views_showEnvironment(site, { key, name, order, hostName }) {
    return {
        Key: key,
        Name: name,
        OSVersion: '11.28.2.43123',
        Order: order,
        HostName: hostName,
        UseHTTPS: true,
        EnvironmentType: site.scenario.isOld ? '' : name,
        NumberOfFrontEnds: order + 1,
        ApplicationServerType: '.NET',
        ApplicationServer: 'IIS',
        DatabaseProvider: 'SQLServer',
        IsCloudEnvironment: false,
        ...(!site.scenario.isOld && {
            DetailsURL: `https://lifetime.company.com/lifetime/Environment_Detail.aspx?EnvironmentKey=${key}`,
            IsOffline: isOffline(site, order),
            ...unheardOf,
        }),
    };
}
/** True for the environments that an offline scenario has switched off. */
function isOffline({ scenario }, order) {
    return (scenario.isOffline ?? false) && order > 0;
}
/** The deployment zones of an environment. */
function showZones({ zones }) {
    return zones.map(({ key, name, isDefault }) => ({
        Key: key,
        Name: name,
        IsDefault: isDefault,
        DeploymentTechnology: { Key: keyOf('technology', 'Classic'), Name: 'Classic Virtual Machines' },
        ...unheardOf,
    }));
}
/** An application; with its status where that is asked for. */
function showApplication(site, application, detail) {
    const { key, name } = application;
    return {
        Key: key,
        Name: name,
        Kind: application.kind,
        Team: '',
        Description: application.description,
        URLPath: `/${name.replaceAll(' ', '')}`,
        IconHash: `IconHash${keyOf('icon', name)}`,
        IconURL: `/LifeTimeSDK/ApplicationIcon.aspx?ApplicationKey=${key}`,
        IsSystem: application.isSystem,
        AppStatusInEnvs: detail.withStatus
            ? [...application.places.keys()]
                .filter((environment) => environment === (detail.environment ?? environment))
                .map((environment) => views_showStatus(site, application, environment, detail.withModules))
            : [],
        ...(!site.scenario.isOld && {
            DetailsURL: `https://lifetime.company.com/lifetime/Application_Detail.aspx?ApplicationKey=${key}`,
            ...unheardOf,
        }),
    };
}
function views_showStatus(site, { key, kind, modules, places }, environment, withModules) {
    const place = places.get(environment);
    const version = place?.version;
    const isModified = place?.isModified ?? false;
    return {
        EnvironmentKey: environment,
        BaseApplicationVersionKey: version?.key,
        ...(!site.scenario.isOld && { BaseApplicationVersionLabel: version?.label }),
        IsModified: isModified,
        IsModifiedReason: isModified ? 'Module_Modified' : '',
        IsModifiedMessage: isModified
            ? `At least one module was modified since the version ${version?.label}`
            : '',
        ConsistencyStatus: '',
        ConsistencyStatusMessages: '',
        MobileAppsStatus: kind === 'Mobile'
            ? ['Android', 'iOS'].map((platform) => ({
                EnvironmentKey: environment,
                NativePlatform: platform,
                VersionNumber: version?.label,
                HasBinaryAvailable: platform === 'Android',
                IsConfigured: true,
                IsConfigurationChanged: false,
                IsModified: isModified,
            }))
            : [],
        ModuleStatusInEnvs: withModules
            ? modules.map((module) => ({
                ApplicationKey: key,
                EnvironmentKey: environment,
                ModuleVersionKey: keyOf('module version', module.name, version?.label ?? ''),
                ConsistencyStatus: '',
                ConsistencyStatusMessages: '',
            }))
            : [],
        DeploymentZoneKey: place?.zone,
    };
}
/** A version; an old LifeTime gives neither change log nor date. */
function showVersion(site, application, version, withModules) {
    const { modules, places, kind } = application;
    const { key, label, createdAt } = version;
    return {
        Key: key,
        ApplicationKey: application.key,
        Version: label,
        InUse: [...places.values()].some((place) => place.version === version),
        MobileVersions: kind === 'Mobile'
            ? ['Android', 'iOS'].map((platform) => ({
                NativePlatform: platform,
                VersionNumber: label,
                VersionDescription: '',
            }))
            : [],
        PrimaryColor: '#0066CC',
        NativeHash: '',
        ModuleVersions: withModules ? modules.map((module) => showModuleVersion(module, version)) : [],
        ...(!site.scenario.isOld && {
            ChangeLog: version.changeLog,
            CreatedOn: stamp(createdAt),
            ...unheardOf,
        }),
    };
}
/** A module. */
function showModule(site, module, withStatus) {
    const application = site.applications.find(({ modules }) => modules.includes(module));
    return {
        Key: module.key,
        Name: module.name,
        Description: '',
        Kind: module.kind,
        ModuleStatusInEnv: withStatus && application
            ? [...application.places].map(([environment, { version }]) => ({
                ApplicationKey: application.key,
                EnvironmentKey: environment,
                ModuleVersionKey: keyOf('module version', module.name, version.label),
                ConsistencyStatus: '',
                ConsistencyStatusMessages: '',
            }))
            : [],
        ...unheardOf,
    };
}
/** A module as it was in a version of its application. */
function showModuleVersion(module, { label, createdAt }) {
    return {
        Key: keyOf('module version', module.name, label),
        ModuleKey: module.key,
        CreatedOn: stamp(createdAt),
        CreatedBy: 'John Doe',
        CreatedByUsername: 'jdoe',
        GeneralHash: keyOf('hash', module.name, label).replaceAll('-', ''),
        DirectUpgradeFromHash: '',
    };
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/infrastructure.js




/** A list, or the 204 that stands for an empty one. */
function list(values) {
    return values.length === 0 ? nothing : json(200, values);
}
/** 204, without a body. */
const nothing = content(204, 'application/json', '');
/** The JSON body as an object; anything else is a 400. */
function infrastructure_bodyOf({ request }) {
    const { body, headers } = request;
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
        request.object('Content-Type is not application/json');
    }
    if (body.kind === 'json' && isObject(body.value))
        return body.value;
    request.object(body.kind === 'unreadable' ? body.reason : 'body is not a JSON object');
    throw new Refusal(400, 'The request body is not a valid JSON object.');
}
/** Notes a complaint and refuses with it. */
function complain({ request }, text) {
    request.object(text);
    throw new Refusal(400, text);
}
/** `GET /environments/` */
function infrastructure_environmentList({ site }) {
    return list(site.environments.map((environment) => views_showEnvironment(site, environment)));
}
/** `GET /environments/{key}/` */
function oneEnvironment(visit) {
    return json(200, views_showEnvironment(visit.site, environmentOf(visit, visit.keys[0])));
}
/** `GET /environments/{key}/deploymentzones/` */
function zoneList(visit) {
    return json(200, showZones(environmentOf(visit, visit.keys[0])));
}
/** `PUT /environments/{key}/maintenancemode` */
function maintenance(visit) {
    const { key } = environmentOf(visit, visit.keys[0]);
    const { IsMaintenanceModeEnabled: isEnabled } = infrastructure_bodyOf(visit);
    if (typeof isEnabled !== 'boolean')
        complain(visit, 'IsMaintenanceModeEnabled: must be a boolean');
    if (isEnabled)
        visit.site.maintenance.add(key);
    else
        visit.site.maintenance.delete(key);
    return content(200, 'text/plain', '');
}
function detailOf(visit, environment) {
    const withModules = flag(visit, 'IncludeModules') ?? false;
    const withStatus = flag(visit, 'IncludeEnvStatus') ?? visit.site.scenario.isGenerous ?? false;
    if (withModules && !withStatus) {
        throw new Refusal(400, 'IncludeModules can only be true when IncludeEnvStatus is true.');
    }
    return { withModules, withStatus, ...(environment !== undefined && { environment }) };
}
/** `GET /applications/` */
function applicationList(visit) {
    const detail = detailOf(visit);
    return list(visit.site.applications.map((each) => showApplication(visit.site, each, detail)));
}
/** `GET /applications/{key}/` */
function oneApplication(visit) {
    const detail = detailOf(visit);
    return json(200, showApplication(visit.site, applicationOf(visit, visit.keys[0]), detail));
}
/** `GET /environments/{key}/applications/` */
function placedApplicationList(visit) {
    const { key } = environmentOf(visit, visit.keys[0]);
    const detail = detailOf(visit, key);
    const placed = visit.site.applications.filter(({ places }) => places.has(key));
    return list(placed.map((each) => showApplication(visit.site, each, detail)));
}
/** `GET /environments/{key}/applications/{key}/`; a 404 when it is not there */
function onePlacedApplication(visit) {
    const { key, name } = environmentOf(visit, visit.keys[0]);
    const detail = detailOf(visit, key);
    const application = applicationOf(visit, visit.keys[1]);
    if (!application.places.has(key)) {
        throw new Refusal(404, `Application '${application.name}' does not exist in environment '${name}'.`);
    }
    return json(200, showApplication(visit.site, application, detail));
}
/** `GET /applications/{key}/configurations/`: where it may not be deployed to; the one place whose fields start in lower case. */
function readBlocks(visit) {
    const { key } = applicationOf(visit, visit.keys[0]);
    const configurations = visit.site.environments.map((environment) => {
        const reason = visit.site.blocked.get(blockKey(environment.key, key));
        return {
            environmentKey: environment.key,
            isBlocked: reason !== undefined,
            isBlockedChangeReason: reason ?? '',
        };
    });
    return json(200, { configurations });
}
/** `PUT /applications/{key}/configurations/` */
function writeBlocks(visit) {
    const { key } = applicationOf(visit, visit.keys[0]);
    const { configurations } = infrastructure_bodyOf(visit);
    if (!Array.isArray(configurations))
        complain(visit, 'configurations: must be a list');
    for (const each of configurations) {
        const { environmentKey, isBlocked, isBlockedChangeReason: reason } = isObject(each) ? each : {};
        if (typeof environmentKey !== 'string')
            complain(visit, 'environmentKey: required');
        const at = blockKey(environmentOf(visit, environmentKey).key, key);
        if (isBlocked === true)
            visit.site.blocked.set(at, typeof reason === 'string' ? reason : '');
        else
            visit.site.blocked.delete(at);
    }
    return nothing;
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/deployments.js








/** Days the list goes back without `MinDate`. */
const defaultDays = 7;
/** `GET /deployments/`, newest first, without any status. */
function planList({ site, request }) {
    const { query } = request;
    const now = Date.now();
    const dateOf = (name, otherwise) => {
        const text = query.get(name) ?? '';
        const date = text === '' ? otherwise : dayOf(text);
        if (date === undefined)
            throw new Refusal(400, `${name} must be a date: YYYY-MM-DD.`);
        return date;
    };
    const from = dateOf('MinDate', daysBefore(now, defaultDays));
    const to = dayAfter(dateOf('MaxDate', now));
    const target = query.get('TargetEnvironmentKey') ?? '';
    const shown = site.plans.filter(({ face, seed }) => !face.deleted &&
        (target === '' || face.target === target) &&
        seed.createdAt >= from &&
        seed.createdAt < to);
    return list(shown.toReversed().map((plan) => showPlan(site, plan)));
}
/** `GET /deployments/{key}/` */
function planDetails(visit) {
    const { plan, site } = planOf(visit, visit.keys[0]);
    plan.face.reads += 1;
    const { scenario } = site;
    const isFromBinary = plan.face.kind === 'binary';
    return json(200, {
        Deployment: showPlan(site, plan),
        ...(isFromBinary && { ApplicationsToDeploy: binaryContents(site, plan) }),
        ApplicationsToRedeploy: scenario.isOutdated && !isFromBinary
            ? [keyOf('application', 'CustomerPortal'), keyOf('application', 'Inventory')]
            : [],
        ApplicationConflicts: conflictsOf(plan, site),
        ...(!scenario.isOld && { ModulesToDelete: [], ReservedForFutureUse: null }),
    });
}
/** The conflicts of a plan; a package is not checked for any. */
function conflictsOf(plan, { scenario }) {
    if (plan.face.kind === 'binary' || !scenario.conflicts)
        return [];
    return scenario.conflicts({ operations: plan.operations, target: plan.seed.target.name });
}
function binaryContents({ applications }, { face }) {
    return applications
        .filter(({ name }) => name === mainName)
        .map(({ key, name, modules, places }) => ({
        ApplicationKey: key,
        ApplicationName: name,
        IsNew: !places.has(face.target),
        ModulesInBinary: modules.map((module) => ({ Key: module.key, Name: module.name })),
    }));
}
function showPlan(site, plan) {
    const { face, seed } = plan;
    const { by } = seed;
    const starter = face.started ? by : { name: '', user: '' };
    const aborter = plan.abortedBy ?? { name: '', user: '' };
    return {
        Key: face.key,
        SourceEnvironmentKey: face.source,
        TargetEnvironmentKey: face.target,
        Notes: face.notes,
        CreatedOn: stamp(seed.createdAt),
        CreatedBy: by.name,
        CreatedByUsername: by.user,
        SavedOn: stamp(seed.createdAt + 853),
        SavedBy: by.name,
        SavedByUsername: by.user,
        StartedOn: stamp(plan.startedAt),
        StartedBy: starter.name,
        StartedByUsername: starter.user,
        AbortedOn: stamp(plan.abortedAt),
        AbortedBy: aborter.name,
        AbortedByUsername: aborter.user,
        ApplicationOperations: plan.operations.map(({ shown }) => shown),
        ...(!site.scenario.isOld && {
            DetailsURL: `https://lifetime.company.com/lifetime/Stagings_List.aspx?StagingKey=${face.key}`,
            ReservedForFutureUse: [],
        }),
    };
}
/** `GET /deployments/{key}/status/`, with the whole log so far. */
function planStatus(visit) {
    const { plan } = planOf(visit, visit.keys[0]);
    const { status, info = '' } = plan_look(plan);
    const head = JSON.stringify({ DeploymentStatus: status, Info: info });
    // Put together from the text there is: a long log must not be serialized anew at each look.
    const body = `${head.slice(0, -1)},"DeploymentLog":[${plan.log.text}]}`;
    return content(200, 'application/json;charset=UTF-8', body);
}
/** `DELETE /deployments/{key}/` */
function deletePlan(visit) {
    const { plan } = planOf(visit, visit.keys[0]);
    if (plan.face.started) {
        return lifetimeError(400, 'Only a deployment plan that was not started can be deleted.');
    }
    plan.face.deleted = true;
    return content(204, 'application/json', '');
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/scenario.js


/** Refuses these calls: the first `times` of each kind, by default all. */
function refusing(calls, answer, times = Infinity) {
    return (call, nth) => (nth <= times && calls.includes(call) ? answer : undefined);
}
/** Applications with the main one changed. */
function withMain(change) {
    return applicationPlans.map((plan) => (plan.name === mainName ? { ...plan, ...change } : plan));
}
/** What LifeTime says when it cannot carry out a command. */
function cannotExecute(reason) {
    return lifetimeError(400, `The command cannot be executed. ${reason}`);
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/commands.js










const accepted = content(202, 'text/plain', '');
/** Lines written per look, unless a scenario says otherwise. */
const defaultLinesPerLook = 4;
/** The connection that {@link missingMappings} waits for. */
const logicalDatabase = 'PaymentsDB';
/** `POST /deployments/{key}/start/` */
function startPlan(visit) {
    const { plan, site } = planOf(visit, visit.keys[0]);
    const redeployOutdated = flag(visit, 'RedeployOutdated');
    const includeErrorDetails = flag(visit, 'IncludeErrorDetails');
    const continueWithErrors = flag(visit, 'ContinueWithErrors');
    expectNoBody(visit);
    const refusal = whyNotStart(plan, site, continueWithErrors ?? false);
    if (refusal)
        return refusal;
    if (redeployOutdated !== undefined)
        plan.face.redeployOutdated = redeployOutdated;
    if (includeErrorDetails !== undefined)
        plan.face.includeErrorDetails = includeErrorDetails;
    if (continueWithErrors !== undefined)
        plan.face.continueWithErrors = continueWithErrors;
    const { scenario } = site;
    const names = applicationsOf(plan).map(({ name }) => name);
    const source = (scenario.log ?? log_plainLog)({
        source: site.environments.find(({ key }) => key === plan.face.source)?.name ?? '',
        target: plan.seed.target.name,
        applications: names.length > 0 ? names : [mainName],
    });
    const phases = scenario.run ?? defaultRun(scenario.isOutdated === true && redeployOutdated !== true);
    plan_begin(plan, phases, { source, linesPerLook: scenario.linesPerLook ?? defaultLinesPerLook }, Date.now());
    return accepted;
}
function defaultRun(leavesOutdated) {
    return [running(), leavesOutdated ? withWarnings : succeeded];
}
function whyNotStart(plan, site, isInSpiteOfErrors) {
    if (plan.face.started)
        return cannotExecute('The deployment plan was already started.');
    if (plan.face.kind === 'tagged' && plan.operations.length === 0) {
        return cannotExecute('The deployment plan has no applications.');
    }
    const unreachable = whyUnreachable(plan, site);
    if (unreachable)
        return unreachable;
    const { onConflicts = 400 } = site.scenario;
    const isForced = onConflicts === 'continue' && isInSpiteOfErrors;
    if (conflictsOf(plan, site).length > 0 && !isForced) {
        const status = onConflicts === 500 ? 500 : 400;
        return lifetimeError(status, 'The command cannot be executed. The deployment plan has conflicts.');
    }
    const mine = applicationsOf(plan);
    const rival = site.plans.find((other) => isUnderWay(other) && other.face.target === plan.face.target && overlap(mine, applicationsOf(other)));
    return rival && cannotExecute('Modules of this plan are part of another running deployment plan.');
}
function overlap(some, others) {
    return some.some(({ key }) => others.some((other) => other.key === key));
}
function whyUnreachable({ seed: { target } }, site) {
    if (isOffline(site, target.order))
        return cannotExecute(`Environment '${target.name}' is offline.`);
    return site.maintenance.has(target.key)
        ? cannotExecute(`Environment '${target.name}' is in maintenance mode.`)
        : undefined;
}
/** `POST /deployments/{key}/continue/` */
function continuePlan(visit) {
    const { plan, site } = planOf(visit, visit.keys[0]);
    expectNoBody(visit);
    const { status, info = '' } = phaseOf(plan);
    const isWaiting = status === 'needs_user_intervention';
    if (!isWaiting || !['deployment_prepared', 'deployment_suspended'].includes(info)) {
        return cannotExecute('The deployment does not wait to be continued.');
    }
    const unreachable = whyUnreachable(plan, site);
    if (unreachable)
        return unreachable;
    advance(plan);
    return accepted;
}
/** `POST /deployments/{key}/abort/` */
function abortPlan(visit) {
    const { plan, site } = planOf(visit, visit.keys[0]);
    expectNoBody(visit);
    const { status, started } = plan.face;
    if (!started || isTerminal(status) || status === 'aborting') {
        return cannotExecute('The deployment is not running.');
    }
    const { abort = aborting() } = site.scenario;
    if (abort === null) {
        if (phaseOf(plan).looks === undefined)
            advance(plan);
        return cannotExecute('It is too late to abort: the applications are being deployed.');
    }
    divert(plan, abort, account, Date.now());
    return accepted;
}
/** `GET /deployments/{key}/getmissingdbmappings/` */
function missingMappings(visit) {
    const { plan, site } = planOf(visit, visit.keys[0]);
    if (phaseOf(plan).status !== 'needs_user_intervention') {
        return lifetimeError(400, 'The deployment does not wait for configuration.');
    }
    return json(200, awaited(plan, site).map(({ key, name }) => ({
        ExtensionKey: key,
        ExtensionName: name,
        LogicalDatabase: logicalDatabase,
    })));
}
/** `POST /deployments/{key}/configuration/`: maps the connections and resumes the deployment. */
function configurePlan(visit) {
    const { plan, site } = planOf(visit, visit.keys[0]);
    const { body } = visit.request;
    const wanted = awaited(plan, site);
    if (wanted.length === 0)
        return lifetimeError(400, 'The deployment does not wait for configuration.');
    const sent = body.kind === 'json' && Array.isArray(body.value) ? body.value : [];
    const mapped = sent.flatMap((each) => isObject(each) && isMapping(each['DBMapping']) ? [each['ExtensionKey']] : []);
    if (mapped.length < sent.length || wanted.some(({ key }) => !mapped.includes(key))) {
        return lifetimeError(400, 'The mapping is incomplete or names what does not exist.');
    }
    advance(plan);
    return content(200, 'text/plain', 'Mapping succeeded and deployment triggered');
}
function isMapping(value) {
    return (Array.isArray(value) &&
        value.length > 0 &&
        value.every((each) => isObject(each) &&
            each['LogicalDatabaseName'] === logicalDatabase &&
            typeof each['DatabaseName'] === 'string' &&
            each['DatabaseName'] !== ''));
}
/** Extensions whose connection the deployment waits for. */
function awaited(plan, site) {
    const isWaiting = phaseOf(plan).info === 'needs_configuration_or_confirmation';
    if (!isWaiting || !site.scenario.isMappingMissing)
        return [];
    return site.applications.flatMap(({ modules }) => modules.filter(({ kind }) => kind === 'Extension'));
}
function expectNoBody({ request }) {
    if (request.body.kind !== 'none')
        request.object('a command takes no body');
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/create.js






const create_fields = new Set(['Notes', 'SourceEnvironmentKey', 'TargetEnvironmentKey', 'ApplicationOperations']);
/** `POST /deployments/` */
function createPlan(visit) {
    const { site, request } = visit;
    const { notes, source, target, operations } = wishOf(visit, site, request.object);
    const others = site.scenario.isSinglePlan ? openPlans(site, target.key) : [];
    if (others.length > 0) {
        // Asking again is a look too: whoever only repeats the create gets there as well.
        for (const other of others)
            plan_look(other);
        return lifetimeError(400, `There is already an open deployment plan for the environment '${target.name}'.`);
    }
    for (const { version } of operations) {
        if (version.unpublished > 0) {
            version.unpublished -= 1;
            return lifetimeError(400, 'Failed to include application version in staging because it was never published in source environment ' +
                `'${source.name}'`);
        }
    }
    const plan = register(visit, { kind: 'tagged', notes, source: source.key, target, operations });
    return keyAnswer(site, site.scenario.createStatus ?? 201, plan.face.key);
}
/** `POST /environments/{key}/deployment/` */
function createFromBinary(visit) {
    const { site, request, desk, keys } = visit;
    const target = environmentOf(visit, keys[0]);
    const { body } = request;
    if (body.kind !== 'bytes')
        complain(visit, 'The request body must be of type application/octet-stream.');
    const { bytes, sha256 } = body.file;
    if (bytes === 0)
        complain(visit, 'The package is empty.');
    const plan = register(visit, { kind: 'binary', notes: '', source: '', target, operations: [] });
    desk.state.uploads.push({
        environment: target.key,
        bytes,
        plan: plan.face.key,
        ...(sha256 !== undefined && { sha256 }),
    });
    return keyAnswer(site, 201, plan.face.key);
}
/** `PUT /deployments/{key}/` */
function updatePlan(visit) {
    const { plan, site } = planOf(visit, visit.keys[0]);
    const { notes, source, target, operations } = wishOf(visit, site, visit.request.object);
    if (plan.face.status !== 'saved' || plan.face.kind === 'binary') {
        return lifetimeError(400, 'Only a saved deployment plan can be changed.');
    }
    if (source.key !== plan.face.source || target.key !== plan.face.target) {
        return lifetimeError(400, 'The environments of a deployment plan cannot be changed.');
    }
    rewrite(plan, notes, operations);
    return json(200, {
        Notes: notes,
        SourceEnvironmentKey: source.key,
        TargetEnvironmentKey: target.key,
        ApplicationOperations: plan.face.operations,
    });
}
function register({ site, desk }, seed) {
    const key = site.scenario.deploymentKey ?? sequentialKey('d0', desk.state.plans.length + 1);
    const plan = openPlan({ ...seed, key, by: account, createdAt: Date.now() }, !site.scenario.isOld);
    site.plans.push(plan);
    desk.state.plans.push(plan.face);
    return plan;
}
/** A key as bare text, as a JSON string, or in an object: the documents disagree. */
function keyAnswer({ scenario }, status, key) {
    const { keyForm = 'bare' } = scenario;
    switch (keyForm) {
        case 'quoted':
            return json(status, key);
        case 'object':
            return json(status, { DeploymentKey: key });
        case 'bare':
            return content(status, 'text/plain', key);
    }
}
function wishOf(visit, site, object) {
    const body = infrastructure_bodyOf(visit);
    const { Notes: notes, ApplicationOperations: operations } = body;
    for (const field of Object.keys(body)) {
        if (!create_fields.has(field))
            object(`${field}: not a documented field of a deployment`);
    }
    if (typeof notes !== 'string')
        complain(visit, 'Notes: required, a string');
    const { SourceEnvironmentKey: from, TargetEnvironmentKey: to } = body;
    if (typeof from !== 'string')
        complain(visit, 'SourceEnvironmentKey: required, a string');
    if (typeof to !== 'string')
        complain(visit, 'TargetEnvironmentKey: required, a string');
    if (!Array.isArray(operations))
        complain(visit, 'ApplicationOperations: required, a list');
    const source = environmentOf({ ...visit, site }, from);
    const target = environmentOf({ ...visit, site }, to);
    if (source === target)
        complain(visit, 'Source and target environment are the same.');
    const planned = operations.map((each) => planOperation(visit, site, target, each));
    const applications = planned.map(({ application }) => application);
    if (new Set(applications).size < applications.length)
        complain(visit, 'An application is named twice.');
    return { notes, source, target, operations: planned };
}
function planOperation(visit, site, target, each) {
    const { ApplicationVersionKey: key, DeploymentZoneKey: zone } = isObject(each) ? each : {};
    if (typeof key !== 'string')
        complain(visit, 'ApplicationVersionKey: required, a string');
    if (typeof zone !== 'string')
        complain(visit, 'DeploymentZoneKey: required, a string, empty for the default');
    if (zone !== '' && !target.zones.some((known) => known.key === zone)) {
        throw new Refusal(400, `There is no deployment zone with the key ${zone} in '${target.name}'.`);
    }
    for (const application of site.applications) {
        const version = application.versions.find((known) => known.key === key);
        if (!version)
            continue;
        if (site.blocked.has(blockKey(target.key, application.key))) {
            const words = `is blocked in environment '${target.name}' and cannot be included in the deployment.`;
            throw new Refusal(400, `Application '${application.name}' ${words}`);
        }
        return operation(application, version, zone);
    }
    throw new Refusal(400, `There is no application version with the key ${key}.`);
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/files.js








/** Minutes a download address is valid. */
const validity = 60;
const solutionStatuses = [
    'Created',
    'Ready',
    'Gathering Dependencies',
    'Getting Binaries',
    'Generating Meta Model',
    'Generating Solution',
    'Completed',
];
const binaryTypes = new Set(['oap', 'apk', 'aab', 'ipa']);
/** `GET /applications/{key}/versions/{key}/content/` */
function versionContent(visit) {
    const application = applicationOf(visit, visit.keys[0]);
    const { label } = versionOf(application, visit.keys[1]);
    return files_link(visit, `${application.name}-${label}.oap`);
}
/** `GET /environments/{key}/applications/{key}/content/` */
function placedContent(visit) {
    const { key } = environmentOf(visit, visit.keys[0]);
    const application = applicationOf(visit, visit.keys[1]);
    const place = application.places.get(key);
    if (!place)
        throw new Refusal(404, `Application '${application.name}' does not exist in this environment.`);
    const type = visit.request.query.get('Type') ?? 'oap';
    if (!binaryTypes.has(type))
        return lifetimeError(400, 'Type must be oap, apk, aab or ipa.');
    if (type !== 'oap' && (application.kind !== 'Mobile' || type === 'ipa')) {
        return content(204, 'application/json', '');
    }
    return files_link(visit, `${application.name}-${place.version.label}.${type}`);
}
function files_link({ request, site, desk }, name) {
    const guid = keyOf('download', String(desk.downloads.size + 1));
    desk.downloads.set(guid, { name, bytes: site.scenario.downloadBytes });
    const expires = Date.now() + validity * 60_000;
    const origin = site.scenario.isForeign ? desk.elsewhere : request.origin;
    return json(200, { url: `${origin}/lifetimeapi/rest/v2/downloads/${guid}`, expires: stamp(expires) }, { Expires: new Date(expires).toUTCString() });
}
/** `GET /downloads/{guid}` */
function download({ desk, keys: [guid = ''] }) {
    const file = desk.downloads.get(guid);
    if (!file)
        return lifetimeError(404, 'The file does not exist or its address has expired.');
    // Without a date of its own the archive would differ from second to second.
    const bytes = file.bytes === undefined
        ? (0,esm/* zipSync */.L)({ 'contents.txt': [(0,esm/* strToU8 */._u)(file.name), { mtime: '2024-01-08T00:00:00' }] })
        : Buffer.alloc(file.bytes, file.name || 'x');
    return content(200, 'application/octet-stream', bytes);
}
/** `POST /environments/{key}/solution` */
function exportSolution(visit) {
    const { desk, site, request } = visit;
    const { key } = environmentOf(visit, visit.keys[0]);
    const { SolutionName: name, ApplicationKeys: keys, IncludeReferences: withReferences } = infrastructure_bodyOf(visit);
    if (typeof name !== 'string' || name === '')
        complain(visit, 'SolutionName: required, a string');
    if (!Array.isArray(keys) || keys.length === 0)
        complain(visit, 'ApplicationKeys: required, a list of keys');
    if (typeof withReferences === 'string')
        request.object('IncludeReferences: a string, not a boolean');
    for (const each of keys) {
        if (!applicationOf(visit, String(each)).places.has(key)) {
            throw new Refusal(404, `Application ${String(each)} does not exist in this environment.`);
        }
    }
    const solution = {
        key: sequentialKey('50', desk.solutions.length + 1),
        name,
        statuses: site.scenario.solution ?? solutionStatuses,
        looks: 0,
    };
    desk.solutions.push(solution);
    desk.state.solutions.push(solution.key);
    return keyAnswer(site, 200, solution.key);
}
/** `GET /environments/{key}/solutionstatus/{key}` */
function solutionStatus(visit) {
    const solution = solutionOf(visit);
    solution.looks += 1;
    const status = statusOf(solution);
    return json(200, {
        Status: status,
        StatusReason: status === 'Aborted' ? 'A module of the solution could not be compiled.' : '',
    });
}
/** `GET /environments/{key}/solution/{key}` */
function solutionContent(visit) {
    const solution = solutionOf(visit);
    if (statusOf(solution) !== 'Completed')
        return lifetimeError(400, 'The solution is not completed.');
    return files_link(visit, `${solution.name}.osp`);
}
function statusOf({ statuses, looks }) {
    return statuses[Math.min(Math.max(looks, 1), statuses.length) - 1] ?? '';
}
function solutionOf(visit) {
    environmentOf(visit, visit.keys[0]);
    const solution = visit.desk.solutions.find(({ key }) => key === visit.keys[1]);
    if (!solution)
        throw new Refusal(404, `There is no solution with the key ${visit.keys[1]}.`);
    return solution;
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/conflicts.js


/** All documented kinds, spelling included. */
const conflictTypes = [
    'Producer Module Missing',
    'Producer Element Missing',
    'Producer Element Incompatible',
    'Consumer Module Outdated',
    'Newer Producer Module Available',
    'IncompatiblePlatformServer',
    'ConsumerModuleMoved',
    'ProducerModuleMoved',
    'NameColision',
];
/** Not part of any plan, yet concerned. */
const bystander = {
    ApplicationKey: keyOf('application', 'CustomerPortal'),
    ApplicationVersionKey: keyOf('version', 'CustomerPortal', '2.1'),
    DeploymentOperation: 'Do Nothing',
    DeploymentZoneKey: '',
};
/** One conflict of each documented kind, one of a kind nobody documented, one without modules. */
function everyConflict({ operations, target }) {
    const [first] = operations;
    if (!first)
        return [];
    const { application, shown } = first;
    const consumerModule = keyOf('module', 'CustomerPortal');
    const producerModule = application.modules[1]?.key ?? '';
    const conflict = (type, at) => ({
        Message: `${type}: module 'CustomerPortal' in ${target} does not fit module '${application.name}_CS'.`,
        ProducerApplicationOperation: shown,
        ConsumerApplicationOperation: bystander,
        ModuleConflict: {
            ProducerModuleKey: at === 0 ? keyOf('module', 'never heard of') : producerModule,
            ConsumerModuleKey: consumerModule,
            TotalRequiredElements: at + 1,
            ConflictType: type,
        },
    });
    return [
        ...conflictTypes.map(conflict),
        conflict('Theme Superseded', conflictTypes.length),
        { Message: `Application '${application.name}' is not consistent in ${target}.` },
    ];
}
/** Conflicts that try to command whoever shows them. */
function evilConflicts({ operations }) {
    return hostileProblems.map(({ message, objectName }) => ({
        Message: message,
        ProducerApplicationOperation: operations[0]?.shown,
        ConsumerApplicationOperation: { ...bystander, DeploymentOperation: objectName },
        ModuleConflict: {
            ProducerModuleKey: keyOf('module', hostileModule),
            ConsumerModuleKey: objectName,
            TotalRequiredElements: -1,
            ConflictType: message,
        },
    }));
}
/** The first module of the application with this name. */
const hostileName = '<img src=x onerror=alert(1)>\n::error::forged by a name | \u001b[31m`code`';
const hostileModule = hostileName;

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/scenarios-refused.js





const create = 'POST deployments';
const details = 'GET deployments/*';
const start = 'POST deployments/*/start';
const upload = 'POST environments/*/deployment';
const tag = 'POST environments/*/applications/*/versions';
const production = world_environments.find(({ name }) => name === 'Production')?.key ?? '';
const overlapping = cannotExecute('Modules of this plan, their producers or their consumers are part of another running deployment plan.');
const denied = (request) => {
    const [, key] = /\/deployments\/([^/]+)/.exec(request.path) ?? [];
    return lifetimeError(403, key === undefined
        ? "Service Account doesn't have permissions to create deployments in the environment."
        : `Service Account doesn't have permissions to the deployment with key ${key}.`);
};
/** Requests that are refused whatever they say. */
const refusalScenarios = [
    { name: 'unauthorized', about: '401 with JSON on everything', refuse: () => refuseLifetime(401) },
    {
        name: 'unauthorized-html',
        about: '401 with an HTML page on everything',
        refuse: () => htmlPage(401, '401 - Unauthorized: Access is denied due to invalid credentials.'),
    },
    {
        name: 'no-permission',
        about: 'a read-only account: 403 on everything but GET, no deployments are shown',
        refuse(call, _nth, request) {
            if (!call.startsWith('GET '))
                return denied(request);
            if (call !== 'GET deployments')
                return undefined;
            return request.query.has('TargetEnvironmentKey')
                ? content(204, 'application/json', '')
                : refuseLifetime(403);
        },
    },
    {
        name: 'no-access',
        about: '403 on every single environment and application, and on the applications of an environment',
        refuse: refusing([
            'GET environments/*',
            'GET environments/*/applications',
            'GET environments/*/applications/*',
            'GET applications/*',
        ], lifetimeError(403, 'Failed to retrieve the application. The user does not have the required permissions.')),
    },
    {
        name: 'create-400',
        about: 'create is refused',
        refuse: refusing([create], lifetimeError(400, 'The deployment plan is not valid.')),
    },
    {
        name: 'create-500',
        about: 'create fails with 500 and nothing is created',
        refuse: refusing([create], refuseLifetime(500)),
    },
    {
        name: 'overlap',
        about: 'start is refused (400) twice because another running plan has the same modules',
        refuse: refusing([start], overlapping, 2),
    },
    {
        name: 'overlap-forever',
        about: 'the same on every start',
        refuse: refusing([start], overlapping),
    },
    {
        name: 'tag-and-deploy',
        about: 'start is refused (400): the plan has Tag & Deploy items',
        refuse: refusing([start], cannotExecute("The deployment plan has 'Tag & Deploy' operations, which the API does not support.")),
    },
    {
        name: 'start-403',
        about: 'start is refused: no permission',
        refuse: refusing([start], refuseLifetime(403)),
    },
    { name: 'start-500', about: 'start fails with 500', refuse: refusing([start], refuseLifetime(500)) },
    {
        name: 'details-500',
        about: 'the details of a plan are a 500',
        refuse: refusing([details], refuseLifetime(500)),
    },
    {
        name: 'delete-500',
        about: 'start is refused, and so is the deletion of the plan',
        refuse: refusing([start, 'DELETE deployments/*'], refuseLifetime(500)),
    },
    {
        name: 'status-403',
        about: 'the status of a plan is refused',
        refuse: refusing(['GET deployments/*/status'], refuseLifetime(403)),
    },
    {
        name: 'html-503',
        about: '503 with an HTML page on the first look at a status',
        refuse: refusing(['GET deployments/*/status'], htmlPage(503, '503 Service Unavailable'), 1),
    },
    {
        name: 'tag-refused',
        about: 'tagging is refused (400)',
        refuse: refusing([tag], lifetimeError(400, 'The application has modules that were never published.')),
    },
    {
        name: 'binary-disabled',
        about: 'a package for Production is refused (403)',
        refuse: (call, _nth, request) => call === upload && request.path.includes(production)
            ? lifetimeError(403, "Deploying binaries to the environment 'Production' is disabled in LifeTime.")
            : undefined,
    },
    {
        name: 'binary-protected',
        about: 'a package is refused (400): a module is protected',
        refuse: refusing([upload], lifetimeError(400, "Module 'EmployeeBackoffice_CS' is protected (IPP).")),
    },
    {
        name: 'no-binary',
        about: '204: there is no package to download',
        refuse: refusing(['GET applications/*/versions/*/content', 'GET environments/*/applications/*/content'], content(204, 'application/json', '')),
    },
    {
        name: 'solution-disabled',
        about: '405: solutions cannot be exported',
        refuse: refusing(['POST environments/*/solution'], lifetimeError(405, 'The feature is not available.')),
    },
    {
        name: 'hostile-refusal',
        about: 'create is refused in words that try to command',
        refuse: refusing([create], lifetimeError(400, ...hostileProblems.map(({ message }) => message))),
    },
    {
        name: 'echo-token',
        about: 'create is refused with the token in the text',
        refuse: (call, _nth, request) => call === create
            ? lifetimeError(403, `Service Account ${request.credential} (${request.headers['authorization']})`)
            : undefined,
    },
];

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/scenarios-world.js






const other = {
    phases: [running(lifetimeLooks.other), succeeded],
    ageInHours: 2,
    application: 'Inventory',
};
/** How many finished deployments the busy history has. */
const historyLength = 20;
const finished = { ...other, phases: [succeeded], ageInHours: 30, count: historyLength };
const scenarios_world_past = { ...other, phases: [succeeded], application: mainName };
/** The main application under a hostile version, and one more with a hostile name. */
const hostileApplications = [
    ...withMain({
        tags: ['1.1.0', '1.2.0\n::error::forged by a version\nstatus=succeeded'],
        runs: ['1.2.0\n::error::forged by a version\nstatus=succeeded', '1.1.0', '1.1.0'],
        description: hostileProblems.map(({ message }) => message).join('\n'),
    }),
    { name: hostileName, tags: ['1.0', '1.1'], runs: ['1.1', '1.0', '1.0'] },
];
const batch = Array.from({ length: 10 }, (_, at) => ({
    name: `Batch${String(at + 1).padStart(2, '0')}`,
    tags: ['1.0.0', '1.1.0'],
    runs: ['1.1.0', '1.0.0', '1.0.0'],
}));
/** What is in the environments, and what else goes on there. */
const lifetimeWorldScenarios = [
    {
        name: 'busy',
        about: `another deployment runs on Test and Production, each for ${lifetimeLooks.other} looks`,
        others: [other],
    },
    {
        name: 'busy-old',
        about: 'the same, created ten days ago',
        others: [{ ...other, ageInHours: 10 * 24 }],
    },
    {
        name: 'busy-saved',
        about: "somebody's plan that is merely saved",
        others: [{ ...other, phases: [{ status: 'saved' }] }],
    },
    {
        name: 'busy-forever',
        about: 'another deployment that never ends',
        others: [{ ...other, phases: [runningForever] }],
    },
    {
        name: 'busy-paused',
        about: 'another deployment that waits for a person for ever',
        others: [
            {
                ...other,
                phases: [intervention('deployment_prepared', info('Deployment prepared. Waiting to continue.'))],
            },
        ],
    },
    {
        name: 'busy-history',
        about: `${historyLength} finished deployments in the last week, and one that runs`,
        others: [finished, other],
    },
    {
        name: 'history',
        about: 'EmployeeBackoffice was deployed to Test and Production: 1.0.1, then 1.1.0, then 1.1.1 in vain',
        others: [
            { ...scenarios_world_past, version: '1.0.1', ageInHours: 30 * 24 },
            { ...scenarios_world_past, version: '1.1.0', ageInHours: 3 * 24 },
            { ...scenarios_world_past, version: '1.1.1', ageInHours: 1 * 24, phases: [withErrors] },
        ],
    },
    {
        name: 'single-plan',
        about: 'an old LifeTime: create is refused (400) while another plan is open on the target',
        others: [other],
        isSinglePlan: true,
        isOld: true,
    },
    {
        name: 'mobile',
        about: 'EmployeeBackoffice is a mobile application',
        applications: withMain({ kind: 'Mobile' }),
    },
    {
        name: 'source-modified',
        about: 'EmployeeBackoffice has untagged changes in Development and Test',
        applications: withMain({ isModified: true }),
    },
    {
        name: 'not-published',
        about: 'the same; after a tag, create is refused (400) 3 times as not yet published',
        applications: withMain({ isModified: true }),
        unpublishedFor: 3,
    },
    {
        name: 'never-published',
        about: 'the same; after a tag, create is always refused',
        applications: withMain({ isModified: true }),
        unpublishedFor: Infinity,
    },
    {
        name: 'already-deployed',
        about: 'every environment runs the version that Development runs',
        applications: applicationPlans.map((plan) => {
            const version = plan.runs[0] ?? plan.runs[1];
            return { ...plan, runs: [version, version, version], isModified: false };
        }),
    },
    {
        name: 'target-newer',
        about: 'Test and Production run a newer EmployeeBackoffice than Development',
        applications: withMain({ runs: ['1.1.0', '1.1.2', '1.2.0'] }),
    },
    {
        name: 'missing-in-source',
        about: 'EmployeeBackoffice is in Production only',
        applications: withMain({ runs: [null, null, '1.1.0'] }),
    },
    {
        name: 'many-applications',
        about: 'ten more applications, Batch01 to Batch10, all to be deployed',
        applications: [...applicationPlans, ...batch],
    },
    { name: 'nothing', about: 'no environments, no applications: 204 for every list', isEmpty: true },
    { name: 'offline', about: 'Test and Production are offline: start is refused (400)', isOffline: true },
    {
        name: 'blocked',
        about: 'EmployeeBackoffice is blocked in Test and Production: create is refused (400)',
        isBlocked: true,
    },
    { name: 'big-package', about: 'downloads of 20 MiB', downloadBytes: 20 * 1024 * 1024 },
    { name: 'foreign-url', about: 'download addresses point to another host', isForeign: true },
    {
        name: 'bare-download',
        about: 'downloads want the token without Bearer, else 401',
        isBareDownload: true,
    },
    {
        name: 'solution-aborted',
        about: 'the export of a solution is Aborted',
        solution: ['Created', 'Getting Binaries', 'Aborted'],
    },
    { name: 'solution-never', about: 'the export of a solution never ends', solution: ['Created'] },
];

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/scenarios.js





const runsTo = (...phases) => [running(), ...phases];
const prepared = intervention('deployment_prepared', info('Deployment prepared. Waiting to continue.'));
const unconfigured = intervention('needs_configuration_or_confirmation', warning("Extension 'PaymentsGateway' has no database connection for 'PaymentsDB'."));
const impact = warning("Business process 'OnboardEmployee' has 12 running instances that will be affected.");
/** What becomes of a plan once it exists. */
const courses = [
    { name: 'happy', about: 'created with 201, then finished_successful' },
    { name: 'create-200', about: 'create answers 200, as the swagger file says', createStatus: 200 },
    { name: 'create-201', about: 'create answers 201, as the official client expects' },
    { name: 'key-quoted', about: 'create answers the key as a JSON string', keyForm: 'quoted' },
    { name: 'key-object', about: 'create answers {"DeploymentKey": …}', keyForm: 'object' },
    { name: 'bad-key', about: 'the deployment key is ../../x', deploymentKey: '../../x' },
    {
        name: 'as-documented',
        about: "as in the vendor's example: create 200, application status unasked, no log types",
        createStatus: 200,
        isGenerous: true,
        isOld: true,
    },
    { name: 'warnings', about: 'finished_with_warnings', run: runsTo(withWarnings) },
    { name: 'failed', about: 'finished_with_errors', run: runsTo(withErrors) },
    {
        name: 'force-finished',
        about: 'force_finished by somebody',
        run: runsTo({ status: 'force_finished', says: [warning('Deployment was forcefully finished')] }),
    },
    {
        name: 'aborted-elsewhere',
        about: 'aborting for 2 looks, then aborted, by somebody',
        run: runsTo(...aborting(2)),
    },
    {
        name: 'saved-after-start',
        about: 'still saved for one look after the start',
        run: [{ status: 'saved', looks: 1 }, ...runsTo(succeeded)],
    },
    {
        name: 'unknown-status',
        about: 'ends in a status nobody documented',
        run: runsTo({ status: 'finished_partially', says: [info('Deploy completed')] }),
    },
    { name: 'never', about: 'running until it is aborted', run: [runningForever] },
    {
        name: 'abort-too-late',
        about: 'running until an abort is refused; then finished_successful',
        run: [runningForever, running(2), succeeded],
        abort: null,
    },
    {
        name: 'slow-abort',
        about: `running until it is aborted, then aborting for ${lifetimeLooks.slowAbort} looks`,
        run: [runningForever],
        abort: aborting(lifetimeLooks.slowAbort),
    },
    { name: 'conflicts', about: 'conflicts of every kind; start is refused (400)', conflicts: everyConflict },
    {
        name: 'conflicts-500',
        about: 'the same, start is refused with 500',
        conflicts: everyConflict,
        onConflicts: 500,
    },
    {
        name: 'conflicts-continue',
        about: 'the same, start is accepted with ContinueWithErrors=True and ends in warnings',
        conflicts: everyConflict,
        onConflicts: 'continue',
        run: runsTo(withWarnings),
    },
    {
        name: 'outdated',
        about: 'two consumers to redeploy; warnings without RedeployOutdated',
        isOutdated: true,
    },
    {
        name: 'two-step',
        about: 'deployment_prepared; continue, then success',
        run: runsTo(prepared, running(2), succeeded),
    },
    {
        name: 'intervention-configuration',
        about: 'a database connection mapping is missing; POST configuration resumes',
        run: runsTo(unconfigured, running(2), succeeded),
        isMappingMissing: true,
    },
    {
        name: 'intervention-confirmation',
        about: 'settings must be confirmed by a person; no mapping is missing',
        run: runsTo({ ...unconfigured, says: [warning("Timer 'SendReminders' needs a schedule.")] }),
    },
    {
        name: 'intervention-business',
        about: 'business_process_impact, until somebody aborts',
        run: runsTo(intervention('business_process_impact', impact)),
    },
    {
        name: 'intervention-resolved',
        about: `business_process_impact for ${lifetimeLooks.person} looks, until a person answers; then success`,
        run: runsTo(intervention('business_process_impact', impact, lifetimeLooks.person), running(1), succeeded),
    },
    {
        name: 'intervention-suspended',
        about: 'deployment_suspended by an error; continue ends in finished_with_errors',
        run: runsTo(intervention('deployment_suspended', error("Deploying module 'EmployeeBackoffice_CS' failed: cannot alter table OSUSR_EMP_EMPLOYEE.")), running(1), withErrors),
    },
    {
        name: 'intervention-unknown',
        about: 'needs_user_intervention for a reason nobody documented',
        run: runsTo(intervention('awaiting_change_board', info('Waiting for the change advisory board.'))),
    },
    {
        name: 'intervention-aborted',
        about: 'deployment_prepared, then aborted by somebody',
        run: runsTo({ ...prepared, looks: lifetimeLooks.person }, aborted),
    },
    ...[1, 10, 100].map((thousands) => ({
        name: `log-${thousands}k`,
        about: `a log of ${thousands},000 lines, a tenth of them more per look`,
        run: [running(lifetimeLooks.longLog), succeeded],
        log: longLog(thousands * 1000),
        linesPerLook: thousands * 100,
    })),
    {
        name: 'slow-log',
        about: 'one or two log lines per look, without types',
        run: [running(lifetimeLooks.slowLog), succeeded],
        linesPerLook: 1,
        isOld: true,
    },
    {
        name: 'hostile',
        about: 'workflow commands, markup and control characters in log, names, version; then success',
        applications: hostileApplications,
        log: log_evilLog,
    },
    {
        name: 'hostile-conflicts',
        about: 'the same in conflicts',
        applications: hostileApplications,
        conflicts: evilConflicts,
    },
];
/** All scenarios of the simulated LifeTime. */
const lifetimeScenarios = [
    ...courses,
    ...lifetimeWorldScenarios,
    ...refusalScenarios,
];

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/versions.js






/** `GET /applications/{key}/versions/` */
function versionList(visit) {
    const application = applicationOf(visit, visit.keys[0]);
    const { query } = visit.request;
    const filter = query.get('ChangeLogFilter') ?? '';
    const limit = limitOf(visit);
    // By creation, not by number: the newest may be lower than one before it.
    const newest = application.versions.toReversed().filter(({ changeLog }) => changeLog.includes(filter));
    return json(200, newest.slice(0, limit).map((version) => showVersion(visit.site, application, version, false)));
}
function limitOf({ request }) {
    const limit = Number(request.query.get('MaximumVersionsToReturn') || 5);
    if (!Number.isInteger(limit) || limit < 0) {
        throw new Refusal(400, 'MaximumVersionsToReturn must be a positive number.');
    }
    return limit;
}
/** `GET /applications/{key}/versions/{key}/` */
function oneVersion(visit) {
    const application = applicationOf(visit, visit.keys[0]);
    const version = versionOf(application, visit.keys[1]);
    const withModules = flag(visit, 'IncludeModules');
    if (withModules === undefined)
        visit.request.object('IncludeModules: required');
    return json(200, showVersion(visit.site, application, version, withModules ?? false));
}
/** `DELETE /applications/{key}/versions/{key}/` */
function deleteVersion(visit) {
    const application = applicationOf(visit, visit.keys[0]);
    const version = versionOf(application, visit.keys[1]);
    if ([...application.places.values()].some((place) => place.version === version)) {
        throw new Refusal(403, `Version ${version.label} is running and cannot be deleted.`);
    }
    application.versions.splice(application.versions.indexOf(version), 1);
    return nothing;
}
/** `POST /environments/{key}/applications/{key}/versions/`: tags what an environment runs; the new version takes the place of the untagged changes. */
function tagVersion(visit) {
    const { site, desk, request } = visit;
    const environment = environmentOf(visit, visit.keys[0]);
    const application = applicationOf(visit, visit.keys[1]);
    const place = application.places.get(environment.key);
    if (!place)
        throw new Refusal(404, `Application '${application.name}' is not in '${environment.name}'.`);
    const body = infrastructure_bodyOf(visit);
    const { ChangeLog: changeLog, Version: label, MobileVersions: mobile, ModuleVersionKeys: deprecated, } = body;
    if (typeof label !== 'string' || label.trim() === '')
        complain(visit, 'Version: required, a string');
    if (typeof changeLog !== 'string')
        complain(visit, 'ChangeLog: required, a string');
    if (mobile !== undefined && mobile !== null && !Array.isArray(mobile)) {
        complain(visit, 'MobileVersions: must be a list');
    }
    if (deprecated !== undefined)
        request.object('ModuleVersionKeys: deprecated since February 2019');
    if (application.versions.some((version) => version.label === label)) {
        return lifetimeError(400, `Version ${label} of application '${application.name}' already exists.`);
    }
    const key = sequentialKey('a0', desk.state.tags.length + 1);
    const unpublished = site.scenario.unpublishedFor ?? 1;
    const version = { key, label, changeLog, createdAt: Date.now(), unpublished };
    application.versions.push(version);
    place.version = version;
    place.isModified = false;
    desk.state.tags.push({
        key,
        application: application.key,
        environment: environment.key,
        version: label,
        changeLog,
        body,
    });
    return json(201, { ApplicationVersionKey: key });
}
/** `GET /modules/` */
function moduleList(visit) {
    const withStatus = flag(visit, 'IncludeEnvStatus') ?? false;
    const modules = visit.site.applications.flatMap((application) => application.modules);
    return list(modules.map((module) => showModule(visit.site, module, withStatus)));
}
/** `GET /modules/{key}/` */
function oneModule(visit) {
    return json(200, showModule(visit.site, moduleOf(visit).module, flag(visit, 'IncludeEnvStatus') ?? false));
}
/** `GET /modules/{key}/versions/` */
function moduleVersionList(visit) {
    const { module, versions } = moduleOf(visit);
    const limit = limitOf(visit);
    return json(200, versions
        .toReversed()
        .slice(0, limit)
        .map((version) => showModuleVersion(module, version)));
}
/** `GET /modules/{key}/versions/{key}/` */
function oneModuleVersion(visit) {
    const { module, versions } = moduleOf(visit);
    const [, key] = visit.keys;
    const shown = versions.map((version) => showModuleVersion(module, version)).find(({ Key }) => Key === key);
    if (!shown)
        throw new Refusal(404, `There is no version with the key ${key} of '${module.name}'.`);
    return json(200, shown);
}
function moduleOf({ site, keys: [key] }) {
    for (const { modules, versions } of site.applications) {
        const module = modules.find((each) => each.key === key);
        if (module)
            return { module, versions };
    }
    throw new Refusal(404, `There is no module with the key ${key}.`);
}

;// CONCATENATED MODULE: ./lib/sandbox/lifetime/lifetime.js











/** OutSystems LifeTime API v2. */
const lifetime = {
    title: 'OutSystems LifeTime API v2, /lifetimeapi/rest/v2, Authorization: Bearer <token>',
    scenarios: lifetimeScenarios.map(({ name, about }) => ({ name, about })),
    open: openLifetime,
};
const lifetime_base = '/lifetimeapi/rest/v2/';
/** By path, a star for each key; then by method. */
const lifetime_routes = {
    environments: { GET: infrastructure_environmentList },
    'environments/*': { GET: oneEnvironment },
    'environments/*/maintenancemode': { PUT: maintenance },
    'environments/*/deploymentzones': { GET: zoneList },
    'environments/*/applications': { GET: placedApplicationList },
    'environments/*/applications/*': { GET: onePlacedApplication },
    'environments/*/applications/*/versions': { POST: tagVersion },
    'environments/*/applications/*/content': { GET: placedContent },
    'environments/*/deployment': { POST: createFromBinary },
    'environments/*/solution': { POST: exportSolution },
    'environments/*/solution/*': { GET: solutionContent },
    'environments/*/solutionstatus/*': { GET: solutionStatus },
    applications: { GET: applicationList },
    'applications/*': { GET: oneApplication },
    'applications/*/configurations': { GET: readBlocks, PUT: writeBlocks },
    'applications/*/versions': { GET: versionList },
    'applications/*/versions/*': { GET: oneVersion, DELETE: deleteVersion },
    'applications/*/versions/*/content': { GET: versionContent },
    modules: { GET: moduleList },
    'modules/*': { GET: oneModule },
    'modules/*/versions': { GET: moduleVersionList },
    'modules/*/versions/*': { GET: oneModuleVersion },
    deployments: { GET: planList, POST: createPlan },
    'deployments/*': { GET: planDetails, PUT: updatePlan, DELETE: deletePlan },
    'deployments/*/status': { GET: planStatus },
    'deployments/*/getmissingdbmappings': { GET: missingMappings },
    'deployments/*/configuration': { POST: configurePlan },
    'deployments/*/start': { POST: startPlan },
    'deployments/*/continue': { POST: continuePlan },
    'deployments/*/abort': { POST: abortPlan },
    'downloads/*': { GET: download },
};
/** Calls that a plan remembers, accepted or not. */
const commands = {
    'PUT deployments/*': 'update',
    'DELETE deployments/*': 'delete',
    'POST deployments/*/configuration': 'configuration',
    'POST deployments/*/start': 'start',
    'POST deployments/*/continue': 'continue',
    'POST deployments/*/abort': 'abort',
};
function openLifetime(elsewhere) {
    const state = { plans: [], others: [], tags: [], uploads: [], solutions: [] };
    const desk = { elsewhere, sites: new Map(), state, solutions: [], downloads: new Map() };
    const siteOf = (scenario) => {
        let site = desk.sites.get(scenario.name);
        if (!site) {
            site = openSite(scenario, desk, Date.now());
            desk.sites.set(scenario.name, site);
        }
        return site;
    };
    const serve = (request, scenario) => {
        const found = request.path.startsWith(lifetime_base)
            ? findRoute(Object.keys(lifetime_routes), request.path.slice(lifetime_base.length))
            : undefined;
        if (!found)
            return refuseLifetime(404);
        const { route, keys } = found;
        if (!isAllowedIn(request, route, scenario))
            return refuseLifetime(401);
        const handler = lifetime_routes[route]?.[request.method];
        if (!handler)
            return refuseLifetime(405);
        const site = siteOf(scenario);
        const call = `${request.method} ${route}`;
        const nth = (site.calls.get(call) ?? 0) + 1;
        site.calls.set(call, nth);
        const answer = scenario.refuse?.(call, nth, request) ?? lifetime_attempt(handler, { request, site, desk, keys });
        remember(desk, call, keys[0], request, answer.status);
        return answer;
    };
    return {
        state,
        prefixes: ['/lifetimeapi/'],
        takesBytes: true,
        refuse: refuseLifetime,
        credential: (headers) => bearer(headers) ?? bare(headers),
        handle(request) {
            const scenario = lifetimeScenarios.find(({ name }) => name === request.token?.scenario);
            return scenario ? serve(request, scenario) : refuseLifetime(401);
        },
    };
}
function lifetime_attempt(handler, visit) {
    try {
        return handler(visit);
    }
    catch (error) {
        if (error instanceof Refusal)
            return error.answer;
        throw error;
    }
}
function remember(desk, call, key, request, status) {
    const command = commands[call];
    if (!command)
        return;
    const plans = [...desk.sites.values()].flatMap((site) => site.plans);
    const plan = plans.find(({ face }) => face.key === key);
    plan?.face.commands.push({ command, query: Object.fromEntries(request.query), status });
}
/** Downloads take the token without `Bearer` too, as the official client sends it; nothing else does. */
function isAllowedIn({ headers }, route, { isBareDownload }) {
    const hasScheme = bearer(headers) !== undefined;
    return route === 'downloads/*' ? !(hasScheme && isBareDownload) : hasScheme;
}
function bare(headers) {
    return /^\S+$/.exec(headers['authorization'] ?? '')?.[0];
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./lib/sandbox/delivery.js
/** Status line the client will see for this answer; null when the connection breaks or falls silent first. */
function visibleStatus(answer) {
    const { fault } = answer;
    return fault === 'reset-before' || fault === 'reset-after' || fault === 'stall' ? null : answer.status;
}
/** Puts an answer on the wire, or breaks the connection the way its fault says. */
function deliver(response, answer) {
    const body = Buffer.from(answer.body);
    const head = () => {
        // A 204 has no content, so it has no length either.
        const length = answer.status === 204 ? {} : { 'Content-Length': body.length };
        response.writeHead(answer.status, { ...answer.headers, ...length });
    };
    switch (answer.fault) {
        case 'reset-before':
        case 'reset-after':
            response.socket?.resetAndDestroy();
            return;
        case 'stall':
            // Held open in silence until the sandbox closes or the client gives up.
            return;
        case 'stall-body':
            head();
            response.write(half(body));
            return;
        case 'cut-body':
            head();
            response.write(half(body), () => response.socket?.destroy());
            return;
        case undefined:
            head();
            response.end(body);
    }
}
function half(body) {
    return body.subarray(0, Math.ceil(body.length / 2));
}

;// CONCATENATED MODULE: ./lib/sandbox/exchange.js
/** An empty journal; `onExchange` hears of each exchange as it arrives. */
function openJournal(onExchange) {
    const exchanges = [];
    const done = [];
    let waiters = [];
    let closed = false;
    return {
        exchanges,
        open(head) {
            const exchange = {
                index: exchanges.length + 1,
                ...head,
                files: [],
                status: null,
                violations: [],
            };
            exchanges.push(exchange);
            return exchange;
        },
        arrived(exchange) {
            if (closed)
                return;
            done.push(exchange);
            const due = waiters.filter((waiter) => waiter.match(exchange));
            waiters = waiters.filter((waiter) => !due.includes(waiter));
            for (const waiter of due)
                waiter.resolve(exchange);
            onExchange?.(exchange);
        },
        until(match) {
            const past = done.find(match);
            if (past)
                return Promise.resolve(past);
            const waiting = new Promise((resolve, reject) => {
                if (closed)
                    reject(new Error('the sandbox is closed'));
                else
                    waiters.push({ match, resolve, reject });
            });
            // A wait nobody looks at any more must not bring the process down when the sandbox closes.
            waiting.catch(() => undefined);
            return waiting;
        },
        close() {
            closed = true;
            for (const waiter of waiters) {
                waiter.reject(new Error('the sandbox was closed before the awaited exchange arrived'));
            }
            waiters = [];
        },
    };
}

;// CONCATENATED MODULE: ./lib/sandbox/spoil.js

const retryAfter = { 'Retry-After': '1' };
const jsonType = 'application/json;charset=UTF-8';
/** Keeps the answer, for the delivery to break. */
const broken = (fault) => ({ real, refuse }) => ({ ...(real ?? refuse(500)), fault });
const refused = (status) => ({ refuse }) => refuse(status);
const spoilers = {
    'reset-before': broken('reset-before'),
    'reset-after': broken('reset-after'),
    'cut-body': broken('cut-body'),
    stall: broken('stall'),
    'stall-body': broken('stall-body'),
    '500-before': refused(500),
    '500-after': refused(500),
    '502-html': () => htmlPage(502, '502 Bad Gateway'),
    '503-retry-after': () => htmlPage(503, '503 Service Temporarily Unavailable', retryAfter),
    '504-after': () => htmlPage(504, '504 Gateway Time-out'),
    'html-200': () => htmlPage(200, 'Sign in'),
    'empty-200': () => content(200, jsonType, ''),
    'garbage-json': () => content(200, jsonType, '{"uuid":"00000000-0000-4000-8000-0000'),
    '401': refused(401),
    '403': refused(403),
    '404': refused(404),
    '409': refused(409),
    '429': ({ refuse }) => {
        const refusal = refuse(429);
        return { ...refusal, headers: { ...refusal.headers, ...retryAfter } };
    },
    redirect: ({ path, redirectTo }) => content(307, 'text/plain', '', { Location: `${new URL(redirectTo).origin}${path}` }),
};
/** The answer that is sent instead of the real one. */
function spoil(kind, site) {
    return spoilers[kind](site);
}

;// CONCATENATED MODULE: ./lib/sandbox/server.js








/** Used when nothing else is named; `.invalid` never resolves. */
const defaultElsewhere = 'http://sandbox.invalid';
/** Serves these APIs on one loopback port. `front` is the text of `GET /`. */
async function serve(vendors, front, options) {
    const journal = openJournal(options.onExchange);
    const plan = planFaults(options.faults ?? []);
    const state = { url: '' };
    const enter = (request) => {
        const headers = flatten(request);
        const method = request.method ?? '';
        const path = request.url ?? '';
        const exchange = journal.open({ method, path, headers });
        const vendor = vendorAt(vendors, path);
        const fault = plan.injected({ index: exchange.index, method, path });
        return identify({ exchange, vendor, credential: undefined, fault }, vendor?.credential(headers));
    };
    /** Takes note of the credential, once it is known. */
    const identify = (visit, credential) => {
        if (credential === undefined || !visit.vendor)
            return visit;
        const faults = parseToken(credential)?.faults;
        const carried = faults && plan.carried(`${visit.vendor.prefixes.join(' ')} ${credential}`, faults);
        return { ...visit, credential, fault: visit.fault ?? carried };
    };
    const act = ({ exchange, vendor, credential }, body) => {
        const path = pathOf(exchange.path);
        if (!vendor)
            return path === '/' && exchange.method === 'GET' ? front : nobody(404, path);
        const { host } = exchange.headers;
        return vendor.handle({
            method: exchange.method,
            path,
            query: new URLSearchParams(exchange.path.slice(path.length)),
            headers: exchange.headers,
            body,
            credential,
            token: credential === undefined ? undefined : parseToken(credential),
            origin: host === undefined ? state.url : `http://${host}`,
            object: (violation) => exchange.violations.push(violation),
        });
    };
    const answer = (visit, body) => {
        const { fault, exchange, vendor } = visit;
        if (!fault)
            return act(visit, body);
        const path = pathOf(exchange.path);
        const site = {
            path: exchange.path,
            redirectTo: options.redirectTo ?? defaultElsewhere,
            refuse: (status) => (vendor ? vendor.refuse(status, path) : nobody(status, path)),
        };
        return spoil(fault, isProcessed(fault) ? { ...site, real: act(visit, body) } : site);
    };
    const attempt = (visit, body) => {
        try {
            return answer(visit, body);
        }
        catch (error) {
            visit.exchange.violations.push(`defect of the sandbox itself: ${String(error)}`);
            return nobody(500, visit.exchange.path);
        }
    };
    const attend = async (request, response) => {
        const arrived = enter(request);
        const { exchange, vendor } = arrived;
        const body = await readBody(request, options.hashFiles ?? false, vendor?.takesBytes ?? false);
        if (!body) {
            exchange.violations.push('the client went away before its request was complete');
            journal.arrived(exchange);
            return;
        }
        const visit = arrived.credential === undefined
            ? identify(arrived, vendor?.credentialIn?.(pathOf(exchange.path), body))
            : arrived;
        const sent = jsonOf(body);
        if (sent !== undefined)
            exchange.json = sent;
        if (body.kind === 'form')
            exchange.files = body.files;
        if (body.kind === 'bytes')
            exchange.files = [body.file];
        const reply = attempt(visit, body);
        const fault = visit.fault ?? reply.fault;
        if (fault)
            exchange.fault = fault;
        exchange.status = visibleStatus(reply);
        journal.arrived(exchange);
        deliver(response, reply);
    };
    const http = (0,external_node_http_.createServer)((request, response) => {
        // Only a throwing `onExchange` gets here.
        attend(request, response).catch(() => request.socket.destroy());
    });
    // No clock of the server may end a connection: a stall lasts, and an idle connection is never closed under a client.
    http.requestTimeout = 0;
    http.headersTimeout = 0;
    http.keepAliveTimeout = 0;
    await new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    const address = http.address();
    if (address === null || typeof address === 'string')
        throw new Error('the sandbox listens on no TCP port');
    state.url = `http://127.0.0.1:${address.port}`;
    let closing;
    return {
        url: state.url,
        journal,
        close() {
            closing ??= new Promise((resolve) => {
                http.close(() => resolve());
                http.closeAllConnections();
                journal.close();
            });
            return closing;
        },
    };
}
function vendorAt(vendors, path) {
    const fit = ({ prefixes }) => Math.max(0, ...prefixes.filter((prefix) => path.startsWith(prefix)).map(({ length }) => length));
    return vendors.filter((vendor) => fit(vendor) > 0).toSorted((a, b) => fit(b) - fit(a))[0];
}
function nobody(status, path) {
    return json(status, { message: `The sandbox simulates nothing at ${path}; GET / lists what it does.` });
}
function pathOf(target) {
    return target.split('?', 1)[0] ?? '';
}
function flatten(request) {
    return Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]));
}

;// CONCATENATED MODULE: ./lib/sandbox/index.js









/** Every simulated API. A new one: its file, a line here, and its state on {@link Sandbox}. */
const apis = { appian: appian, bigpanda: bigpanda, bigpandaChanges: bigpandaChanges, lifetime: lifetime, deploymentsApi: deploymentsApi, github: github };
const apiNames = Object.keys(apis);
/** All scenarios. */
const scenarios = apiNames.flatMap((api) => apis[api].scenarios.map((line) => ({ ...line, api })));
/** Starts a sandbox on 127.0.0.1. Runs are deterministic: progress is counted in requests, not in time. */
async function startSandbox(options = {}) {
    const elsewhere = options.redirectTo ?? defaultElsewhere;
    const site = apis.appian.open(elsewhere);
    const panda = apis.bigpanda.open(elsewhere);
    const changes = apis.bigpandaChanges.open(elsewhere);
    const life = apis.lifetime.open(elsewhere);
    const tracker = apis.deploymentsApi.open(elsewhere);
    const hub = apis.github.open(elsewhere);
    const server = await serve([site, panda, changes, life, tracker, hub], frontPage(Object.values(apis)), options);
    return {
        url: server.url,
        exchanges: server.journal.exchanges,
        appian: site.state,
        bigpanda: { ...panda.state, ...changes.state },
        lifetime: life.state,
        deploymentsApi: tracker.state,
        github: hub.state,
        exchange: (n) => server.journal.until(({ index }) => index === n),
        until: (match) => server.journal.until(match),
        close: () => server.close(),
    };
}


/***/ })

};
