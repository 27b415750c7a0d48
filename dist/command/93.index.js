export const id = 93;
export const ids = [93];
export const modules = {

/***/ 5093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ scenarios),
  startSandbox: () => (/* binding */ startSandbox)
});

// UNUSED EXPORTS: faultKinds

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

;// CONCATENATED MODULE: ./lib/sandbox/appian-errors.js

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
;// CONCATENATED MODULE: ./lib/sandbox/appian-export.js

const plain = { dataSource: '', scripts: [], plugins: 0, hasCustomizationFile: false };
/** Most recently modified first. Names and tickets are near misses of each other on purpose. */
const appian_export_packages = [
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
        totalPackageCount: appian_export_packages.length,
        packages: appian_export_packages.map((stored, at) => ({
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
        else if (!appian_export_packages.some(({ uuid }) => uuid === uuids[0])) {
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
    return appian_export_packages.find(({ uuid }) => uuid === uuids[0]);
}
function zip(files) {
    const entries = Object.entries(files).map(([name, text]) => [name, (0,esm/* strToU8 */._u)(text)]);
    // A fixed local date: zip stores dates without a zone.
    return (0,esm/* zipSync */.L)(Object.fromEntries(entries), { mtime: new Date(2025, 0, 1) });
}

;// CONCATENATED MODULE: ./lib/sandbox/appian-job.js
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

;// CONCATENATED MODULE: ./lib/sandbox/appian-payload.js


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

;// CONCATENATED MODULE: ./lib/sandbox/appian-results.js
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

;// CONCATENATED MODULE: ./lib/sandbox/appian-logs.js
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

;// CONCATENATED MODULE: ./lib/sandbox/appian-problems.js
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

;// CONCATENATED MODULE: ./lib/sandbox/appian-scenarios.js



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
/** Decides, request by request in order of arrival, which fault hits. The first listed one wins. */
function planFaults(faults) {
    const watches = faults.map(watch);
    const carried = new Map();
    return (candidate) => {
        // Every watch counts its own matches, so all are asked even when an earlier one hits.
        const hit = watches.map((strike) => strike(candidate)).find((kind) => kind !== undefined);
        const { token } = candidate;
        if (!token)
            return hit;
        const count = (carried.get(token.key) ?? 0) + 1;
        carried.set(token.key, count);
        return hit ?? token.faults.find(({ nth }) => nth === 0 || nth === count)?.kind;
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

;// CONCATENATED MODULE: ./lib/sandbox/appian.js








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
        prefix: '/suite/',
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

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda-events.js

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
    if (timestamp !== undefined && !isSeconds(timestamp)) {
        const inMilliseconds = typeof timestamp === 'number' && timestamp >= millisecondsFrom;
        problems.push(`timestamp: must be whole Unix seconds${inMilliseconds ? ', this is milliseconds' : ''}`);
    }
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
function isSeconds(value) {
    return Number.isInteger(value) && Number(value) >= 0 && Number(value) < millisecondsFrom;
}

;// CONCATENATED MODULE: ./lib/sandbox/bigpanda.js



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
        refuse: () => json(400, { status: 400, errors: ['version: must not be blank'] }),
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
function refuse(status, headers = {}) {
    return errors(status, [refusals[status] ?? `Error ${status}`], headers);
}
function errors(status, texts, headers = {}) {
    return json(status, { response: { errors: texts } }, headers);
}
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
        prefix: '/data/',
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

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
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
        response.writeHead(answer.status, { ...answer.headers, 'Content-Length': body.length });
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
    const pick = planFaults(options.faults ?? []);
    const state = { url: '' };
    const enter = (request) => {
        const headers = flatten(request);
        const method = request.method ?? '';
        const path = request.url ?? '';
        const exchange = journal.open({ method, path, headers });
        const vendor = vendors.find(({ prefix }) => path.startsWith(prefix));
        const credential = vendor?.credential(headers);
        const token = credential === undefined ? undefined : parseToken(credential);
        const carried = vendor && token && { key: `${vendor.prefix} ${credential}`, faults: token.faults };
        const fault = pick({ index: exchange.index, method, path, ...(carried && { token: carried }) });
        return { exchange, vendor, credential, fault };
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
        const visit = enter(request);
        const { exchange } = visit;
        const body = await readBody(request, options.hashFiles ?? false, visit.vendor?.takesBytes ?? false);
        if (!body) {
            exchange.violations.push('the client went away before its request was complete');
            journal.arrived(exchange);
            return;
        }
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
const apis = { appian: appian, bigpanda: bigpanda };
const listed = (api) => apis[api].scenarios.map((line) => ({ ...line, api }));
/** All scenarios. */
const scenarios = [...listed('appian'), ...listed('bigpanda')];
/** Starts a sandbox on 127.0.0.1. Runs are deterministic: progress is counted in requests, not in time. */
async function startSandbox(options = {}) {
    const elsewhere = options.redirectTo ?? defaultElsewhere;
    const site = apis.appian.open(elsewhere);
    const panda = apis.bigpanda.open(elsewhere);
    const server = await serve([site, panda], frontPage(Object.values(apis)), options);
    return {
        url: server.url,
        exchanges: server.journal.exchanges,
        appian: site.state,
        bigpanda: panda.state,
        exchange: (n) => server.journal.until(({ index }) => index === n),
        until: (match) => server.journal.until(match),
        close: () => server.close(),
    };
}


/***/ })

};
