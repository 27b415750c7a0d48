export const id = 334;
export const ids = [334];
export const modules = {

/***/ 2334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   startDemo: () => (/* binding */ startDemo),
/* harmony export */   tellEvents: () => (/* binding */ tellEvents)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var fflate__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1306);
/* harmony import */ var _sandbox_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1400);





/** Starts the demo, or returns undefined where there is no such scenario. */
async function startDemo(scenario) {
    if (!_sandbox_index_js__WEBPACK_IMPORTED_MODULE_3__/* .scenarios */ .Z.some(({ name, api }) => name === scenario && api === 'appian'))
        return undefined;
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'lowcode-deploy-demo-'));
    const packageFile = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'customer-portal.zip');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(packageFile, samplePackage());
    const sandbox = await (0,_sandbox_index_js__WEBPACK_IMPORTED_MODULE_3__.startSandbox)();
    const inputs = {
        platform: 'appian',
        operation: 'deploy',
        url: sandbox.url,
        token: `sandbox-${scenario}`,
        environment: 'production',
        package: packageFile,
        version: '1.2.3',
        'poll-interval': '400ms',
        timeout: '30s',
        'bigpanda-url': sandbox.url,
        'bigpanda-token': 'sandbox-happy',
    };
    return { sandbox, raw: (name) => inputs[name] ?? '', folder };
}
/** What BigPanda heard, for those who see the events for the first time. */
function tellEvents(sandbox) {
    const { events } = sandbox.bigpanda;
    if (events.length === 0)
        return ['nothing: no deployment was begun'];
    return events.map(({ kind, body }) => `${kind.padEnd(6)}${JSON.stringify(body)}`);
}
/** The layout of a package that Appian exports. */
function samplePackage() {
    const uuid = '_a-0000-customer-portal';
    return (0,fflate__WEBPACK_IMPORTED_MODULE_4__/* .zipSync */ .L)({
        'META-INF/MANIFEST.MF': (0,fflate__WEBPACK_IMPORTED_MODULE_4__/* .strToU8 */ ._u)('Manifest-Version: 1.0\r\nAppian-Version: 25.3.335.0\r\n'),
        'META-INF/export.log': (0,fflate__WEBPACK_IMPORTED_MODULE_4__/* .strToU8 */ ._u)('Success (1):\n'),
        [`application/${uuid}.xml`]: (0,fflate__WEBPACK_IMPORTED_MODULE_4__/* .strToU8 */ ._u)('<applicationHaul><application><name>Customer portal</name></application></applicationHaul>'),
    });
}


/***/ })

};
