export const id = 334;
export const ids = [334];
export const modules = {

/***/ 2334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ownStories: () => (/* binding */ ownStories),
/* harmony export */   startDemo: () => (/* binding */ startDemo),
/* harmony export */   tellEvents: () => (/* binding */ tellEvents)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var fflate__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1306);
/* harmony import */ var _inputs_names_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5261);
/* harmony import */ var _release_outcome_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2797);
/* harmony import */ var _sandbox_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(753);








/** Stories that no scenario of the sandbox tells, for they happen on this side. */
const ownStories = [
    { name: 'cancelled', about: 'somebody cancels the run while it waits' },
    { name: 'killed', about: 'the runner is lost while it waits; the next run resumes' },
];
/** Starts the demo, or returns undefined where there is no such scenario. */
async function startDemo(scenario) {
    const own = ownStories.find(({ name }) => name === scenario)?.name;
    if (own === undefined && !_sandbox_index_js__WEBPACK_IMPORTED_MODULE_5__/* .scenarios */ .Z.some(({ name, api }) => name === scenario && api === 'appian'))
        return undefined;
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), 'lowcode-deploy-demo-'));
    const packageFile = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'customer-portal.zip');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(packageFile, samplePackage());
    const sandbox = await (0,_sandbox_index_js__WEBPACK_IMPORTED_MODULE_5__.startSandbox)();
    const inputs = {
        platform: 'appian',
        operation: 'deploy',
        url: sandbox.url,
        token: `sandbox-${own === undefined ? scenario : own === 'killed' ? 'happy' : 'never'}`,
        environment: 'production',
        package: packageFile,
        version: '1.2.3',
        'poll-interval': '400ms',
        timeout: '30s',
        'bigpanda-url': sandbox.url,
        'bigpanda-token': 'sandbox-happy',
        ...(own === 'killed' && { 'state-file': (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'state.json') }),
    };
    const demo = { sandbox, folder, prologue: async () => [], raw: (name) => inputs[name] ?? '' };
    switch (own) {
        case undefined:
            return demo;
        case 'cancelled':
            return { ...demo, cancel: cancelledAtThird(sandbox) };
        case 'killed':
            return {
                ...demo,
                prologue: () => killedAtFirstLook(sandbox, inputs),
                raw: (name) => (name === 'operation' ? 'resume' : demo.raw(name)),
            };
    }
}
/** What BigPanda heard, for those who see the events for the first time. */
function tellEvents(sandbox) {
    const { events } = sandbox.bigpanda;
    if (events.length === 0)
        return ['nothing: no deployment was begun'];
    return events.map(({ kind, body }) => `${kind.padEnd(6)}${JSON.stringify(body)}`);
}
function looksAtDeployment({ method, path }) {
    return method === 'GET' && /\/deployments\/[\w-]{36}$/.test(path);
}
/** Once the deployment was looked at three times, as if somebody had pressed Ctrl-C. */
function cancelledAtThird(sandbox) {
    const controller = new AbortController();
    const third = () => sandbox.exchanges.filter(looksAtDeployment).length >= 3;
    sandbox.until(third).then(() => controller.abort(new _release_outcome_js__WEBPACK_IMPORTED_MODULE_4__/* .Interrupted */ .j$('cancel', 'The run was cancelled (as Ctrl-C would).')), 
    // The sandbox was closed: there is nothing left to cancel.
    () => { });
    return controller.signal;
}
/** The same job in a process of its own, which is killed before it can say a word. */
async function killedAtFirstLook(sandbox, inputs) {
    const variables = Object.entries(inputs).map(([name, value]) => [
        (0,_inputs_names_js__WEBPACK_IMPORTED_MODULE_6__/* .environmentName */ .V)(name),
        value,
    ]);
    const around = Object.entries(process.env).filter(([name]) => !name.startsWith('LOWCODE_DEPLOY_'));
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(process.execPath, [process.argv[1] ?? '', 'deploy'], {
        env: Object.fromEntries([...around, ...variables]),
        stdio: 'ignore',
    });
    const dead = new Promise((resolve) => child.once('close', resolve));
    await Promise.race([sandbox.until(looksAtDeployment), dead]);
    child.kill('SIGKILL');
    await dead;
    return [
        'A first run has deployed and was killed (SIGKILL) while it waited: it could tell nobody.',
        'What it had noted is in its state file; now a second run resumes.',
    ];
}
/** The layout of a package that Appian exports. */
function samplePackage() {
    const uuid = '_a-0000-customer-portal';
    return (0,fflate__WEBPACK_IMPORTED_MODULE_7__/* .zipSync */ .L)({
        'META-INF/MANIFEST.MF': (0,fflate__WEBPACK_IMPORTED_MODULE_7__/* .strToU8 */ ._u)('Manifest-Version: 1.0\r\nAppian-Version: 25.3.335.0\r\n'),
        'META-INF/export.log': (0,fflate__WEBPACK_IMPORTED_MODULE_7__/* .strToU8 */ ._u)('Success (1):\n'),
        [`application/${uuid}.xml`]: (0,fflate__WEBPACK_IMPORTED_MODULE_7__/* .strToU8 */ ._u)('<applicationHaul><application><name>Customer portal</name></application></applicationHaul>'),
    });
}


/***/ })

};
