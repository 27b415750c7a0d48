import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
import * as __WEBPACK_EXTERNAL_MODULE__undici_js_51706d35__ from "./undici.js";
/******/ var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 3339:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ stopListening),
/* harmony export */   d: () => (/* binding */ cancelOnSignals)
/* harmony export */ });
/* harmony import */ var _release_outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2797);

/** The ways in which runners and people ask a process to stop; on Windows, CTRL_BREAK arrives as SIGBREAK. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK'];
/**
 * A signal that is aborted when the process is asked to stop. The story then has a few seconds to end; a second
 * request ends the process at once, as if nobody listened.
 */
function cancelOnSignals() {
    const controller = new AbortController();
    for (const name of SIGNALS) {
        process.on(name, () => {
            if (controller.signal.aborted) {
                process.removeAllListeners(name);
                process.kill(process.pid, name);
            }
            else {
                controller.abort(new _release_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .Interrupted */ .j$('cancel', `The run was cancelled (${name}).`));
            }
        });
    }
    return controller.signal;
}
/** Listening keeps no process alive, but a finished one should die of a signal like any other. */
function stopListening() {
    for (const name of SIGNALS)
        process.removeAllListeners(name);
}


/***/ }),

/***/ 2352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ forbidSilentExit)
/* harmony export */ });
/* harmony import */ var _release_words_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7496);

/** The exit code that Node gives a program that ends while its top level still waits for something. */
const UNSETTLED = 13;
/**
 * No end without a word: a program that stops because of an error nobody caught, or because nothing is left that
 * could ever answer, is red and says so in one sentence.
 * @param write prints one line; must be synchronous
 */
function forbidSilentExit(write) {
    let met = false;
    process.on('exit', (code) => {
        if (met && code === 0)
            process.exitCode = 1;
        // Node 24 hands the code to the listener, Node 20 only sets it.
        if (code === UNSETTLED || process.exitCode === UNSETTLED) {
            write('The program ended while it still waited for an answer. The outcome of the deployment is not known.');
        }
    });
    const die = (error) => {
        write(`The program met an error that nobody expected: ${(0,_release_words_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
        met = true;
    };
    process.on('uncaughtException', die);
    process.on('unhandledRejection', die);
}


/***/ }),

/***/ 4994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Af: () => (/* binding */ folderFor),
/* harmony export */   Vv: () => (/* binding */ HISTORY),
/* harmony export */   hu: () => (/* binding */ createTerminalCi)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7975);
/* harmony import */ var _release_state_file_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3539);






/** A plain terminal, or any pipeline that shows what a command prints. */
function createTerminalCi({ write, colour, debug, folder, history }) {
    const paint = (style, text) => colour ? (0,node_util__WEBPACK_IMPORTED_MODULE_4__.styleText)(style, text, { validateStream: false }) : text;
    return {
        facts: { actor: (0,node_os__WEBPACK_IMPORTED_MODULE_2__.userInfo)().username },
        folder,
        log: {
            info: (text) => write(text),
            debug: (text) => debug && write(paint('dim', text)),
            notice: (text) => write(paint('cyan', `notice: ${text}`)),
            warning: (text) => write(paint('yellow', `warning: ${text}`)),
            error: (text) => write(paint('red', `error: ${text}`)),
            group(title, lines) {
                write(paint('bold', title));
                for (const line of lines)
                    write(`  ${line}`);
            },
        },
        // Nothing beyond this program shows the text, and this program takes secrets out by itself.
        mask: () => { },
        output: () => { },
        saveState: (text) => (0,_release_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .writeState */ .Jq)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, STATE), text),
        savedState: () => '',
        earlierStates: () => (history === undefined ? [] : statesBelow(history)),
        async summary(markdown) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'summary.md'), markdown);
        },
    };
}
/** Below the current folder: the files of all runs. */
const HISTORY = '.lowcode-deploy';
const STATE = 'state.json';
/** So many runs back is looked for one that was not brought to its end. */
const MOST_STATES = 50;
/** A folder named after the moment, so that no run overwrites another's files. */
function folderFor(now) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(HISTORY, new Date(now).toISOString().replace(/[:.]/g, '-'));
}
/** Folders are named after moments, so their order is that of time. */
function statesBelow(history) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(history))
        return [];
    const folders = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(history).toSorted().toReversed().slice(0, MOST_STATES);
    return folders.flatMap((folder) => (0,_release_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .readState */ .un)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(history, folder, STATE)));
}


/***/ }),

/***/ 1978:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _ci_signals_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(921);
/* harmony import */ var _ci_silent_exit_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(2352);
/* harmony import */ var _ci_terminal_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4994);
/* harmony import */ var _command_arguments_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8605);
/* harmony import */ var _command_help_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9678);
/* harmony import */ var _http_transport_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3829);
/* harmony import */ var _perform_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4103);
/* harmony import */ var _release_clock_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(4911);
/* harmony import */ var _release_outcome_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(2797);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(3411);










const say = (line) => process.stdout.write(`${line}\n`);
const complain = (line) => process.stderr.write(`${line}\n`);
(0,_ci_silent_exit_js__WEBPACK_IMPORTED_MODULE_8__/* .forbidSilentExit */ .S)(complain);
process.exitCode = await main();
async function main() {
    const command = (0,_command_arguments_js__WEBPACK_IMPORTED_MODULE_2__/* .parseCommand */ .R)(process.argv.slice(2), process.env);
    switch (command.kind) {
        case 'help':
            process.stdout.write((0,_command_help_js__WEBPACK_IMPORTED_MODULE_3__/* .helpText */ .B)());
            return 0;
        case 'version':
            say(_version_js__WEBPACK_IMPORTED_MODULE_9__/* .version */ .r);
            return 0;
        case 'wrong':
            for (const complaint of command.complaints)
                complain(complaint);
            complain('`lowcode-deploy --help` lists everything.');
            return 2;
        case 'run':
            switch (command.arguments.verb) {
                case 'deploy':
                case 'inspect':
                case 'export':
                case 'resume':
                    return job(command.arguments, command.arguments, {
                        folder: (0,_ci_terminal_js__WEBPACK_IMPORTED_MODULE_1__/* .folderFor */ .Af)(_release_clock_js__WEBPACK_IMPORTED_MODULE_6__/* .systemClock */ .m.now()),
                        history: _ci_terminal_js__WEBPACK_IMPORTED_MODULE_1__/* .HISTORY */ .Vv,
                    });
                case 'demo':
                    return demo(command.arguments);
                case 'sandbox':
                    return serve(command.arguments);
            }
    }
}
async function job(args, { raw, given }, { folder, history, cancel }) {
    const stream = args.json ? process.stderr : process.stdout;
    const ci = (0,_ci_terminal_js__WEBPACK_IMPORTED_MODULE_1__/* .createTerminalCi */ .hu)({
        write: (line) => stream.write(`${line}\n`),
        colour: stream.isTTY && !process.env['NO_COLOR'],
        debug: args.debug,
        folder,
        ...(history && { history }),
    });
    const transport = (0,_http_transport_js__WEBPACK_IMPORTED_MODULE_4__/* .createTransport */ .o)(`lowcode-deploy/${_version_js__WEBPACK_IMPORTED_MODULE_9__/* .version */ .r}`);
    const { account, result, red } = await (0,_perform_js__WEBPACK_IMPORTED_MODULE_5__/* .perform */ .y)({
        ci,
        raw,
        given,
        clock: _release_clock_js__WEBPACK_IMPORTED_MODULE_6__/* .systemClock */ .m,
        transport,
        cancel: AbortSignal.any([(0,_ci_signals_js__WEBPACK_IMPORTED_MODULE_0__/* .cancelOnSignals */ .d)(), ...(cancel ? [cancel] : [])]),
    });
    transport.close();
    (0,_ci_signals_js__WEBPACK_IMPORTED_MODULE_0__/* .stopListening */ .a)();
    if (args.json)
        process.stdout.write(result);
    const code = (0,_release_outcome_js__WEBPACK_IMPORTED_MODULE_7__/* .exitCode */ .I$)(account.outcome.status);
    return code === 0 && red ? 1 : code;
}
// The simulated systems are loaded only by those who ask for them.
async function demo(args) {
    const { ownStories, startDemo, tellEvents } = await Promise.all(/* import() */[__nccwpck_require__.e(785), __nccwpck_require__.e(753), __nccwpck_require__.e(334)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2334));
    const started = await startDemo(args.scenario);
    if (started === undefined) {
        complain(`There is no scenario "${args.scenario}": there are ${ownStories.map(({ name }) => name).join(', ')}, and those that \`lowcode-deploy sandbox\` lists at its address.`);
        return 2;
    }
    const print = args.json ? complain : say;
    print('A demo: the real job against simulated systems on this machine. Nothing leaves it.\n');
    try {
        for (const sentence of await started.prologue())
            print(sentence);
        const { raw } = started;
        return await job(args, { raw, given: raw }, started);
    }
    finally {
        print('\nWhat BigPanda was told:');
        for (const line of tellEvents(started.sandbox))
            print(`  ${line}`);
        print(`\nThe job summary, the log and the result are in ${started.folder}`);
        await started.sandbox.close();
    }
}
async function serve({ port }) {
    const { startSandbox } = await Promise.all(/* import() */[__nccwpck_require__.e(785), __nccwpck_require__.e(753)]).then(__nccwpck_require__.bind(__nccwpck_require__, 753));
    const sandbox = await startSandbox({
        port,
        onExchange: ({ method, path, status }) => say(`${method} ${path} ${status ?? 'broken off'}`),
    });
    say(`The sandbox is at ${sandbox.url} and lists its scenarios there. Stop it with Ctrl-C.`);
    const cancel = (0,_ci_signals_js__WEBPACK_IMPORTED_MODULE_0__/* .cancelOnSignals */ .d)();
    await new Promise((resolve) => cancel.addEventListener('abort', resolve, { once: true }));
    await sandbox.close();
    (0,_ci_signals_js__WEBPACK_IMPORTED_MODULE_0__/* .stopListening */ .a)();
    return 0;
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 8605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ parseCommand)
/* harmony export */ });
/* unused harmony export verbs */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7975);
/* harmony import */ var _inputs_definition_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7500);
/* harmony import */ var _inputs_names_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5261);
/* harmony import */ var _release_words_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7496);





const verbs = ['deploy', 'inspect', 'export', 'resume', 'demo', 'sandbox'];
const secretNames = _inputs_definition_js__WEBPACK_IMPORTED_MODULE_2__/* .inputTable */ .Fu.flatMap(([name, { secret }]) => (secret ? [name] : []));
const options = {
    ...Object.fromEntries(_inputs_definition_js__WEBPACK_IMPORTED_MODULE_2__/* .inputTable */ .Fu.map(([name]) => [name, { type: 'string' }])),
    ...Object.fromEntries(secretNames.map((name) => [`${name}-file`, { type: 'string' }])),
    json: { type: 'boolean' },
    debug: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    scenario: { type: 'string' },
    port: { type: 'string' },
};
/** The command line and the environment as a request; every complaint about them at once. */
function parseCommand(argv, env) {
    if (argv.length === 1 && argv[0] === '--version')
        return { kind: 'version' };
    const { values, positionals, tokens } = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.parseArgs)({
        args: [...argv],
        options,
        allowPositionals: true,
        strict: false,
        tokens: true,
    });
    const [verb, ...rest] = positionals;
    if (values['help'] || verb === 'help' || argv.length === 0)
        return { kind: 'help' };
    const complaints = tokens.flatMap((token) => (token.kind === 'option' ? complaintsOf(token) : []));
    // Words are not repeated: behind a mistyped flag they may be a secret.
    const known = verbs.find((each) => each === verb);
    if (known === undefined)
        complaints.push(`The first word must be one of ${verbs.join(', ')}.`);
    if (rest.length > 0)
        complaints.push(`Nothing but flags is expected behind ${known ?? 'the first word'}.`);
    const { files, problems } = readSecrets(values);
    complaints.push(...problems);
    const port = Number(values['port'] ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
        complaints.push('--port must be a number up to 65535.');
    if (known === undefined || complaints.length > 0)
        return { kind: 'wrong', complaints };
    const text = (flag) => {
        const value = values[flag];
        return typeof value === 'string' ? value : undefined;
    };
    const given = (name) => name === 'operation' ? known : files.get(name) || text(name) || '';
    const raw = (name) => given(name) || (env[(0,_inputs_names_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentName */ .V)(name)] ?? '');
    return {
        kind: 'run',
        arguments: {
            verb: known,
            given,
            raw,
            json: values['json'] === true,
            debug: values['debug'] === true,
            scenario: text('scenario') ?? 'happy',
            port,
        },
    };
}
function complaintsOf({ name, rawName, value }) {
    const known = Object.hasOwn(options, name) ? options[name] : undefined;
    if (known === undefined)
        return [`There is no flag ${rawName}.${nearest(name)}`];
    if (secretNames.includes(name)) {
        const variable = (0,_inputs_names_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentName */ .V)(name);
        return [
            `${rawName} would show a secret to everybody on this machine: set ${variable}, or use ${rawName}-file.`,
        ];
    }
    if (known.type === 'string' && value === undefined)
        return [`${rawName} needs a value.`];
    if (known.type === 'boolean' && value !== undefined)
        return [`${rawName} takes no value.`];
    return [];
}
/** The flags that begin with the most letters of `name`, three at least. */
function nearest(name) {
    const flags = Object.keys(options).filter((flag) => !secretNames.includes(flag));
    let longest = name.length;
    while (longest >= 3 && !flags.some((flag) => flag.startsWith(name.slice(0, longest))))
        longest--;
    const near = flags.filter((flag) => longest >= 3 && flag.startsWith(name.slice(0, longest)));
    return near.length > 0 ? ` Did you mean ${near.map((flag) => `--${flag}`).join(' or ')}?` : '';
}
function readSecrets(values) {
    const files = new Map();
    const problems = [];
    for (const name of secretNames) {
        const path = values[`${name}-file`];
        if (typeof path !== 'string')
            continue;
        try {
            files.set(name, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8').trim());
        }
        catch (error) {
            problems.push(`--${name}-file cannot be read: ${(0,_release_words_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
        }
    }
    return { files, problems };
}


/***/ }),

/***/ 9678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ helpText)
/* harmony export */ });
/* harmony import */ var _inputs_definition_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7500);
/* harmony import */ var _inputs_names_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5261);


const WIDTH = 100;
const MARGIN = 26;
/** What `--help` prints. The inputs come from their one definition. */
function helpText() {
    const flags = _inputs_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .inputTable */ .Fu
        .filter(([name]) => name !== 'operation')
        .map(([name, { about, default: fallback, required, secret, derived }]) => {
        const flag = secret ? `--${name}-file <path>` : `--${name} <…>`;
        const extra = [
            required ? 'Required.' : '',
            fallback ? `Default: ${fallback}.` : '',
            derived ? `Default: ${derived.replaceAll('`', '')}.` : '',
            secret ? `Or set ${(0,_inputs_names_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentName */ .V)(name)}.` : '',
        ];
        return entry(flag, [about.replaceAll('`', ''), ...extra].filter(Boolean).join(' '));
    });
    return [
        'lowcode-deploy: deploys low-code applications safely and tells BigPanda what happened.',
        '',
        'Usage',
        '  lowcode-deploy deploy  --platform appian --url … --environment … --package …',
        '  lowcode-deploy inspect --platform appian --url … --package …',
        '  lowcode-deploy deploy  --platform outsystems --url … --environment …',
        '                         --source-environment … --application …         or --package …',
        '  lowcode-deploy export  --platform outsystems --url … --source-environment … --application …',
        '  lowcode-deploy resume  --platform … --url …          [--deployment-id …]',
        '  lowcode-deploy demo    [--scenario <name>]     the main job against simulated systems',
        '  lowcode-deploy sandbox [--port <number>]       serves the simulated systems',
        '',
        'Flags; each is also an environment variable LOWCODE_DEPLOY_<NAME>, with _ for -',
        ...flags,
        '',
        entry('--json', 'Print the result as JSON on standard output, and the log on standard error.'),
        entry('--debug', 'Print each request: method, place, status, milliseconds.'),
        entry('--help', 'Print this.'),
        '',
        'Exit codes',
        '  0 deployed    1 not deployed    2 invalid input    3 outcome not known    130 cancelled',
        '',
    ].join('\n');
}
function entry(flag, about) {
    const indent = ' '.repeat(MARGIN);
    const lines = [];
    let line = '';
    for (const word of about.split(' ')) {
        if (line !== '' && line.length + word.length + 1 > WIDTH - MARGIN) {
            lines.push(line);
            line = word;
        }
        else
            line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
    const head = `  ${flag}`.padEnd(MARGIN);
    const first = head.length >= MARGIN && !head.endsWith('  ') ? [head, `${indent}${lines[0]}`] : [`${head}${lines[0]}`];
    return [...first, ...lines.slice(1).map((text) => `${indent}${text}`)].join('\n');
}


/***/ }),

/***/ 3829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  w: () => (/* binding */ TransportError),
  o: () => (/* binding */ createTransport)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __nccwpck_require__(6466);
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: external "./undici.js"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_undici_js_namespaceObject = x({ ["ProxyAgent"]: () => (__WEBPACK_EXTERNAL_MODULE__undici_js_51706d35__.ProxyAgent) });
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new external_undici_js_namespaceObject.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./lib/http/transport.js




/** The connection failed, or nothing was heard for too long. */
class TransportError extends Error {
    name = 'TransportError';
    sent;
    silent;
    constructor(message, sent, silent, cause) {
        super(message, { cause });
        this.sent = sent;
        this.silent = silent;
    }
}
const SILENCE_MS = 30_000;
const UPLOAD_SILENCE_MS = 60_000;
/** As long as curl waits for `100 Continue` before it sends the body all the same. */
const CONTINUE_WAIT_MS = 1_000;
/** Above this an early refusal is lost behind a broken pipe; `Expect` lets the server speak first. */
const EXPECT_FROM_BYTES = 1024 * 1024;
/**
 * HTTP/1.1 over node's own client, which can be aborted and streams at curl's pace; `@actions/http-client` gives the
 * agents, and with them proxies and TLS settings. Redirects are never followed, so headers reach one origin only.
 */
function createTransport(userAgent) {
    // A client keeps the agent of the first URL it sees, whatever the next one's protocol is: one for each origin.
    const clients = new Map();
    const clientFor = ({ url, freshConnection }) => {
        const key = `${url.origin} ${freshConnection}`;
        const client = clients.get(key) ?? new HttpClient(userAgent, [], { keepAlive: !freshConnection });
        clients.set(key, client);
        return client;
    };
    return {
        async exchange(order, take) {
            const agent = clientFor(order).getAgent(order.url.href);
            const silence = watchSilence(order.body?.isUpload ? UPLOAD_SILENCE_MS : SILENCE_MS);
            const signal = AbortSignal.any([order.signal, silence.signal]);
            const progress = { connected: false, complete: false };
            try {
                signal.throwIfAborted();
                const start = order.url.protocol === 'https:' ? external_node_https_namespaceObject.request : external_node_http_.request;
                const headers = { ...headersOf(order), 'user-agent': userAgent };
                const request = start(order.url, { method: order.method, headers, agent, signal });
                const answer = new Promise((resolve, reject) => {
                    request.once('response', resolve).once('error', reject);
                });
                request.once('socket', (socket) => whenConnected(socket, () => (progress.connected = true)));
                const sending = send(request, order.body, progress, silence.heard);
                // An answer may come before the body is out; then the rest of the body does not matter.
                const response = await Promise.race([answer, sending.then(() => answer)]);
                request.on('error', () => { });
                response.on('data', silence.heard).pause();
                const taken = await take(response);
                if (!request.writableFinished)
                    request.destroy();
                return taken;
            }
            catch (error) {
                if (order.signal.aborted)
                    throw order.signal.reason;
                if (progress.unreadable !== undefined)
                    throw progress.unreadable;
                throw transportError(error, sentOf(progress), silence.signal.aborted);
            }
            finally {
                silence.stop();
            }
        },
        close() {
            for (const client of clients.values())
                client.dispose();
        },
    };
}
function headersOf({ headers, body, method }) {
    if (body === undefined)
        return method === 'POST' ? { ...headers, 'content-length': 0 } : { ...headers };
    const expect = body.isUpload && body.bytes >= EXPECT_FROM_BYTES ? { expect: '100-continue' } : {};
    return { ...headers, 'content-type': body.contentType, 'content-length': body.bytes, ...expect };
}
function whenConnected(socket, connected) {
    if (!socket.connecting)
        connected();
    else
        socket.once('secureConnect', connected).once('connect', () => 'encrypted' in socket || connected());
}
function sentOf({ connected, complete }) {
    if (!connected)
        return 'nothing';
    return complete ? 'all' : 'part';
}
async function send(request, body, progress, heard) {
    if (body === undefined) {
        progress.complete = true;
        request.end();
        await new Promise((resolve, reject) => request.once('finish', resolve).once('error', reject));
    }
    else {
        if (request.hasHeader('expect'))
            await permission(request);
        await (0,promises_.pipeline)(async function* () {
            try {
                let left = body.bytes;
                for await (const chunk of body.chunks()) {
                    // Noted before the chunk goes: a server can act on it and reset before this program hears that it left.
                    left -= chunk.length;
                    progress.complete = left <= 0;
                    yield chunk;
                    heard();
                }
            }
            catch (error) {
                progress.unreadable = error instanceof Error ? error : new Error(String(error));
                throw error;
            }
        }, request);
    }
}
/** Resolves when the server wants the body, or has not said so in time; never resolves once it has answered. */
function permission(request) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, CONTINUE_WAIT_MS);
        const settle = (then) => () => {
            clearTimeout(timer);
            then();
        };
        request.once('continue', settle(resolve)).once('response', settle(() => { }));
        request.once('error', (error) => settle(() => reject(error))());
    });
}
function watchSilence(limitMs) {
    const controller = new AbortController();
    const complain = () => controller.abort(new Error(`nothing was heard for ${limitMs / 1000} s`));
    let timer = setTimeout(complain, limitMs);
    return {
        signal: controller.signal,
        heard() {
            clearTimeout(timer);
            timer = setTimeout(complain, limitMs);
        },
        stop() {
            clearTimeout(timer);
        },
    };
}
function transportError(error, sent, silent) {
    if (!(error instanceof Error))
        return new TransportError(String(error), sent, silent, error);
    const { code } = error;
    const cause = silent ? 'nothing was heard for too long' : error.message;
    const name = code && !cause.includes(code) ? `${cause} (${code})` : cause;
    return new TransportError(name, sent, silent, error);
}


/***/ }),

/***/ 7500:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fu: () => (/* binding */ inputTable)
/* harmony export */ });
/* unused harmony exports inputs, outputs */
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2492);

const inputs = {
    platform: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('appian', 'outsystems'),
        required: true,
        about: 'What the application runs on: `appian`, or `outsystems` (OutSystems 11 with LifeTime).',
    },
    operation: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('deploy', 'inspect', 'export', 'resume'),
        default: 'deploy',
        about: '`deploy`: the whole job. `inspect`: everything up to the verdict; nothing is deployed and no record is opened. `export` (OutSystems): fetch `application` as a file and stop. `resume`: wait for the end of a deployment that was begun before, and end its records.',
    },
    url: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ('https://example.appiancloud.com'),
        required: true,
        about: 'The Appian site to deploy to, such as `https://example.appiancloud.com`, with or without `/suite`; or the LifeTime host, such as `https://lifetime.example.com`. The whole API base is fine too. `https` only; `http` is accepted for this machine.',
    },
    token: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ(),
        required: true,
        secret: true,
        about: 'Appian: API key of the service account that the site lets deploy. OutSystems: token of a LifeTime service account.',
    },
    environment: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(100),
        about: 'The target environment. Appian: its name in the records and the summary. OutSystems: its name or key in LifeTime. Required to deploy.',
    },
    'source-environment': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(100),
        platform: 'outsystems',
        about: 'Name or key of the environment that the applications come from. Required unless `package` is given.',
    },
    application: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn(),
        platform: 'outsystems',
        about: 'The applications, one a line: name or key, and `@version` where it is not the one in `source-environment`. Several are deployed together.',
    },
    package: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(4096),
        about: 'Path of the package. Appian: a `.zip`; OutSystems: an `.oap` or `.osp`, in place of `application`. A glob must match exactly one file.',
    },
    'customization-file': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(4096),
        platform: 'appian',
        about: 'Path of the import customization file, a `.properties`. May be deployed without a package.',
    },
    'deployment-id': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__.id(),
        about: 'To resume: the deployment that was begun before, as the output of the same name told it. Without it, the one that an earlier attempt or job of the same run, or `state-file`, is known to have begun.',
    },
    'state-file': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(4096),
        derived: 'on the command line, a file in `.lowcode-deploy`',
        about: 'Path of a file that remembers how far the deployment got; it holds no secret. Where it is kept for the next attempt, that goes on with what is under way or done, and never deploys it again.',
    },
    name: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(200),
        derived: 'component and version',
        about: "Name of the deployment in Appian's Deploy view; in LifeTime, the first line of the plan's notes.",
    },
    description: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .prose */ .CS(),
        derived: 'a link to the run',
        about: "Description of the deployment, in Appian's Deploy view or the notes of the LifeTime plan, and in the records.",
    },
    version: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(200),
        derived: "the version of the OutSystems application, else the tag, else the short commit, else the package's checksum",
        about: 'Release version in the records.',
    },
    component: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(200),
        derived: "the OutSystems application's name, else the package's file name",
        about: 'Name of the component in the records.',
    },
    hosts: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_(),
        derived: 'the host of the Appian site or of the OutSystems environment',
        about: 'Host names in the records, one a line or separated by commas.',
    },
    owner: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(200),
        derived: 'the person who started the run',
        about: 'Person in the records.',
    },
    timeout: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0(1_000),
        default: '60m',
        about: 'How long the platform may take, from the first request to the end of the deployment: a number and a unit (`90s`, `45m`, `2h`).',
    },
    'on-timeout': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('leave', 'abort'),
        default: 'leave',
        about: 'When `timeout` is over: `leave` the deployment alone, or `abort` it (OutSystems; Appian has no way to stop one).',
    },
    'on-cancel': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('abort', 'leave'),
        default: 'abort',
        about: 'When the run is cancelled: `abort` the deployment (OutSystems; Appian has no way to stop one), or `leave` it alone. A plan that was not started is deleted in any case.',
    },
    'poll-interval': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .durationOr */ .Cm('auto', 10),
        default: 'auto',
        about: '`auto` looks often at first and less often later (1 s to 15 s); or a fixed time such as `10s`.',
    },
    'api-version': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .apiVersion */ .XV(),
        default: 'v2',
        platform: 'appian',
        about: 'Version of the Appian deployment API: `v2`, or `v1` for Appian 23.2 and older.',
    },
    inspect: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt(),
        default: 'true',
        platform: 'appian',
        about: 'Inspect before deploying: `true` or `false`. Errors that the inspection expects always stop the deployment.',
    },
    'on-warnings': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('allow', 'fail'),
        default: 'allow',
        platform: 'appian',
        about: 'What warnings of the inspection do: `allow` or `fail`.',
    },
    'on-review': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('wait', 'stop'),
        default: 'wait',
        platform: 'appian',
        about: 'When a reviewer must approve the deployment: `wait` for them, up to `timeout`; or `stop` with status `pending-review`, green, the records left in progress.',
    },
    'deployment-zone': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .line */ .n8(200),
        platform: 'outsystems',
        about: 'Name or key of the deployment zone in the target; without it, applications stay in their zone.',
    },
    'on-conflict': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('fail', 'continue'),
        default: 'fail',
        platform: 'outsystems',
        about: 'When LifeTime finds conflicts: `fail`, or `continue` with the end `succeeded-with-warnings` at best.',
    },
    'redeploy-outdated': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt(),
        default: 'true',
        platform: 'outsystems',
        about: 'Deploy outdated consumers in the target again: `true` or `false`.',
    },
    'on-intervention': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('fail', 'wait', 'continue'),
        default: 'fail',
        platform: 'outsystems',
        about: 'When the deployment waits for a person: `fail` with status `needs-intervention`; `wait` for them, up to `timeout`; or `continue` the second step of a prepared deployment (every other reason fails).',
    },
    'on-busy': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('wait', 'fail', 'ignore'),
        default: 'wait',
        platform: 'outsystems',
        about: 'When another deployment runs on the target: `wait`, up to `timeout`; `fail`; or `ignore` it.',
    },
    'untagged-changes': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('warn', 'fail', 'tag'),
        default: 'warn',
        platform: 'outsystems',
        about: 'When the source environment holds changes that no tag holds: `warn` and deploy the tag, `fail`, or `tag` them with the next version first (an inspection warns instead).',
    },
    'bigpanda-token': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ(),
        secret: true,
        about: 'BigPanda API token. Switches the start and end events on.',
    },
    'bigpanda-url': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ('https://api.bigpanda.io', {
            us: 'https://api.bigpanda.io',
            eu: 'https://eu-api.bigpanda.io',
        }),
        default: 'us',
        about: "BigPanda's region, `us` or `eu`, or a base URL.",
    },
    'on-tracker-error': {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm('warn', 'fail'),
        default: 'warn',
        about: 'When a tracker such as BigPanda cannot be told: `warn`, or `fail` the step after the deployment was brought to its end. The `status` stays that of the deployment.',
    },
    summary: {
        type: _types_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt(),
        default: 'true',
        about: 'Write the job summary: `true` or `false`.',
    },
};
/** The same table with its rows alike, for code that goes through all of them. */
const inputTable = Object.entries(inputs);
const outputs = {
    status: 'How it ended: `succeeded`, `succeeded-with-warnings`, `inspection-failed`, `conflicts`, `refused`, `failed`, `rejected`, `needs-intervention`, `pending-review`, `timed-out`, `cancelled`, `aborted`, `unknown`, `invalid-input` or `error`.',
    'deployment-id': 'Id of the deployment (OutSystems: key of the plan); set as soon as it exists.',
    'deployment-url': 'Address of the deployment in the deployment API.',
    'inspection-id': 'Id of the inspection (OutSystems: key of the plan that was looked at).',
    version: 'The version in the records.',
    errors: 'Number of errors that the inspection expects, or of conflicts that LifeTime found.',
    warnings: 'Number of warnings that the inspection expects.',
    'started-at': 'When it began: ISO 8601, UTC.',
    'ended-at': 'When it ended: ISO 8601, UTC.',
    'duration-seconds': 'Whole seconds between the two.',
    'log-file': "Path of a file with the platform's whole log.",
    'result-file': 'Path of a JSON file with everything known, and no secret.',
    'package-file': 'Path of the package that was deployed or exported.',
    'package-sha256': 'Checksum of that package, hexadecimal.',
    'deployments-api-id': 'Id of the record in the Deployments API.',
    'github-deployment-id': 'Id of the GitHub Deployment.',
    trackers: 'JSON object: for `bigpanda`, `deployments-api` and `github` what became of the `started` and `ended` record: `sent`, `failed` or `skipped`.',
};


/***/ }),

/***/ 5261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ environmentName)
/* harmony export */ });
/** The environment variable that gives an input: `LOWCODE_DEPLOY_POLL_INTERVAL`. */
function environmentName(name) {
    return `LOWCODE_DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`;
}


/***/ }),

/***/ 2492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   Cm: () => (/* binding */ durationOr),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   OZ: () => (/* binding */ url),
/* harmony export */   Vm: () => (/* binding */ word),
/* harmony export */   XV: () => (/* binding */ apiVersion),
/* harmony export */   id: () => (/* binding */ id),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* unused harmony export parseDuration */
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8532);

/** @param read returns the value, or a complaint that completes the sentence `input "x" …` */
function type(read) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi((text, context) => {
        const result = read(text);
        if ('value' in result)
            return result.value;
        context.issues.push({ code: 'custom', message: result.problem, input: text });
        return zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .NEVER */ .tm;
    }));
}
/** What was given, for a complaint: one line, not too long. */
function given(text) {
    const flat = text.replace(/\s+/g, ' ');
    return `(got "${flat.length > 60 ? `${flat.slice(0, 60)}…` : flat}")`;
}
/** Free text on one line. */
const line = (longest = 500) => type((text) => {
    if (/[\r\n]/.test(text))
        return { problem: `must be one line ${given(text)}` };
    if (text.length > longest)
        return { problem: `must not be longer than ${longest} characters (got ${text.length})` };
    return { value: text };
});
/** Free text. */
const prose = (longest = 4000) => type((text) => text.length > longest
    ? { problem: `must not be longer than ${longest} characters (got ${text.length})` }
    : { value: text });
/** One of a closed set of words. */
const word = (...words) => type((text) => {
    const known = words.find((each) => each === text);
    return known === undefined ? { problem: `must be ${oneOf(words)} ${given(text)}` } : { value: known };
});
const flag = () => type((text) => {
    if (/^(true|True|TRUE)$/.test(text))
        return { value: true };
    if (/^(false|False|FALSE)$/.test(text))
        return { value: false };
    return { problem: `must be true or false ${given(text)}` };
});
/** An id that goes into an address: it must not be able to lead anywhere else. */
const id = () => type((text) => /^(?!\.+$)[\w.-]{1,128}$/.test(text)
    ? { value: text }
    : { problem: `must be an id: letters, digits, ".", "_" and "-" ${given(text)}` });
/** A secret: its value is in no message. */
const secret = () => type((text) => {
    if (text.length < 8)
        return { problem: 'is shorter than 8 characters: hiding it would make the log unreadable' };
    if (/[^\x21-\x7e]/.test(text))
        return { problem: 'holds spaces, line breaks or other characters that no token has' };
    return { value: text };
});
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** A number and a unit, as milliseconds. `words` are allowed in its place. */
function parseDuration(text) {
    const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text);
    if (match === null)
        return undefined;
    const [, number, unit] = match;
    return Math.round(Number(number) * UNITS[unit]);
}
const LONGEST_DURATION_MS = 7 * 24 * UNITS.h;
/** From `leastMs` to a week, in milliseconds. */
const duration = (leastMs) => durationOr(undefined, leastMs);
/** A duration, or a word in its place. */
const durationOr = (other, leastMs) => type((text) => {
    if (other !== undefined && text === other)
        return { value: other };
    const ms = parseDuration(text);
    if (ms !== undefined && ms >= leastMs && ms <= LONGEST_DURATION_MS)
        return { value: ms };
    if (ms !== undefined)
        return { problem: `must lie between ${leastMs}ms and 168h ${given(text)}` };
    const alternative = other === undefined ? '' : `${other} or `;
    return {
        problem: `must be ${alternative}a number with a unit, such as 500ms, 30s, 45m or 2h ${given(text)}`,
    };
});
/** A base URL: https, or http on this machine; no user, query or fragment. `presets` are words for well-known ones. */
const url = (example, presets = {}) => type((text) => {
    const known = Object.keys(presets);
    const words = known.length > 0 ? `${known.join(', ')} or ` : '';
    const shown = given(text.replace(/^(\w+:\/\/)?.*@/s, '$1'));
    let parsed;
    try {
        parsed = new URL(presets[text] ?? text);
    }
    catch {
        return { problem: `must be ${words}a URL such as ${example} ${shown}` };
    }
    if (parsed.username || parsed.password)
        return { problem: 'must not hold a user name or password' };
    if (parsed.search || parsed.hash)
        return { problem: 'must not hold a query or a fragment' };
    if (parsed.protocol === 'https:')
        return { value: parsed };
    if (parsed.protocol === 'http:' && isLoopback(parsed.hostname))
        return { value: parsed };
    return { problem: `must begin with https:// (http:// is accepted for this machine only) ${shown}` };
});
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
/** One item a line, or separated by commas; each once. */
const list = () => type((text) => {
    const items = text.split(/[\r\n,]+/).map((item) => item.trim());
    return { value: [...new Set(items.filter((item) => item !== ''))] };
});
/** One item a line; each once. */
const lines = () => type((text) => {
    const items = text.split(/[\r\n]+/).map((item) => item.trim());
    return { value: [...new Set(items.filter((item) => item !== ''))] };
});
/** `v1`, `v2`, and what comes later. */
const apiVersion = () => type((text) => /^v[1-9]\d?$/.test(text) ? { value: text } : { problem: `must be v1 or v2 ${given(text)}` });
function oneOf(words) {
    if (words.length === 1)
        return words[0] ?? '';
    return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}


/***/ }),

/***/ 4103:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  y: () => (/* binding */ perform)
});

// UNUSED EXPORTS: performPost

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./lib/ci/harmless.js
/**
 * Remote text is data. Whatever a server sends, it must not end a line early and begin a command of the CI system,
 * move the cursor, reverse the reading direction, or fill the log.
 */
const LONGEST_LINE = 2_000;
const MOST_LINES = 400;
/** Ends of lines as any viewer may see them. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** Escape sequences of terminals, whole. */
// oxlint-disable-next-line no-control-regex -- naming control characters is the point
const ESCAPE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
/** Other control characters but the tab, and the invisible ones that change the reading direction. */
const CONTROL = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** A text as lines that are safe to print in any CI system's log. */
function harmlessLines(text) {
    const lines = text.split(LINE_END);
    const kept = lines.slice(0, MOST_LINES).map(harmlessLine);
    return lines.length > MOST_LINES ? [...kept, `… and ${lines.length - MOST_LINES} more lines`] : kept;
}
function harmlessLine(line) {
    const plain = line.replace(ESCAPE, '').replace(CONTROL, (character) => (character === '\t' ? '\t' : ''));
    const cut = plain.length > LONGEST_LINE ? `${plain.slice(0, LONGEST_LINE)}…` : plain;
    // GitHub reads `::command::` at the start of a line and `##[command]` anywhere; Azure Pipelines reads `##vso[`.
    return cut.replace(/^(\s*):(?=:)/, '$1: ').replace(/##(?=\[|vso\[)/gi, '# #');
}
/** A log whose every text has been made harmless and free of secrets. */
function guardLog(log, redact) {
    const lines = (text) => harmlessLines(redact(text));
    const joined = (text) => lines(text).join('\n');
    return {
        info: (text) => {
            for (const line of lines(text))
                log.info(line);
        },
        debug: (text) => log.debug(joined(text)),
        notice: (text) => log.notice(joined(text)),
        warning: (text) => log.warning(joined(text)),
        error: (text) => log.error(joined(text)),
        group: (title, content) => log.group(lines(title).join(' '), content.flatMap(lines)),
    };
}

;// CONCATENATED MODULE: ./lib/http/error-text.js
const LONGEST_TEXT = 600;
/** @param body the start of the answer's body, whatever it is: JSON, HTML, plain text, nothing */
function readErrorText(body) {
    const trimmed = body.trim();
    if (trimmed === '')
        return { text: '' };
    try {
        return fromJson(JSON.parse(trimmed));
    }
    catch {
        return { text: shorten(isHtml(trimmed) ? fromHtml(trimmed) : trimmed) };
    }
}
function isHtml(body) {
    return /^\s*(<!doctype html|<html|<head|<body)/i.test(body);
}
function fromJson(value) {
    if (typeof value === 'string')
        return { text: shorten(value) };
    if (Array.isArray(value))
        return { text: shorten(words(value)) };
    if (typeof value !== 'object' || value === null)
        return { text: shorten(String(value)) };
    const body = value;
    // Appian: {title, message}; BigPanda: {response:{errors}} and {status, errors}; others: message, error, Errors.
    const inner = body['response'];
    if (typeof inner === 'object' && inner !== null)
        return fromJson(inner);
    const text = [body['message'], body['errors'], body['Errors'], body['error'], body['detail']]
        .map(words)
        .find(Boolean);
    const title = body['title'] ?? body['errorCode'] ?? body['code'];
    const code = typeof title === 'string' && /^[\w.-]{1,80}$/.test(title) ? title : undefined;
    const fallback = typeof title === 'string' ? title : '';
    return { ...(code && { code }), text: shorten(text ?? fallback) };
}
function words(value) {
    if (typeof value === 'string')
        return value;
    if (Array.isArray(value))
        return value.map(words).filter(Boolean).join('; ');
    if (typeof value === 'object' && value !== null) {
        const { message } = value;
        return typeof message === 'string' ? message : JSON.stringify(value);
    }
    return '';
}
function fromHtml(body) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1]?.trim();
    return title ? `a web page titled "${title}"` : 'a web page';
}
function shorten(text) {
    const flat = text.replace(/\s+/g, ' ').trim();
    return flat.length > LONGEST_TEXT ? `${flat.slice(0, LONGEST_TEXT)}…` : flat;
}

;// CONCATENATED MODULE: ./lib/http/failure.js
/** A request that failed. The message names method, place, status and the server's own words; never a secret. */
class HttpFailure extends Error {
    name = 'HttpFailure';
    facts;
    constructor(facts, cause) {
        super(sentence(facts), { cause });
        this.facts = facts;
    }
    /** True unless it is certain that the server can't have acted on the request. */
    get mayHaveActed() {
        const { kind, sent, status = 0 } = this.facts;
        if (sent !== 'all')
            return false;
        // A server that answers 4xx or sends the client elsewhere says that it did not act; 303 follows an action.
        if (kind === 'status')
            return status >= 500 || status === 303 || status === 408;
        return true;
    }
}
function sentence(facts) {
    const request = `${facts.method} ${facts.where}`;
    switch (facts.kind) {
        case 'unreachable':
            return `${facts.server} could not be reached: ${facts.text} (${request}).`;
        case 'distrusted':
            return `The certificate of ${facts.server} is not trusted: ${facts.text} (${request}).`;
        case 'lost':
            return `The connection to ${facts.server} broke: ${facts.text} (${request}).`;
        case 'silent':
            return `${facts.server} fell silent: ${facts.text} (${request}).`;
        case 'unreadable':
            return `${facts.server} sent an answer that can't be read: ${facts.text} (${request}).`;
        case 'status': {
            const code = facts.code && !facts.text.includes(facts.code) ? ` ${facts.code}` : '';
            const elsewhere = facts.location ? ` It points to ${facts.location}, which is never followed.` : '';
            const text = facts.text ? `: ${facts.text}` : '';
            return `${facts.server} answered HTTP ${facts.status}${code}${text} (${request}).${elsewhere}`;
        }
    }
}

;// CONCATENATED MODULE: ./lib/http/retry.js
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** Whether the same request may be sent once more after `failure`. */
function mayRepeat(kind, failure) {
    const { facts } = failure;
    switch (kind) {
        case 'read':
        case 'report':
            return facts.kind === 'status' ? isPassing(facts.status ?? 0) : facts.kind !== 'distrusted';
        case 'effect':
            if (facts.kind === 'unreachable')
                return facts.sent === 'nothing';
            if (facts.kind !== 'status')
                return false;
            return facts.status === 429 || (facts.status === 503 && facts.retryAfterMs !== undefined);
    }
}
function isPassing(status) {
    return status === 408 || status === 429 || (status >= 500 && status !== 501);
}
/**
 * The pause before attempt `next` (2 for the first repetition), in milliseconds: exponential with jitter in its upper
 * half, and never shorter than what the server asked for.
 * @param random a number from 0 to 1
 */
function pauseBefore(next, failure, random) {
    const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (next - 2));
    const pause = Math.round(ceiling * (0.5 + random / 2));
    return Math.max(pause, failure.facts.retryAfterMs ?? 0);
}
/** `Retry-After` as milliseconds from `now`: seconds, or a date. Undefined when absent or not understood. */
function parseRetryAfter(header, now) {
    if (header === undefined)
        return undefined;
    const text = header.trim();
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

// EXTERNAL MODULE: ./lib/http/transport.js + 4 modules
var transport = __nccwpck_require__(3829);
;// CONCATENATED MODULE: ./lib/http/client.js




/** No answer that is kept whole is larger than this. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;
const LARGEST_ERROR_BYTES = 64 * 1024;
function createServer(options) {
    const text = (query, decode) => repeat(options, query, async (response) => {
        const body = options.redact((await readText(response, LARGEST_ERROR_BYTES)).text);
        return () => {
            if (isHtml(body))
                throw new Unreadable(readErrorText(body).text);
            return decode(body);
        };
    });
    return {
        base: options.base,
        json: (query, decode) => repeat(options, query, async (response) => {
            const { text, whole } = await readText(response, LARGEST_ANSWER_BYTES);
            const empty = response.statusCode === 204;
            return () => decode(empty ? undefined : parse({ text: options.redact(text), whole }));
        }),
        text,
        post: (query) => text(query, () => undefined),
        stream: (query, take) => repeat(options, query, async (response) => {
            const taken = await take(response);
            return () => taken;
        }),
    };
}
/** The answer's form is wrong; turned into an `HttpFailure` of kind `unreadable`. */
class Unreadable extends Error {
    name = 'Unreadable';
}
async function repeat(options, query, take) {
    const { clock } = options;
    let givingUp;
    for (let attempt = 1;; attempt++) {
        try {
            return await once(options, query, take);
        }
        catch (error) {
            if (!(error instanceof HttpFailure))
                throw error;
            const passing = mayRepeat(query.retry, error) || query.alsoPassing?.(error) === true;
            const pauseMs = pauseBefore(attempt + 1, error, Math.random());
            givingUp ??= clock.now() + query.patienceMs;
            if (!passing || clock.now() + pauseMs > givingUp)
                throw error;
            options.onRepeat(error, pauseMs);
            await clock.sleep(pauseMs, query.signal).catch((interruption) => {
                throw remember(interruption, error);
            });
        }
    }
}
/** Who waits in vain wants to know for what: the interruption of a pause takes along the failure that led to it. */
function remember(interruption, failure) {
    if (interruption instanceof Error)
        interruption.cause ??= failure;
    return interruption;
}
async function once(options, query, take) {
    const { name, base, clock } = options;
    const url = new URL(query.path, base);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
        throw new Error(`The path "${query.path}" leads out of ${base.host}${base.pathname}.`);
    }
    const request = { server: name, method: query.method, where: `${url.host}${url.pathname}` };
    const began = clock.now();
    const debug = (end) => options.debug(`${query.method} ${request.where}: ${end}, ${clock.now() - began} ms`);
    const fail = (facts, cause) => {
        const { code, location } = facts;
        return new HttpFailure({
            ...request,
            ...facts,
            text: options.redact(facts.text),
            ...(code !== undefined && { code: options.redact(code) }),
            ...(location !== undefined && { location: options.redact(location) }),
        }, cause);
    };
    try {
        const judge = await options.transport.exchange({
            method: query.method,
            url,
            headers: { accept: 'application/json', ...query.headers, ...options.headers },
            ...(query.body && { body: query.body }),
            signal: query.signal,
            freshConnection: query.retry === 'effect',
        }, async (response) => {
            const status = response.statusCode ?? 0;
            debug(`HTTP ${status}`);
            if (status >= 200 && status < 300)
                return take(response);
            // The status is the news; a body that breaks off on the way must not hide it.
            const body = await readText(response, LARGEST_ERROR_BYTES).catch(() => ({ text: '' }));
            const { code, text } = readErrorText(options.redact(body.text));
            const retryAfterMs = parseRetryAfter(response.headers['retry-after'], clock.now());
            const location = status < 400 ? response.headers.location : undefined;
            const failure = fail({
                kind: 'status',
                sent: 'all',
                status,
                text,
                ...(code && { code }),
                ...(location && { location: withoutQuery(location, url) }),
                ...(retryAfterMs !== undefined && { retryAfterMs }),
            });
            return () => {
                throw failure;
            };
        });
        return judge();
    }
    catch (error) {
        if (error instanceof Unreadable)
            throw fail({ kind: 'unreadable', sent: 'all', text: error.message }, error);
        if (!(error instanceof transport/* TransportError */.w))
            throw error;
        debug(error.message);
        throw fail({ kind: kindOf(error), sent: error.sent, text: error.message }, error);
    }
}
function kindOf(error) {
    if (error.silent)
        return 'silent';
    const { code = '' } = (error.cause ?? {});
    if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(code))
        return 'distrusted';
    return error.sent === 'nothing' ? 'unreachable' : 'lost';
}
function parse({ text, whole }) {
    if (!whole)
        throw new Unreadable(`it is larger than ${LARGEST_ANSWER_BYTES / 1024 / 1024} MiB`);
    try {
        return JSON.parse(text);
    }
    catch {
        if (text.trim() === '')
            throw new Unreadable('the answer is empty');
        throw new Unreadable(isHtml(text) ? readErrorText(text).text : 'it is not JSON');
    }
}
async function readText(response, limit) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of response) {
        bytes += chunk.length;
        if (bytes > limit)
            break;
        chunks.push(chunk);
    }
    return { text: Buffer.concat(chunks).toString('utf8'), whole: bytes <= limit };
}
/** A redirect's target for people: its query may hold what should not be shown. */
function withoutQuery(location, from) {
    try {
        const url = new URL(location, from);
        return `${url.origin}${url.pathname}`;
    }
    catch {
        return 'an address that is none';
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./lib/http/multipart.js


/** Large enough to reach curl's throughput, small enough to be nothing beside the process's own memory. */
const CHUNK_BYTES = 1024 * 1024;
/** A multipart/form-data body of known length that never holds a file in memory. Can be opened again for a retry. */
function multipart(parts) {
    const boundary = `lowcode-deploy-${(0,external_node_crypto_.randomUUID)()}`;
    const heads = parts.map((part) => Buffer.from(head(part, boundary)));
    const tail = Buffer.from(`--${boundary}--\r\n`);
    const values = parts.map((part) => ('json' in part ? Buffer.from(JSON.stringify(part.json)) : undefined));
    const bytes = parts.reduce((sum, part, i) => sum + (heads[i]?.length ?? 0) + ('bytes' in part ? part.bytes : (values[i]?.length ?? 0)) + 2, tail.length);
    async function* chunks() {
        for (const [i, part] of parts.entries()) {
            yield heads[i] ?? Buffer.alloc(0);
            if ('json' in part)
                yield values[i] ?? Buffer.alloc(0);
            else
                yield* fileChunks(part.path, part.bytes);
            yield Buffer.from('\r\n');
        }
        yield tail;
    }
    return { contentType: `multipart/form-data; boundary=${boundary}`, bytes, chunks, isUpload: true };
}
/** Exactly `bytes` bytes: the length is promised before the first one is read. */
async function* fileChunks(path, bytes) {
    const file = await (0,promises_.open)(path);
    try {
        let left = bytes;
        while (left > 0) {
            const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(CHUNK_BYTES, left)));
            if (bytesRead === 0)
                throw new Error(`${path} became shorter while it was being sent.`);
            left -= bytesRead;
            yield buffer.subarray(0, bytesRead);
        }
    }
    finally {
        await file.close();
    }
}
function head(part, boundary) {
    const disposition = 'json' in part
        ? `form-data; name="${quote(part.name)}"`
        : `form-data; name="${quote(part.name)}"; filename="${quote(part.fileName)}"`;
    const type = 'json' in part ? 'application/json' : 'application/octet-stream';
    return `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
}
/** The escapes that browsers use for what can't stand between the quotes. */
function quote(name) {
    return name.replace(/[\r\n"]/g, (character) => encodeURIComponent(character));
}
/** A file as it is. */
function fileBody(path, bytes) {
    return {
        contentType: 'application/octet-stream',
        bytes,
        isUpload: true,
        chunks: () => fileChunks(path, bytes),
    };
}
/** A JSON body. */
function json(value) {
    const text = Buffer.from(JSON.stringify(value));
    return {
        contentType: 'application/json',
        bytes: text.length,
        isUpload: false,
        async *chunks() {
            yield text;
        },
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __nccwpck_require__(6466);
;// CONCATENATED MODULE: ./lib/http/save.js





/** What is kept of a saved text for people to read at once, in characters. */
const EXCERPT_LENGTH = 16_000;
/** Writes a text of any size into `file`, without secrets, and returns its beginning. */
async function saveText(body, file, redact) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
    let excerpt = '';
    const overlap = Math.max(0, (redact.words[0]?.length ?? 0) - 1);
    body.setEncoding('utf8');
    await (0,external_node_stream_promises_.pipeline)(async function* () {
        let rest = '';
        for await (const chunk of body) {
            // A secret may be cut by the end of a chunk: what could be its beginning waits for the next one.
            const text = redact(rest + chunk);
            const ready = text.slice(0, wholeCharacters(text, text.length - overlap));
            rest = text.slice(ready.length);
            if (excerpt.length < EXCERPT_LENGTH)
                excerpt += ready.slice(0, EXCERPT_LENGTH - excerpt.length);
            yield ready;
        }
        if (excerpt.length < EXCERPT_LENGTH)
            excerpt += rest.slice(0, EXCERPT_LENGTH - excerpt.length);
        yield rest;
    }, (0,external_node_fs_.createWriteStream)(file));
    return excerpt;
}
/** Writes a body of any size into `file` as it arrives, and returns its size and checksum. */
async function saveBytes(body, file) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    await (0,external_node_stream_promises_.pipeline)(body, async function* (chunks) {
        for await (const chunk of chunks) {
            bytes += chunk.length;
            hash.update(chunk);
            yield chunk;
        }
    }, (0,external_node_fs_.createWriteStream)(file));
    return { bytes, sha256: hash.digest('hex') };
}
/** `length`, or one less where the cut would go through a character of two halves. */
function wholeCharacters(text, length) {
    return /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : Math.max(0, length);
}

// EXTERNAL MODULE: ./lib/release/outcome.js
var release_outcome = __nccwpck_require__(2797);
// EXTERNAL MODULE: ./lib/release/words.js
var release_words = __nccwpck_require__(7496);
;// CONCATENATED MODULE: ./lib/release/poll.js

const SHORTEST_MS = 1_000;
const LONGEST_MS = 15_000;
const SHARE_OF_AGE = 0.1;
/** A line a minute proves that the wait is alive without drowning the log. */
const HEARTBEAT_MS = 60_000;
/**
 * The pause before the next look, in milliseconds. A tenth of the age so far keeps the relative delay of noticing
 * the end constant; the bounds spare young deployments a burst of requests and old ones a late answer.
 */
function nextDelay(pace, ageMs) {
    if (pace !== 'auto')
        return pace;
    return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(ageMs * SHARE_OF_AGE)));
}
/**
 * Looks until the end is seen, and tells each change and a heartbeat. Rejects with the signal's reason when waiting
 * is interrupted.
 * @param what what is waited for, as the log calls it
 */
async function poll_follow(what, look, watch) {
    const began = watch.clock.now();
    let last;
    let told = began;
    for (;;) {
        const sighting = await look();
        const now = watch.clock.now();
        const face = `${sighting.phase}\n${sighting.status}`;
        if (face !== last || now - told >= HEARTBEAT_MS) {
            watch.log.info(sayProgress(what, sighting, now - began, face === last));
            last = face;
            told = now;
        }
        if (sighting.phase === 'over')
            return sighting.result;
        await watch.clock.sleep(nextDelay(watch.pace, now - began), watch.signal);
    }
}
/** One line for the log: what is seen, after how long, and whether it is news. */
function sayProgress(what, sighting, ageMs, still) {
    const note = sighting.phase === 'underway' && sighting.note ? `: ${sighting.note}` : '';
    return `  ${what} ${still ? 'still ' : ''}${sighting.status} after ${(0,release_words/* sayDuration */.kP)(ageMs)}${note}`;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 5 modules
var schemas = __nccwpck_require__(8395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 2 modules
var api = __nccwpck_require__(2306);
;// CONCATENATED MODULE: ./lib/platforms/appian/api.js


/**
 * The shapes of the Appian deployment API, v1 and v2. Only what is needed is asked for: any block can be missing,
 * fields that nobody knows pass, and a status is any text until `status.ts` has interpreted it.
 */
/** An id goes into paths: it must not be able to lead anywhere else. */
const uuid = schemas/* string */.YjP().check(api/* _regex */.Fk(/^(?!\.+$)[\w.-]{1,128}$/));
const number = schemas/* nullish */.cl6(schemas/* number */.aig());
const tally = schemas/* looseObject */._H3({ total: number, imported: number, failed: number, skipped: number });
const begun = schemas/* looseObject */._H3({ uuid });
const problem = schemas/* looseObject */._H3({
    errorMessage: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    warningMessage: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    objectName: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    objectUuid: schemas/* nullish */.cl6(schemas/* string */.YjP()),
});
const inspectionResult = schemas/* looseObject */._H3({
    status: schemas/* string */.YjP(),
    summary: schemas/* nullish */.cl6(schemas/* looseObject */._H3({
        objectsExpected: schemas/* nullish */.cl6(tally),
        adminConsoleSettingsExpected: schemas/* nullish */.cl6(tally),
        problems: schemas/* nullish */.cl6(schemas/* looseObject */._H3({
            totalErrors: number,
            totalWarnings: number,
            errors: schemas/* nullish */.cl6(schemas/* array */.YOg(problem)),
            warnings: schemas/* nullish */.cl6(schemas/* array */.YOg(problem)),
        })),
    })),
});
const deploymentResult = schemas/* looseObject */._H3({
    status: schemas/* string */.YjP(),
    summary: schemas/* nullish */.cl6(schemas/* looseObject */._H3({
        objects: schemas/* nullish */.cl6(tally),
        adminConsoleSettings: schemas/* nullish */.cl6(tally),
        plugins: schemas/* nullish */.cl6(tally),
        databaseScripts: number,
    })),
});
/** The answer to `POST /inspections` and `POST /deployments`. Its `url` is not read: the server's word leads nowhere. */
function readBegun(value) {
    return decode(begun, value).uuid;
}
function readInspection(value) {
    const { status, summary } = decode(inspectionResult, value);
    const found = summary?.problems;
    const errorCount = found?.totalErrors ?? found?.errors?.length;
    if (!summary || !found || errorCount === undefined)
        return { status };
    const errors = (found.errors ?? []).map((each) => toProblem('error', each));
    const warnings = (found.warnings ?? []).map((each) => toProblem('warning', each));
    return {
        status,
        findings: {
            errors: Math.max(errorCount, errors.length),
            warnings: Math.max(found.totalWarnings ?? 0, warnings.length),
            problems: [...errors, ...warnings],
            counts: [
                ...toCount('objects', summary.objectsExpected),
                ...toCount('admin console settings', summary.adminConsoleSettingsExpected),
            ],
        },
    };
}
function readDeployment(value) {
    const { status, summary } = decode(deploymentResult, value);
    const scripts = summary?.databaseScripts ?? 0;
    return {
        status,
        counts: [
            ...toCount('objects', summary?.objects),
            ...toCount('plug-ins', summary?.plugins),
            ...toCount('admin console settings', summary?.adminConsoleSettings),
            ...(scripts > 0
                ? [{ what: 'database scripts', total: scripts, imported: scripts, failed: 0, skipped: 0 }]
                : []),
        ],
    };
}
function toCount(what, counted) {
    if (!counted)
        return [];
    const { imported, failed, skipped } = counted;
    return [
        {
            what,
            total: counted.total ?? (imported ?? 0) + (failed ?? 0) + (skipped ?? 0),
            imported: imported ?? 0,
            failed: failed ?? 0,
            skipped: skipped ?? 0,
        },
    ];
}
function toProblem(severity, found) {
    return {
        severity,
        object: found.objectName ?? '',
        uuid: found.objectUuid ?? '',
        message: found.errorMessage ?? found.warningMessage ?? '',
    };
}
function decode(schema, value) {
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    const [issue] = result.error.issues;
    throw new Unreadable(`"${issue?.path.join('.') ?? ''}" is missing or not what this API sends`);
}

;// CONCATENATED MODULE: ./lib/platforms/appian/explain.js


/** Turns a failed request into the end of the story; anything else stays what it is. */
function explain(error, doing, name) {
    if (!(error instanceof HttpFailure))
        return error;
    return new release_outcome/* Halt */._V(outcomeOf(error, doing, name), error);
}
function outcomeOf(failure, doing, name) {
    switch (doing) {
        case 'inspect':
            return { status: 'error', reason: `${failure.message} Nothing was deployed.`, ...advise(failure) };
        case 'launch':
            if (failure.mayHaveActed) {
                return {
                    status: 'unknown',
                    reason: `${failure.message} The deployment may or may not have begun, and Appian cannot be asked.`,
                    advice: `Look for "${name}" in the Deploy view of Appian Designer before you run this again: a second run would be a second deployment.`,
                };
            }
            return {
                status: failure.facts.status === 409 ? 'refused' : 'error',
                reason: `${failure.message} Nothing was deployed.`,
                ...advise(failure),
            };
        case 'attach':
            if (failure.facts.status === 404) {
                return {
                    status: 'invalid-input',
                    reason: `Appian knows no such deployment. ${failure.message}`,
                    advice: 'Check `deployment-id` and `url`, and that the account of the API key may see it.',
                };
            }
            return {
                status: 'unknown',
                reason: `The deployment could not be asked for. ${failure.message}`,
                ...advise(failure),
            };
        case 'look':
            return {
                status: 'unknown',
                reason: `Contact with Appian was lost while the deployment was under way. ${failure.message}`,
                advice: 'Look at the deployment in the Deploy view of Appian Designer before you run this again.',
            };
    }
}
function advise({ facts }) {
    const advice = adviceFor(facts.kind, facts.status, facts.code);
    return advice === undefined ? {} : { advice };
}
function adviceFor(kind, status = 0, code = '') {
    switch (kind) {
        case 'unreachable':
            return 'Check `url`, the proxy variables of the runner, and whether the site admits its address (trusted IPs).';
        case 'distrusted':
            return "Give the runner your authority's certificate with NODE_EXTRA_CA_CERTS.";
        case 'lost':
        case 'silent':
            return 'Check the network between the runner and the site, then run this again.';
        case 'unreadable':
            return 'Check that `url` is the Appian site itself and that no login page or gateway answers in its place.';
        case 'status':
            return adviceForStatus(status, code);
    }
}
function adviceForStatus(status, code) {
    if (status >= 300 && status < 400)
        return 'Check `url`: the site wants to be asked somewhere else, or wants a login.';
    switch (status) {
        case 400:
            return 'Appian does not accept these files or texts: its own words above say which.';
        case 401:
            return code === 'APNX-1-4188-003'
                ? "Put the API key's account into the Service Accounts group."
                : 'Check `token`: an API key is valid only in the environment in which it was made.';
        case 403:
            return 'In the Admin Console under Infrastructure, enable incoming external deployments and choose the account of this API key under Authenticate As.';
        case 404:
        case 405:
            return 'Check `url` and `api-version` (v2 needs Appian 23.3), and that the account of the API key has access.';
        case 409:
            return 'Too much is being deployed to this site at the moment: run this again when it is quieter.';
        case 413:
            return 'The site or a gateway before it does not take files of this size.';
        case 429:
            return 'The site asks for a pause: run this again later.';
        case 502:
        case 503:
        case 504:
            return 'The site or a gateway before it is busy or down. A large package may take longer than a gateway waits.';
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/platforms/appian/status.js

const REVIEW = 'a reviewer must approve it in the Deploy view of Appian Designer';
/**
 * The meaning of an import's status (`GET /deployments/<uuid>`). The POST's answer knows COMPLETED_WITH_ERRORS, the
 * result distinguishes import and publish errors. A word that nobody has documented is never a success.
 */
function interpret(status, counts, policy) {
    switch (status) {
        case 'IN_PROGRESS':
            return { phase: 'underway' };
        case 'PENDING_REVIEW':
            if (policy.onReview === 'wait')
                return { phase: 'underway', note: REVIEW };
            return over('pending-review', `The deployment waits: ${REVIEW}.`);
        case 'COMPLETED': {
            const failed = counts.filter((each) => each.failed > 0);
            if (failed.length === 0)
                return over('succeeded', `Appian deployed it: ${sayCounts(counts)}.`);
            return over('failed', `Appian says COMPLETED and yet counts failures: ${sayCounts(counts)}.`, READ_LOG);
        }
        case 'COMPLETED_WITH_ERRORS':
            return over('failed', `Appian deployed only a part, with errors: ${sayCounts(counts)}.`, READ_LOG);
        case 'COMPLETED_WITH_IMPORT_ERRORS':
            return over('failed', `Appian could not import everything: ${sayCounts(counts)}.`, READ_LOG);
        case 'COMPLETED_WITH_PUBLISH_ERRORS':
            return over('failed', `Appian imported it and could not publish everything: ${sayCounts(counts)}.`, READ_LOG);
        case 'FAILED':
            return over('failed', `The deployment failed on Appian: ${sayCounts(counts)}.`, READ_LOG);
        case 'REJECTED':
            return over('rejected', 'A reviewer rejected the deployment in Appian.', 'Ask the reviewer, then deploy again.');
        default:
            return over('unknown', `Appian reports a status that is not documented: ${status}.`, 'Look at the deployment in the Deploy view of Appian Designer before you run this again.');
    }
}
const READ_LOG = 'Read the deployment log. What was imported stays imported: Appian has no undo. Mend the package and deploy again.';
function over(status, reason, advice) {
    return { phase: 'over', outcome: { status, reason, ...(advice && { advice }) } };
}
/** `22 objects: 20 imported, 2 failed; …` */
function sayCounts(counts) {
    const parts = counts.map(({ what, total, imported, failed, skipped }) => {
        const details = [
            imported ? `${imported} imported` : '',
            failed ? `${failed} failed` : '',
            skipped ? `${skipped} unchanged or skipped` : '',
        ].filter(Boolean);
        return `${total} ${what}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
    });
    return parts.join(', ') || 'it gives no counts';
}
/** Whether a completed inspection allows the deployment. */
function judge(inspection, onWarnings) {
    const { errors, warnings, counts } = inspection;
    const failing = counts.filter(({ failed }) => failed > 0);
    if (errors > 0 || failing.length > 0) {
        const failed = failing.length > 0 ? `; ${sayCounts(failing)}` : '';
        return stop(`The inspection expects ${(0,release_words/* count */.U9)(errors, 'error')} and ${(0,release_words/* count */.U9)(warnings, 'warning')}${failed}. Nothing was deployed.`, 'Mend the package: the problems are listed by object.');
    }
    if (warnings > 0 && onWarnings === 'fail') {
        return stop(`The inspection expects ${(0,release_words/* count */.U9)(warnings, 'warning')} and \`on-warnings\` is fail. Nothing was deployed.`, 'Mend the package, or set `on-warnings: allow`.');
    }
    const expected = counts.length > 0 ? ` ${sayCounts(counts)}.` : '';
    return warnings > 0
        ? {
            kind: 'go',
            warned: true,
            reason: `The inspection expects no errors and ${(0,release_words/* count */.U9)(warnings, 'warning')}.${expected}`,
        }
        : { kind: 'go', warned: false, reason: `The inspection expects no problems.${expected}` };
}
function stop(reason, advice) {
    return { kind: 'stop', outcome: { status: 'inspection-failed', reason, advice } };
}

;// CONCATENATED MODULE: ./lib/platforms/appian/appian.js







/** How long one request may be repeated after its first failure, in milliseconds. */
const PATIENCE_MS = { begin: 60_000, look: 300_000, log: 30_000 };
/** A new inspection or deployment can be asked for before every node of the site has heard of it. */
const NOT_FOUND_GRACE_MS = 60_000;
/** Appian, over its deployment REST API v1 or v2. */
function createAppian(options) {
    const { server, payload, name } = options;
    async function asking(doing, act) {
        try {
            return await act();
        }
        catch (error) {
            throw explain(error, doing, name);
        }
    }
    const urlOf = (id) => new URL(`deployments/${encodeURIComponent(id)}/`, server.base).href;
    async function inspect(run) {
        const id = await asking('inspect', () => server.json({
            method: 'POST',
            path: 'inspections',
            retry: 'read',
            patienceMs: PATIENCE_MS.begin,
            body: multipart(appian_form({}, payload)),
            signal: run.signal,
        }, readBegun));
        const began = run.clock.now();
        const unfinished = { id, status: 'IN_PROGRESS', errors: 0, warnings: 0, problems: [], counts: [] };
        run.learn(unfinished);
        run.log.info(`  inspection ${id}`);
        const answer = await poll_follow('inspection', () => lookAtInspection(id, began, run), run);
        const inspection = { id, status: answer.status, ...conclusive(answer) };
        run.learn(inspection);
        return inspection;
    }
    async function lookAtInspection(id, began, run) {
        const answer = await asking('inspect', () => server.json(lookQuery(`inspections/${encodeURIComponent(id)}`, began, run), readInspection));
        return answer.status === 'IN_PROGRESS'
            ? { phase: 'underway', status: answer.status }
            : { phase: 'over', status: answer.status, result: answer };
    }
    return {
        name: 'Appian',
        async prepare(run) {
            if (!options.inspect)
                return { kind: 'go', warned: false, reason: 'Not inspected, as `inspect: false` asks.' };
            run.log.info(`Inspecting on ${server.base.host}`);
            return judge(await inspect(run), options.onWarnings);
        },
        async launch(run) {
            run.log.info(`Deploying "${name}" to ${server.base.host}`);
            const id = await asking('launch', () => server.json({
                method: 'POST',
                path: 'deployments',
                retry: 'effect',
                patienceMs: PATIENCE_MS.begin,
                headers: { 'action-type': 'import' },
                body: multipart(appian_form({ name, description: options.description }, payload)),
                signal: run.signal,
            }, readBegun));
            run.log.info(`  deployment ${id}`);
            return { id, url: urlOf(id), acceptedAt: run.clock.now() };
        },
        async attach(id, run) {
            const path = `deployments/${encodeURIComponent(id)}`;
            await asking('attach', () => server.json(lookQuery(path, 0, run), readDeployment));
            return { id, url: urlOf(id), acceptedAt: run.clock.now() };
        },
        async look({ id, acceptedAt }, run) {
            const path = `deployments/${encodeURIComponent(id)}`;
            const { status, counts } = await asking('look', () => server.json(lookQuery(path, acceptedAt, run), readDeployment));
            const meaning = interpret(status, counts, options);
            if (meaning.phase === 'underway')
                return { ...meaning, status };
            return { phase: 'over', status, result: { outcome: meaning.outcome, counts } };
        },
        log: ({ id }, file, signal) => server.stream({
            method: 'GET',
            path: `deployments/${encodeURIComponent(id)}/log`,
            retry: 'read',
            patienceMs: PATIENCE_MS.log,
            headers: { accept: 'text/plain, */*' },
            signal,
        }, (body) => saveText(body, file, options.redact)),
        leave: ({ id }) => `Deployment ${id} goes on: Appian offers no way to stop it.`,
    };
}
function lookQuery(path, since, { clock, signal }) {
    return {
        method: 'GET',
        path,
        retry: 'read',
        patienceMs: PATIENCE_MS.look,
        signal,
        alsoPassing: ({ facts }) => facts.status === 404 && clock.now() - since < NOT_FOUND_GRACE_MS,
    };
}
/** A completed inspection's findings. Anything else is no verdict, and without one nothing is deployed. */
function conclusive({ status, findings }) {
    if (status === 'COMPLETED' && findings)
        return findings;
    const what = status === 'COMPLETED'
        ? 'completed without saying what it found'
        : status === 'FAILED'
            ? 'failed on the site itself, which says nothing about the package'
            : `ended with a status that is not documented: ${status}`;
    throw new release_outcome/* Halt */._V({
        status: 'error',
        reason: `The inspection ${what}. Nothing was deployed.`,
        advice: 'Run this again; if it stays so, look at the site and inspect the package by hand.',
    });
}
/** The parts of a request: Appian finds a file by the name that the JSON part gives. */
function appian_form(fields, { package: packageFile, customization }) {
    const files = [
        ['packageFileName', packageFile],
        ['customizationFileName', customization],
    ];
    const given = files.flatMap(([field, file]) => (file ? [[field, file]] : []));
    const names = Object.fromEntries(given.map(([field, file]) => [field, file.name]));
    return [
        { name: 'json', json: { ...fields, ...names } },
        ...given.map(([field, { path, name, bytes }]) => ({ name: field, path, fileName: name, bytes })),
    ];
}

// EXTERNAL MODULE: ./lib/inputs/types.js
var types = __nccwpck_require__(2492);
;// CONCATENATED MODULE: ./lib/inputs/file.js





/**
 * Finds the one file that a path or a glob names, and all there is to know of it without understanding it.
 * @param extensions the ones that are right, in lower case and with their dot
 * @param check looks into the file and returns a complaint, if there is one
 */
async function examineFile(pattern, extensions, check) {
    try {
        const found = await locate(pattern);
        if ('problem' in found)
            return found;
        const path = found.value;
        const name = (0,external_node_path_.basename)(path);
        if (!extensions.includes((0,external_node_path_.extname)(name).toLowerCase()))
            return { problem: `must be a ${(0,types/* oneOf */.yL)(extensions)} file (got "${name}")` };
        // A name can end up in a header, where these characters cannot stand as they are.
        if (/["\\\p{Cc}]/u.test(name))
            return { problem: 'has a file name with a quote, backslash or control character' };
        const { size } = await (0,promises_.stat)(path);
        if (size === 0)
            return { problem: `is an empty file (${path})` };
        const problem = await check?.(path);
        return problem ? { problem } : { value: { path, name, bytes: size, sha256: await checksum(path) } };
    }
    catch (error) {
        return { problem: `cannot be read: ${(0,release_words/* messageOf */.bD)(error)}` };
    }
}
async function locate(pattern) {
    const isFile = await (0,promises_.stat)(pattern).then((found) => found.isFile(), () => undefined);
    if (isFile === true)
        return { value: pattern };
    if (isFile === false)
        return { problem: `is not a file (${pattern})` };
    const { glob, isDynamicPattern } = await __nccwpck_require__.e(/* import() */ 382).then(__nccwpck_require__.bind(__nccwpck_require__, 3382));
    if (!isDynamicPattern(pattern))
        return { problem: `does not exist (${pattern}, looked for in ${process.cwd()})` };
    const paths = await glob(pattern.replaceAll('\\', '/'), { dot: false, onlyFiles: true });
    const [path] = paths;
    if (path !== undefined && paths.length === 1)
        return { value: path };
    const found = paths.toSorted().slice(0, 10).join(', ');
    return {
        problem: path === undefined
            ? `matches no file (${pattern}, looked for in ${process.cwd()})`
            : `must match exactly one file; ${pattern} matches ${paths.length}: ${found}${paths.length > 10 ? ', …' : ''}`,
    };
}
async function checksum(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const file = await (0,promises_.open)(path);
    for await (const chunk of file.createReadStream({ highWaterMark: 1024 * 1024 }))
        hash.update(chunk);
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./lib/platforms/appian/customization.js
/**
 * What an import customization file would do that may not be meant. `#` begins a comment; an uncommented key with
 * nothing behind `=` becomes null on the target; a value is everything to the end of the line, spaces included.
 * Values are secrets: only keys and line numbers are named.
 */
function lintCustomization(text) {
    const warnings = [];
    for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
        if (/^\s*([#!]|$)/.test(line))
            continue;
        const at = line.indexOf('=');
        if (at === -1) {
            warnings.push(`Line ${index + 1} of the customization file has no "=": Appian ignores it.`);
            continue;
        }
        const key = line.slice(0, at).trim();
        const value = line.slice(at + 1);
        const place = `Line ${index + 1} of the customization file: ${key}`;
        if (value === '')
            warnings.push(`${place} has no value and becomes null on the target.`);
        else if (/^[ \t]*$|[ \t]$/.test(value))
            warnings.push(`${place} has spaces at the end, which become part of the value.`);
        if (/\$\{\{.*\}\}|\$\{[^}]*\}|\{\{.*\}\}/.test(value))
            warnings.push(`${place} holds a placeholder that nobody filled.`);
        if (/\.(FORCE_UPDATE|forceSync)$/.test(key) && value.trim().toLowerCase() === 'true') {
            warnings.push(`${place} is true: what is on the target is overwritten or synchronized even where nothing changed.`);
        }
    }
    return warnings;
}

;// CONCATENATED MODULE: ./lib/platforms/appian/payload.js



/**
 * Everything about the files that can be known before anything is sent. Appian tells the files of a request apart by
 * their base names; the extensions that are asked for here keep them apart.
 */
async function preflight(paths) {
    const problems = [];
    const accept = (input, found) => {
        if (found === undefined || 'value' in found)
            return found?.value;
        problems.push({ input, message: found.problem });
        return undefined;
    };
    const { package: packagePath, 'customization-file': customizationPath } = paths;
    const packageFile = accept('package', packagePath ? await examineFile(packagePath, ['.zip'], checkZip) : undefined);
    const customization = accept('customization-file', customizationPath ? await examineFile(customizationPath, ['.properties']) : undefined);
    if (packagePath === undefined && customizationPath === undefined) {
        const message = 'is required: the path of the package, unless a `customization-file` is deployed alone';
        problems.push({ input: 'package', message });
    }
    return {
        payload: { ...(packageFile && { package: packageFile }), ...(customization && { customization }) },
        problems,
        warnings: customization ? lintCustomization(await (0,promises_.readFile)(customization.path, 'utf8')) : [],
    };
}
const LOCAL_HEADER = Buffer.from('PK\x03\x04');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06');
/** The end record and the longest comment that can follow it. */
const TAIL_BYTES = 22 + 65_535;
/** A zip begins with a file's header and ends with its directory: a cut download has the first and not the second. */
async function checkZip(path) {
    const file = await (0,promises_.open)(path);
    try {
        const { size } = await file.stat();
        const head = Buffer.alloc(4);
        await file.read(head, 0, 4, 0);
        if (head.equals(END_OF_DIRECTORY))
            return `is a zip without any files (${path})`;
        if (!head.equals(LOCAL_HEADER))
            return `is not a zip, whatever its name says (${path})`;
        const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
        await file.read(tail, 0, tail.length, size - tail.length);
        if (tail.includes(END_OF_DIRECTORY))
            return undefined;
        return `is only the beginning of a zip: was it downloaded whole? (${path})`;
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ./lib/platforms/appian/site.js
/**
 * The base of the deployment API from what people paste: the site, `…/suite`, or the whole API base.
 * @returns the base with a slash at its end, or a complaint that completes the sentence `input "url" …`
 */
function apiBase(url, version) {
    const match = /^(?:\/suite(?:\/deployment-management(?:\/(v\d+))?)?)?\/*$/.exec(url.pathname.replace(/\/+$/, ''));
    if (match === null) {
        return {
            problem: `must be the Appian site itself, such as ${url.origin} (got the path "${url.pathname}")`,
        };
    }
    const named = match[1];
    if (named !== undefined && named !== version) {
        return {
            problem: `names version ${named} of the API and \`api-version\` is ${version}: leave it out of \`url\``,
        };
    }
    return { base: new URL(`/suite/deployment-management/${version}/`, url) };
}

;// CONCATENATED MODULE: ./lib/platforms/appian/adapter.js



const appian = {
    title: 'Appian',
    examine: preflight,
    base: (url, { 'api-version': version = 'v2' }) => apiBase(url, version),
    special: (inputs) => ({
        edition: inputs['api-version'],
        asked: [],
        settings: [
            ['inspect', `${inputs.inspect}, warnings: ${inputs['on-warnings']}, review: ${inputs['on-review']}`],
        ],
    }),
    connect: ({ inputs, plan, payload, redact, server }) => createAppian({
        server: server('Appian', { 'appian-api-key': inputs.token }),
        payload,
        name: plan.name,
        description: plan.description,
        inspect: inputs.inspect,
        onWarnings: inputs['on-warnings'],
        onReview: inputs['on-review'],
        redact,
    }),
};

// EXTERNAL MODULE: ./lib/release/trace.js
var release_trace = __nccwpck_require__(856);
;// CONCATENATED MODULE: ./lib/platforms/outsystems/wire.js


/**
 * The shapes of LifeTime API v2. Only what is needed is asked for: fields that nobody knows pass, fields that came
 * with a later LifeTime can be missing, and a status is any text until `status.ts` has interpreted it.
 */
/** A key goes into paths: it must not be able to lead anywhere else. */
const KEY = /^(?!\.+$)[\w.-]{1,128}$/;
const key = schemas/* string */.YjP().check(api/* _regex */.Fk(KEY));
const wire_text = schemas/* nullish */.cl6(schemas/* string */.YjP());
function isKey(text) {
    return KEY.test(text);
}
const environment = schemas/* looseObject */._H3({ Key: key, Name: schemas/* string */.YjP(), HostName: wire_text });
const statusInEnvironment = schemas/* looseObject */._H3({
    EnvironmentKey: schemas/* string */.YjP(),
    BaseApplicationVersionKey: wire_text,
    BaseApplicationVersionLabel: wire_text,
    IsModified: schemas/* nullish */.cl6(schemas/* boolean */.zMY()),
    IsModifiedMessage: wire_text,
    MobileAppsStatus: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* looseObject */._H3({ NativePlatform: wire_text, VersionNumber: wire_text }))),
});
const application = schemas/* looseObject */._H3({
    Key: key,
    Name: schemas/* string */.YjP(),
    AppStatusInEnvs: schemas/* nullish */.cl6(schemas/* array */.YOg(statusInEnvironment)),
});
const version = schemas/* looseObject */._H3({ Key: key, Version: schemas/* string */.YjP() });
const named = schemas/* looseObject */._H3({ Key: key, Name: schemas/* string */.YjP() });
const operation = schemas/* looseObject */._H3({ ApplicationKey: wire_text, ApplicationVersionKey: wire_text });
const plan = schemas/* looseObject */._H3({
    // Another's plan with a strange key must not hide ours: whoever uses the key looks at it first.
    Key: schemas/* string */.YjP(),
    DetailsURL: wire_text,
    Notes: wire_text,
    SourceEnvironmentKey: wire_text,
    TargetEnvironmentKey: wire_text,
    ApplicationOperations: schemas/* nullish */.cl6(schemas/* array */.YOg(operation)),
    CreatedOn: wire_text,
    CreatedBy: wire_text,
    StartedOn: wire_text,
    StartedBy: wire_text,
});
const conflict = schemas/* looseObject */._H3({
    Message: wire_text,
    ProducerApplicationOperation: schemas/* nullish */.cl6(operation),
    ConsumerApplicationOperation: schemas/* nullish */.cl6(operation),
    ModuleConflict: schemas/* nullish */.cl6(schemas/* looseObject */._H3({
        ProducerModuleKey: wire_text,
        ConsumerModuleKey: wire_text,
        TotalRequiredElements: schemas/* nullish */.cl6(schemas/* number */.aig()),
        ConflictType: wire_text,
    })),
});
const details = schemas/* looseObject */._H3({
    Deployment: plan,
    ApplicationsToDeploy: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* looseObject */._H3({ ApplicationKey: wire_text, ApplicationName: wire_text }))),
    // Keys by the book; whatever else comes is shown as it is.
    ApplicationsToRedeploy: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* unknown */.L5J())),
    ApplicationConflicts: schemas/* nullish */.cl6(schemas/* array */.YOg(conflict)),
});
const progress = schemas/* looseObject */._H3({
    DeploymentStatus: schemas/* string */.YjP(),
    Info: wire_text,
    // A cumulative log of any length: its lines are read once each, by `readLine`.
    DeploymentLog: schemas/* nullish */.cl6(schemas/* unknown */.L5J()),
});
const line = schemas/* looseObject */._H3({ Instant: wire_text, Message: wire_text, Type: wire_text });
const mapping = schemas/* looseObject */._H3({ ExtensionName: wire_text, ExtensionKey: wire_text, LogicalDatabase: wire_text });
const wire_link = schemas/* looseObject */._H3({ url: wire_text, Url: wire_text });
const solution = schemas/* looseObject */._H3({ Status: schemas/* string */.YjP(), StatusReason: wire_text });
/** 204 stands for an empty list. */
const listOf = (item) => (value) => value === undefined ? [] : wire_decode(schemas/* array */.YOg(item), value);
const readEnvironments = listOf(environment);
const readApplications = listOf(application);
const readVersions = listOf(version);
const readVersion = (value) => wire_decode(version, value);
const readZones = listOf(named);
const readModules = listOf(named);
const readPlans = listOf(plan);
const readMissingMappings = listOf(mapping);
const readDetails = (value) => wire_decode(details, value);
function readProgress(value) {
    const { DeploymentStatus: status, Info: info, DeploymentLog: log } = wire_decode(progress, value);
    return { status, info: info ?? '', log: Array.isArray(log) ? log : [] };
}
/** A line of a deployment log; what is none is shown as it came. */
function readLine(value) {
    const result = line.safeParse(value);
    return result.success ? result.data : { Message: JSON.stringify(value) };
}
/** The key that a command answers with: bare, as a JSON text, or in an object, as documents and servers disagree. */
function readKey(body) {
    const bare = body.replace(/^\uFEFF/, '').trim();
    const found = KEY.test(bare) ? bare : keyIn(bare);
    // A key holds a number, and a word such as `OK` does not.
    if (found === undefined || !KEY.test(found) || !/\d/.test(found))
        throw new Unreadable('it holds no key');
    return found;
}
function keyIn(body) {
    let value;
    try {
        value = JSON.parse(body);
    }
    catch {
        return undefined;
    }
    if (typeof value === 'string')
        return value.trim();
    if (typeof value !== 'object' || value === null)
        return undefined;
    const [, found] = Object.entries(value).find(([name, each]) => /key$/i.test(name) && each) ?? [];
    return typeof found === 'string' ? found.trim() : undefined;
}
/**
 * The key of a download, whatever host its address names: it is asked for at the configured one. Undefined where
 * there is no file.
 */
function readDownload(value) {
    if (value === undefined)
        return undefined;
    const { url, Url } = wire_decode(wire_link, value);
    const found = /\/downloads\/([^/?#]+)\/?(?:[?#]|$)/.exec(url ?? Url ?? '')?.[1] ?? '';
    if (!KEY.test(found))
        throw new Unreadable('its download address is not one of LifeTime');
    return found;
}
/** The documents say both an object and a list of one. */
function readSolution(value) {
    const found = wire_decode(solution, Array.isArray(value) ? value[0] : value);
    return { status: found.Status, reason: found.StatusReason ?? '' };
}
function wire_decode(schema, value) {
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    const [issue] = result.error.issues;
    throw new Unreadable(`"${issue?.path.join('.') ?? ''}" is missing or not what this API sends`);
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/api.js



/** How long one request may be repeated after its first failure, in milliseconds. */
const api_PATIENCE_MS = { ask: 60_000, look: 300_000, effect: 60_000 };
/** More tags than any application has; without a number LifeTime gives the last five. */
const MOST_VERSIONS = 1_000;
/**
 * @param bare the same server, asked with the token alone as the official client does for downloads
 * @param now milliseconds since the Unix epoch
 */
function createLifeTime(server, bare, now) {
    const command = (key, word, signal) => server.post(act(`${api_plan(key)}${word}`, signal));
    return {
        base: server.base,
        environments: (signal) => server.json(get('environments/', signal), readEnvironments),
        applications: (signal) => server.json(get('applications/?IncludeModules=false&IncludeEnvStatus=true', signal), readApplications),
        versions: (key, signal) => server.json(get(`${app(key)}versions/?MaximumVersionsToReturn=${MOST_VERSIONS}`, signal), readVersions),
        version: (key, version, signal) => server.json(get(`${app(key)}versions/${segment(version)}/?IncludeModules=false`, signal), readVersion),
        zones: (key, signal) => server.json(get(`${env(key)}deploymentzones/`, signal), readZones),
        modules: (signal) => server.json(get('modules/?IncludeEnvStatus=false', signal), readModules),
        tag: (environment, application, body, signal) => server.text(act(`${env(environment)}${app(application)}versions/`, signal, json(body)), readKey),
        plans: (target, sinceMs, signal) => {
            const since = new Date(sinceMs).toISOString().slice(0, 10);
            const path = `deployments/?MinDate=${since}&TargetEnvironmentKey=${encodeURIComponent(target)}`;
            return server.json(get(path, signal), readPlans);
        },
        create: (body, signal) => server.text(act('deployments/', signal, json(body)), readKey),
        upload: (target, { path, bytes }, signal) => server.text(act(`${env(target)}deployment/`, signal, fileBody(path, bytes)), readKey),
        details: (key, signal) => server.json(get(api_plan(key), signal), readDetails),
        status: (key, signal, graceUntilMs = 0) => server.json({
            ...get(`${api_plan(key)}status/`, signal),
            patienceMs: api_PATIENCE_MS.look,
            alsoPassing: ({ facts }) => facts.status === 404 && now() < graceUntilMs,
        }, readProgress),
        start: (key, { redeployOutdated, despiteConflicts }, signal) => {
            const despite = despiteConflicts ? '&ContinueWithErrors=true' : '';
            const query = `RedeployOutdated=${redeployOutdated}&IncludeErrorDetails=true${despite}`;
            return command(key, `start/?${query}`, signal);
        },
        resume: (key, signal) => command(key, 'continue/', signal),
        abort: (key, signal) => command(key, 'abort/', signal),
        // Deleting what is gone is no deletion, so asking twice is safe.
        delete: (key, signal) => server.post({ ...get(api_plan(key), signal), method: 'DELETE' }),
        missingMappings: (key, signal) => server.json(get(`${api_plan(key)}getmissingdbmappings/`, signal), readMissingMappings),
        versionBinary: (key, version, signal) => server.json(get(`${app(key)}versions/${segment(version)}/content/`, signal), readDownload),
        environmentBinary: (environment, key, signal) => server.json(get(`${env(environment)}${app(key)}content/?Type=oap`, signal), readDownload),
        createSolution: (environment, SolutionName, ApplicationKeys, signal) => server.text(
        // Gathering a solution changes nothing that lasts, so it may be asked for again.
        {
            ...act(`${env(environment)}solution`, signal, json({ SolutionName, ApplicationKeys, IncludeReferences: true })),
            retry: 'read',
        }, readKey),
        solutionStatus: (environment, key, signal) => server.json({ ...get(`${env(environment)}solutionstatus/${segment(key)}`, signal), patienceMs: api_PATIENCE_MS.look }, readSolution),
        solutionBinary: (environment, key, signal) => server.json(get(`${env(environment)}solution/${segment(key)}`, signal), readDownload),
        async download(key, signal, take) {
            const query = { ...get(`downloads/${segment(key)}`, signal), headers: { accept: '*/*' } };
            try {
                return await server.stream(query, take);
            }
            catch (error) {
                if (!isStatus(error, 401, 403))
                    throw error;
                return bare.stream(query, take);
            }
        },
    };
}
function isStatus(error, ...statuses) {
    return error instanceof HttpFailure && statuses.includes(error.facts.status ?? 0);
}
function segment(key) {
    return encodeURIComponent(key);
}
function get(path, signal) {
    return { method: 'GET', path, retry: 'read', patienceMs: api_PATIENCE_MS.ask, signal };
}
function act(path, signal, body) {
    const query = { method: 'POST', path, retry: 'effect', patienceMs: api_PATIENCE_MS.effect, signal };
    return body ? { ...query, body } : query;
}
const api_plan = (key) => `deployments/${segment(key)}/`;
const app = (key) => `applications/${segment(key)}/`;
const env = (key) => `environments/${segment(key)}/`;

;// CONCATENATED MODULE: ./lib/platforms/outsystems/names.js
const MOST_CANDIDATES = 5;
/**
 * The one that is meant: by its exact name, or by its key. A near miss is never taken, only suggested.
 * @param kind what is looked for, as people call it: `environment`
 */
function find(kind, wanted, known) {
    const same = known.filter(({ Key, Name }) => Name === wanted || Key.toLowerCase() === wanted.toLowerCase());
    const [only] = same;
    if (only !== undefined && same.length === 1)
        return { value: only };
    if (only !== undefined) {
        const keys = same.map(({ Key }) => Key).join(', ');
        return { problem: `is ambiguous: ${same.length} ${kind}s are called "${wanted}"; use a key: ${keys}` };
    }
    return { problem: `names no ${kind} of this LifeTime: "${wanted}"${suggest(wanted, known)}` };
}
function suggest(wanted, known) {
    if (known.length === 0)
        return ' (the service account sees none at all)';
    const near = known
        .map(({ Name }) => ({ Name, distance: distanceOf(wanted, Name) }))
        .filter(({ distance }) => distance < 0.5)
        .toSorted((a, b) => a.distance - b.distance)
        .slice(0, MOST_CANDIDATES);
    if (near.length > 0)
        return ` (did you mean ${near.map(({ Name }) => `"${Name}"`).join(' or ')}?)`;
    const some = known.slice(0, MOST_CANDIDATES).map(({ Name }) => `"${Name}"`);
    const rest = known.length - some.length;
    return ` (there are ${some.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}
/** From 0 (the same but for case, spaces and punctuation) to 1 (nothing in common). */
function distanceOf(a, b) {
    const [left, right] = [plain(a), plain(b)];
    if (left === right)
        return 0;
    if (left !== '' && right !== '' && (left.includes(right) || right.includes(left)))
        return 0.3;
    const longest = Math.max(left.length, right.length);
    return longest === 0 ? 1 : edits(left, right) / longest;
}
function plain(text) {
    return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
/** The Levenshtein distance. */
function edits(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (const [i, letter] of a.split('').entries()) {
        const next = [i + 1];
        for (const [j, other] of b.split('').entries()) {
            next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/choose.js


/** LifeTime's word for "no version", beside an empty text. */
const NO_KEY = /^[0-]*$/;
/** The key, or undefined where it stands for nothing. */
function present(key) {
    return key && !NO_KEY.test(key) ? key : undefined;
}
/** Keeps the values and collects the complaints. */
function collector(problems) {
    return (input, found) => {
        if ('value' in found)
            return found.value;
        problems.push({ input, message: found.problem });
        return undefined;
    };
}
function chooseEnvironments({ environment, sourceEnvironment }, known) {
    const problems = [];
    const accept = collector(problems);
    const source = sourceEnvironment === undefined
        ? undefined
        : accept('source-environment', find('environment', sourceEnvironment, known));
    const target = environment === undefined ? source : accept('environment', find('environment', environment, known));
    if (environment !== undefined && target !== undefined && target === source) {
        problems.push({ input: 'source-environment', message: 'is the same environment as `environment`' });
    }
    if (target === undefined)
        return { problem: '', problems };
    return { value: { target, ...(source && { source }) }, problems };
}
/** Finds each application once, and says of all that are wrong what is wrong. */
function chooseApplications(specs, known, source, target) {
    const problems = [];
    const accept = collector(problems);
    const chosen = [];
    for (const spec of specs) {
        const found = accept('application', chooseApplication(spec, known));
        if (found === undefined)
            continue;
        const { application, wanted } = found;
        const complain = (message) => void problems.push({ input: 'application', message });
        const inSource = stateIn(application, source);
        const inTarget = stateIn(application, target);
        if (chosen.some((each) => each.application === application)) {
            complain(`names "${application.Name}" twice`);
        }
        else if (source && wanted === undefined && inSource === undefined) {
            complain(`names "${application.Name}", which is not in ${source.Name}${elsewhere(application)}`);
        }
        chosen.push({ ...found, ...(inSource && { inSource }), ...(inTarget && { inTarget }) });
    }
    return { chosen, problems };
}
function chooseApplication(spec, known) {
    // A name may hold an @ of its own, so the whole text is tried first.
    const whole = find('application', spec, known);
    if ('value' in whole)
        return { value: { application: whole.value } };
    const at = spec.lastIndexOf('@');
    if (at <= 0)
        return whole;
    const wanted = spec.slice(at + 1).trim();
    const named = find('application', spec.slice(0, at).trim(), known);
    if ('problem' in named)
        return named;
    if (wanted === '')
        return { problem: `names no version behind the @ of "${spec}"` };
    return { value: { application: named.value, wanted } };
}
function stateIn({ AppStatusInEnvs }, where) {
    return AppStatusInEnvs?.find(({ EnvironmentKey }) => EnvironmentKey === where?.Key);
}
function elsewhere({ AppStatusInEnvs }) {
    const places = AppStatusInEnvs?.length ?? 0;
    return places > 0 ? ` (LifeTime knows it in ${(0,release_words/* count */.U9)(places, 'other environment')})` : '';
}
/**
 * Below zero where `a` is the older version, above where it is the newer one: number by number, as people read them.
 * Zero where that can't be said.
 */
function compareVersions(a, b) {
    const [left, right] = [numbers(a), numbers(b)];
    if (left === undefined || right === undefined)
        return 0;
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
        const difference = (left[i] ?? 0) - (right[i] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}
function numbers(version) {
    return /^\d+(\.\d+)*$/.test(version) ? version.split('.').map(Number) : undefined;
}
/** The first free version above `current`: its last number counts on. */
function nextVersion(current, taken) {
    const parts = numbers(current) ?? [0, 0];
    const [last = 0, ...head] = parts.toReversed();
    for (let number = last + 1;; number++) {
        const version = [...head.toReversed(), number].join('.');
        if (!taken.has(version))
            return version;
    }
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/explain.js


/** Runs `act`; a failed request becomes the end of the story, anything else stays what it is. */
async function asking(doing, act) {
    try {
        return await act();
    }
    catch (error) {
        throw error instanceof HttpFailure ? new release_outcome/* Halt */._V(explain_outcomeOf(error, doing), error) : error;
    }
}
function explain_outcomeOf(failure, doing) {
    const advice = explain_adviceFor(failure);
    const advised = advice === undefined ? {} : { advice };
    switch (doing) {
        case 'resolve':
        case 'check':
            return { status: 'error', reason: `${failure.message} Nothing was deployed.`, ...advised };
        case 'tag':
        case 'create':
        case 'start': {
            const { status: code = 0 } = failure.facts;
            const status = isRefusal(failure) && code < 500 ? 'refused' : 'error';
            const what = {
                tag: 'Nothing was tagged or deployed.',
                create: 'The plan was not created.',
                start: 'The deployment was not started.',
            }[doing];
            return { status, reason: `${failure.message} ${what}`, ...advised };
        }
        case 'attach':
            if (failure.facts.status === 404) {
                return {
                    status: 'invalid-input',
                    reason: `LifeTime knows no such deployment. ${failure.message}`,
                    advice: 'Check `deployment-id` and `url`, and that the service account may see it.',
                };
            }
            return {
                status: 'unknown',
                reason: `The deployment could not be asked for. ${failure.message}`,
                ...advised,
            };
        case 'look':
            return {
                status: 'unknown',
                reason: `Contact with LifeTime was lost while the deployment was under way. ${failure.message}`,
                advice: 'Look at the deployment in LifeTime before you run this again.',
            };
        case 'abort':
            return { status: 'unknown', reason: failure.message };
        case 'export':
            return { status: 'error', reason: `${failure.message} No package was fetched.`, ...advised };
    }
}
/**
 * LifeTime understood and said no to this plan; to who asks, it says 401 and 403. It says 500 too where it means 400.
 */
function isRefusal({ facts }) {
    const { kind, status = 0 } = facts;
    return kind === 'status' && (status === 400 || status === 409 || status === 422 || status === 500);
}
/** LifeTime needs a while to make a new tag ready; the words are those of its own message. */
function isNotYetPublished(error) {
    return error instanceof HttpFailure && /never published/i.test(error.facts.text);
}
/** A start that collides with another deployment, in the words that servers find for it. */
function isOverlap({ facts }) {
    return (facts.status === 409 ||
        /\b(running|in progress|parallel|concurren\w*|being deployed|another deployment)\b/i.test(facts.text));
}
function explain_adviceFor({ facts }) {
    const { kind, status = 0 } = facts;
    switch (kind) {
        case 'unreachable':
            return 'Check `url` and the proxy variables of the runner, and that LifeTime admits its address.';
        case 'distrusted':
            return "Give the runner your authority's certificate with NODE_EXTRA_CA_CERTS.";
        case 'lost':
        case 'silent':
            return 'Check the network between the runner and LifeTime, then run this again.';
        case 'unreadable':
            return 'Check that `url` is LifeTime itself and that no login page or gateway answers in its place.';
        case 'status':
            return explain_adviceForStatus(status);
    }
}
function explain_adviceForStatus(status) {
    if (status >= 300 && status < 400)
        return 'Check `url`: LifeTime wants to be asked somewhere else, or wants a login.';
    switch (status) {
        case 400:
            return "LifeTime's own words above say what it does not accept; the plan shows the same in LifeTime.";
        case 401:
            return 'Check `token`: a service account of this LifeTime makes it, and it may have expired.';
        case 403:
            return 'Give the service account a role in LifeTime that may do this in both environments and for these applications.';
        case 404:
            return 'Check `url`, and that the service account may see the environments and applications.';
        case 405:
            return 'This LifeTime does not offer this: it may have to be updated, or the feature switched on.';
        case 413:
            return 'LifeTime or a gateway before it does not take files of this size.';
        case 429:
            return 'LifeTime asks for a pause: run this again later.';
        case 500:
            return "LifeTime's own words above may say why; its service center log says more.";
        case 502:
        case 503:
        case 504:
            return 'LifeTime or a gateway before it is busy or down: run this again later.';
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/parts.js

/** Whether the target runs exactly this version: the same tag, and nobody has changed anything since. */
function isThere({ version, inTarget }) {
    return version !== undefined && inTarget?.version.Key === version.Key && !inTarget.modified;
}
/** Whether what would be deployed is less than what the source environment holds. */
function isUntagged({ pinned, inSource, version }) {
    return !pinned && (inSource?.IsModified === true || version === undefined);
}
/** The step that a deployment takes, as a line for the log, and whether it leads back. */
function sayStep({ name, version, inTarget }) {
    const to = version?.Version ?? '?';
    if (inTarget === undefined)
        return { text: `${name} ${to}, new in the target`, back: false };
    const from = inTarget.version.Version;
    const changed = inTarget.modified ? ', changed there since' : '';
    const order = compareVersions(to, from);
    const text = `${name} ${from || inTarget.version.Key} → ${to}${changed}`;
    return { text: order < 0 ? `${text}, which is older` : text, back: order < 0 };
}
/** `"A", "B" and 3 more`. */
function sayNames(names, most = 5) {
    const shown = names.slice(0, most).map((name) => `"${name}"`);
    const rest = names.length - shown.length;
    if (rest > 0)
        return `${shown.join(', ')} and ${rest} more`;
    return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}
/** What the records say of a target. */
function detailsOf({ Name, HostName }) {
    const host = HostName?.replace(/:\d+$/, '');
    return { environment: Name, ...(host && { hosts: [host] }) };
}
/** What the records call several applications: their sorted names, and their versions in the same order. */
function identityOf(parts) {
    const sorted = parts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const versions = sorted.map(({ version }) => version?.Version ?? '');
    const distinct = [...new Set(versions)];
    return {
        ...(sorted.length > 0 && { component: sorted.map(({ name }) => name).join(', ') }),
        ...(sorted.length > 0 &&
            distinct.every(Boolean) && {
            version: distinct.length === 1 ? (distinct[0] ?? '') : versions.join(', '),
        }),
    };
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/site.js
/**
 * The base of LifeTime API v2 from what people paste: the host, its `/lifetime` page, or the whole API base.
 * @returns the base with a slash at its end, or a complaint that completes the sentence `input "url" …`
 */
function lifetimeBase(url) {
    const path = url.pathname.replace(/\/+$/, '');
    if (!/^(\/lifetime|\/lifetimeapi(\/rest(\/v2)?)?)?$/i.test(path)) {
        return {
            problem: `must be the LifeTime host itself, such as ${url.origin} (got the path "${url.pathname}")`,
        };
    }
    return { base: new URL('/lifetimeapi/rest/v2/', url) };
}
/** A plan's address in the API: the page that LifeTime names may be on another host. */
function planUrl(base, key) {
    return new URL(`deployments/${encodeURIComponent(key)}/`, base).href;
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/attach.js





/** How far back a run can be repeated on any CI system that we know of, in milliseconds. */
const REPEATED_WITHIN_MS = 30 * 24 * 3_600_000;
/**
 * A plan that another run started. Completes the release with what the plan says of itself.
 * @returns undefined where the plan was never started
 */
async function attachPlan(lifetime, id, run) {
    return asking('attach', async () => {
        const { status } = await lifetime.status(id, run.signal);
        if (status === 'saved')
            return undefined;
        const [{ Deployment: plan, ApplicationsToDeploy }, environments, applications] = await Promise.all([
            lifetime.details(id, run.signal),
            lifetime.environments(run.signal),
            lifetime.applications(run.signal),
        ]);
        const operations = plan.ApplicationOperations ?? [];
        const parts = await Promise.all(operations.map((each) => partOf(lifetime, each, applications, run)));
        const told = (ApplicationsToDeploy ?? []).flatMap(({ ApplicationName }) => ApplicationName ?? []);
        const names = parts.length > 0 ? parts.map(({ name }) => name) : told;
        const target = environments.find(({ Key }) => Key === plan.TargetEnvironmentKey);
        run.complete({
            ...(target && detailsOf(target)),
            ...(names.length > 0 && { component: names.toSorted().join(', ') }),
            ...identityOf(parts),
        });
        return { deployment: { id, url: planUrl(lifetime.base, id), acceptedAt: run.clock.now() }, names };
    });
}
/** Where no environment has the version any more, LifeTime still knows it. */
async function partOf(lifetime, { ApplicationKey, ApplicationVersionKey }, applications, run) {
    const application = applications.find(({ Key }) => Key === ApplicationKey);
    const key = present(ApplicationVersionKey);
    if (application === undefined || key === undefined)
        return { name: application?.Name ?? ApplicationKey ?? '' };
    const label = application.AppStatusInEnvs?.find(({ BaseApplicationVersionKey }) => BaseApplicationVersionKey === key)?.BaseApplicationVersionLabel;
    const version = label
        ? { Key: key, Version: label }
        : await lifetime.version(application.Key, key, run.signal);
    return { name: application.Name, version };
}
/** What the notes of the plans for a target tell of the runs that made them, newest first. */
async function tracesOf(lifetime, target, run) {
    const since = run.clock.now() - REPEATED_WITHIN_MS;
    const plans = await asking('resolve', () => lifetime.plans(target, since, run.signal));
    return plans.flatMap(({ Key, Notes }) => {
        const trace = (0,release_trace/* readTrace */.ce)(Notes ?? '');
        return trace ? [{ ...trace, deploymentId: Key }] : [];
    });
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/status.js
const LOOK = 'Look at the deployment in LifeTime before you run this again.';
/**
 * The meaning of `DeploymentStatus` and `Info`. `saved` is seen for a moment after a start, and `aborting` is on its
 * way to `aborted`: neither is an end. A word that nobody has documented is never a success.
 */
function status_interpret(status, info, onIntervention) {
    switch (status) {
        case 'saved':
            return { phase: 'underway', note: 'the start has not shown yet' };
        case 'running':
            return { phase: 'underway' };
        case 'aborting':
            return { phase: 'underway', note: 'it is being aborted' };
        case 'needs_user_intervention':
            return interpretWait(info, onIntervention);
        case 'finished_successful':
            return status_over('succeeded', 'LifeTime deployed it.');
        case 'finished_with_warnings':
            return status_over('succeeded-with-warnings', 'LifeTime deployed it, with warnings.', 'Read the deployment log.');
        case 'finished_with_errors':
            return status_over('failed', 'The deployment ended with errors.', 'Read the deployment log.');
        case 'force_finished':
            return status_over('failed', 'Somebody forced the deployment to finish in LifeTime: not everything was deployed.', LOOK);
        case 'aborted':
            return status_over('aborted', 'The deployment was aborted.', 'Ask who aborted it in LifeTime, then deploy again.');
        default:
            return status_over('unknown', `LifeTime reports a status that is not documented: ${status}.`, LOOK);
    }
}
const waits = {
    deployment_prepared: {
        what: 'the first of two steps is done and the second waits to be started',
        advice: 'Continue the deployment in LifeTime, or set `on-intervention: continue`.',
    },
    needs_configuration_or_confirmation: {
        what: 'settings of the target must be filled in or confirmed',
        advice: 'Open the deployment in LifeTime and fill in or confirm what it asks for.',
    },
    business_process_impact: {
        what: 'it has an impact on business processes that somebody must judge',
        advice: 'Open the deployment in LifeTime, read the warnings, then continue or abort it.',
    },
    deployment_suspended: {
        what: 'a step failed and the deployment is suspended',
        advice: 'Read the deployment log, then continue or abort the deployment in LifeTime.',
    },
};
/** What the deployment waits for, in words. */
function sayWait(info) {
    return (waits[info] ?? {
        what: info ? `for a reason that is not documented: ${info}` : 'it does not say for what',
        advice: 'Open the deployment in LifeTime.',
    });
}
/** Only a prepared deployment is ever continued: every other reason is for a person to judge. */
function interpretWait(info, onIntervention) {
    const { what, advice } = sayWait(info);
    if (onIntervention === 'wait')
        return { phase: 'underway', note: `it waits for a person: ${what}` };
    if (onIntervention === 'continue' && info === 'deployment_prepared')
        return { phase: 'prepared' };
    return status_over('needs-intervention', `The deployment waits for a person: ${what}.`, advice);
}
/** The settings that LifeTime wants, by their names: an extension's logical database has no connection. */
function sayMappings(missing) {
    const each = missing.map(({ ExtensionName, ExtensionKey, LogicalDatabase }) => `extension "${ExtensionName || ExtensionKey || '?'}" needs a database connection for its logical database "${LogicalDatabase || '?'}"`);
    return each.join('; ');
}
function status_over(status, reason, advice) {
    return { phase: 'over', outcome: { status, reason, ...(advice && { advice }) } };
}
/** Whether another deployment with this status occupies its target. */
function isBusy(status) {
    return status === 'running' || status === 'needs_user_intervention' || status === 'aborting';
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/busy.js






/** A deployment can wait for a person for months; without a date LifeTime lists those created in the last week. */
const WINDOW_MS = 180 * 24 * 3_600_000;
/** As many started plans as are asked for their status, the last started first: LifeTime runs a handful at a time. */
const MOST_STARTED = 50;
const AT_ONCE = 5;
/** Looks what runs on a target. A plan that has ended is never asked for again. */
function createBusyWatch(lifetime, target) {
    const ended = new Set();
    async function look(run) {
        const plans = await lifetime.plans(target.Key, run.clock.now() - WINDOW_MS, run.signal);
        const started = startedOf(plans).filter(({ Key }) => !ended.has(Key));
        for (let from = 0; from < started.length; from += AT_ONCE) {
            const found = await Promise.all(started.slice(from, from + AT_ONCE).map((plan) => statusOf(plan, run)));
            const busy = found.find((each) => each !== undefined);
            if (busy)
                return busy;
        }
        return undefined;
    }
    async function statusOf({ Key, StartedBy, CreatedBy }, run) {
        try {
            const { status } = await lifetime.status(Key, run.signal);
            if (isBusy(status))
                return { key: Key, status, by: StartedBy || CreatedBy || 'somebody' };
            // A plan that is only saved may be started any time.
            if (status !== 'saved')
                ended.add(Key);
        }
        catch (error) {
            // Deleted in the meantime, or not for this account to see.
            if (!isStatus(error, 403, 404))
                throw error;
            ended.add(Key);
        }
        return undefined;
    }
    return {
        look: (run) => asking('check', () => look(run)),
        /** Resolves when nothing runs on the target any more; tells what it waits for. */
        async wait(run) {
            await poll_follow(target.Name, async () => {
                const busy = await asking('check', () => look(run));
                if (busy === undefined)
                    return { phase: 'over', status: 'free', result: undefined };
                return { phase: 'underway', status: 'busy', note: sayOccupant(busy) };
            }, run);
        },
    };
}
/** Sees to it that the target is free, as `on-busy` wants it. */
async function clear(busyWatch, onBusy, target, run) {
    if (onBusy === 'ignore')
        return;
    const busy = await busyWatch.look(run);
    if (busy === undefined)
        return;
    if (onBusy === 'wait')
        return busyWatch.wait(run);
    throw new release_outcome/* Halt */._V({
        status: 'refused',
        reason: `${target.Name} is busy and \`on-busy\` is fail: ${sayOccupant(busy)}. Nothing was created.`,
        advice: 'Run this again when it has ended, or set `on-busy: wait`.',
    });
}
function sayOccupant({ key, status, by }) {
    return `deployment ${key}, started by ${by}, is ${status}`;
}
/** Plans that were started, the last one first. LifeTime's word for "never" is a date in 1900. */
function startedOf(plans) {
    return plans
        .filter(({ Key, StartedOn }) => isKey(Key) && !isNever(StartedOn))
        .toSorted((a, b) => (b.StartedOn ?? '').localeCompare(a.StartedOn ?? ''))
        .slice(0, MOST_STARTED);
}
/** A date that is not told is no proof. */
function isNever(date) {
    return date?.startsWith('1900-01-01') === true;
}

;// CONCATENATED MODULE: ./lib/inputs/problems.js

/** Each problem as a sentence. */
function problems_sayProblems(problems) {
    return problems.map(({ input, message }) => `input "${input}" ${message}.`);
}
/**
 * The end of a story that inputs keep from beginning: every problem on a line of its own.
 * @param kept what was therefore not done
 */
function toMend(problems, kept) {
    return {
        status: 'invalid-input',
        reason: `${(0,release_words/* count */.U9)(problems.length, 'input')} to mend; ${kept}.\n${problems_sayProblems(problems).join('\n')}`,
    };
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/resolve.js




/**
 * Turns names into keys: one request for all environments, one for all applications with their versions everywhere,
 * and one more only for a version that these don't name.
 * @throws Halt with every problem at once
 */
async function resolve(lifetime, choice, signal) {
    const [environments, applications] = await Promise.all([
        lifetime.environments(signal),
        choice.applications.length > 0 ? lifetime.applications(signal) : [],
    ]);
    const places = chooseEnvironments(choice, environments);
    const { source, target } = 'value' in places ? places.value : { source: undefined, target: undefined };
    const { chosen, problems } = chooseApplications(choice.applications, applications, source, target);
    refuse([...places.problems, ...problems]);
    if (target === undefined)
        throw new Error('An environment was neither found nor missed.');
    const wrong = [];
    const [parts, zoneKey] = await Promise.all([
        Promise.all(chosen.map((each) => versionsOf(lifetime, each, wrong, signal))),
        zoneOf(lifetime, choice.zone, target, wrong, signal),
    ]);
    refuse(wrong);
    return { target, ...(source && { source }), zoneKey, parts, known: applications };
}
function refuse(problems) {
    if (problems.length > 0)
        throw new release_outcome/* Halt */._V(toMend(problems, 'nothing was created'));
}
async function zoneOf(lifetime, wanted, target, problems, signal) {
    if (wanted === undefined)
        return '';
    const zones = await lifetime.zones(target.Key, signal);
    return collector(problems)('deployment-zone', find('deployment zone', wanted, zones))?.Key ?? '';
}
async function versionsOf(lifetime, { application, wanted, inSource, inTarget }, problems, signal) {
    const { Key: key, Name: name } = application;
    const known = new Map();
    for (const { BaseApplicationVersionKey, BaseApplicationVersionLabel } of application.AppStatusInEnvs ??
        []) {
        const found = present(BaseApplicationVersionKey);
        if (found && BaseApplicationVersionLabel)
            known.set(found, { Key: found, Version: BaseApplicationVersionLabel });
    }
    let version;
    if (wanted !== undefined) {
        version = [...known.values()].find(({ Key, Version }) => Version === wanted || Key === wanted);
        if (version === undefined) {
            const versions = await lifetime.versions(key, signal);
            for (const each of versions)
                known.set(each.Key, each);
            version = versions.find(({ Key, Version }) => Version === wanted || Key === wanted);
            if (version === undefined)
                problems.push({ input: 'application', message: noVersion(name, wanted, versions) });
        }
    }
    else {
        const base = present(inSource?.BaseApplicationVersionKey);
        if (base)
            version = known.get(base) ?? (await lifetime.version(key, base, signal));
    }
    const there = present(inTarget?.BaseApplicationVersionKey);
    return {
        key,
        name,
        pinned: wanted !== undefined,
        ...(version && { version }),
        ...(inSource && { inSource }),
        ...(there && {
            inTarget: {
                // A version whose label nobody told is only compared by its key.
                version: known.get(there) ?? { Key: there, Version: '' },
                modified: inTarget?.IsModified === true,
            },
        }),
    };
}
function noVersion(name, wanted, versions) {
    const labels = versions.slice(0, 5).map(({ Version }) => Version);
    const there = labels.length > 0 ? `the newest are ${labels.join(', ')}` : 'it was never tagged';
    return `asks for version "${wanted}" of "${name}", which does not exist (${there})`;
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/export.js







/** Fetches one application as `.oap`, several as one `.osp`, into `folder`. */
async function exportPackage(lifetime, choice, folder, run) {
    run.log.info(`Asking LifeTime at ${lifetime.base.host}`);
    const resolved = await asking('export', () => resolve(lifetime, choice, run.signal));
    const { target, parts } = resolved;
    run.complete({ environment: target.Name, ...identityOf(parts) });
    const solution = parts.length > 1;
    const download = await asking('export', () => solution ? solutionOf(lifetime, resolved, run) : applicationOf(lifetime, resolved, run));
    if (download === undefined) {
        const names = sayNames(parts.map((part) => part.name));
        throw new release_outcome/* Halt */._V({ status: 'error', reason: `LifeTime has no package of ${names} in ${target.Name}.` });
    }
    const name = fileName(parts.map((part) => part.name), solution ? '.osp' : '.oap');
    const path = (0,external_node_path_.join)(folder, name);
    const saved = await asking('export', () => lifetime.download(download, run.signal, (body) => saveBytes(body, path)));
    if (saved.bytes === 0)
        throw new release_outcome/* Halt */._V({ status: 'error', reason: 'LifeTime sent an empty package.' });
    run.log.info(`  ${path}`);
    return { path, name, ...saved };
}
async function applicationOf(lifetime, { target, parts }, run) {
    const [part] = parts;
    if (part === undefined)
        throw new Error('An export without an application.');
    if (part.pinned && part.version)
        return lifetime.versionBinary(part.key, part.version.Key, run.signal);
    return lifetime.environmentBinary(target.Key, part.key, run.signal);
}
/** A solution is gathered from what the environment has now. */
async function solutionOf(lifetime, { target, parts }, run) {
    const others = parts.filter(({ pinned, version, inSource }) => pinned && version?.Key !== inSource?.BaseApplicationVersionKey);
    if (others.length > 0) {
        const names = sayNames(others.map(({ name }) => name));
        throw new release_outcome/* Halt */._V({
            status: 'invalid-input',
            reason: `input "application" names versions of ${names} that ${target.Name} does not run; several applications are exported as they are there.`,
            advice: 'Leave the versions out, or export the applications one by one.',
        });
    }
    const keys = parts.map(({ key }) => key);
    const name = `lowcode-deploy ${new Date(run.clock.now()).toISOString()}`;
    const solution = await lifetime.createSolution(target.Key, name, keys, run.signal);
    const look = async () => {
        const { status, reason } = await lifetime.solutionStatus(target.Key, solution, run.signal);
        const over = status === 'Completed' || status === 'Aborted';
        return over
            ? { phase: 'over', status, result: { status, reason } }
            : { phase: 'underway', status };
    };
    const end = await poll_follow('solution', look, run);
    if (end.status === 'Aborted') {
        throw new release_outcome/* Halt */._V({
            status: 'error',
            reason: `LifeTime could not put the solution together${end.reason ? `: ${end.reason}` : ''}.`,
        });
    }
    return lifetime.solutionBinary(target.Key, solution, run.signal);
}
const LONGEST_NAME = 100;
/** A file name of this program's own making: whatever an application is called, it leads nowhere else. */
function fileName(names, extension) {
    const [first = 'package'] = names;
    const plain = (names.length > 1 ? `${first}-and-${names.length - 1}-more` : first)
        .normalize('NFKD')
        .replace(/[^A-Za-z0-9-]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, LONGEST_NAME);
    return `${plain || 'package'}${extension}`;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
;// CONCATENATED MODULE: ./lib/platforms/outsystems/log.js



/** As many lines as somebody reads while waiting; the whole log is in a file in the end. */
const log_MOST_LINES = 2_000;
const MOST_MARKED = 300;
/** As many errors as fit into one sentence. */
const MOST_ERRORS = 3;
/** Lines that are written at once. */
const BATCH = 500;
/** A cumulative log that is told as it grows. Each line is read once and printed at most once, however long it gets. */
function createTail() {
    let told = 0;
    let plain = 0;
    let marked = 0;
    let cut = false;
    let last = '';
    let wrong = 0;
    const errors = [];
    return {
        tell(lines, log) {
            for (; told < lines.length; told++) {
                const line = readLine(lines[told]);
                const severity = severityOf(line);
                last = (line.Message ?? '').trim();
                if (severity === 'error' && ++wrong <= MOST_ERRORS)
                    errors.push(last);
                const room = severity === 'info' ? plain++ < log_MOST_LINES : marked++ < MOST_MARKED;
                if (room)
                    log.info(`    ${sayLine(line)}`);
                else if (!cut) {
                    cut = true;
                    log.info('    … the log is long: the whole of it will be in the file of output `log-file`.');
                }
            }
        },
        sayErrors() {
            if (wrong === 0)
                return last;
            const rest = wrong - errors.length;
            return [...errors, ...(rest > 0 ? [`and ${(0,release_words/* count */.U9)(rest, 'more error')}`] : [])].join('; ');
        },
    };
}
/** Older LifeTimes give no type: then every line is plain. */
function severityOf({ Type }) {
    const type = Type?.toLowerCase();
    return type === 'error' || type === 'warning' ? type : 'info';
}
/** `15:36:11 WARNING message`. */
function sayLine(line) {
    const severity = severityOf(line);
    const time = /T(\d\d:\d\d:\d\d)/.exec(line.Instant ?? '')?.[1];
    const mark = severity === 'info' ? undefined : severity.toUpperCase();
    return [time, mark, (line.Message ?? '').trim()].filter(Boolean).join(' ');
}
/** The whole log as text, made while it is read. */
function logText(lines) {
    function* batches() {
        for (let from = 0; from < lines.length; from += BATCH) {
            yield lines
                .slice(from, from + BATCH)
                .map((each) => {
                const line = readLine(each);
                return `${[line.Instant, line.Type, line.Message].filter(Boolean).join(' ')}\n`;
            })
                .join('');
        }
    }
    return external_node_stream_.Readable.from(batches(), { objectMode: false });
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/follower.js




/** A deployment that was just started or created may not be known to every node of LifeTime. */
const follower_NOT_FOUND_GRACE_MS = 60_000;
/** How long a deployment may stay prepared after it was continued before it is continued again. */
const CONTINUE_GRACE_MS = 60_000;
/** Watches one deployment: tells its log as it grows, and continues it where that is wanted. */
function createFollower(lifetime, onIntervention) {
    const tail = createTail();
    let last;
    let continuedAt;
    let mappings;
    /** LifeTime continues only what waits, so a request without an answer is answered by the next look. */
    async function proceed(plan, run) {
        const now = run.clock.now();
        if (continuedAt !== undefined && now - continuedAt < CONTINUE_GRACE_MS)
            return;
        continuedAt = now;
        run.log.info('  The first step is done; continuing with the second.');
        try {
            await lifetime.resume(plan, run.signal);
        }
        catch (error) {
            if (!(error instanceof HttpFailure))
                throw error;
            run.log.info(`  ${error.message}`);
        }
    }
    /** The database connections that are missing, asked for once; without them the wait is told all the same. */
    async function missing(plan, run) {
        try {
            mappings ??= sayMappings(await lifetime.missingMappings(plan, run.signal));
        }
        catch (error) {
            if (!(error instanceof HttpFailure))
                throw error;
            mappings = '';
        }
        return mappings;
    }
    return {
        async look({ id, acceptedAt }, names, run) {
            const progress = await asking('look', () => lifetime.status(id, run.signal, acceptedAt + follower_NOT_FOUND_GRACE_MS));
            tail.tell(progress.log, run.log);
            const { status: word, info } = progress;
            const status = info && word === 'needs_user_intervention' ? `${word} (${info})` : word;
            const meaning = status_interpret(word, info, onIntervention);
            if (meaning.phase === 'prepared') {
                await proceed(id, run);
                return { phase: 'underway', status };
            }
            const needs = info === 'needs_configuration_or_confirmation' ? await missing(id, run) : '';
            if (meaning.phase === 'underway') {
                const note = [meaning.note, needs].filter(Boolean).join('; ');
                return { phase: 'underway', status, ...(note && { note }) };
            }
            last = progress;
            const { outcome } = meaning;
            const errors = outcome.status === 'failed' ? tail.sayErrors() : '';
            const more = needs ? `Missing: ${needs}` : errors;
            const reason = more ? `${outcome.reason} ${more.replace(/\.?$/, '.')}` : outcome.reason;
            return {
                phase: 'over',
                status,
                result: { outcome: { ...outcome, reason }, counts: countsOf(outcome.status, names) },
            };
        },
        async wholeLog(plan, signal) {
            last ??= await lifetime.status(plan, signal);
            return logText(last.log);
        },
    };
}
/** LifeTime counts nothing; after a success every application is there. */
function countsOf(status, names) {
    if (names.length === 0 || !status.startsWith('succeeded'))
        return [];
    const total = names.length;
    return [{ what: 'applications', total, imported: total, failed: 0, skipped: 0 }];
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/plan.js






/** How far back a plan of this attempt is looked for: it is from today or, past midnight, from yesterday. */
const OWN_WINDOW_MS = 24 * 3_600_000;
/** How long LifeTime may take to make a new tag ready, in milliseconds. */
const PUBLISHING_MS = 300_000;
const PUBLISHING_PAUSE_MS = 5_000;
/**
 * Creates a plan once. A request that may have been accepted is answered by looking for the plan's marker; only when
 * the look finds nothing is it sent once more. The marker is noted before the first request leaves.
 * @param send asks for the plan and returns its key
 * @param collided waits for another deployment of the target, and tells whether there was one: an old LifeTime takes
 * no plan beside it
 */
async function createPlan(lifetime, target, marker, send, collided, run) {
    const began = run.clock.now();
    run.keep({ marker });
    for (let attempt = 1;;) {
        try {
            return { key: await send(), doubtful: attempt > 1 };
        }
        catch (error) {
            if (!(error instanceof HttpFailure))
                throw error;
            if (isNotYetPublished(error) && run.clock.now() - began < PUBLISHING_MS) {
                run.log.info('  LifeTime is still making the version ready; asking again.');
                await run.clock.sleep(PUBLISHING_PAUSE_MS, run.signal);
                continue;
            }
            if (!error.mayHaveActed) {
                if (isRefusal(error) && (await collided()))
                    continue;
                if (attempt === 1)
                    run.keep(undefined);
                return asking('create', () => Promise.reject(error));
            }
            run.log.info(`  ${error.message} Looking whether the plan was created.`);
            const own = await look(lifetime, target, marker, error, run);
            if (own !== undefined) {
                if (!isKey(own.Key))
                    throw ambiguous(error, marker);
                return { key: own.Key, doubtful: attempt > 1 };
            }
            // An answer, however ugly, after which nothing is there twice, is a refusal.
            if (attempt > 1 && error.facts.kind === 'status')
                return asking('create', () => Promise.reject(error));
            if (attempt > 1)
                throw ambiguous(error, marker);
            attempt++;
        }
    }
}
/**
 * Creates a plan from a file. Such a plan carries no marker by which it could be found again.
 * @param send uploads the file and returns the plan's key
 */
async function uploadPlan(send, target) {
    try {
        return { key: await send(), doubtful: false };
    }
    catch (error) {
        if (!(error instanceof HttpFailure) || !error.mayHaveActed)
            return asking('create', () => Promise.reject(error));
        throw new release_outcome/* Halt */._V({
            status: 'unknown',
            reason: `${error.message} A plan may or may not have been created from the package; it was not started.`,
            advice: `Look in LifeTime for a plan for ${target} that was never started, and delete it before you run this again.`,
        }, error);
    }
}
async function look(lifetime, target, marker, failure, run) {
    try {
        return (await ownPlans(lifetime, target, marker, run))[0];
    }
    catch (error) {
        throw error instanceof HttpFailure ? ambiguous(failure, marker, error) : error;
    }
}
function ambiguous(failure, marker, look) {
    return new release_outcome/* Halt */._V({
        status: 'unknown',
        reason: `${failure.message} The plan may or may not have been created; it was not started. ${look?.message ?? ''}`.trim(),
        advice: `Look in LifeTime for a plan whose notes hold ${marker}, and delete it.`,
    }, failure);
}
/** The plans of a target that carry this run's marker, newest first. */
async function ownPlans(lifetime, target, marker, run) {
    const plans = await lifetime.plans(target, run.clock.now() - OWN_WINDOW_MS, run.signal);
    return plans.filter(({ Notes }) => Notes?.includes(marker));
}
/**
 * Deletes a plan. LifeTime deletes only what was not started, so a refusal is answered by its status; so is a 404,
 * which may be a gateway's.
 * @returns false where it has begun
 */
async function deletePlan(lifetime, key, run) {
    if (!isKey(key))
        throw new Error('its key is none of LifeTime.');
    for (let attempt = 1;; attempt++) {
        try {
            await lifetime.delete(key, run.signal);
            run.log.info(`  The plan ${key} was not started and was deleted.`);
            return true;
        }
        catch (error) {
            if (!isStatus(error, 400, 404, 409))
                throw error;
            const status = await statusOf(lifetime, key, run);
            if (status === undefined)
                return true;
            if (status !== 'saved')
                return false;
            if (attempt > 1)
                throw error;
        }
    }
}
/** Undefined where there is no such plan any more. */
async function statusOf(lifetime, key, run) {
    try {
        return (await lifetime.status(key, run.signal)).status;
    }
    catch (error) {
        if (isStatus(error, 404))
            return undefined;
        throw error;
    }
}
/**
 * Deletes every plan of a draft.
 * @param target where to look for plans whose key is not known
 * @returns the plan that has begun after all, if one has
 */
async function discardDraft(lifetime, draft, target, searched, run) {
    const keys = new Set(draft.id ? [draft.id] : []);
    if (draft.marker && (searched || draft.id === undefined)) {
        for (const { Key } of await ownPlans(lifetime, await target(), draft.marker, run))
            keys.add(Key);
    }
    let begun;
    for (const key of keys) {
        if (await deletePlan(lifetime, key, run))
            continue;
        begun = { id: key, url: draft.url ?? '', acceptedAt: run.clock.now() };
    }
    return begun;
}
/** Deletes the twins of a plan whose request was sent twice; a twin that stays is a warning, for it does nothing. */
async function deleteTwins(lifetime, target, marker, key, run) {
    try {
        for (const twin of await ownPlans(lifetime, target, marker, run)) {
            if (twin.Key !== key)
                await deletePlan(lifetime, twin.Key, run);
        }
    }
    catch (error) {
        if (!(error instanceof HttpFailure))
            throw error;
        run.log.warning(`A second plan of this run could not be looked for: ${(0,release_words/* messageOf */.bD)(error)}`);
    }
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/conflicts.js

/** `ConflictType` in plain words, completed by the names of the modules. */
const meanings = {
    'producer module missing': (producer, consumer) => `${consumer} needs ${producer}, which the target would not have`,
    'producer element missing': (producer, consumer) => `${consumer} uses something of ${producer} that is not there`,
    'producer element incompatible': (producer, consumer) => `${consumer} uses something of ${producer} that has changed and does not fit any more`,
    'consumer module outdated': (producer, consumer) => `${consumer} was built against an older ${producer}`,
    'newer producer module available': (producer, consumer) => `the target has a newer ${producer} than ${consumer} knows`,
    incompatibleplatformserver: (producer) => `${producer} needs another version of the platform server`,
    consumermodulemoved: (_, consumer) => `${consumer} has moved to another application`,
    producermodulemoved: (producer) => `${producer} has moved to another application`,
    namecolision: (producer) => `another module has the name of ${producer}`,
};
/** What a plan would run into, as problems by application. Text is the platform's own and untrusted. */
function problemsOf(conflicts, glossary) {
    return conflicts.map((conflict) => {
        const { ConsumerApplicationOperation: consumer, ProducerApplicationOperation: producer } = conflict;
        const uuid = consumer?.ApplicationKey ?? producer?.ApplicationKey ?? '';
        return {
            severity: 'error',
            object: glossary.applications.get(uuid) ?? (uuid ? '' : 'the plan'),
            uuid,
            message: sayConflict(conflict, glossary),
        };
    });
}
function sayConflict({ Message, ModuleConflict, ProducerApplicationOperation }, glossary) {
    const own = (Message ?? '').trim();
    if (!ModuleConflict)
        return own || 'LifeTime gives no reason';
    const { ConflictType, ProducerModuleKey, ConsumerModuleKey, TotalRequiredElements: elements, } = ModuleConflict;
    const type = (ConflictType ?? '').trim();
    const maker = glossary.applications.get(ProducerApplicationOperation?.ApplicationKey ?? '');
    const producer = `${nameOf(ProducerModuleKey, glossary)}${maker ? ` of ${maker}` : ''}`;
    const meaning = meanings[type.toLowerCase()]?.(producer, nameOf(ConsumerModuleKey, glossary));
    const said = meaning ? `${type}: ${meaning}` : [type, producer].filter(Boolean).join(': ');
    const number = elements ? ` (${(0,release_words/* count */.U9)(elements, 'element')})` : '';
    const detail = type && own.startsWith(type) ? own.slice(type.length).replace(/^[:\s]+/, '') : own;
    return `${said}${number}${detail ? `. LifeTime: ${detail}` : ''}`;
}
function nameOf(key, { modules }) {
    return key ? `module ${modules.get(key) ?? key}` : 'a module';
}
/** Whether names of modules have to be asked for. */
function namesModules(conflicts) {
    return conflicts.some(({ ModuleConflict }) => ModuleConflict?.ProducerModuleKey || ModuleConflict?.ConsumerModuleKey);
}
/** What LifeTime found out about a plan, in the words of the release. */
function inspectionOf(plan, { ApplicationConflicts }, glossary) {
    const problems = problemsOf(ApplicationConflicts ?? [], glossary);
    const status = problems.length > 0 ? 'conflicts' : 'valid';
    return { id: plan, status, errors: problems.length, warnings: 0, problems, counts: [] };
}
/** The conflicts in one sentence, for an annotation: by application, the first of each. */
function sayConflicts(problems) {
    const byObject = new Map();
    for (const problem of problems) {
        const object = problem.object || problem.uuid;
        byObject.set(object, [...(byObject.get(object) ?? []), problem]);
    }
    const shown = [...byObject].slice(0, MOST_APPLICATIONS).map(([object, [first, ...rest]]) => {
        const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
        return `${object}: ${(first?.message ?? '').replace(/\.$/, '')}${more}`;
    });
    const others = byObject.size - shown.length;
    return [...shown, ...(others > 0 ? [`and ${(0,release_words/* count */.U9)(others, 'more application')}`] : [])].join('; ');
}
const MOST_APPLICATIONS = 5;
/** The outdated consumers of a plan, by name where it is known. */
function outdatedOf({ ApplicationsToRedeploy }, { applications }) {
    return (ApplicationsToRedeploy ?? []).map((each) => {
        if (typeof each === 'string')
            return applications.get(each) ?? each;
        const { ApplicationName, ApplicationKey } = (each ?? {});
        if (typeof ApplicationName === 'string' && ApplicationName !== '')
            return ApplicationName;
        return typeof ApplicationKey === 'string' ? (applications.get(ApplicationKey) ?? ApplicationKey) : '?';
    });
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/tag.js



/** Tags what the source environment holds with the next free version, so that it can be deployed. */
async function tagPart(lifetime, source, part, changeLog, run) {
    const version = await asking('tag', () => tag(lifetime, source, part, changeLog, run));
    run.log.info(`  tagged ${part.name} as ${version.Version}`);
    return { ...part, version };
}
async function tag(lifetime, source, { key, version, inSource }, changeLog, run) {
    const before = await lifetime.versions(key, run.signal);
    const Version = nextVersion(version?.Version ?? '0.0', new Set(before.map((each) => each.Version)));
    const MobileVersions = (inSource?.MobileAppsStatus ?? []).map(({ NativePlatform, VersionNumber }) => ({
        NativePlatform: NativePlatform ?? '',
        VersionNumber: VersionNumber ?? Version,
        VersionDescription: '',
    }));
    const body = { Version, ChangeLog: changeLog, MobileVersions };
    for (let attempt = 1;; attempt++) {
        try {
            return { Key: await lifetime.tag(source, key, body, run.signal), Version };
        }
        catch (error) {
            if (!(error instanceof HttpFailure) || !error.mayHaveActed)
                throw error;
            // The number was free a moment ago: whoever has it now is the tag that was asked for.
            const made = (await lifetime.versions(key, run.signal)).find((each) => each.Version === Version);
            if (made)
                return made;
            if (attempt > 1)
                throw error;
        }
    }
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/prepare.js











/** Everything up to the start: names to keys, tags, a free target, the plan, and what LifeTime says of it. */
async function prepareRelease(options, run) {
    const { lifetime, choice } = options;
    run.log.info(`Asking LifeTime at ${lifetime.base.host}`);
    const found = await asking('resolve', () => resolve(lifetime, choice, run.signal));
    const resolved = { ...found, parts: await tagged(options, found, run) };
    const { target, parts } = resolved;
    run.complete({ ...detailsOf(target), ...identityOf(parts) });
    const steps = parts.filter((part) => !isThere(part));
    if (options.package === undefined && steps.length === 0)
        return { verdict: alreadyThere(resolved, run) };
    for (const part of parts) {
        if (isThere(part))
            run.log.info(`  ${part.name} ${part.version?.Version} is already in ${target.Name}: left out.`);
    }
    tellSteps(steps, target, run);
    const busy = createBusyWatch(lifetime, target);
    await clear(busy, options.onBusy, target, run);
    const { key, doubtful } = await makePlan(options, resolved, steps, busy, run);
    const url = planUrl(lifetime.base, key);
    run.keep({ marker: options.package ? '' : options.marker, id: key, url });
    run.log.info(`  plan ${key}`);
    const details = await asking('check', () => lifetime.details(key, run.signal));
    const glossary = await glossaryOf(lifetime, details, resolved, run);
    const inspection = inspectionOf(key, details, glossary);
    run.learn(inspection);
    if (options.package)
        completeFromPlan(details, target, run);
    const prepared = {
        key,
        doubtful,
        url,
        target,
        names: namesIn(details, steps),
        conflicts: inspection.errors > 0,
    };
    return { prepared, verdict: prepare_judge(inspection, outdatedOf(details, glossary), options) };
}
/** Deals with changes that no tag holds, as `untagged-changes` wants it. */
async function tagged(options, { parts, source }, run) {
    const untagged = parts.filter(isUntagged);
    if (untagged.length === 0 || source === undefined)
        return parts;
    const names = sayNames(untagged.map(({ name }) => name));
    const never = untagged.filter(({ version }) => version === undefined);
    if (options.untaggedChanges === 'tag') {
        const changeLog = options.notes.slice(0, 500);
        const made = new Map();
        for (const part of untagged) {
            made.set(part, await tagPart(options.lifetime, source.Key, part, changeLog, run));
        }
        return parts.map((part) => made.get(part) ?? part);
    }
    if (never.length > 0) {
        throw new release_outcome/* Halt */._V({
            status: 'refused',
            reason: `${sayNames(never.map(({ name }) => name))} in ${source.Name} has no version that could be deployed: it was never tagged. Nothing was created.`,
            advice: 'Tag it in LifeTime, or set `untagged-changes: tag`.',
        });
    }
    if (options.untaggedChanges === 'fail') {
        throw new release_outcome/* Halt */._V({
            status: 'refused',
            reason: `${source.Name} holds changes of ${names} that no tag holds, and \`untagged-changes\` is fail. Nothing was created.`,
            advice: 'Tag the application in LifeTime, set `untagged-changes: tag`, or name the version with `@`.',
        });
    }
    const versions = untagged.map(({ name, version }) => `${name} ${version?.Version}`).join(', ');
    run.log.warning(`${source.Name} holds changes that no tag holds; they are not deployed. Deployed is ${versions}.`);
    return parts;
}
function alreadyThere({ target, parts }, run) {
    const what = parts.map(({ name, version }) => `${name} ${version?.Version}`).join(', ');
    const reason = `${target.Name} already runs exactly this: ${what}. No plan was created.`;
    run.log.notice(reason);
    return { kind: 'stop', outcome: { status: 'succeeded', reason } };
}
function tellSteps(steps, target, run) {
    const back = [];
    for (const part of steps) {
        const step = sayStep(part);
        run.log.info(`  ${step.text}`);
        if (step.back)
            back.push(part.name);
    }
    if (back.length > 0)
        run.log.warning(`${target.Name} has a newer version of ${sayNames(back)}: this leads back.`);
}
function makePlan({ lifetime, package: file, notes, marker, onBusy }, { source, target, zoneKey }, steps, busy, run) {
    if (file)
        return uploadPlan(() => lifetime.upload(target.Key, file, run.signal), target.Name);
    const body = {
        Notes: `${notes}\n[${marker}]`,
        SourceEnvironmentKey: source?.Key ?? '',
        TargetEnvironmentKey: target.Key,
        ApplicationOperations: steps.map(({ version }) => ({
            ApplicationVersionKey: version?.Key ?? '',
            DeploymentZoneKey: zoneKey,
        })),
    };
    const collided = async () => {
        if (onBusy !== 'wait' || (await busy.look(run)) === undefined)
            return false;
        await busy.wait(run);
        return true;
    };
    return createPlan(lifetime, target.Key, marker, () => lifetime.create(body, run.signal), collided, run);
}
/** Names for what the plan names by keys; modules are asked for only where a conflict names one. */
async function glossaryOf(lifetime, details, { known }, run) {
    const applications = new Map(known.map(({ Key, Name }) => [Key, Name]));
    for (const { ApplicationKey, ApplicationName } of details.ApplicationsToDeploy ?? []) {
        if (ApplicationKey && ApplicationName)
            applications.set(ApplicationKey, ApplicationName);
    }
    const modules = namesModules(details.ApplicationConflicts ?? []) ? await modulesOf(lifetime, run) : [];
    return { applications, modules: new Map(modules.map(({ Key, Name }) => [Key, Name])) };
}
/** Without names the conflicts are told by keys. */
async function modulesOf(lifetime, run) {
    try {
        return await lifetime.modules(run.signal);
    }
    catch (error) {
        if (!(error instanceof HttpFailure))
            throw error;
        run.log.info(`  The names of the modules could not be had: ${error.message}`);
        return [];
    }
}
/** Only the plan says which applications a binary holds. */
function completeFromPlan(details, target, run) {
    const names = namesIn(details, []).toSorted();
    run.complete({ environment: target.Name, ...(names.length > 0 && { component: names.join(', ') }) });
}
function namesIn({ ApplicationsToDeploy }, steps) {
    if (steps.length > 0)
        return steps.map(({ name }) => name);
    return (ApplicationsToDeploy ?? []).map(({ ApplicationName }) => ApplicationName ?? '').filter(Boolean);
}
/** Whether the plan may be started. Pure. */
function prepare_judge({ errors, problems }, outdated, policy) {
    const consumers = outdated.length > 0 ? ` ${sayOutdated(outdated, policy.redeployOutdated)}` : '';
    if (errors === 0)
        return { kind: 'go', warned: false, reason: `LifeTime sees no conflicts.${consumers}` };
    const conflicts = `LifeTime found ${(0,release_words/* count */.U9)(errors, 'conflict')}: ${sayConflicts(problems)}.`;
    if (policy.onConflict === 'continue') {
        return { kind: 'go', warned: true, reason: `${conflicts} \`on-conflict\` is continue.${consumers}` };
    }
    return {
        kind: 'stop',
        outcome: {
            status: 'conflicts',
            reason: `${conflicts} Nothing was deployed.`,
            advice: 'Deploy what is missing along with it, or set `on-conflict: continue`.',
        },
    };
}
function sayOutdated(outdated, redeploy) {
    const what = `${(0,release_words/* count */.U9)(outdated.length, 'outdated consumer')} in the target ${outdated.length === 1 ? 'is' : 'are'}`;
    return `${what} ${redeploy ? '' : 'not '}deployed again: ${sayNames(outdated, 10)}.`;
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/start.js



/** A start that was accepted can go unseen in the status for a moment. */
const UNSEEN_LOOKS = 3;
const UNSEEN_PAUSE_MS = 2_000;
/**
 * Starts a plan. LifeTime starts a plan once at most, so after an answer that leaves it open the status decides; one
 * that is still only saved is started again, once. A start that collides with another deployment waits for its end.
 */
async function startPlan(lifetime, start, run) {
    const began = run.clock.now();
    let unanswered = 0;
    for (;;) {
        try {
            return await lifetime.start(start.plan, start, run.signal);
        }
        catch (error) {
            if (!(error instanceof HttpFailure))
                throw error;
            if (await hasBegun(lifetime, start.plan, error.mayHaveActed, run))
                return;
            const again = await mayTryAgain(error, start, run.clock.now() - began, run, unanswered);
            if (!again)
                return asking('start', () => Promise.reject(error));
            if (error.mayHaveActed)
                unanswered++;
        }
    }
}
async function hasBegun(lifetime, plan, doubtful, run) {
    for (let look = 1;; look++) {
        const { status } = await asking('look', () => lifetime.status(plan, run.signal));
        if (status !== 'saved')
            return true;
        if (!doubtful || look === UNSEEN_LOOKS)
            return false;
        await run.clock.sleep(UNSEEN_PAUSE_MS, run.signal);
    }
}
async function mayTryAgain(failure, { patient, busy }, ageMs, run, unanswered) {
    if (patient && isRefusal(failure)) {
        const occupant = await busy.look(run);
        if (occupant) {
            run.log.info(`  ${failure.message}`);
            await busy.wait(run);
            return true;
        }
        // It may have ended between the refusal and the look.
        if (isOverlap(failure)) {
            run.log.info(`  ${failure.message} Trying again.`);
            await run.clock.sleep(nextDelay(run.pace, ageMs), run.signal);
            return true;
        }
    }
    return failure.mayHaveActed && unanswered === 0;
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/outsystems.js











/** OutSystems 11, over LifeTime API v2. */
function createOutSystems(options) {
    const { lifetime, choice, marker } = options;
    const follower = createFollower(lifetime, options.onIntervention);
    let prepared;
    let names = [];
    /** Only a process that finishes another one's story has to ask. */
    async function target(run) {
        if (prepared)
            return prepared.target.Key;
        const found = find('environment', choice.environment ?? '', await lifetime.environments(run.signal));
        return 'value' in found ? found.value.Key : '';
    }
    return {
        name: 'LifeTime',
        async prepare(run) {
            const result = await prepareRelease(options, run);
            if ('prepared' in result)
                ({ names } = prepared = result.prepared);
            return result.verdict;
        },
        async launch(run) {
            if (prepared === undefined)
                throw new Error('A deployment was launched that nobody prepared.');
            const { key, url, target, doubtful, conflicts } = prepared;
            if (doubtful)
                await deleteTwins(lifetime, target.Key, marker, key, run);
            run.log.info(`Starting deployment ${key} to ${target.Name}`);
            const start = {
                plan: key,
                redeployOutdated: options.redeployOutdated,
                despiteConflicts: conflicts,
                patient: options.onBusy === 'wait',
                busy: createBusyWatch(lifetime, target),
            };
            await startPlan(lifetime, start, run);
            return { id: key, url, acceptedAt: run.clock.now() };
        },
        async attach(id, run) {
            const attached = await attachPlan(lifetime, id, run);
            if (attached)
                ({ names } = attached);
            return attached?.deployment;
        },
        async traces(run) {
            const key = await target(run);
            return key === '' ? [] : tracesOf(lifetime, key, run);
        },
        look: (deployment, run) => follower.look(deployment, names, run),
        log: async ({ id }, file, signal) => saveText(await follower.wholeLog(id, signal), file, options.redact),
        leave: ({ id }) => `Deployment ${id} goes on in LifeTime.`,
        async discard(draft, run) {
            const searched = prepared?.doubtful ?? true;
            const begun = await discardDraft(lifetime, draft, () => target(run), searched, run);
            return begun && { ...begun, url: begun.url || planUrl(lifetime.base, begun.id) };
        },
        async abort({ id }, run) {
            await asking('abort', async () => {
                try {
                    await lifetime.abort(id, run.signal);
                }
                catch (error) {
                    // What counts is whether it stops, whoever made it.
                    const { status } = await lifetime.status(id, run.signal);
                    if (status !== 'aborting' && status !== 'aborted')
                        throw error;
                }
            });
            run.log.info(`  LifeTime was asked to abort deployment ${id}.`);
        },
        export: (folder, run) => exportPackage(lifetime, choice, folder, run),
    };
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/payload.js

/** The package of a deployment, where one is deployed in place of tagged versions. */
async function preflightOutSystems(values) {
    if (values.package === undefined)
        return { payload: {}, problems: [], warnings: [] };
    const found = await examineFile(values.package, ['.oap', '.osp']);
    return 'value' in found
        ? { payload: { package: found.value }, problems: [], warnings: [] }
        : { payload: {}, problems: [{ input: 'package', message: found.problem }], warnings: [] };
}

;// CONCATENATED MODULE: ./lib/platforms/outsystems/adapter.js






const outsystems = {
    title: 'OutSystems',
    examine: preflightOutSystems,
    base: lifetimeBase,
    special: (inputs) => ({
        edition: 'v2',
        asked: ['component', 'version', 'hosts'],
        settings: settingsOf(inputs),
    }),
    connect({ inputs, plan, payload, redact, clock, server }) {
        const { token } = inputs;
        const source = inputs['source-environment'];
        const zone = inputs['deployment-zone'];
        const exports = inputs.operation === 'export';
        const inspects = inputs.operation === 'inspect';
        return createOutSystems({
            lifetime: createLifeTime(server('LifeTime', { authorization: `Bearer ${token}` }), server('LifeTime', { authorization: token }), clock.now),
            choice: {
                applications: inputs.application ?? [],
                // What is exported comes from the source; no other environment takes part.
                ...(inputs.environment && !exports && { environment: inputs.environment }),
                ...(source && { sourceEnvironment: source }),
                ...(zone && { zone }),
            },
            ...(payload.package && { package: payload.package }),
            notes: [inputs.name, plan.description].filter(Boolean).join('\n'),
            marker: `${(0,release_trace/* writeTrace */.hi)(plan)}/${(0,external_node_crypto_.randomUUID)()}`,
            onConflict: inputs['on-conflict'],
            redeployOutdated: inputs['redeploy-outdated'],
            onIntervention: inputs['on-intervention'],
            onBusy: inputs['on-busy'],
            // A tag lasts, and an inspection leaves nothing that lasts.
            untaggedChanges: inspects && inputs['untagged-changes'] === 'tag' ? 'warn' : inputs['untagged-changes'],
            redact,
        });
    },
};
/** What OutSystems' own inputs ask for, as rows of the plan. */
function settingsOf(inputs) {
    const source = inputs['source-environment'];
    const zone = inputs['deployment-zone'];
    const policies = [
        `busy: ${inputs['on-busy']}`,
        `conflicts: ${inputs['on-conflict']}`,
        `intervention: ${inputs['on-intervention']}`,
        `untagged changes: ${inputs['untagged-changes']}`,
        `redeploy outdated: ${inputs['redeploy-outdated']}`,
        `timeout: ${inputs['on-timeout']}`,
        `cancel: ${inputs['on-cancel']}`,
    ];
    return [
        ...(inputs.application ? [['apps', inputs.application.join(', ')]] : []),
        ...(source ? [['source', source]] : []),
        ...(zone ? [['zone', zone]] : []),
        ...(inputs.operation === 'export' ? [] : [['policies', policies.join(', ')]]),
    ];
}

;// CONCATENATED MODULE: ./lib/release/tracker.js
function tracker_announcementOf(plan, startedAt) {
    const { component, version, hosts, environment, description, owner } = plan;
    return { component, version, hosts, environment, description, owner, startedAt, plan };
}
/** Why a tracker was not told. Never a reason to change the deployment's verdict. */
class TrackerFailure extends Error {
    name = 'TrackerFailure';
    /** The tracker understood and said no (credentials or data): trying again won't help, a person must act. */
    refused;
    advice;
    constructor(message, refused, advice, cause) {
        super(message, { cause });
        this.refused = refused;
        this.advice = advice;
    }
}

;// CONCATENATED MODULE: ./lib/trackers/bigpanda.js



const SOURCE = 'lowcode-deploy';
const LONGEST_MESSAGE = 2_000;
/**
 * How long an event is repeated. A start goes on being told while the deployment runs; an end a little less long than
 * trackers are given, so that the last refusal is what is told.
 */
const bigpanda_PATIENCE_MS = { start: 120_000, end: 25_000 };
/**
 * BigPanda's deployments API: a start and an end event that belong together by component, version and hosts alone.
 * A start without its end stays in progress for ever, so both are repeated until BigPanda has heard them.
 */
function createBigPanda(server) {
    async function send(path, event, signal) {
        try {
            await server.post({
                method: 'POST',
                path: `data/events/deployments/${path}`,
                retry: 'report',
                patienceMs: bigpanda_PATIENCE_MS[path],
                body: json(event),
                signal,
            });
        }
        catch (error) {
            throw error instanceof HttpFailure ? trackerFailure(error) : error;
        }
    }
    return {
        name: 'bigpanda',
        title: 'BigPanda',
        start: (announcement, _record, signal) => send('start', startEvent(announcement), signal),
        end: (announcement, conclusion, _record, signal) => send('end', endEvent(announcement, conclusion), signal),
    };
}
/** The body of `POST /data/events/deployments/start`. `timestamp` is in seconds. */
function startEvent(announcement) {
    const { component, version, hosts, startedAt, description, owner } = announcement;
    return {
        component,
        version,
        hosts,
        timestamp: Math.floor(startedAt / 1000),
        description,
        ...(owner && { owner }),
        source: SOURCE,
    };
}
/** The body of `POST /data/events/deployments/end`. A status left out would count as success: it is always there. */
function endEvent({ component, version, hosts }, { outcome, endedAt }) {
    const status = isSuccess(outcome.status) ? 'success' : 'failure';
    return {
        component,
        version,
        hosts,
        timestamp: Math.floor(endedAt / 1000),
        status,
        ...(status === 'failure' && {
            errorMessage: `${outcome.status}: ${outcome.reason}`.slice(0, LONGEST_MESSAGE),
        }),
    };
}
/** BigPanda knows two ends; everything that is not proven to be a success is told as a failure, with its reason. */
function isSuccess(status) {
    return status === 'succeeded' || status === 'succeeded-with-warnings';
}
function trackerFailure(failure) {
    const { status = 0 } = failure.facts;
    const refused = failure.facts.kind === 'status' && status >= 400 && status < 500 && status !== 408 && status !== 429;
    const advice = status === 401 || status === 403
        ? 'Check `bigpanda-token`, and that `bigpanda-url` names the region of your organization.'
        : status === 400 || status === 422
            ? 'Check `component`, `version` and `hosts`.'
            : status === 404
                ? 'Check `bigpanda-url`.'
                : 'Check that the runner can reach BigPanda.';
    return new TrackerFailure(failure.message, refused, advice, failure);
}

;// CONCATENATED MODULE: ./lib/connect.js






/** The only place that knows which platforms there are. */
const platforms = { appian: appian, outsystems: outsystems };
/** Checks the inputs that only the platform understands. Without a platform, files are checked as Appian's. */
async function examine(values) {
    const adapter = platforms[values.platform ?? 'appian'];
    // What is resumed was sent before; a package only says what the records call it.
    const nothing = values.operation === 'resume' && values.package === undefined;
    const found = nothing ? { payload: {}, problems: [], warnings: [] } : await adapter.examine(values);
    const site = values.url && adapter.base(values.url, values);
    if (site === undefined || 'base' in site)
        return found;
    return { ...found, problems: [...found.problems, { input: 'url', message: site.problem }] };
}
function titleOf({ platform }) {
    return platforms[platform].title;
}
function specialOf(inputs) {
    return platforms[inputs.platform].special(inputs);
}
function connect_connectPlatform(inputs, plan, payload, tools) {
    const adapter = platforms[inputs.platform];
    const site = adapter.base(inputs.url, inputs);
    if ('problem' in site)
        throw new Error(site.problem);
    const { base } = site;
    const server = (name, headers) => connectServer(name, base, headers, tools);
    return adapter.connect({ ...tools, inputs, plan, payload, base, server });
}
function connect_connectTrackers(inputs, tools) {
    const token = inputs['bigpanda-token'];
    if (token === undefined)
        return [];
    const base = new URL(`${inputs['bigpanda-url'].href.replace(/\/+$/, '')}/`);
    return [createBigPanda(connectServer('BigPanda', base, { authorization: `Bearer ${token}` }, tools))];
}
function connectServer(name, base, headers, tools) {
    let last = '';
    let told = 0;
    return createServer({
        ...tools,
        name,
        base,
        headers,
        debug: (line) => tools.log.debug(line),
        onRepeat(failure, pauseMs) {
            const now = tools.clock.now();
            if (failure.message === last && now - told < HEARTBEAT_MS)
                return;
            last = failure.message;
            told = now;
            tools.log.info(`  ${failure.message} Trying again in ${(0,release_words/* sayDuration */.kP)(pauseMs)}.`);
        },
    });
}

;// CONCATENATED MODULE: ./lib/http/redact.js
/** Shorter pieces are no secrets, and hiding them would make texts unreadable. */
const SHORTEST_WORD = 4;
const MASK = '***';
function createRedactor(secrets) {
    const words = [...new Set(secrets.flatMap(redact_forms))]
        .filter((word) => word.length >= SHORTEST_WORD)
        .toSorted((a, b) => b.length - a.length);
    const pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
    const redact = (text) => (words.length === 0 ? text : text.replace(pattern, MASK));
    return Object.assign(redact, { words });
}
/** A value of plain data with every text in it redacted: before texts are escaped or cut, which would hide a secret. */
function redactAll(value, redact) {
    const walk = (each) => {
        if (typeof each === 'string')
            return redact(each);
        if (Array.isArray(each))
            return each.map(walk);
        if (typeof each !== 'object' || each === null)
            return each;
        return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner)]));
    };
    return walk(value);
}
function redact_forms(secret) {
    // Half a character outside the first plane can't be encoded; this replaces it as any output would.
    const whole = Buffer.from(secret).toString();
    const lines = whole.split(/\r?\n/).map((line) => line.trim());
    const texts = [whole, ...lines].filter((text) => text.length >= SHORTEST_WORD);
    return texts.flatMap((text) => [
        text,
        encodeURIComponent(text),
        JSON.stringify(text).slice(1, -1),
        Buffer.from(text).toString('base64'),
        Buffer.from(text).toString('base64url'),
        Buffer.from(`:${text}`).toString('base64'),
        Buffer.from(`${text}:`).toString('base64'),
    ]);
}

// EXTERNAL MODULE: ./lib/inputs/definition.js
var definition = __nccwpck_require__(7500);
;// CONCATENATED MODULE: ./lib/inputs/derive.js



/** Fills what the user left open, from the files and from what the CI system knows. */
function derivePlan(inputs, platform, files, facts) {
    const main = files.package ?? files.customization;
    const component = inputs.component ?? namesOf(inputs.application) ?? (main ? (0,external_node_path_.parse)(main.name).name : platform);
    const version = inputs.version ?? facts.tag ?? facts.commit?.slice(0, 7) ?? main?.sha256.slice(0, 12) ?? 'unknown';
    const source = inputs['source-environment'];
    const environment = (inputs.operation === 'export' ? source : inputs.environment) ?? inputs.url.hostname;
    return {
        platform,
        operation: inputs.operation,
        host: inputs.url.host,
        environment,
        component,
        version,
        hosts: sortedHosts(inputs.hosts?.length ? inputs.hosts : [inputs.url.hostname]),
        owner: inputs.owner ?? facts.actor ?? '',
        name: inputs.name ?? `${component} ${version}`,
        description: inputs.description ?? (facts.runUrl ? `Deployed by ${facts.runUrl}` : 'Deployed by lowcode-deploy'),
        ...(files.package && { package: files.package }),
        files: [files.package, files.customization].filter((file) => file !== undefined),
        ...(facts.runUrl && { runUrl: facts.runUrl }),
        ...(facts.commit && { commit: facts.commit }),
        origin: facts.origin ?? release_trace/* nowhere */.jx,
        fingerprint: fingerprintOf(inputs, files, [component, version]),
    };
}
/** What is deployed, and where to. How it is done makes no other release. */
const essentials = [
    'platform',
    'environment',
    'source-environment',
    'application',
    'deployment-zone',
];
function fingerprintOf(inputs, files, derived) {
    const given = essentials.map((name) => inputs[name] ?? '');
    const sums = Object.values(files).map(({ sha256 }) => sha256);
    const text = JSON.stringify([inputs.url.host, given, sums, derived]);
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
}
/** The plan with what the platform told; what the user gave stays. */
function completePlan(plan, inputs, details) {
    const component = inputs.component ?? details.component ?? plan.component;
    const version = inputs.version ?? details.version ?? plan.version;
    return {
        ...plan,
        environment: details.environment ?? plan.environment,
        component,
        version,
        hosts: inputs.hosts || !details.hosts ? plan.hosts : sortedHosts(details.hosts),
        name: inputs.name ?? `${component} ${version}`,
    };
}
/** The applications as the user named them, until the platform tells their names. */
function namesOf(applications) {
    return applications
        ?.map((each) => each.replace(/@[^@]*$/, ''))
        .toSorted()
        .join(', ');
}
/** One order for the same hosts: a start and its end belong together only if they are identical. */
function sortedHosts(hosts) {
    return [...new Set(hosts)].toSorted();
}

;// CONCATENATED MODULE: ./lib/inputs/read.js

const EMPTY_SECRET = 'GitHub hands no secrets to workflows started from forks or by Dependabot, and a reusable workflow only gets the ones its caller passes';
/**
 * Reads every input and collects every problem. Text around a value is trimmed and an empty text counts as absent.
 * @param raw what the user gave for a name, in the order of truth: inputs before environment variables
 * @param given what was given for just this job: a variable that a runner has for all its jobs is no mistake where it
 * does not apply
 */
function readInputs(raw, given = raw) {
    const values = {};
    const problems = [];
    for (const [name, { type, default: fallback, required, secret }] of definition/* inputTable */.Fu) {
        const text = raw(name).trim() || (fallback ?? '');
        if (text === '') {
            if (required)
                problems.push({ input: name, message: `is required${secret ? ` and empty: ${EMPTY_SECRET}` : ''}` });
            continue;
        }
        const result = type.safeParse(text);
        if (result.success)
            values[name] = result.data;
        else
            problems.push(...result.error.issues.map(({ message }) => ({ input: name, message })));
    }
    const read = values;
    return { values: read, problems: [...problems, ...strangers(given, read), ...crossCheck(read)] };
}
/** Inputs that mean nothing to the platform: they were given in the belief that they would. */
function strangers(given, { platform }) {
    if (platform === undefined)
        return [];
    return definition/* inputTable */.Fu
        .filter(([name, definition]) => (definition.platform ?? platform) !== platform && given(name).trim() !== '')
        .map(([input, definition]) => ({
        input,
        message: `is for \`platform: ${definition.platform}\` only: leave it out`,
    }));
}
/** What one input demands of another. */
function crossCheck(values) {
    return [
        ...(values.operation === 'deploy' && values.environment === undefined
            ? [needed('environment', 'is required to deploy: the name of the target, such as "production"')]
            : []),
        ...(values['deployment-id'] !== undefined && values.operation !== 'resume'
            ? [needed('deployment-id', 'is for `operation: resume` only: leave it out')]
            : []),
        ...crossCheckPlatform(values),
    ];
}
function crossCheckPlatform(values) {
    if (values.operation === 'resume')
        return values.platform === 'appian' ? crossCheckResume(values) : [];
    return values.platform === 'outsystems' ? crossCheckOutSystems(values) : crossCheckAppian(values);
}
/** Appian does not tell what a deployment is of: an end that says something else than the start ends nothing. */
function crossCheckResume(values) {
    if (values['deployment-id'] === undefined || values['bigpanda-token'] === undefined)
        return [];
    if (values.component !== undefined || values.package !== undefined)
        return [];
    return [
        needed('component', 'is required to end the records of a resumed deployment: say it as the deployment did, or give the same `package`'),
    ];
}
function crossCheckAppian({ operation, inspect }) {
    const problems = [];
    if (operation === 'inspect' && inspect === false)
        problems.push(needed('inspect', 'must not be false when `operation` is inspect'));
    if (operation === 'export')
        problems.push(needed('operation', 'must be deploy or inspect for `platform: appian` (got "export")'));
    return problems;
}
function crossCheckOutSystems(values) {
    const { operation, package: file, application, environment } = values;
    const source = values['source-environment'];
    const problems = [];
    if (operation === 'inspect' && environment === undefined)
        problems.push(needed('environment', 'is required to inspect: the target that the plan is made for'));
    if (operation === 'export' && file !== undefined)
        problems.push(needed('package', 'must be absent when `operation` is export: that fetches one'));
    if (operation !== 'export' && file !== undefined) {
        for (const [input, value] of [
            ['application', application],
            ['source-environment', source],
            ['deployment-zone', values['deployment-zone']],
        ]) {
            if (value !== undefined)
                problems.push(needed(input, 'must be absent when a `package` is deployed: the file says it all'));
        }
        return problems;
    }
    if (application === undefined) {
        const instead = operation === 'export' ? '' : ', unless a `package` is deployed';
        problems.push(needed('application', `is required: one name or key a line${instead}`));
    }
    if (source === undefined)
        problems.push(needed('source-environment', 'is required: the environment that `application` comes from'));
    return problems;
}
const needed = (input, message) => ({ input, message });

;// CONCATENATED MODULE: ./lib/release/account.js
function untold() {
    const telling = { started: 'skipped', ended: 'skipped' };
    return { bigpanda: telling, 'deployments-api': telling, github: telling };
}
/** The account of a run that ended before there was a plan. */
function stillborn(outcome, startedAt, endedAt) {
    return {
        outcome,
        startedAt,
        endedAt,
        counts: [],
        trackers: untold(),
        recordIds: {},
        trackerTrouble: [],
        timeline: [],
    };
}

;// CONCATENATED MODULE: ./lib/release/letting-go.js



/**
 * How long each step may take, in milliseconds. A cancelled run is in haste: it has 7.5 s for both steps in the worst
 * case, and the trackers take three of them. What is done after the job has a minute in all.
 */
const DISCARD_MS = { calm: 30_000, haste: 2_000, afterwards: 12_000 };
const ABORT_MS = { calm: 600_000, haste: 2_000 };
/**
 * Takes back a draft that nobody launched. A draft that can't be taken back stays noted, for a later process.
 * @returns `gone`, `left` when it could not be taken back, or the deployment where it has begun after all
 */
async function letting_go_discard(draft, pace, { platform, clock, log, forget }) {
    if (platform.discard === undefined)
        return 'gone';
    const { run, cancel } = ownRun(clock, log, DISCARD_MS[pace]);
    try {
        const begun = await platform.discard(draft, run);
        forget();
        return begun ?? 'gone';
    }
    catch (error) {
        const what = draft.id ?? `with the marker ${draft.marker}`;
        log.warning(`The plan ${what} was not started and could not be deleted: ${(0,release_words/* messageOf */.bD)(error)}`);
        return 'left';
    }
    finally {
        cancel();
    }
}
/**
 * Stops a deployment that nobody waits for any more, and watches it to its end where there is time for that.
 * @returns what became of it, as a sentence
 */
async function abort(deployment, haste, { platform, clock, log }) {
    if (platform.abort === undefined)
        return platform.leave(deployment);
    const { run, cancel } = ownRun(clock, log, ABORT_MS[haste ? 'haste' : 'calm']);
    let asked = false;
    try {
        await platform.abort(deployment, run);
        asked = true;
        const { name } = platform;
        if (haste)
            return `${name} was asked to abort deployment ${deployment.id} and has agreed.`;
        const { outcome } = await poll_follow('deployment', () => platform.look(deployment, run), run);
        if (outcome.status === 'aborted')
            return `${name} was asked to abort it, and it was aborted.`;
        return `${name} was asked to abort it, and it ended otherwise: ${outcome.reason}`;
    }
    catch (error) {
        return asked
            ? `${platform.name} was asked to abort it, and its end was not seen: ${(0,release_words/* messageOf */.bD)(error)}`
            : `It could not be aborted: ${(0,release_words/* messageOf */.bD)(error)} ${platform.leave(deployment)}`;
    }
    finally {
        cancel();
    }
}
const nothing = () => { };
/** For a run whose account is written already. */
const letting_go_unheard = { learn: nothing, complete: nothing, keep: nothing };
/** A run of its own: that of the release is over. */
function ownRun(clock, log, budgetMs) {
    const { signal, cancel } = clock.alarm(budgetMs, () => new release_outcome/* Interrupted */.j$('timeout', `There was no answer within ${budgetMs / 1000} s.`));
    return {
        run: { ...letting_go_unheard, clock, log, signal, pace: 'auto' },
        cancel,
    };
}

;// CONCATENATED MODULE: ./lib/release/records.js



/**
 * All trackers together may add this much. What has not been told by the end of the deployment gets a last moment. A
 * cancelled run has 7.5 s before the runner loses patience.
 */
const BUDGET_MS = { start: 10_000, lastMoment: 1_000, end: 30_000, endInHaste: 3_000 };
const records_words = { start: 'the start', began: 'the progress', end: 'the end' };
function records_keepRecords(keeping) {
    const { clock, log, journal, earlier = {} } = keeping;
    let made;
    // Made once, for a start and its end must be identical.
    const announcement = () => (made ??= keeping.announcement());
    const tellings = untold();
    const trouble = [];
    const timeline = [];
    const lines = keeping.trackers.map((tracker) => ({
        tracker,
        note: earlier[tracker.name],
        telling: Promise.resolve(),
        giveUp: new AbortController(),
    }));
    for (const { tracker, note } of lines) {
        if (note === undefined)
            continue;
        const started = note.state === 'open' || note.state === 'ended' ? 'sent' : 'failed';
        tellings[tracker.name] = { started, ended: note.state === 'ended' ? 'sent' : 'skipped' };
    }
    function save() {
        const noted = lines.flatMap(({ tracker, note }) => (note ? [[tracker.name, note]] : []));
        journal.write({ trackers: Object.fromEntries(noted) });
    }
    function mark(line, state) {
        line.note = { ...line.note, state };
        save();
    }
    function recordOf(line) {
        return {
            get id() {
                return line.note?.id;
            },
            keep(id) {
                line.note = { state: 'asked', ...line.note, id };
                save();
                keeping.publish?.(line.tracker.name, id);
            },
        };
    }
    /** Tells one thing and notes in the log, the timeline and the trouble what became of it. */
    async function tell({ tracker }, what, act) {
        const from = clock.now();
        let result = 'told';
        try {
            await act();
            if (what !== 'began')
                log.info(`${tracker.title}: ${what} recorded.`);
        }
        catch (error) {
            const refused = error instanceof TrackerFailure && error.refused;
            const sentence = troubleOf(tracker, records_words[what], error);
            trouble.push(sentence);
            if (refused)
                log.error(sentence);
            else
                log.warning(sentence);
            result = refused ? 'refused' : 'lost';
        }
        const good = result === 'told';
        if (what !== 'began')
            timeline.push({ section: tracker.title, title: what, from, to: clock.now(), good });
        return result;
    }
    async function openLine(line, signal) {
        const { tracker } = line;
        const result = await tell(line, 'start', () => tracker.start(announcement(), recordOf(line), signal));
        const started = result === 'told' ? 'sent' : 'failed';
        tellings[tracker.name] = { started, ended: 'skipped' };
        mark(line, { told: 'open', refused: 'refused', lost: 'asked' }[result]);
    }
    async function beginLine(line, deployment) {
        const { tracker, giveUp } = line;
        await line.telling;
        if (tracker.began === undefined || line.note?.state !== 'open' || giveUp.signal.aborted)
            return;
        await tell(line, 'began', async () => tracker.began?.(announcement(), deployment, recordOf(line), giveUp.signal));
    }
    async function endLine(line, conclusion, ms) {
        const { tracker } = line;
        const alarm = clock.alarm(ms, () => new Error(`it did not answer within ${Math.round(ms / 1000)} s.`));
        const result = await tell(line, 'end', () => tracker.end(announcement(), conclusion, recordOf(line), alarm.signal));
        alarm.cancel();
        tellings[tracker.name] = { ...tellings[tracker.name], ended: result === 'told' ? 'sent' : 'failed' };
        mark(line, result === 'told' ? 'ended' : 'asked');
    }
    const settled = () => Promise.all(lines.map(({ telling }) => telling));
    function stopTelling() {
        for (const line of lines)
            line.giveUp.abort(new Error('the deployment had ended before it answered.'));
    }
    /** Waits for what is still being told; what takes longer than `ms` is given up. */
    async function settle(ms) {
        const alarm = clock.alarm(ms, () => new Error());
        alarm.signal.addEventListener('abort', stopTelling);
        if (ms === 0)
            stopTelling();
        await settled();
        alarm.cancel();
    }
    return {
        tellings,
        trouble,
        timeline,
        get ids() {
            return Object.fromEntries(lines.flatMap(({ tracker, note }) => (note?.id ? [[tracker.name, note.id]] : [])));
        },
        async open(cancel) {
            if (lines.length === 0)
                return;
            for (const line of lines)
                line.note = { state: 'asked' };
            save();
            for (const line of lines) {
                line.telling = openLine(line, AbortSignal.any([cancel, line.giveUp.signal]));
            }
            const alarm = clock.alarm(BUDGET_MS.start, () => new Error());
            const late = new Promise((resolve) => {
                alarm.signal.addEventListener('abort', () => resolve());
            });
            await Promise.race([settled(), late]);
            alarm.cancel();
            if (!alarm.signal.aborted)
                return;
            const slow = lines.filter(({ tracker }) => tellings[tracker.name].started === 'skipped');
            for (const { tracker } of slow) {
                log.info(`${tracker.title} has not answered within ${BUDGET_MS.start / 1000} s: going on without it.`);
            }
        },
        adopt() {
            for (const line of lines)
                line.note ??= { state: 'asked' };
            if (lines.length > 0)
                save();
        },
        began(deployment) {
            for (const line of lines) {
                line.telling = beginLine(line, deployment);
            }
        },
        async end(ending, haste) {
            const began = clock.now();
            await settle(haste ? 0 : BUDGET_MS.lastMoment);
            const open = lines.filter(({ note }) => note?.state === 'asked' || note?.state === 'open');
            const budgetMs = haste ? BUDGET_MS.endInHaste : BUDGET_MS.end;
            const left = budgetMs - (clock.now() - began);
            const conclusion = { ...ending, endedAt: clock.now() };
            await Promise.all(open.map((line) => endLine(line, conclusion, left)));
            const lost = lines.some(({ note }) => note?.state === 'asked' || note?.state === 'open');
            journal.write({ closed: !lost, status: ending.outcome.status });
        },
        async leave() {
            await settle(BUDGET_MS.lastMoment);
            journal.write({ closed: true, status: 'pending-review' });
        },
    };
}
function troubleOf(tracker, what, error) {
    const told = `${tracker.title} was not told of ${what}: ${(0,release_words/* messageOf */.bD)(error)}`;
    if (error instanceof TrackerFailure)
        return `${told} ${error.advice}`;
    const last = error instanceof Error ? error.cause : undefined;
    return last === undefined ? told : `${told} The last that was heard: ${(0,release_words/* messageOf */.bD)(last)}`;
}

;// CONCATENATED MODULE: ./lib/release/close.js






/** How long the platform is watched for an end that may be near; with all the rest it stays below a minute. */
const WATCH_MS = 15_000;
/**
 * Finishes the story of a process that was stopped before it could: asks the platform for the true state, watches a
 * short while, and ends every record that was left open. Starts nothing.
 */
async function close_close(cast) {
    const { entry, clock } = cast;
    const { outcome, counts, deployment } = await findOut(cast);
    const announcement = () => announcementOf(entry.plan, entry.startedAt);
    const records = keepRecords({ ...cast, announcement, earlier: entry.trackers });
    if (outcome.status === 'pending-review')
        await records.leave();
    else
        await records.end({ outcome, ...(deployment && { deployment }) }, false);
    return {
        plan: entry.plan,
        outcome,
        startedAt: entry.startedAt,
        endedAt: clock.now(),
        ...(deployment && { deployment }),
        counts,
        trackers: records.tellings,
        recordIds: records.ids,
        trackerTrouble: records.trouble,
        timeline: records.timeline,
    };
}
async function findOut(cast) {
    const { entry, platform } = cast;
    const draft = entry.deployment ?? (await close_closeDraft(cast));
    if (typeof draft === 'object')
        return { ...(await watch(cast, draft)), deployment: draft };
    const outcome = entry.launch === 'none' || draft === 'gone'
        ? { status: 'cancelled', reason: 'The run was stopped before a deployment was begun.' }
        : {
            status: 'unknown',
            reason: `The run was stopped while ${platform.name} was being asked to deploy: it may or may not have begun.`,
            advice: `Look for "${entry.plan.name}" on the platform before you run this again.`,
        };
    return { outcome, counts: [] };
}
/** Takes back what an earlier process created and nobody launched. */
async function close_closeDraft(cast) {
    return cast.entry.draft ? discard(cast.entry.draft, 'afterwards', { ...cast, forget: () => { } }) : 'none';
}
async function watch(cast, deployment) {
    const { platform, clock, log } = cast;
    const alarm = clock.alarm(WATCH_MS, () => new Interrupted('timeout', 'It did not end soon enough to be watched.'));
    const run = { ...unheard, clock, log, signal: alarm.signal, pace: 'auto' };
    try {
        if (cast.onCancel === 'abort' && platform.abort) {
            const first = await platform.look(deployment, run);
            if (first.phase === 'over')
                return first.result;
            await close_stop(cast, deployment, run);
        }
        return await follow('deployment', () => platform.look(deployment, run), run);
    }
    catch (error) {
        if (error instanceof Halt)
            return { outcome: error.outcome, counts: [] };
        const reason = `The run was stopped while the deployment was under way. ${platform.leave(deployment)}`;
        const advice = 'Wait for it with `operation: resume`, or look at it on the platform, before you deploy again.';
        return { outcome: { status: 'cancelled', reason, advice }, counts: [] };
    }
    finally {
        alarm.cancel();
    }
}
/** What is stopped with the run is stopped on the platform, where that is possible. */
async function close_stop({ platform, log }, deployment, run) {
    try {
        await platform.abort?.(deployment, run);
    }
    catch (error) {
        log.warning(`Deployment ${deployment.id} could not be aborted: ${messageOf(error)}`);
    }
}

// EXTERNAL MODULE: ./lib/release/clock.js
var clock = __nccwpck_require__(4911);
;// CONCATENATED MODULE: ./lib/release/allowance.js


function allow(totalMs, clock) {
    const controller = new AbortController();
    let left = totalMs;
    let since;
    let cancel;
    return {
        signal: controller.signal,
        run() {
            if (since !== undefined)
                return;
            since = clock.now();
            const alarm = clock.alarm(left, () => new release_outcome/* Interrupted */.j$('timeout', 'The time given by `timeout` ran out.'));
            alarm.signal.addEventListener('abort', () => controller.abort(alarm.signal.reason), { once: true });
            cancel = alarm.cancel;
        },
        hold() {
            if (since === undefined)
                return;
            left -= clock.now() - since;
            since = undefined;
            cancel?.();
        },
    };
}

;// CONCATENATED MODULE: ./lib/release/fetch.js




/** The story of an export: a package is fetched, and nothing changes anywhere. Never throws, like a release. */
async function fetchPackage(cast) {
    const { platform, clock, log } = cast;
    const allowance = allow(cast.timeoutMs, clock);
    let plan = cast.plan;
    const run = {
        clock,
        log,
        pace: cast.pace,
        signal: AbortSignal.any([cast.cancel, allowance.signal]),
        learn: () => { },
        complete(details) {
            plan = cast.complete(plan, details);
        },
        keep: () => { },
    };
    let outcome;
    allowance.run();
    try {
        if (platform.export === undefined)
            throw new Error(`${platform.name} gives no packages.`);
        const file = await platform.export(cast.folder, run);
        plan = { ...plan, package: file, files: [file] };
        outcome = { status: 'succeeded', reason: `${platform.name} gave ${file.name}, ${(0,release_words/* sayBytes */.zm)(file.bytes)}.` };
    }
    catch (error) {
        outcome = (0,release_outcome/* outcomeOf */.sG)(error, platform.name, 'no');
    }
    finally {
        allowance.hold();
    }
    return { ...stillborn(outcome, cast.startedAt, clock.now()), plan };
}

// EXTERNAL MODULE: ./lib/release/journal.js
var journal = __nccwpck_require__(6802);
;// CONCATENATED MODULE: ./lib/release/recall.js





/** Asking trackers must not hold up a deployment for longer. */
const TRACKERS_BUDGET_MS = 10_000;
/**
 * What is known of a deployment that was begun already: by the journal of an earlier process, or by the traces that
 * platform and trackers keep.
 * @throws Halt where a deployment may have been begun and nobody can tell
 */
async function recall(memory, run) {
    const { earlier, plan } = memory;
    if (earlier) {
        const begun = await fromJournal(earlier, memory);
        if (begun)
            return begun;
    }
    if (plan.operation !== 'resume' && plan.origin.attempt === 1)
        return undefined;
    return choose(await allTraces(memory, run), plan);
}
/**
 * The deployment that is meant: of a run that is repeated, the one of its last attempt; of a run that resumes, the one
 * with the same inputs, or the only one there is.
 * @throws Halt where several could be meant
 */
function choose(traces, plan) {
    const resumes = plan.operation === 'resume';
    const known = traces.flatMap(({ deploymentId: id, ...trace }) => id === undefined ? [] : [{ id, ...trace }]);
    const own = known.filter((trace) => (resumes ? release_trace/* isSameRun */.Mf : release_trace/* isEarlierAttempt */.yW)(trace, plan));
    const same = own.filter(({ fingerprint }) => fingerprint === plan.fingerprint);
    const [last, ...others] = (same.length > 0 ? same : own).toSorted((one, other) => other.origin.attempt - one.origin.attempt);
    if (last === undefined)
        return undefined;
    const ids = new Set([last, ...others].map(({ id }) => id));
    if (same.length === 0 && ids.size > 1) {
        throw new release_outcome/* Halt */._V({
            status: 'invalid-input',
            reason: `This run has begun several deployments: ${[...ids].join(', ')}. Nothing was sent to change anything.`,
            advice: 'Say which one is meant with `deployment-id`.',
        });
    }
    return { id: last.id, from: `attempt ${last.origin.attempt} of this run` };
}
async function fromJournal(entry, memory) {
    const { platform, log, stateFile } = memory;
    const from = `the state in ${stateFile ?? 'this folder'}`;
    if (entry.deployment)
        return { id: entry.deployment.id, from };
    if (entry.draft) {
        const found = await letting_go_discard(entry.draft, 'calm', { ...memory, forget: () => { } });
        if (typeof found === 'object')
            return { id: found.id, from };
        if (found === 'gone')
            return undefined;
        log.warning('The plan of an earlier run is still there.');
        return undefined;
    }
    if (entry.launch === 'none')
        return undefined;
    throw new release_outcome/* Halt */._V({
        status: 'unknown',
        reason: `An earlier run asked ${platform.name} to deploy "${entry.plan.name}" and its answer was lost: it may or may not have begun. Nothing was sent.`,
        advice: `Look for it on the platform. If it is there, resume it with its \`deployment-id\`; if it is not, delete ${stateFile ?? 'the state'} and run this again.`,
    });
}
/** All traces. A tracker that can't be asked is passed over: it must not cost the deployment. */
async function allTraces(memory, run) {
    const { platform, trackers, clock, log, announcement } = memory;
    const alarm = clock.alarm(TRACKERS_BUDGET_MS, () => new Error(`it did not answer within ${TRACKERS_BUDGET_MS / 1000} s.`));
    const signal = AbortSignal.any([run.signal, alarm.signal]);
    async function ask({ title, traces }) {
        if (traces === undefined)
            return [];
        try {
            return await traces(announcement(), signal);
        }
        catch (error) {
            run.signal.throwIfAborted();
            const advice = error instanceof TrackerFailure ? ` ${error.advice}` : '';
            log.warning(`${title} could not be asked for earlier attempts: ${(0,release_words/* messageOf */.bD)(error)}${advice}`);
            return [];
        }
    }
    try {
        const found = await Promise.all([platform.traces?.(run) ?? [], ...trackers.map(ask)]);
        return found.flat();
    }
    finally {
        alarm.cancel();
    }
}

;// CONCATENATED MODULE: ./lib/release/story.js



function openRecords(cast, announcement, earlier) {
    return records_keepRecords({
        ...cast,
        announcement,
        earlier: earlier ?? {},
        publish: (record, id) => cast.publish({ record, id }),
    });
}
/** Notes, saves and tells that there is a deployment. */
function accept(cast, notes, deployment) {
    notes.launched = deployment;
    cast.journal.write({ launch: 'accepted', deployment, draft: undefined });
    cast.publish({ deployment });
}
/** Waits for the end of what has begun. */
async function story_watch(cast, run, notes, deployment, from) {
    let good = false;
    try {
        const look = async () => {
            const sighting = await cast.platform.look(deployment, run);
            notes.platformStatus = sighting.status;
            return sighting;
        };
        const { outcome, counts } = await poll_follow('deployment', look, run);
        notes.counts = counts;
        good = (0,release_outcome/* isGreen */.gf)(outcome.status);
        return outcome;
    }
    finally {
        note(cast, notes, from, good);
    }
}
/** Notes a bar of the timeline. */
function note(cast, notes, from, good) {
    const section = cast.platform.name;
    notes.timeline.push({ section, title: 'deployment', from, to: cast.clock.now(), good });
}

;// CONCATENATED MODULE: ./lib/release/attach.js






/**
 * Goes on with what was begun before, where something was.
 * @returns how it ended; undefined where a new deployment is to be begun
 */
async function attach(cast, run, notes) {
    const { earlier, plan } = cast;
    const resumes = plan.operation === 'resume';
    const fresh = notes.records;
    if (earlier) {
        // Start and end must be identical, so what the start said counts.
        notes.plan = { ...earlier.plan, operation: plan.operation };
        notes.records = openRecords(cast, () => tracker_announcementOf(notes.plan, earlier.startedAt), earlier.trackers);
    }
    const startOver = async (outcome) => {
        await notes.records.end({ outcome }, false);
        const blank = (0,journal/* blankEntry */.DO)(plan, cast.startedAt);
        cast.journal.write({ ...blank, deployment: undefined, draft: undefined, status: undefined });
        Object.assign(notes, { plan, records: fresh, launched: 'no', counts: [] });
    };
    const memory = { ...cast, announcement: () => tracker_announcementOf(notes.plan, cast.startedAt) };
    const begun = cast.deploymentId
        ? { id: cast.deploymentId, from: '`deployment-id`' }
        : await recall(memory, run);
    const deployment = begun && (await attach_find(cast, run, begun));
    if (begun === undefined || deployment === undefined) {
        if (resumes)
            throw new release_outcome/* Halt */._V(nothingToResume);
        return earlier && startOver(neverLaunched);
    }
    cast.log.info(`Going on with deployment ${deployment.id}, known from ${begun.from}.`);
    notes.records.adopt();
    accept(cast, notes, deployment);
    const outcome = await story_watch(cast, run, notes, deployment, cast.clock.now());
    if (resumes || !isOver(outcome.status))
        return outcome;
    cast.log.notice(`Deployment ${deployment.id} ended as ${outcome.status}: ${outcome.reason} Beginning anew.`);
    return startOver(outcome);
}
/**
 * The deployment, where it has begun and a repeated run can go on with it.
 * @throws Halt where a run that resumes can't
 */
async function attach_find(cast, run, { id, from }) {
    const resumes = cast.plan.operation === 'resume';
    try {
        const deployment = await cast.platform.attach(id, run);
        if (deployment)
            return deployment;
        if (resumes)
            throw new release_outcome/* Halt */._V(neverBegun(id));
        await letting_go_discard({ id, marker: '' }, 'calm', { ...cast, forget: () => { } });
    }
    catch (error) {
        const gone = error instanceof release_outcome/* Halt */._V && error.outcome.status === 'invalid-input';
        if (resumes || !gone)
            throw error;
        cast.log.warning(`Deployment ${id}, known from ${from}, is not there any more. ${error.message}`);
    }
    return undefined;
}
/** Whether the platform itself said that it did not succeed and is over. */
function isOver(status) {
    return status === 'failed' || status === 'rejected' || status === 'aborted';
}
const neverLaunched = {
    status: 'cancelled',
    reason: 'An earlier run was stopped before a deployment was begun.',
};
const nothingToResume = {
    status: 'invalid-input',
    reason: 'There is nothing to resume: no earlier attempt of this run has left a trace of a deployment.',
    advice: 'Say which deployment is meant with `deployment-id`.',
};
function neverBegun(id) {
    return {
        status: 'invalid-input',
        reason: `Deployment ${id} exists and was never started: there is nothing to wait for.`,
        advice: 'Deploy instead, or start it on the platform first.',
    };
}

;// CONCATENATED MODULE: ./lib/release/log-file.js

/** The platform's log is fetched after the end and must not hold up the news of it for longer. */
const log_file_BUDGET_MS = 60_000;
/** Fetches the platform's whole log. One that can't be had is a sentence for a warning. */
async function fetchLog({ platform, clock, logFile, cancel }, deployment) {
    const alarm = clock.alarm(log_file_BUDGET_MS, () => new Error(`it was not there within ${log_file_BUDGET_MS / 1000} s.`));
    try {
        const signal = AbortSignal.any([alarm.signal, cancel]);
        return { logExcerpt: await platform.log(deployment, logFile, signal), logFile };
    }
    catch (error) {
        return `The log of ${platform.name} could not be fetched: ${(0,release_words/* messageOf */.bD)(error)}`;
    }
    finally {
        alarm.cancel();
    }
}

;// CONCATENATED MODULE: ./lib/release/release.js







/**
 * The whole story: prepare, announce, launch, wait, conclude; or, where it was begun before: attach, wait, conclude.
 * Never throws for anything that the platform, the network, a tracker or a cancel can cause: whatever happens becomes
 * the account's outcome.
 */
async function release(cast) {
    const notes = {
        plan: cast.plan,
        records: openRecords(cast, () => tracker_announcementOf(notes.plan, cast.startedAt)),
        launched: 'no',
        counts: [],
        timeline: [],
    };
    const outcome = await live(cast, notes);
    const endedAt = cast.clock.now();
    const { launched, timeline, draft: _, records, ...known } = notes;
    const deployment = typeof launched === 'object' ? { deployment: launched } : {};
    const cancelled = outcome.status === 'cancelled';
    const waits = outcome.status === 'pending-review';
    const [, fetched] = await Promise.all([
        waits ? records.leave() : records.end({ outcome, ...deployment }, cancelled),
        typeof launched === 'object' && !cancelled && !waits ? fetchLog(cast, launched) : {},
    ]);
    if (typeof fetched === 'string')
        cast.log.warning(fetched);
    return {
        outcome,
        startedAt: cast.startedAt,
        endedAt,
        ...known,
        ...deployment,
        ...(typeof fetched === 'object' && fetched),
        trackers: records.tellings,
        recordIds: records.ids,
        trackerTrouble: records.trouble,
        timeline: [...timeline, ...records.timeline],
    };
}
async function live(cast, notes) {
    const allowance = allow(cast.timeoutMs, cast.clock);
    const run = {
        clock: cast.clock,
        log: cast.log,
        pace: cast.pace,
        signal: AbortSignal.any([cast.cancel, allowance.signal]),
        learn(inspection) {
            if (notes.inspection === undefined)
                cast.publish({ inspectionId: inspection.id });
            notes.inspection = inspection;
        },
        complete(details) {
            notes.plan = cast.complete(notes.plan, details);
            cast.journal.write({ plan: notes.plan });
        },
        keep(draft) {
            notes.draft = draft;
            cast.journal.write({ draft });
            if (draft?.id && draft.url)
                cast.publish({ deployment: { id: draft.id, url: draft.url } });
        },
    };
    try {
        const outcome = await play(cast, run, notes, allowance);
        allowance.hold();
        await takeBack(cast, notes, false);
        return outcome;
    }
    catch (error) {
        allowance.hold();
        await takeBack(cast, notes, cast.cancel.aborted);
        return (0,release_outcome/* outcomeOf */.sG)(error, cast.platform.name, await letGo(cast, notes, error));
    }
}
/** Nothing that was created and not launched stays behind. */
async function takeBack(cast, notes, haste) {
    if (notes.draft === undefined)
        return;
    const forget = () => cast.journal.write({ draft: undefined });
    const found = await letting_go_discard(notes.draft, haste ? 'haste' : 'calm', { ...cast, forget });
    if (found === 'gone')
        notes.launched = 'no';
    if (typeof found !== 'object')
        return;
    notes.launched = found;
    cast.journal.write({ launch: 'accepted', deployment: found });
    cast.publish({ deployment: found });
}
/** What becomes of a deployment that nobody waits for any more: a sentence, or whether there is one at all. */
async function letGo(cast, { launched }, error) {
    if (typeof launched !== 'object')
        return launched;
    const policy = { timeout: cast.onTimeout, cancel: cast.onCancel };
    if (!(error instanceof release_outcome/* Interrupted */.j$) || policy[error.by] === 'leave')
        return cast.platform.leave(launched);
    return abort(launched, error.by === 'cancel', cast);
}
async function play(cast, run, notes, allowance) {
    allowance.run();
    const begun = await attach(cast, run, notes);
    if (begun)
        return begun;
    const verdict = await prepare(cast, run, notes);
    if (verdict.kind === 'stop')
        return verdict.outcome;
    if (cast.plan.operation === 'inspect') {
        return { status: verdict.warned ? 'succeeded-with-warnings' : 'succeeded', reason: verdict.reason };
    }
    cast.log.info(verdict.reason);
    allowance.hold();
    await notes.records.open(cast.cancel);
    run.signal.throwIfAborted();
    allowance.run();
    const end = await deploy(cast, run, notes);
    if (!verdict.warned || end.status !== 'succeeded')
        return end;
    return { ...end, status: 'succeeded-with-warnings', reason: `${end.reason} ${verdict.reason}` };
}
async function prepare(cast, run, notes) {
    const from = cast.clock.now();
    let good = false;
    try {
        const verdict = await cast.platform.prepare(run);
        good = verdict.kind === 'go';
        return verdict;
    }
    finally {
        const span = { section: cast.platform.name, title: 'inspection', from, to: cast.clock.now(), good };
        if (notes.inspection)
            notes.timeline.push(span);
    }
}
async function deploy(cast, run, notes) {
    const from = cast.clock.now();
    notes.launched = 'perhaps';
    cast.journal.write({ launch: 'asked' });
    const deployment = await cast.platform.launch(run).catch((error) => {
        note(cast, notes, from, false);
        throw error;
    });
    notes.draft = undefined;
    accept(cast, notes, deployment);
    notes.records.began(deployment);
    return story_watch(cast, run, notes, deployment, from);
}

// EXTERNAL MODULE: ./lib/release/state-file.js
var state_file = __nccwpck_require__(3539);
;// CONCATENATED MODULE: ./lib/report/plan.js


/**
 * The first thing in the log: what is going to be done, with everything that was derived. Holds no secret.
 * @param special what only this platform has to tell
 */
function showPlan(log, plan, inputs, special) {
    const { asked, edition, settings } = special;
    /** The value, or that it is not known yet. */
    const known = (name, value) => asked.includes(name) && inputs[name] === undefined ? `as ${plan.platform} tells` : value;
    const rows = [
        ['platform', `${plan.platform} at ${plan.host} (API ${edition})`],
        ['operation', plan.operation],
        ['environment', plan.environment],
        ['component', known('component', plan.component)],
        ['version', known('version', plan.version)],
        ['hosts', known('hosts', plan.hosts.join(', '))],
        ['owner', plan.owner],
        ['name', inputs.name ?? (asked.length > 0 ? 'component and version' : plan.name)],
        ...plan.files.map(({ path, bytes, sha256 }) => ['file', `${path} (${(0,release_words/* sayBytes */.zm)(bytes)}, sha256 ${sha256})`]),
        ...settings,
        ['timeout', `${(0,release_words/* sayDuration */.kP)(inputs.timeout)}, looking every ${sayPace(inputs['poll-interval'])}`],
        ['secrets', given(inputs).join(', ')],
        ['trackers', inputs['bigpanda-token'] ? `BigPanda at ${inputs['bigpanda-url'].host}` : 'none'],
    ];
    log.group(plan_titleOf(plan, asked.length > 0 ? inputs.version : plan.version), rows.map(([name, value]) => `${name.padEnd(12)}${value}`));
}
function plan_titleOf({ operation, component, environment }, version) {
    return [titles[operation], component, version, operation === 'export' ? 'from' : '→', environment]
        .filter(Boolean)
        .join(' ');
}
/** The plan once the platform has told what the user left open. */
function showCompleted(log, { operation, component, version, environment, hosts }) {
    const where = operation === 'export' ? `from ${environment}` : `→ ${environment} (${hosts.join(', ')})`;
    log.info(`  ${component} ${version} ${where}`);
}
const titles = { deploy: 'Deploy', inspect: 'Inspect', export: 'Export', resume: 'Resume' };
function sayPace(pace) {
    return pace === 'auto' ? '1 s to 15 s, less often with age' : (0,release_words/* sayDuration */.kP)(pace);
}
function given(inputs) {
    return definition/* inputTable */.Fu.flatMap(([name, { secret }]) => (secret && inputs[name] !== undefined ? [name] : []));
}

;// CONCATENATED MODULE: ./lib/report/outputs.js
/** Every output, on every path: an empty text where there is nothing to tell. */
function outputsOf(account, resultFile) {
    const { plan, inspection, deployment } = account;
    return {
        status: account.outcome.status,
        'deployment-id': deployment?.id ?? '',
        'deployment-url': deployment?.url ?? '',
        'inspection-id': inspection?.id ?? '',
        version: plan?.version ?? '',
        errors: String(inspection?.errors ?? 0),
        warnings: String(inspection?.warnings ?? 0),
        'started-at': new Date(account.startedAt).toISOString(),
        'ended-at': new Date(account.endedAt).toISOString(),
        'duration-seconds': String(Math.round((account.endedAt - account.startedAt) / 1000)),
        'log-file': account.logFile ?? '',
        'result-file': resultFile,
        'package-file': plan?.package?.path ?? '',
        'package-sha256': plan?.package?.sha256 ?? '',
        'deployments-api-id': account.recordIds['deployments-api'] ?? '',
        'github-deployment-id': account.recordIds.github ?? '',
        trackers: JSON.stringify(account.trackers),
    };
}
/** The result file: everything known, as JSON. */
function resultOf(account) {
    const { startedAt, endedAt, logExcerpt: _, timeline, ...rest } = account;
    const result = {
        ...rest.outcome,
        'started-at': new Date(startedAt).toISOString(),
        'ended-at': new Date(endedAt).toISOString(),
        'duration-seconds': Math.round((endedAt - startedAt) / 1000),
        plan: rest.plan,
        inspection: rest.inspection,
        deployment: rest.deployment,
        'platform-status': rest.platformStatus,
        counts: rest.counts,
        trackers: rest.trackers,
        'record-ids': rest.recordIds,
        'tracker-trouble': rest.trackerTrouble,
        'log-file': rest.logFile,
        timeline: timeline.map(({ from, to, ...span }) => ({
            ...span,
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
        })),
    };
    return `${JSON.stringify(result, undefined, 2)}\n`;
}

;// CONCATENATED MODULE: ./lib/report/markdown.js

/** Markdown that shows remote text and obeys none of it. */
const LONGEST_CELL = 600;
/** A text as one line of Markdown that can stand in a table, a heading or a sentence. */
function escapeMarkdown(text, longest = LONGEST_CELL) {
    const flat = harmlessLines(text).join(' ').trim();
    const cut = flat.length > longest ? `${flat.slice(0, longest)}…` : flat;
    // An entity can't begin or end any markup; the empty comment keeps a name from becoming a mention.
    return cut
        .replace(/[&<>"'`*_~|[\]{}()#!\\$^=+]|:(?=\/\/)|(?<=\bwww)\./gi, entity)
        .replace(/@/g, '@<!-- -->');
}
/** A text as it is, for the inside of `<pre>`. */
function escapeHtml(text) {
    return harmlessLines(text)
        .join('\n')
        .replace(/[&<>"'`*_~|[\]\\$]/g, entity)
        .replace(/@/g, '@<!-- -->');
}
function entity(character) {
    return `&#${character.codePointAt(0)};`;
}
/** A table; the cells are Markdown already. */
function table(head, rows) {
    return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
/** Something that is there for those who want it. The blank lines let Markdown inside be Markdown. */
function folded(title, content) {
    return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

;// CONCATENATED MODULE: ./lib/report/summary.js



/** GitHub drops a summary above 1 MiB whole; the fixed parts need far less than the difference. */
const PROBLEMS_LENGTH = 600_000;
const LOG_LENGTH = 40_000;
/** The page about a release: the verdict first, then what, where, how long, and what was wrong. Markdown. */
function summarize(account) {
    return [
        heading(account),
        reason(account.outcome.reason),
        account.outcome.advice && `> **What to do:** ${escapeMarkdown(account.outcome.advice, 2_000)}`,
        facts(account),
        trouble(account),
        problems(account),
        account.logExcerpt && log(account.logExcerpt, account.outcome.status),
        timeline(account.timeline),
    ]
        .filter(Boolean)
        .join('\n\n')
        .concat('\n');
}
/** The first line is the sentence; further lines are a list. */
function reason(text) {
    const [sentence = '', ...items] = text.split('\n').map((line) => escapeMarkdown(line, 4_000));
    return items.length === 0 ? sentence : `${sentence}\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}
function heading({ plan, outcome }) {
    const what = plan
        ? `: ${escapeMarkdown(plan.component)} ${escapeMarkdown(plan.version)} → ${escapeMarkdown(plan.environment)}`
        : '';
    return `## ${sign(outcome.status)} ${verdict(outcome.status, plan?.operation)}${what}`;
}
function sign(status) {
    if (status === 'succeeded')
        return '✅';
    if ((0,release_outcome/* isGreen */.gf)(status))
        return '🟡';
    return status === 'unknown' || status === 'timed-out' || status === 'cancelled' ? '⚠️' : '❌';
}
function verdict(status, operation = 'deploy') {
    const done = { deploy: 'Deployed', inspect: 'Inspected', export: 'Exported', resume: 'Deployed' }[operation];
    switch (status) {
        case 'succeeded':
            return done;
        case 'succeeded-with-warnings':
            return `${done} with warnings`;
        case 'inspection-failed':
            return 'Not deployed, the inspection found problems';
        case 'conflicts':
            return 'Not deployed, there are conflicts';
        case 'refused':
            return 'Not deployed, it was refused';
        case 'failed':
            return 'Deployment failed';
        case 'rejected':
            return 'Deployment rejected by a reviewer';
        case 'needs-intervention':
            return 'Deployment waits for a person';
        case 'pending-review':
            return 'Deployment waits for a reviewer';
        case 'timed-out':
            return 'Time ran out';
        case 'cancelled':
            return 'Cancelled';
        case 'aborted':
            return 'Deployment was aborted';
        case 'unknown':
            return 'Outcome not known';
        case 'invalid-input':
            return 'Nothing was sent, the inputs need mending';
        case 'error':
            return 'Nothing was deployed';
    }
}
function facts(account) {
    const { plan, outcome, deployment, inspection } = account;
    if (!plan)
        return '';
    const file = plan.package;
    const rows = [
        [
            'Status',
            `\`${outcome.status}\`${account.platformStatus ? ` (${escapeMarkdown(account.platformStatus)})` : ''}`,
        ],
        [plan.platform, escapeMarkdown(plan.host)],
        ['Environment', escapeMarkdown(plan.environment)],
        ['Component', `${escapeMarkdown(plan.component)} ${escapeMarkdown(plan.version)}`],
        file && ['Package', `${escapeMarkdown(file.name)}, ${(0,release_words/* sayBytes */.zm)(file.bytes)}, sha256 \`${file.sha256}\``],
        ['Took', (0,release_words/* sayDuration */.kP)(account.endedAt - account.startedAt)],
        deployment && ['Deployment', `[${escapeMarkdown(deployment.id)}](${encodeURI(deployment.url)})`],
        inspection && [
            'Inspection',
            `${(0,release_words/* count */.U9)(inspection.errors, 'error')}, ${(0,release_words/* count */.U9)(inspection.warnings, 'warning')}`,
        ],
        ...counts(account),
        ...told(account),
        plan.owner ? ['Owner', escapeMarkdown(plan.owner)] : undefined,
        plan.runUrl ? ['Run', `[this run](${encodeURI(plan.runUrl)})`] : undefined,
    ];
    const [first = ['', ''], ...others] = rows.filter((row) => row !== undefined);
    return table(first, others);
}
function counts(account) {
    return account.counts.map(({ what, total, imported, failed, skipped }) => [
        escapeMarkdown(what.charAt(0).toUpperCase() + what.slice(1)),
        `${total} in all: ${imported} imported, ${failed} failed, ${skipped} skipped`,
    ]);
}
function told(account) {
    const titles = {
        bigpanda: 'BigPanda',
        'deployments-api': 'Deployments API',
        github: 'GitHub Deployments',
    };
    return Object.entries(account.trackers)
        .filter(([, { started, ended }]) => started !== 'skipped' || ended !== 'skipped')
        .map(([name, { started, ended }]) => [
        titles[name],
        `start ${started}, end ${ended}`,
    ]);
}
function trouble({ trackerTrouble }) {
    return trackerTrouble.map((sentence) => `- ⚠️ ${escapeMarkdown(sentence, 2_000)}`).join('\n');
}
function problems({ inspection }) {
    const all = inspection?.problems ?? [];
    if (inspection === undefined || all.length === 0)
        return '';
    const rows = [];
    let length = 0;
    for (const problem of all) {
        const row = problemRow(problem);
        length += Buffer.byteLength(row.join('')) + 20;
        if (length > PROBLEMS_LENGTH)
            break;
        rows.push(row);
    }
    const rest = all.length - rows.length;
    const more = rest > 0 ? `\n\n… and ${rest.toLocaleString('en-US')} more: all of them are in the result file.` : '';
    const title = `${(0,release_words/* count */.U9)(inspection.errors, 'error')} and ${(0,release_words/* count */.U9)(inspection.warnings, 'warning')} by object`;
    return folded(title, `${table(['', 'Object', 'Problem'], rows)}${more}`);
}
function problemRow({ severity, object, uuid, message }) {
    const name = object ? escapeMarkdown(object, 200) : '';
    const id = uuid ? `<br><sub>${escapeMarkdown(uuid, 100)}</sub>` : '';
    return [severity === 'error' ? '❌' : '🟡', `${name}${id}`, escapeMarkdown(message)];
}
function log(excerpt, status) {
    const cut = excerpt.length > LOG_LENGTH ? `${excerpt.slice(0, LOG_LENGTH)}…` : excerpt;
    const open = (0,release_outcome/* isGreen */.gf)(status) ? '' : ' (the whole log is in the file of output `log-file`)';
    return folded('Deployment log', `<pre>${escapeHtml(cut)}</pre>${open}`);
}
/** Titles are this program's own words, so none can break the diagram. */
function timeline(spans) {
    if (spans.length === 0)
        return '';
    const sections = [...new Set(spans.map((span) => span.section))];
    const lines = sections.flatMap((section) => [
        `  section ${section}`,
        ...spans
            .filter((span) => span.section === section)
            .map(({ title, from, to, good }) => {
            const end = Math.max(to, from + 1);
            return `  ${title} (${(0,release_words/* sayDuration */.kP)(to - from)}) :${good ? 'done' : 'crit'}, ${from}, ${end}`;
        }),
    ]);
    const chart = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S', ...lines].join('\n');
    return folded('Timeline', `\`\`\`mermaid\n${chart}\n\`\`\``);
}

;// CONCATENATED MODULE: ./lib/report/report.js







/** As many problems as a person reads in a log; the others are in the summary and the result file. */
const MOST_PROBLEMS = 50;
const MOST_LOG_LINES = 100;
/** Tells how it ended, in every place where somebody may look: log, result file, outputs, summary. */
async function report_report(told, reporting) {
    const { ci, log, redact } = reporting;
    const account = redactAll(told, redact);
    const result = redact(resultOf(account));
    showDetails(log, account);
    const resultFile = await save(ci.folder, result, log);
    if (!reporting.afterwards) {
        for (const [name, value] of Object.entries(outputsOf(account, resultFile))) {
            ci.output(name, redact(value));
        }
    }
    if (reporting.summary)
        await summarizeInto(ci, redact(summarize(account)), log);
    const troubled = reporting.strict && account.trackerTrouble.length > 0;
    const red = !(0,release_outcome/* isGreen */.gf)(account.outcome.status) || troubled;
    conclude(log, account, reporting);
    if (troubled)
        log.error('A tracker could not be told and `on-tracker-error` is fail.');
    return { account, result, red };
}
async function save(folder, result, log) {
    const file = (0,external_node_path_.join)(folder, 'result.json');
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await (0,promises_.writeFile)(file, result);
        return file;
    }
    catch (error) {
        log.warning(`The result file could not be written: ${(0,release_words/* messageOf */.bD)(error)}`);
        return '';
    }
}
async function summarizeInto(ci, markdown, log) {
    try {
        await ci.summary(markdown);
    }
    catch (error) {
        log.warning(`The summary could not be written: ${(0,release_words/* messageOf */.bD)(error)}`);
    }
}
function showDetails(log, { inspection, logExcerpt, logFile, outcome }) {
    if (inspection && inspection.problems.length > 0) {
        const title = `Problems: ${(0,release_words/* count */.U9)(inspection.errors, 'error')}, ${(0,release_words/* count */.U9)(inspection.warnings, 'warning')}`;
        const shown = inspection.problems.slice(0, MOST_PROBLEMS).map(sayProblem);
        const rest = inspection.problems.length - shown.length;
        log.group(title, rest > 0 ? [...shown, `… and ${rest} more in the summary and the result file`] : shown);
    }
    if (logExcerpt && !(0,release_outcome/* isGreen */.gf)(outcome.status)) {
        const lines = logExcerpt.split('\n');
        const shown = lines.slice(0, MOST_LOG_LINES);
        log.group('Deployment log', shown.length < lines.length ? [...shown, `… goes on in ${logFile}`] : shown);
    }
    if (logFile)
        log.info(`The deployment log is in ${logFile}`);
}
function sayProblem({ severity, object, uuid, message }) {
    return `${severity}: ${[object, uuid && `(${uuid})`].filter(Boolean).join(' ')}: ${message.replace(/\s+/g, ' ')}`;
}
function conclude(log, account, { afterwards = false }) {
    const { status, reason, advice } = account.outcome;
    const took = account.plan ? ` after ${(0,release_words/* sayDuration */.kP)(account.endedAt - account.startedAt)}` : '';
    const sentence = `${status}${took}: ${reason}${advice ? `\nWhat to do: ${advice}` : ''}`;
    if (status === 'succeeded')
        log.info(sentence);
    else if ((0,release_outcome/* isGreen */.gf)(status))
        log.notice(sentence);
    else if (afterwards)
        log.warning(sentence);
    else
        log.error(sentence);
}

;// CONCATENATED MODULE: ./lib/perform.js


















/** The whole job, the same for every door: read and check the inputs, release, report. */
async function perform(setting) {
    const { ci, clock } = setting;
    const startedAt = clock.now();
    const { reading, tools } = perform_prepare(setting);
    const reporting = { ci, ...tools, summary: reading.values.summary !== false };
    let account;
    try {
        const examined = await examine(reading.values);
        const problems = [...reading.problems, ...examined.problems];
        account =
            problems.length > 0
                ? stillborn(toMend(problems, 'nothing was sent'), startedAt, clock.now())
                : await perform_deploy(setting, reading.values, examined, tools, startedAt);
    }
    catch (error) {
        account = stillborn((0,release_outcome/* outcomeOf */.sG)(error, 'The platform', 'no'), startedAt, clock.now());
    }
    const strict = reading.values['on-tracker-error'] === 'fail';
    return report_report(account, { ...reporting, strict });
}
async function perform_deploy(setting, inputs, { payload, warnings }, tools, startedAt) {
    const { ci, clock, cancel } = setting;
    const plan = derivePlan(inputs, titleOf(inputs), payload, ci.facts);
    showPlan(tools.log, plan, inputs, specialOf(inputs));
    for (const warning of warnings)
        tools.log.warning(warning);
    const cast = {
        plan,
        complete(plan, details) {
            const completed = completePlan(plan, inputs, details);
            showCompleted(tools.log, completed);
            return completed;
        },
        startedAt,
        platform: connect_connectPlatform(inputs, plan, payload, tools),
        clock,
        log: tools.log,
        cancel,
        timeoutMs: inputs.timeout,
        pace: inputs['poll-interval'],
    };
    if (inputs.operation === 'export')
        return fetchPackage({ ...cast, folder: ci.folder });
    const earlier = recallState(setting, inputs, plan);
    return release({
        ...cast,
        trackers: keepsRecords(inputs.operation) ? connect_connectTrackers(inputs, tools) : [],
        journal: (0,journal/* openJournal */._0)(saver(setting, inputs, tools, earlier?.file), earlier?.entry ?? (0,journal/* blankEntry */.DO)(plan, startedAt)),
        ...(earlier && { earlier: earlier.entry, stateFile: earlier.file }),
        ...(inputs['deployment-id'] && { deploymentId: inputs['deployment-id'] }),
        onTimeout: inputs['on-timeout'],
        onCancel: inputs['on-cancel'],
        logFile: (0,external_node_path_.join)(ci.folder, 'deployment.log'),
        publish(known) {
            if ('inspectionId' in known)
                ci.output('inspection-id', known.inspectionId);
            else if ('deployment' in known) {
                ci.output('deployment-id', known.deployment.id);
                ci.output('deployment-url', known.deployment.url);
            }
            else if (known.record !== 'bigpanda')
                ci.output(recordOutputs[known.record], known.id);
        },
    });
}
/**
 * What an earlier process noted of the release that is wanted.
 * @throws Halt where `state-file` is needed for another release
 */
function recallState({ ci }, inputs, plan) {
    const { 'state-file': file, 'deployment-id': wanted } = inputs;
    if (file === undefined)
        return (0,state_file/* findState */.B7)(ci.earlierStates(), plan, wanted);
    try {
        const found = (0,state_file/* findState */.B7)((0,state_file/* readState */.un)(file), plan, wanted);
        if (found === undefined)
            (0,state_file/* mustBeFree */.vK)(file);
        return found;
    }
    catch (error) {
        const problem = { input: 'state-file', message: `can't be used (${file}): ${(0,release_words/* messageOf */.bD)(error)}` };
        throw new release_outcome/* Halt */._V(toMend([problem], 'nothing was sent'), error);
    }
}
const recordOutputs = { 'deployments-api': 'deployments-api-id', github: 'github-deployment-id' };
function keepsRecords(operation) {
    return operation === 'deploy' || operation === 'resume';
}
/**
 * Saves where this step's post phase looks, in `state-file`, and over the earlier state that is gone on with. A state
 * that can't be saved is a warning: the story goes on, only nobody else could finish it.
 */
function saver({ ci }, inputs, { redact, log }, earlier) {
    const files = new Set([inputs['state-file'], earlier].filter((file) => file !== undefined));
    return (text) => {
        const state = redact(text);
        try {
            ci.saveState(state);
            for (const file of files)
                (0,state_file/* writeState */.Jq)(file, state);
        }
        catch (error) {
            log.warning(`The state of this run could not be saved: ${(0,release_words/* messageOf */.bD)(error)}`);
        }
    };
}
/**
 * What runs after the job: nothing when the story was finished; otherwise it is finished here. Warns and never
 * throws, for the job's result is not to be changed any more.
 */
async function performPost(setting) {
    const { ci, clock } = setting;
    const { reading, tools } = perform_prepare(setting);
    try {
        const entry = parseJournal(ci.savedState());
        if (entry === undefined || (entry.closed && !entry.draft))
            return;
        if (reading.problems.length > 0)
            throw new Error(sayProblems(reading.problems).join(' '));
        const inputs = reading.values;
        const platform = connectPlatform(inputs, entry.plan, {}, tools);
        if (entry.closed) {
            await closeDraft({ entry, platform, clock, log: tools.log });
            return;
        }
        tools.log.info('The step was stopped before it could finish its story; finishing it now.');
        const account = await close({
            entry,
            platform,
            trackers: connectTrackers(inputs, tools),
            clock,
            log: tools.log,
            journal: openJournal(saver(setting, inputs, tools), entry),
            onCancel: inputs['on-cancel'],
        });
        await report(account, { ci, ...tools, summary: inputs.summary, strict: false, afterwards: true });
    }
    catch (error) {
        tools.log.warning(`The story of this step could not be finished: ${messageOf(error)}`);
    }
}
/** Reads the inputs and hides every secret before a line is written. */
function perform_prepare({ ci, raw, given, clock, transport }) {
    const secrets = definition/* inputTable */.Fu.flatMap(([name, { secret }]) => (secret ? [raw(name).trim()] : []));
    const redact = createRedactor(secrets.filter((secret) => secret !== ''));
    for (const word of redact.words)
        ci.mask(word);
    return {
        reading: readInputs(raw, given),
        tools: { transport, clock, redact, log: guardLog(ci.log, redact) },
    };
}


/***/ }),

/***/ 4911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/** A timer's delay is a 32-bit number: a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const systemClock = {
    now: () => Date.now(),
    sleep: (ms, signal) => new Promise((resolve, reject) => {
        if (signal?.aborted)
            return reject(signal.reason);
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', stop);
            resolve();
        }, Math.min(ms, LONGEST_TIMER_MS));
        function stop() {
            clearTimeout(timer);
            reject(signal?.reason);
        }
        signal?.addEventListener('abort', stop, { once: true });
    }),
    alarm: (ms, reason) => {
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(reason()), Math.min(ms, LONGEST_TIMER_MS));
        return { signal: controller.signal, cancel: () => clearTimeout(timer) };
    },
};


/***/ }),

/***/ 6802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DO: () => (/* binding */ blankEntry),
/* harmony export */   Kc: () => (/* binding */ concerns),
/* harmony export */   _0: () => (/* binding */ openJournal),
/* harmony export */   ui: () => (/* binding */ isUnfinished),
/* harmony export */   z8: () => (/* binding */ parseJournal)
/* harmony export */ });
/* harmony import */ var _trace_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(856);

/** The entry of a release of which nothing has happened yet. */
function blankEntry(plan, startedAt) {
    return { format: 1, plan, startedAt, trackers: {}, launch: 'none', closed: false };
}
/** A journal that keeps the latest entry by calling `save` with its JSON text. */
function openJournal(save, first) {
    let entry = first;
    save(JSON.stringify(entry));
    return {
        write(change) {
            entry = { ...entry, ...change };
            save(JSON.stringify(entry));
        },
    };
}
/**
 * Whether an entry that another process left behind is about the release that `plan` wants: it was not brought to its
 * end, or this is the same step of the same run once more. To resume, any release that may have begun will do, or the
 * one with the given deployment.
 */
function concerns(entry, plan, deploymentId) {
    if (deploymentId !== undefined)
        return entry.deployment?.id === deploymentId;
    if (plan.operation === 'resume')
        return entry.launch !== 'none' || entry.draft !== undefined;
    if (entry.plan.fingerprint !== plan.fingerprint)
        return false;
    return isUnfinished(entry) || isSameStep(entry.plan, plan);
}
/** Whether somebody still has to do something about it. */
function isUnfinished({ closed, draft, status }) {
    return !closed || draft !== undefined || status === 'pending-review';
}
function isSameStep({ origin: one }, { origin: other }) {
    return one.run !== _trace_js__WEBPACK_IMPORTED_MODULE_0__/* .nowhere */ .jx.run && one.run === other.run && one.job === other.job && one.step === other.step;
}
/**
 * The saved entry, or undefined where nothing was saved. The text is this program's own; only what kind of text it is
 * and what goes into addresses is looked at.
 * @throws with a sentence that says why it is none
 */
function parseJournal(text) {
    if (text.trim() === '')
        return undefined;
    let entry;
    try {
        entry = JSON.parse(text);
    }
    catch {
        throw new Error('The saved state is no JSON: it was cut, or something else wrote it.');
    }
    if (entry?.format !== 1)
        throw new Error(`The saved state has format ${String(entry?.format)}; this version reads 1.`);
    const { plan, trackers, launch, deployment } = entry;
    if (!plan?.origin || !trackers || !launch || (deployment && !/^[\w.-]+$/.test(deployment.id)))
        throw new Error('The saved state is incomplete: something else wrote it.');
    return entry;
}


/***/ }),

/***/ 2797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I$: () => (/* binding */ exitCode),
/* harmony export */   _V: () => (/* binding */ Halt),
/* harmony export */   gf: () => (/* binding */ isGreen),
/* harmony export */   j$: () => (/* binding */ Interrupted),
/* harmony export */   sG: () => (/* binding */ outcomeOf)
/* harmony export */ });
/* unused harmony export statuses */
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7496);

/** How a release ended: the closed set of words that users' workflows depend on. */
const statuses = (/* unused pure expression or super */ null && ([
    'succeeded',
    'succeeded-with-warnings',
    'inspection-failed',
    'conflicts',
    'refused',
    'failed',
    'rejected',
    'needs-intervention',
    'pending-review',
    'timed-out',
    'cancelled',
    'aborted',
    'unknown',
    'invalid-input',
    'error',
]));
/** Thrown where the story can't go on; carries the outcome it ends with. */
class Halt extends Error {
    name = 'Halt';
    outcome;
    constructor(outcome, cause) {
        super(outcome.reason, { cause });
        this.outcome = outcome;
    }
}
/** The reason of an aborted run signal: why waiting stopped. */
class Interrupted extends Error {
    name = 'Interrupted';
    by;
    constructor(by, message) {
        super(message);
        this.by = by;
    }
}
/** True for the ends that let a pipeline go on. `pending-review` is reported only where `on-review: stop` asked for it. */
function isGreen(status) {
    return status === 'succeeded' || status === 'succeeded-with-warnings' || status === 'pending-review';
}
/** The exit code of the command line: 0 good, 1 not deployed, 2 bad input, 3 outcome not known, 130 cancelled. */
function exitCode(status) {
    switch (status) {
        case 'succeeded':
        case 'succeeded-with-warnings':
        case 'pending-review':
            return 0;
        case 'invalid-input':
            return 2;
        case 'timed-out':
        case 'unknown':
            return 3;
        case 'cancelled':
            return 130;
        case 'inspection-failed':
        case 'conflicts':
        case 'refused':
        case 'failed':
        case 'rejected':
        case 'needs-intervention':
        case 'aborted':
        case 'error':
            return 1;
    }
}
/**
 * The one place that turns whatever was thrown into an outcome.
 * @param begun `no`, `perhaps` after an unanswered request, or a sentence on the deployment that is under way
 */
function outcomeOf(error, platform, begun) {
    if (error instanceof Halt)
        return error.outcome;
    const state = begun === 'no'
        ? 'No deployment was begun.'
        : begun === 'perhaps'
            ? `${platform} had been asked to deploy and had not answered: it may or may not have begun.`
            : begun;
    if (error instanceof Interrupted) {
        const status = error.by === 'cancel' ? 'cancelled' : 'timed-out';
        const last = error.cause === undefined ? '' : ` The last that was heard: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error.cause)}`;
        return {
            status,
            reason: `${error.message}${last} ${state}`,
            ...(begun !== 'no' && { advice: LOOK_FIRST }),
        };
    }
    return {
        status: begun === 'no' ? 'error' : 'unknown',
        reason: `Something this program did not expect: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)} ${state}`,
        advice: 'Please report it with the log of a run in debug mode.',
    };
}
const LOOK_FIRST = 'Wait for it with `operation: resume`, or look at it on the platform, before you deploy again.';


/***/ }),

/***/ 3539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ findState),
/* harmony export */   Jq: () => (/* binding */ writeState),
/* harmony export */   un: () => (/* binding */ readState),
/* harmony export */   vK: () => (/* binding */ mustBeFree)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _journal_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6802);



/** Writes the state so that whoever reads it finds it whole, whatever happens in between. */
function writeState(file, text) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(file), { recursive: true });
    const next = `${file}.${process.pid}.tmp`;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(next, text, { mode: 0o600 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(next, file);
}
/** What a file holds; nothing where there is no file yet. */
function readState(file) {
    try {
        return [{ file, text: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8') }];
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return [];
        throw error;
    }
}
/** @throws where a file holds the state of a release that was not brought to its end: to write over it would lose it */
function mustBeFree(file) {
    for (const { text } of readState(file)) {
        const entry = (0,_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJournal */ .z8)(text);
        if (entry && (0,_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnfinished */ .ui)(entry)) {
            const { name, environment } = entry.plan;
            throw new Error(`it holds "${name}" → ${environment}, which was not brought to its end: resume that first`);
        }
    }
}
/**
 * The first state, newest first, that is about the release that `plan` wants.
 * @throws where a state is none that this version can read
 */
function findState(states, plan, deploymentId) {
    for (const { file, text } of states) {
        const entry = (0,_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJournal */ .z8)(text);
        if (entry && (0,_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .concerns */ .Kc)(entry, plan, deploymentId))
            return { file, entry };
    }
    return undefined;
}


/***/ }),

/***/ 856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mf: () => (/* binding */ isSameRun),
/* harmony export */   ce: () => (/* binding */ readTrace),
/* harmony export */   hi: () => (/* binding */ writeTrace),
/* harmony export */   jx: () => (/* binding */ nowhere),
/* harmony export */   yW: () => (/* binding */ isEarlierAttempt)
/* harmony export */ });
/* unused harmony export originOf */
function originOf(run, attempt, job, step) {
    return { run: clean(run), attempt, job: clean(job), step: clean(step) };
}
/** The origin of a process that no CI system runs: it is no attempt of anything. */
const nowhere = originOf('local', 1, '', '');
/** An origin and a fingerprint in one line, for places that keep notes. */
function writeTrace({ origin, fingerprint }) {
    const { run, attempt, job, step } = origin;
    return `lowcode-deploy/${run}/${attempt}/${job}/${step}/${fingerprint}`;
}
const PATTERN = /lowcode-deploy\/([^/\s]+)\/(\d{1,9})\/([^/\s]+)\/([^/\s]+)\/([0-9a-f]{16})/;
/** The first one in a text. Whoever can write notes can write one: it may only lead to something to look at. */
function readTrace(text) {
    const [, run, attempt, job, step, fingerprint] = PATTERN.exec(text) ?? [];
    if (run === undefined || job === undefined || step === undefined || fingerprint === undefined)
        return undefined;
    return { origin: { run, attempt: Number(attempt), job, step }, fingerprint };
}
/** Whether a trace is of an earlier attempt of this very step, with the same inputs. */
function isEarlierAttempt({ origin, fingerprint }, plan) {
    const own = plan.origin;
    return (origin.run === own.run &&
        origin.attempt < own.attempt &&
        origin.job === own.job &&
        origin.step === own.step &&
        fingerprint === plan.fingerprint);
}
/** Whether a trace is of this run, whichever step left it. */
function isSameRun({ origin }, plan) {
    return plan.origin !== nowhere && origin.run === plan.origin.run;
}
function clean(part) {
    return part.replace(/[^\w.:-]+/g, '-') || '-';
}


/***/ }),

/***/ 7496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   kP: () => (/* binding */ sayDuration),
/* harmony export */   zm: () => (/* binding */ sayBytes)
/* harmony export */ });
/** `850 ms`, `12 s`, `2 m 05 s`, `1 h 03 m`: as precise as a person needs. */
function sayDuration(ms) {
    if (ms < 1000)
        return `${Math.max(0, Math.round(ms))} ms`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes} m ${String(seconds % 60).padStart(2, '0')} s`;
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`;
}
/** `812 B`, `34 kB`, `1.2 MB`, `3.0 GB` in powers of 1000. */
function sayBytes(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    if (bytes < 1_000_000)
        return `${Math.round(bytes / 1000)} kB`;
    if (bytes < 1_000_000_000)
        return `${(bytes / 1_000_000).toFixed(1)} MB`;
    return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
/** What an error says, whatever was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
/** `1 error`, `2 errors`. */
function count(number, noun) {
    return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}


/***/ }),

/***/ 3411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ version)
/* harmony export */ });
/** Written from package.json by `npm run generate`. */
const version = '0.1.0';


/***/ }),

/***/ 2306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _L: () => (/* binding */ _boolean),
  F7: () => (/* binding */ _number),
  Fk: () => (/* binding */ _regex),
  Rl: () => (/* binding */ _string),
  em: () => (/* binding */ _unknown),
  q0: () => (/* binding */ describe),
  mI: () => (/* binding */ meta)
});

// UNUSED EXPORTS: TimePrecision, _any, _array, _base64, _base64url, _bigint, _catch, _check, _cidrv4, _cidrv6, _coercedBigint, _coercedBoolean, _coercedDate, _coercedNumber, _coercedString, _creditCard, _cuid, _cuid2, _custom, _date, _default, _discriminatedUnion, _e164, _email, _emoji, _endsWith, _enum, _file, _float32, _float64, _gt, _gte, _guid, _iban, _includes, _int, _int32, _int64, _intersection, _ipv4, _ipv6, _isoDate, _isoDateTime, _isoDuration, _isoTime, _jwt, _ksuid, _lazy, _length, _literal, _lowercase, _lt, _lte, _mac, _map, _max, _maxLength, _maxSize, _mime, _min, _minLength, _minSize, _multipleOf, _nan, _nanoid, _nativeEnum, _negative, _never, _nonnegative, _nonoptional, _nonpositive, _normalize, _null, _nullable, _optional, _overwrite, _pipe, _positive, _promise, _properties, _property, _readonly, _record, _refine, _set, _size, _slugify, _startsWith, _stringFormat, _stringbool, _success, _superRefine, _symbol, _templateLiteral, _toLowerCase, _toUpperCase, _transform, _trim, _tuple, _uint32, _uint64, _ulid, _undefined, _union, _uppercase, _url, _uuid, _uuidv4, _uuidv6, _uuidv7, _void, _xid, _xor

// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core_core = __nccwpck_require__(8532);
;// CONCATENATED MODULE: ./node_modules/zod/v4/core/checks.js
// import { $ZodType } from "./schemas.js";



const $ZodCheck = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheck", (inst, def) => {
    var _a;
    inst._zod ?? (inst._zod = {});
    inst._zod.def = def;
    (_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for size-based checks: run only on non-nullish values with a `size`. */
const _whenHasSize = (payload) => {
    const val = payload.value;
    return !util.nullish(val) && val.size !== undefined;
};
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
    const val = payload.value;
    return !util.nullish(val) && val.length !== undefined;
};
const numericOriginMap = {
    number: "number",
    bigint: "bigint",
    object: "date",
};
const $ZodCheckLessThan = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckLessThan", (inst, def) => {
    $ZodCheck.init(inst, def);
    const origin = numericOriginMap[typeof def.value];
    inst._zod.check = (payload) => {
        if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
            return;
        }
        payload.issues.push({
            origin: numericOriginMap[typeof payload.value] ?? origin,
            code: "too_big",
            maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
            input: payload.value,
            inclusive: def.inclusive,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckGreaterThan = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckGreaterThan", (inst, def) => {
    $ZodCheck.init(inst, def);
    const origin = numericOriginMap[typeof def.value];
    inst._zod.check = (payload) => {
        if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
            return;
        }
        payload.issues.push({
            origin: numericOriginMap[typeof payload.value] ?? origin,
            code: "too_small",
            minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
            input: payload.value,
            inclusive: def.inclusive,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckMultipleOf = 
/*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMultipleOf", (inst, def) => {
    $ZodCheck.init(inst, def);
    inst._zod.check = (payload) => {
        if (typeof payload.value !== typeof def.value)
            throw new Error("Cannot mix number and bigint in multiple_of check.");
        const isMultiple = typeof payload.value === "bigint"
            ? // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
                def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
            : util.floatSafeRemainder(payload.value, def.value) === 0;
        if (isMultiple)
            return;
        payload.issues.push({
            origin: typeof payload.value,
            code: "not_multiple_of",
            divisor: def.value,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckNumberFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckNumberFormat", (inst, def) => {
    $ZodCheck.init(inst, def); // no format checks
    def.format = def.format || "float64";
    const isInt = def.format?.includes("int");
    const origin = isInt ? "int" : "number";
    const [minimum, maximum] = util.NUMBER_FORMAT_RANGES[def.format];
    inst._zod.check = (payload) => {
        const input = payload.value;
        if (isInt) {
            if (!Number.isInteger(input)) {
                // invalid_format issue
                // payload.issues.push({
                //   expected: def.format,
                //   format: def.format,
                //   code: "invalid_format",
                //   input,
                //   inst,
                // });
                // invalid_type issue
                payload.issues.push({
                    expected: origin,
                    format: def.format,
                    code: "invalid_type",
                    continue: false,
                    input,
                    inst,
                });
                return;
                // not_multiple_of issue
                // payload.issues.push({
                //   code: "not_multiple_of",
                //   origin: "number",
                //   input,
                //   inst,
                //   divisor: 1,
                // });
            }
            if (!Number.isSafeInteger(input)) {
                if (input > 0) {
                    // too_big
                    payload.issues.push({
                        input,
                        code: "too_big",
                        maximum: Number.MAX_SAFE_INTEGER,
                        note: "Integers must be within the safe integer range.",
                        inst,
                        origin,
                        inclusive: true,
                        continue: !def.abort,
                    });
                }
                else {
                    // too_small
                    payload.issues.push({
                        input,
                        code: "too_small",
                        minimum: Number.MIN_SAFE_INTEGER,
                        note: "Integers must be within the safe integer range.",
                        inst,
                        origin,
                        inclusive: true,
                        continue: !def.abort,
                    });
                }
                return;
            }
        }
        if (input < minimum) {
            payload.issues.push({
                origin: "number",
                input,
                code: "too_small",
                minimum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
        if (input > maximum) {
            payload.issues.push({
                origin: "number",
                input,
                code: "too_big",
                maximum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
    };
})));
const $ZodCheckBigIntFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckBigIntFormat", (inst, def) => {
    $ZodCheck.init(inst, def); // no format checks
    const [minimum, maximum] = util.BIGINT_FORMAT_RANGES[def.format];
    inst._zod.check = (payload) => {
        const input = payload.value;
        if (input < minimum) {
            payload.issues.push({
                origin: "bigint",
                input,
                code: "too_small",
                minimum: minimum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
        if (input > maximum) {
            payload.issues.push({
                origin: "bigint",
                input,
                code: "too_big",
                maximum,
                inclusive: true,
                inst,
                continue: !def.abort,
            });
        }
    };
})));
const $ZodCheckMaxSize = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMaxSize", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasSize);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const size = input.size;
        if (size <= def.maximum)
            return;
        payload.issues.push({
            origin: util.getSizableOrigin(input),
            code: "too_big",
            maximum: def.maximum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckMinSize = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMinSize", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasSize);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const size = input.size;
        if (size >= def.minimum)
            return;
        payload.issues.push({
            origin: util.getSizableOrigin(input),
            code: "too_small",
            minimum: def.minimum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckSizeEquals = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckSizeEquals", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasSize);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const size = input.size;
        if (size === def.size)
            return;
        const tooBig = size > def.size;
        payload.issues.push({
            origin: util.getSizableOrigin(input),
            ...(tooBig ? { code: "too_big", maximum: def.size } : { code: "too_small", minimum: def.size }),
            inclusive: true,
            exact: true,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckMaxLength = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMaxLength", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const units = input.length;
        // Strings are measured in Unicode code points, not UTF-16 units. A code point is at most two units, so a string that already fits in units fits in code points; only an overflow has to be counted.
        const length = typeof input === "string" && units > def.maximum ? util.codePointLength(input) : units;
        if (length <= def.maximum)
            return;
        const origin = util.getLengthableOrigin(input);
        payload.issues.push({
            origin,
            code: "too_big",
            maximum: def.maximum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckMinLength = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMinLength", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const units = input.length;
        // A code point is one or two UTF-16 units, so fewer units than the floor can never reach it and twice the floor always clears it. Only in between is the exact count in doubt.
        const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2
            ? util.codePointLength(input)
            : units;
        if (length >= def.minimum)
            return;
        const origin = util.getLengthableOrigin(input);
        payload.issues.push({
            origin,
            code: "too_small",
            minimum: def.minimum,
            inclusive: true,
            input,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckLengthEquals = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckLengthEquals", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
        const input = payload.value;
        const units = input.length;
        // A code point is one or two UTF-16 units, so outside `[length, length * 2]` units the target is missed either way — and missed in the same direction in both measures.
        const length = typeof input === "string" && units >= def.length && units <= def.length * 2
            ? util.codePointLength(input)
            : units;
        if (length === def.length)
            return;
        const origin = util.getLengthableOrigin(input);
        const tooBig = length > def.length;
        payload.issues.push({
            origin,
            ...(tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length }),
            inclusive: true,
            exact: true,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckStringFormat = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckStringFormat", (inst, def) => {
    var _a, _b;
    $ZodCheck.init(inst, def);
    if (def.pattern)
        (_a = inst._zod).check ?? (_a.check = (payload) => {
            def.pattern.lastIndex = 0;
            if (def.pattern.test(payload.value))
                return;
            payload.issues.push({
                origin: "string",
                code: "invalid_format",
                format: def.format,
                input: payload.value,
                ...(def.pattern ? { pattern: def.pattern.toString() } : {}),
                inst,
                continue: !def.abort,
            });
        });
    else
        (_b = inst._zod).check ?? (_b.check = () => { });
});
const $ZodCheckRegex = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodCheckRegex", (inst, def) => {
    $ZodCheckStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        def.pattern.lastIndex = 0;
        if (def.pattern.test(payload.value))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "regex",
            input: payload.value,
            pattern: def.pattern.toString(),
            inst,
            continue: !def.abort,
        });
    };
});
const $ZodCheckLowerCase = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckLowerCase", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.lowercase);
    $ZodCheckStringFormat.init(inst, def);
})));
const $ZodCheckUpperCase = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckUpperCase", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.uppercase);
    $ZodCheckStringFormat.init(inst, def);
})));
const $ZodCheckIncludes = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckIncludes", (inst, def) => {
    $ZodCheck.init(inst, def);
    const escapedRegex = util.escapeRegex(def.includes);
    // `String.prototype.includes(sub, position)` matches `sub` at `position`
    // OR LATER, so the pattern must allow at least `position` leading chars
    // (`{N,}`), not exactly `position` chars (`{N}`).
    const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
    def.pattern = pattern;
    inst._zod.check = (payload) => {
        if (payload.value.includes(def.includes, def.position))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "includes",
            includes: def.includes,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckStartsWith = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckStartsWith", (inst, def) => {
    $ZodCheck.init(inst, def);
    const pattern = new RegExp(`^${util.escapeRegex(def.prefix)}.*`);
    def.pattern ?? (def.pattern = pattern);
    inst._zod.check = (payload) => {
        if (payload.value.startsWith(def.prefix))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "starts_with",
            prefix: def.prefix,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckEndsWith = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckEndsWith", (inst, def) => {
    $ZodCheck.init(inst, def);
    const pattern = new RegExp(`.*${util.escapeRegex(def.suffix)}$`);
    def.pattern ?? (def.pattern = pattern);
    inst._zod.check = (payload) => {
        if (payload.value.endsWith(def.suffix))
            return;
        payload.issues.push({
            origin: "string",
            code: "invalid_format",
            format: "ends_with",
            suffix: def.suffix,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
///////////////////////////////////
/////    $ZodCheckProperty    /////
///////////////////////////////////
function handleCheckPropertyResult(result, payload, property) {
    if (result.issues.length) {
        payload.issues.push(...util.prefixIssues(property, result.issues));
    }
}
const $ZodCheckProperty = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckProperty", (inst, def) => {
    $ZodCheck.init(inst, def);
    inst._zod.check = (payload) => {
        const result = def.schema._zod.run({
            value: payload.value[def.property],
            issues: [],
        }, {});
        if (result instanceof Promise) {
            return result.then((result) => handleCheckPropertyResult(result, payload, def.property));
        }
        handleCheckPropertyResult(result, payload, def.property);
        return;
    };
})));
const $ZodCheckProperties = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckProperties", (inst, def) => {
    $ZodCheck.init(inst, def);
    util.hide(inst, Symbol.iterator, function* () {
        yield inst;
    });
    // key and schema snapshotted together: reading one live and the other cached lets a later mutation of the caller's shape object pair a stale key with a missing schema
    let entries;
    inst._zod.check = (payload) => {
        // the base schema already typed the value, so only a nullish one is rejected here: the properties read on a primitive too, matching z.property() on a string's length
        if (payload.value == null) {
            payload.issues.push({ expected: "object", code: "invalid_type", input: payload.value, inst });
            return undefined;
        }
        entries ?? (entries = Reflect.ownKeys(def.shape).map((key) => [key, def.shape[key]]));
        const input = payload.value;
        let proms;
        for (const [key, schema] of entries) {
            const result = schema._zod.run({ value: input[key], issues: [] }, {});
            if (result instanceof Promise) {
                proms ?? (proms = []);
                proms.push(result.then((result) => handleCheckPropertyResult(result, payload, key)));
            }
            else {
                handleCheckPropertyResult(result, payload, key);
            }
        }
        if (proms)
            return Promise.all(proms).then(() => undefined);
        return undefined;
    };
})));
const $ZodCheckMimeType = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckMimeType", (inst, def) => {
    $ZodCheck.init(inst, def);
    const mimeSet = new Set(def.mime);
    inst._zod.check = (payload) => {
        if (mimeSet.has(payload.value.type))
            return;
        payload.issues.push({
            code: "invalid_value",
            values: def.mime,
            input: payload.value.type,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCheckOverwrite = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCheckOverwrite", (inst, def) => {
    $ZodCheck.init(inst, def);
    inst._zod.check = (payload) => {
        payload.value = def.tx(payload.value);
    };
})));

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/registries.js
var _a;
const $output = /*@__PURE__*/ (/* unused pure expression or super */ null && (Symbol("ZodOutput")));
const $input = /*@__PURE__*/ (/* unused pure expression or super */ null && (Symbol("ZodInput")));
class $ZodRegistry {
    constructor() {
        this._map = new WeakMap();
        this._idmap = new Map();
    }
    add(schema, ..._meta) {
        const meta = _meta[0];
        this._map.set(schema, meta);
        if (meta && typeof meta === "object" && "id" in meta) {
            this._idmap.set(meta.id, schema);
        }
        return this;
    }
    clear() {
        this._map = new WeakMap();
        this._idmap = new Map();
        return this;
    }
    remove(schema) {
        const meta = this._map.get(schema);
        if (meta && typeof meta === "object" && "id" in meta) {
            this._idmap.delete(meta.id);
        }
        this._map.delete(schema);
        return this;
    }
    get(schema) {
        // return this._map.get(schema) as any;
        // inherit metadata
        const p = schema._zod.parent;
        if (p) {
            const pm = { ...(this.get(p) ?? {}) };
            delete pm.id; // do not inherit id
            const f = { ...pm, ...this._map.get(schema) };
            return Object.keys(f).length ? f : undefined;
        }
        return this._map.get(schema);
    }
    has(schema) {
        return this._map.has(schema);
    }
}
// registries
function registry() {
    return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;

// EXTERNAL MODULE: ./node_modules/zod/v4/core/util.js
var core_util = __nccwpck_require__(4723);
;// CONCATENATED MODULE: ./node_modules/zod/v4/core/api.js




function snapshotChecks(def) {
    if (def.checks)
        def.checks = [...def.checks];
    return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
    return new Class(snapshotChecks({ type: "string", ...core_util/* normalizeParams */.A2(params) }));
}
// @__NO_SIDE_EFFECTS__
function _coercedString(Class, params) {
    return new Class(snapshotChecks({ type: "string", coerce: true, ...util.normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _email(Class, params) {
    return new Class({
        type: "string",
        format: "email",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _guid(Class, params) {
    return new Class({
        type: "string",
        format: "guid",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        version: "v4",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        version: "v6",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class, params) {
    return new Class({
        type: "string",
        format: "uuid",
        check: "string_format",
        abort: false,
        version: "v7",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
    return new Class({
        type: "string",
        format: "url",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _emoji(Class, params) {
    return new Class({
        type: "string",
        format: "emoji",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class, params) {
    return new Class({
        type: "string",
        format: "nanoid",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link _cuid2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
// @__NO_SIDE_EFFECTS__
function _cuid(Class, params) {
    return new Class({
        type: "string",
        format: "cuid",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class, params) {
    return new Class({
        type: "string",
        format: "cuid2",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class, params) {
    return new Class({
        type: "string",
        format: "ulid",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _xid(Class, params) {
    return new Class({
        type: "string",
        format: "xid",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class, params) {
    return new Class({
        type: "string",
        format: "ksuid",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class, params) {
    return new Class({
        type: "string",
        format: "ipv4",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class, params) {
    return new Class({
        type: "string",
        format: "ipv6",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _mac(Class, params) {
    return new Class({
        type: "string",
        format: "mac",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class, params) {
    return new Class({
        type: "string",
        format: "cidrv4",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class, params) {
    return new Class({
        type: "string",
        format: "cidrv6",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _base64(Class, params) {
    return new Class({
        type: "string",
        format: "base64",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class, params) {
    return new Class({
        type: "string",
        format: "base64url",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _e164(Class, params) {
    return new Class({
        type: "string",
        format: "e164",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _creditCard(Class, params) {
    return new Class({
        type: "string",
        format: "credit_card",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _iban(Class, params) {
    return new Class({
        type: "string",
        format: "iban",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class, params) {
    return new Class({
        type: "string",
        format: "jwt",
        check: "string_format",
        abort: false,
        ...util.normalizeParams(params),
    });
}
const TimePrecision = {
    Any: null,
    Minute: -1,
    Second: 0,
    Millisecond: 3,
    Microsecond: 6,
};
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
    return new Class({
        type: "string",
        format: "datetime",
        check: "string_format",
        offset: false,
        local: false,
        precision: null,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
    return new Class({
        type: "string",
        format: "date",
        check: "string_format",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
    return new Class({
        type: "string",
        format: "time",
        check: "string_format",
        precision: null,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
    return new Class({
        type: "string",
        format: "duration",
        check: "string_format",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
    return new Class(snapshotChecks({ type: "number", checks: [], ...core_util/* normalizeParams */.A2(params) }));
}
// @__NO_SIDE_EFFECTS__
function _coercedNumber(Class, params) {
    return new Class(snapshotChecks({ type: "number", coerce: true, checks: [], ...util.normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "safeint",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _float32(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "float32",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _float64(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "float64",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _int32(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "int32",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uint32(Class, params) {
    return new Class({
        type: "number",
        check: "number_format",
        abort: false,
        format: "uint32",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
    return new Class({
        type: "boolean",
        ...core_util/* normalizeParams */.A2(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _coercedBoolean(Class, params) {
    return new Class({
        type: "boolean",
        coerce: true,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _bigint(Class, params) {
    return new Class({
        type: "bigint",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _coercedBigint(Class, params) {
    return new Class({
        type: "bigint",
        coerce: true,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _int64(Class, params) {
    return new Class({
        type: "bigint",
        check: "bigint_format",
        abort: false,
        format: "int64",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uint64(Class, params) {
    return new Class({
        type: "bigint",
        check: "bigint_format",
        abort: false,
        format: "uint64",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _symbol(Class, params) {
    return new Class({
        type: "symbol",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _undefined(Class, params) {
    return new Class({
        type: "undefined",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _null(Class, params) {
    return new Class({
        type: "null",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _any(Class) {
    return new Class({
        type: "any",
    });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
    return new Class({
        type: "unknown",
    });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
    return new Class({
        type: "never",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _void(Class, params) {
    return new Class({
        type: "void",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _date(Class, params) {
    return new Class({
        type: "date",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _coercedDate(Class, params) {
    return new Class({
        type: "date",
        coerce: true,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _nan(Class, params) {
    return new Class({
        type: "nan",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
    return new checks.$ZodCheckLessThan({
        check: "less_than",
        ...util.normalizeParams(params),
        value,
        inclusive: false,
    });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
    return new checks.$ZodCheckLessThan({
        check: "less_than",
        ...util.normalizeParams(params),
        value,
        inclusive: true,
    });
}

// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
    return new checks.$ZodCheckGreaterThan({
        check: "greater_than",
        ...util.normalizeParams(params),
        value,
        inclusive: false,
    });
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
    return new checks.$ZodCheckGreaterThan({
        check: "greater_than",
        ...util.normalizeParams(params),
        value,
        inclusive: true,
    });
}

// @__NO_SIDE_EFFECTS__
function _positive(params) {
    return _gt(0, params);
}
// negative
// @__NO_SIDE_EFFECTS__
function _negative(params) {
    return _lt(0, params);
}
// nonpositive
// @__NO_SIDE_EFFECTS__
function _nonpositive(params) {
    return _lte(0, params);
}
// nonnegative
// @__NO_SIDE_EFFECTS__
function _nonnegative(params) {
    return _gte(0, params);
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
    return new checks.$ZodCheckMultipleOf({
        check: "multiple_of",
        ...util.normalizeParams(params),
        value,
    });
}
// @__NO_SIDE_EFFECTS__
function _maxSize(maximum, params) {
    return new checks.$ZodCheckMaxSize({
        check: "max_size",
        ...util.normalizeParams(params),
        maximum,
    });
}
// @__NO_SIDE_EFFECTS__
function _minSize(minimum, params) {
    return new checks.$ZodCheckMinSize({
        check: "min_size",
        ...util.normalizeParams(params),
        minimum,
    });
}
// @__NO_SIDE_EFFECTS__
function _size(size, params) {
    return new checks.$ZodCheckSizeEquals({
        check: "size_equals",
        ...util.normalizeParams(params),
        size,
    });
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
    const ch = new checks.$ZodCheckMaxLength({
        check: "max_length",
        ...util.normalizeParams(params),
        maximum,
    });
    return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
    return new checks.$ZodCheckMinLength({
        check: "min_length",
        ...util.normalizeParams(params),
        minimum,
    });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
    return new checks.$ZodCheckLengthEquals({
        check: "length_equals",
        ...util.normalizeParams(params),
        length,
    });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
    return new $ZodCheckRegex({
        check: "string_format",
        format: "regex",
        ...core_util/* normalizeParams */.A2(params),
        pattern,
    });
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
    return new checks.$ZodCheckLowerCase({
        check: "string_format",
        format: "lowercase",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
    return new checks.$ZodCheckUpperCase({
        check: "string_format",
        format: "uppercase",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
    return new checks.$ZodCheckIncludes({
        check: "string_format",
        format: "includes",
        ...util.normalizeParams(params),
        includes,
    });
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
    return new checks.$ZodCheckStartsWith({
        check: "string_format",
        format: "starts_with",
        ...util.normalizeParams(params),
        prefix,
    });
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
    return new checks.$ZodCheckEndsWith({
        check: "string_format",
        format: "ends_with",
        ...util.normalizeParams(params),
        suffix,
    });
}
// @__NO_SIDE_EFFECTS__
function _property(property, schema, params) {
    return new checks.$ZodCheckProperty({
        check: "property",
        property,
        schema,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _properties(shape, params) {
    return new checks.$ZodCheckProperties({
        check: "properties",
        shape,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _mime(types, params) {
    return new checks.$ZodCheckMimeType({
        check: "mime_type",
        mime: types,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
    return new checks.$ZodCheckOverwrite({
        check: "overwrite",
        tx,
    });
}
// normalize
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
    return _overwrite((input) => input.normalize(form));
}
// trim
// @__NO_SIDE_EFFECTS__
function _trim() {
    return _overwrite((input) => input.trim());
}
// toLowerCase
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
    return _overwrite((input) => input.toLowerCase());
}
// toUpperCase
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
    return _overwrite((input) => input.toUpperCase());
}
// slugify
// @__NO_SIDE_EFFECTS__
function _slugify() {
    return _overwrite((input) => util.slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class, element, params) {
    return new Class({
        type: "array",
        element,
        // get element() {
        //   return element;
        // },
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _union(Class, options, params) {
    return new Class({
        type: "union",
        options,
        ...util.normalizeParams(params),
    });
}
function _xor(Class, options, params) {
    return new Class({
        type: "union",
        options,
        inclusive: false,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _discriminatedUnion(Class, discriminator, options, params) {
    return new Class({
        type: "union",
        options: options,
        discriminator,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _intersection(Class, left, right) {
    return new Class({
        type: "intersection",
        left,
        right,
    });
}
// export function _tuple(
//   Class: util.SchemaClass<schemas.$ZodTuple>,
//   items: [],
//   params?: string | $ZodTupleParams
// ): schemas.$ZodTuple<[], null>;
// @__NO_SIDE_EFFECTS__
function _tuple(Class, items, _paramsOrRest, _params) {
    const hasRest = _paramsOrRest instanceof schemas.$ZodType;
    const params = hasRest ? _params : _paramsOrRest;
    const rest = hasRest ? _paramsOrRest : null;
    return new Class({
        type: "tuple",
        items,
        rest,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _record(Class, keyType, valueType, params) {
    return new Class({
        type: "record",
        keyType,
        valueType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _map(Class, keyType, valueType, params) {
    return new Class({
        type: "map",
        keyType,
        valueType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _set(Class, valueType, params) {
    return new Class({
        type: "set",
        valueType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _enum(Class, values, params) {
    const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
    // if (Array.isArray(values)) {
    //   for (const value of values) {
    //     entries[value] = value;
    //   }
    // } else {
    //   Object.assign(entries, values);
    // }
    // const entries: util.EnumLike = {};
    // for (const val of values) {
    //   entries[val] = val;
    // }
    return new Class({
        type: "enum",
        entries,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
/** @deprecated This API has been merged into `z.enum()`. Use `z.enum()` instead.
 *
 * ```ts
 * enum Colors { red, green, blue }
 * z.enum(Colors);
 * ```
 */
function _nativeEnum(Class, entries, params) {
    return new Class({
        type: "enum",
        entries,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _literal(Class, value, params) {
    return new Class({
        type: "literal",
        values: Array.isArray(value) ? value : [value],
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _file(Class, params) {
    return new Class({
        type: "file",
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _transform(Class, fn) {
    return new Class({
        type: "transform",
        transform: fn,
    });
}
// @__NO_SIDE_EFFECTS__
function _optional(Class, innerType) {
    return new Class({
        type: "optional",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _nullable(Class, innerType) {
    return new Class({
        type: "nullable",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _default(Class, innerType, defaultValue) {
    return new Class({
        type: "default",
        innerType,
        get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : util.shallowClone(defaultValue);
        },
    });
}
// @__NO_SIDE_EFFECTS__
function _nonoptional(Class, innerType, params) {
    return new Class({
        type: "nonoptional",
        innerType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _success(Class, innerType) {
    return new Class({
        type: "success",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _catch(Class, innerType, catchValue) {
    return new Class({
        type: "catch",
        innerType,
        catchValue: (typeof catchValue === "function" ? catchValue : util.constantCatch(catchValue)),
    });
}
// @__NO_SIDE_EFFECTS__
function _pipe(Class, in_, out) {
    return new Class({
        type: "pipe",
        in: in_,
        out,
    });
}
// @__NO_SIDE_EFFECTS__
function _readonly(Class, innerType) {
    return new Class({
        type: "readonly",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _templateLiteral(Class, parts, params) {
    return new Class({
        type: "template_literal",
        parts,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function _lazy(Class, getter) {
    return new Class({
        type: "lazy",
        getter,
    });
}
// @__NO_SIDE_EFFECTS__
function _promise(Class, innerType) {
    return new Class({
        type: "promise",
        innerType,
    });
}
// @__NO_SIDE_EFFECTS__
function _custom(Class, fn, _params) {
    const norm = util.normalizeParams(_params);
    norm.abort ?? (norm.abort = true); // default to abort:false
    const schema = new Class({
        type: "custom",
        check: "custom",
        fn: fn,
        ...norm,
    });
    return schema;
}
// same as _custom but defaults to abort:false
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
    const schema = new Class({
        type: "custom",
        check: "custom",
        fn: fn,
        ...util.normalizeParams(_params),
    });
    return schema;
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
    const ch = _check((payload) => {
        payload.addIssue = (issue) => {
            if (typeof issue === "string") {
                payload.issues.push(util.issue(issue, payload.value, ch._zod.def));
            }
            else {
                // for Zod 3 backwards compatibility
                const _issue = issue;
                if (_issue.fatal)
                    _issue.continue = false;
                _issue.code ?? (_issue.code = "custom");
                if (!("input" in _issue))
                    _issue.input = payload.value;
                _issue.inst ?? (_issue.inst = ch);
                _issue.continue ?? (_issue.continue = !ch._zod.def.abort); // abort is always undefined, so this is always true...
                payload.issues.push(util.issue(_issue));
            }
        };
        return fn(payload.value, payload);
    }, params);
    return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
    const ch = new checks.$ZodCheck({
        check: "custom",
        ...util.normalizeParams(params),
    });
    ch._zod.check = fn;
    return ch;
}
// @__NO_SIDE_EFFECTS__
function describe(description) {
    const ch = new $ZodCheck({ check: "describe" });
    ch._zod.onattach = [
        (inst) => {
            const existing = globalRegistry.get(inst) ?? {};
            globalRegistry.add(inst, { ...existing, description });
        },
    ];
    ch._zod.check = () => { }; // no-op check
    return ch;
}
// @__NO_SIDE_EFFECTS__
function meta(metadata) {
    const ch = new $ZodCheck({ check: "meta" });
    ch._zod.onattach = [
        (inst) => {
            const existing = globalRegistry.get(inst) ?? {};
            globalRegistry.add(inst, { ...existing, ...metadata });
        },
    ];
    ch._zod.check = () => { }; // no-op check
    return ch;
}
// @__NO_SIDE_EFFECTS__
function _stringbool(Classes, _params) {
    const params = util.normalizeParams(_params);
    let truthyArray = params.truthy ?? ["true", "1", "yes", "on", "y", "enabled"];
    let falsyArray = params.falsy ?? ["false", "0", "no", "off", "n", "disabled"];
    if (params.case !== "sensitive") {
        truthyArray = truthyArray.map((v) => (typeof v === "string" ? v.toLowerCase() : v));
        falsyArray = falsyArray.map((v) => (typeof v === "string" ? v.toLowerCase() : v));
    }
    const truthySet = new Set(truthyArray);
    const falsySet = new Set(falsyArray);
    const _Codec = Classes.Codec ?? schemas.$ZodCodec;
    const _Boolean = Classes.Boolean ?? schemas.$ZodBoolean;
    const _String = Classes.String ?? schemas.$ZodString;
    const stringSchema = new _String({ type: "string", error: params.error });
    const booleanSchema = new _Boolean({ type: "boolean", error: params.error });
    const codec = new _Codec({
        type: "pipe",
        in: stringSchema,
        out: booleanSchema,
        transform: ((input, payload) => {
            let data = input;
            if (params.case !== "sensitive")
                data = data.toLowerCase();
            if (truthySet.has(data)) {
                return true;
            }
            else if (falsySet.has(data)) {
                return false;
            }
            else {
                payload.issues.push({
                    code: "invalid_value",
                    expected: "stringbool",
                    values: [...truthySet, ...falsySet],
                    input: payload.value,
                    inst: codec,
                    continue: false,
                });
                return {};
            }
        }),
        reverseTransform: ((input, _payload) => {
            if (input === true) {
                return truthyArray[0] || "true";
            }
            else {
                return falsyArray[0] || "false";
            }
        }),
        error: params.error,
    });
    codec._zod.bag.truthy = truthyArray;
    codec._zod.bag.falsy = falsyArray;
    codec._zod.bag.case = params.case ?? "insensitive";
    return codec;
}
// @__NO_SIDE_EFFECTS__
function _stringFormat(Class, format, fnOrRegex, _params = {}) {
    const params = util.normalizeParams(_params);
    const def = {
        check: "string_format",
        type: "string",
        format,
        fn: typeof fnOrRegex === "function" ? fnOrRegex : (val) => fnOrRegex.test(val),
        ...params,
    };
    if (fnOrRegex instanceof RegExp) {
        def.pattern = fnOrRegex;
    }
    const inst = new Class(def);
    return inst;
}


/***/ }),

/***/ 8532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ config),
/* harmony export */   GT: () => (/* binding */ $ZodAsyncError),
/* harmony export */   cV: () => (/* binding */ $ZodEncodeError),
/* harmony export */   cr: () => (/* binding */ globalConfig),
/* harmony export */   tm: () => (/* binding */ NEVER),
/* harmony export */   xI: () => (/* binding */ $constructor)
/* harmony export */ });
/* unused harmony export $brand */
/* harmony import */ var _util_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4723);
var _a;

/** A special constant with type `never` */
const NEVER = /*@__PURE__*/ Object.freeze({
    status: "aborted",
});
/* Shared descriptor for installing `_zod`; defineProperty reads it
 * synchronously, so reusing one object avoids a per-instance allocation. */
const _zodDesc = { value: undefined, enumerable: false };
// null where suppressing the capture would be unrecoverable: `parse()` puts the frames back with `captureStackTrace`, so without it the throw would lose its stack. also latched to null once `stackTraceLimit` proves unassignable, which a realm can do at any point by hardening Error
let _E = "captureStackTrace" in Error ? Error : null;
// v8 captures a stack trace inside the Error constructor, which dominates a failed parse; costs only the frames, and parse() restores those. the constructor must RUN: Object.create is cheaper and passes instanceof, but Error.isError and util.types.isNativeError check an internal slot
function newError(Definition) {
    const E = _E;
    if (E) {
        const saved = E.stackTraceLimit;
        if (typeof saved === "number") {
            try {
                E.stackTraceLimit = 0;
            }
            catch {
                _E = null;
                return new Definition();
            }
            try {
                return new Definition();
            }
            finally {
                E.stackTraceLimit = saved;
            }
        }
    }
    return new Definition();
}
function $constructor(name, initializer, 
/** This trait's members, installed once on every prototype that composes it. They cannot be declared in the initializer above: that runs per instance, and the prototype is shared. */
proto, params) {
    // Prototype for this constructor's `_zod` internals. Lazily-derived fields (`values`, `pattern`, `optin`, …) install here once rather than as an accessor on every instance.
    const zodProto = {};
    // Assigning the fields in the constructor body is what gives instances in-object slots; building the object literally and reparenting it costs a second allocation and a generic property copy.
    function Internals(def) {
        this.def = def;
        this.constr = _;
        this.traits = new Set();
    }
    Internals.prototype = zodProto;
    const protoMembers = proto;
    // One trait's members land on every prototype whose chain composes it, so the answer is per prototype rather than per trait.
    const initialized = protoMembers && new WeakSet();
    function init(inst, def) {
        if (!inst._zod) {
            _zodDesc.value = new Internals(def);
            try {
                Object.defineProperty(inst, "_zod", _zodDesc);
            }
            finally {
                // Cleared even on throw, so the shared descriptor never leaks one instance's internals into the next.
                _zodDesc.value = undefined;
            }
        }
        else if (inst._zod.traits.has(name)) {
            return;
        }
        inst._zod.traits.add(name);
        initializer(inst, def);
        if (initialized) {
            // `super(def)` from a user subclass gives `this` a prototype the subclass owns, and installing there would overwrite whatever the subclass declared. `constr` built the instance, so its prototype is the one below the subclass's that should carry the members. A receiver whose chain never reaches that prototype installs on its own, which for a plain object handed straight to `init` means `Object.prototype` — unchanged from before.
            const own = Object.getPrototypeOf(inst);
            const ctorProto = inst._zod.constr.prototype;
            let up = own;
            while (up && up !== ctorProto)
                up = Object.getPrototypeOf(up);
            const target = up ?? own;
            if (!initialized.has(target)) {
                initialized.add(target);
                (0,_util_js__WEBPACK_IMPORTED_MODULE_0__/* .members */ .ol)(target, protoMembers);
            }
        }
        // support prototype modifications; for-in avoids the array allocation of Object.keys on the (usually empty) prototype
        const proto = _.prototype;
        for (const k in proto) {
            if (!Object.prototype.hasOwnProperty.call(proto, k))
                continue;
            if (!(k in inst)) {
                inst[k] = proto[k].bind(inst);
            }
        }
    }
    // doesn't work if Parent has a constructor with arguments
    const Parent = params?.Parent ?? Object;
    class Definition extends Parent {
    }
    Object.defineProperty(Definition, "name", { value: name });
    function _(def) {
        const inst = params?.Parent ? newError(Definition) : this;
        init(inst, def);
        const deferred = inst._zod.deferred;
        if (deferred) {
            for (const fn of deferred) {
                fn();
            }
            // Released: initializers run once, and the list would otherwise be retained for the schema's lifetime.
            inst._zod.deferred = undefined;
        }
        // Global post-processor hook. Internal: installed by `import "zod/compile"` to enable AOT compilation for every constructed schema. Runs last, once the instance is fully built, because it hands the instance to compile(). The post-processor is expected to be reentrancy-guarded by its own implementation.
        const pp = globalThis.__zod_globalConfig?.postProcessor;
        if (pp)
            pp(inst);
        return inst;
    }
    Object.defineProperty(_, "init", { value: init });
    Object.defineProperty(_, Symbol.hasInstance, {
        value: (inst) => {
            if (params?.Parent && inst instanceof params.Parent)
                return true;
            return inst?._zod?.traits?.has(name);
        },
    });
    Object.defineProperty(_, "name", { value: name });
    return _;
}
//////////////////////////////   UTILITIES   ///////////////////////////////////////
const $brand = /*@__PURE__*/ (/* unused pure expression or super */ null && (Symbol("zod_brand")));
class $ZodAsyncError extends Error {
    constructor() {
        super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
    }
}
class $ZodEncodeError extends Error {
    constructor(name) {
        super(`Encountered unidirectional transform during encode: ${name}`);
        this.name = "ZodEncodeError";
    }
}
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
    if (newConfig)
        Object.assign(globalConfig, newConfig);
    return globalConfig;
}


/***/ }),

/***/ 4723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ normalizeParams),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   NM: () => (/* binding */ optionalKeys),
/* harmony export */   PO: () => (/* binding */ cached),
/* harmony export */   QH: () => (/* binding */ aborted),
/* harmony export */   Vy: () => (/* binding */ assignProp),
/* harmony export */   X: () => (/* binding */ installLazyProp),
/* harmony export */   d3: () => (/* binding */ attachSchema),
/* harmony export */   gx: () => (/* binding */ captureStackTrace),
/* harmony export */   hi: () => (/* binding */ sizeCaps),
/* harmony export */   iR: () => (/* binding */ finalizeIssue),
/* harmony export */   jD: () => (/* binding */ hide),
/* harmony export */   k8: () => (/* binding */ jsonStringifyReplacer),
/* harmony export */   lQ: () => (/* binding */ prefixIssues),
/* harmony export */   o8: () => (/* binding */ clone),
/* harmony export */   ol: () => (/* binding */ members),
/* harmony export */   p6: () => (/* binding */ cleanRegex),
/* harmony export */   qh: () => (/* binding */ own),
/* harmony export */   rL: () => (/* binding */ explicitlyAborted),
/* harmony export */   v5: () => (/* binding */ defineLazyInternal)
/* harmony export */ });
/* unused harmony exports assertEqual, assertNotEqual, toZod, assertIs, assertNever, assert, getEnumValues, joinValues, nullish, floatSafeRemainder, defineLazy, objectClone, rawShape, mergeDefs, cloneDef, getElementAtPath, promiseAllObject, randomString, esc, slugify, allowsEval, isPlainObject, shallowClone, numKeys, getParsedType, propertyKeyTypes, primitiveTypes, escapeRegex, createTransparentProxy, stringifyPrimitive, NUMBER_FORMAT_RANGES, BIGINT_FORMAT_RANGES, pick, omit, extend, safeExtend, merge, partial, required, unwrapMessage, getSizableOrigin, codePointLength, getLengthableOrigin, parsedType, issue, cleanEnum, base64ToUint8Array, uint8ArrayToBase64, base64urlToUint8Array, uint8ArrayToBase64url, hexToUint8Array, uint8ArrayToHex, Class, derived, CONSTANT_CATCH, constantCatch */

// functions
function assertEqual(val) {
    return val;
}
function assertNotEqual(val) {
    return val;
}
function toZod() {
    return (schema) => schema;
}
function assertIs(_arg) { }
function assertNever(_x) {
    throw new Error("Unexpected value in exhaustive check");
}
function assert(_) { }
function getEnumValues(entries) {
    const numericValues = Object.values(entries).filter((v) => typeof v === "number");
    const values = Object.entries(entries)
        .filter(([k, _]) => numericValues.indexOf(+k) === -1)
        .map(([_, v]) => v);
    return values;
}
function joinValues(array, separator = "|") {
    return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
    if (typeof value === "bigint")
        return value.toString();
    return value;
}
// the accessor lives on a shared prototype: an own accessor makes every box a dictionary-mode object (~360 B and a slow load per read against ~100 B and an inlined getter here)
class Cached {
    constructor(getter) {
        this._getter = getter;
        this._value = undefined;
    }
    get value() {
        const getter = this._getter;
        if (getter !== undefined) {
            this._value = getter();
            this._getter = undefined;
        }
        return this._value;
    }
}
function cached(getter) {
    return new Cached(getter);
}
function nullish(input) {
    return input === null || input === undefined;
}
function cleanRegex(source) {
    const start = source.startsWith("^") ? 1 : 0;
    const end = source.endsWith("$") ? source.length - 1 : source.length;
    return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
    const ratio = val / step;
    const roundedRatio = Math.round(ratio);
    // `val` and `step` each round to a double before the division rounds again, so a true decimal multiple's quotient can sit up to 1.5 of these scaled epsilons from the integer. A 1x tolerance therefore rejected 2.03 as a multiple of 0.07; 4x covers the worst case with margin.
    const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
    if (Math.abs(ratio - roundedRatio) < tolerance)
        return 0;
    return ratio - roundedRatio;
}
const EVALUATING = /* @__PURE__*/ (/* unused pure expression or super */ null && (Symbol("evaluating")));
function defineLazy(object, key, getter) {
    let value = undefined;
    Object.defineProperty(object, key, {
        get() {
            if (value === EVALUATING) {
                // Circular reference detected, return undefined to break the cycle
                return undefined;
            }
            if (value === undefined) {
                value = EVALUATING;
                value = getter();
            }
            return value;
        },
        set(v) {
            Object.defineProperty(object, key, {
                value: v,
                // configurable: true,
            });
            // object[key] = v;
        },
        configurable: true,
    });
}
function objectClone(obj) {
    return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
}
function assignProp(target, prop, value) {
    Object.defineProperty(target, prop, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
    });
}
/**
 * Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
 *
 * Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
 */
function rawShape(def) {
    const desc = Object.getOwnPropertyDescriptor(def, "shape");
    return desc?.get ? desc.get.raw : desc?.value;
}
// where a builder reads its source's keys and descriptors, resolving only a shape a def answers for itself. A shape resolves by object spread, so only its enumerable keys are ever part of it.
function sourceShape(schema) {
    return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
// a key whose value is not settled yet, self-caching so every read after the first gets the same one
function deferProp(target, key, getter) {
    Object.defineProperty(target, key, {
        get() {
            const value = getter();
            assignProp(this, key, value);
            return value;
        },
        enumerable: true,
        configurable: true,
    });
}
// Writes a settled key. A plain assignment is much cheaper than `defineProperty` and produces the same descriptor, but it runs whatever setter already answers to the key — an accessor this shape deferred, or an inherited one, which `__proto__` has on every object and prototype pollution can add for any name.
function putProp(target, key, value) {
    if (key in target)
        assignProp(target, key, value);
    else
        target[key] = value;
}
/**
 * Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
 *
 * A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
 */
function mirrorShape(target, source, keys, wrap) {
    const raw = sourceShape(source);
    for (const key of keys) {
        const desc = Object.getOwnPropertyDescriptor(raw, key);
        if (!desc.enumerable)
            continue;
        if (desc.get) {
            deferProp(target, key, () => {
                const value = source._zod.def.shape[key];
                return wrap ? wrap(value, key) : value;
            });
        }
        else
            putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
    }
}
// same, for a plain shape a caller passed rather than a schema's
function mirrorProps(target, source) {
    for (const key of Reflect.ownKeys(source)) {
        const desc = Object.getOwnPropertyDescriptor(source, key);
        if (!desc.enumerable)
            continue;
        if (desc.get)
            deferProp(target, key, () => source[key]);
        else
            putProp(target, key, desc.value);
    }
}
function mergeDefs(...defs) {
    const mergedDescriptors = {};
    for (const def of defs) {
        const descriptors = Object.getOwnPropertyDescriptors(def);
        Object.assign(mergedDescriptors, descriptors);
    }
    return Object.defineProperties({}, mergedDescriptors);
}
function cloneDef(schema) {
    return mergeDefs(schema._zod.def);
}
function getElementAtPath(obj, path) {
    if (!path)
        return obj;
    return path.reduce((acc, key) => acc?.[key], obj);
}
function promiseAllObject(promisesObj) {
    const keys = Object.keys(promisesObj);
    const promises = keys.map((key) => promisesObj[key]);
    return Promise.all(promises).then((results) => {
        const resolvedObj = {};
        for (let i = 0; i < keys.length; i++) {
            resolvedObj[keys[i]] = results[i];
        }
        return resolvedObj;
    });
}
function randomString(length = 10) {
    const chars = "abcdefghijklmnopqrstuvwxyz";
    let str = "";
    for (let i = 0; i < length; i++) {
        str += chars[Math.floor(Math.random() * chars.length)];
    }
    return str;
}
function esc(str) {
    return JSON.stringify(str);
}
function slugify(input) {
    return input
        .toLowerCase()
        .trim()
        .replace(/[^\w\s-]/g, "")
        .replace(/[\s_-]+/g, "-")
        .replace(/^-+|-+$/g, "");
}
const captureStackTrace = ("captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => { });
function isObject(data) {
    return typeof data === "object" && data !== null && !Array.isArray(data);
}
const allowsEval = /* @__PURE__*/ (/* unused pure expression or super */ null && (cached(() => {
    // Skip the probe under `jitless`: strict CSPs report the caught `new Function` as a `securitypolicyviolation` even though the throw is swallowed.
    if (globalConfig.jitless) {
        return false;
    }
    // @ts-ignore
    if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
        return false;
    }
    try {
        const F = Function;
        new F("");
        return true;
    }
    catch (_) {
        return false;
    }
})));
function isPlainObject(o) {
    if (isObject(o) === false)
        return false;
    // modified constructor
    const ctor = o.constructor;
    if (ctor === undefined)
        return true;
    if (typeof ctor !== "function")
        return true;
    // modified prototype
    const prot = ctor.prototype;
    if (isObject(prot) === false)
        return false;
    // ctor doesn't have static `isPrototypeOf`
    if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
        return false;
    }
    return true;
}
function shallowClone(o) {
    if (isPlainObject(o))
        return { ...o };
    if (Array.isArray(o))
        return [...o];
    if (o instanceof Map)
        return new Map(o);
    if (o instanceof Set)
        return new Set(o);
    return o;
}
function numKeys(data) {
    let keyCount = 0;
    for (const key in data) {
        if (Object.prototype.hasOwnProperty.call(data, key)) {
            keyCount++;
        }
    }
    return keyCount;
}
const getParsedType = (data) => {
    const t = typeof data;
    switch (t) {
        case "undefined":
            return "undefined";
        case "string":
            return "string";
        case "number":
            return Number.isNaN(data) ? "nan" : "number";
        case "boolean":
            return "boolean";
        case "function":
            return "function";
        case "bigint":
            return "bigint";
        case "symbol":
            return "symbol";
        case "object":
            if (Array.isArray(data)) {
                return "array";
            }
            if (data === null) {
                return "null";
            }
            if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
                return "promise";
            }
            if (typeof Map !== "undefined" && data instanceof Map) {
                return "map";
            }
            if (typeof Set !== "undefined" && data instanceof Set) {
                return "set";
            }
            if (typeof Date !== "undefined" && data instanceof Date) {
                return "date";
            }
            // @ts-ignore
            if (typeof File !== "undefined" && data instanceof File) {
                return "file";
            }
            return "object";
        default:
            throw new Error(`Unknown data type: ${t}`);
    }
};
const propertyKeyTypes = /* @__PURE__*/ new Set(["string", "number", "symbol"]);
const primitiveTypes = /* @__PURE__*/ new Set([
    "string",
    "number",
    "bigint",
    "boolean",
    "symbol",
    "undefined",
]);
function escapeRegex(str) {
    return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
// zod-specific utils
function clone(inst, def, params) {
    const cl = new inst._zod.constr(def ?? inst._zod.def);
    if (!def || params?.parent)
        cl._zod.parent = inst;
    return cl;
}
function normalizeParams(_params) {
    const params = _params;
    if (!params)
        return {};
    if (typeof params === "string")
        return { error: () => params };
    if (params?.message !== undefined) {
        if (params?.error !== undefined)
            throw new Error("Cannot specify both `message` and `error` params");
        params.error = params.message;
    }
    delete params.message;
    if (typeof params.error === "string")
        return { ...params, error: () => params.error };
    return params;
}
function createTransparentProxy(getter) {
    let target;
    return new Proxy({}, {
        get(_, prop, receiver) {
            target ?? (target = getter());
            return Reflect.get(target, prop, receiver);
        },
        set(_, prop, value, receiver) {
            target ?? (target = getter());
            return Reflect.set(target, prop, value, receiver);
        },
        has(_, prop) {
            target ?? (target = getter());
            return Reflect.has(target, prop);
        },
        deleteProperty(_, prop) {
            target ?? (target = getter());
            return Reflect.deleteProperty(target, prop);
        },
        ownKeys(_) {
            target ?? (target = getter());
            return Reflect.ownKeys(target);
        },
        getOwnPropertyDescriptor(_, prop) {
            target ?? (target = getter());
            return Reflect.getOwnPropertyDescriptor(target, prop);
        },
        defineProperty(_, prop, descriptor) {
            target ?? (target = getter());
            return Reflect.defineProperty(target, prop, descriptor);
        },
    });
}
function stringifyPrimitive(value) {
    if (typeof value === "bigint")
        return value.toString() + "n";
    if (typeof value === "string")
        return `"${value}"`;
    return `${value}`;
}
function optionalKeys(shape) {
    return Object.keys(shape).filter((k) => {
        return shape[k]._zod.optin !== undefined && shape[k]._zod.optout === "optional";
    });
}
// Wrapped in a `@__PURE__` IIFE: esbuild never tree-shakes a top-level initializer that contains a member access on `Number`, so the bare object literal survived into every bundle.
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (/* unused pure expression or super */ null && ((() => ({
    safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    int32: [-2147483648, 2147483647],
    uint32: [0, 4294967295],
    float32: [-3.4028234663852886e38, 3.4028234663852886e38],
    float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
}))()));
const BIGINT_FORMAT_RANGES = {
    int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
    uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")],
};
function pick(schema, mask) {
    const currDef = schema._zod.def;
    const checks = currDef.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        throw new Error(".pick() cannot be used on object schemas containing refinements");
    }
    const newShape = {};
    mirrorShape(newShape, schema, maskedKeys(schema, mask));
    return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
// the mask keys that select something, checked against the source's shape without resolving it
function maskedKeys(schema, mask) {
    const raw = sourceShape(schema);
    const keys = [];
    // `for...in` skips symbols, so a symbol in the mask would select nothing
    for (const key of Reflect.ownKeys(mask)) {
        if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
            throw new Error(`Unrecognized key: "${String(key)}"`);
        }
        if (mask[key])
            keys.push(key);
    }
    return keys;
}
function omit(schema, mask) {
    const currDef = schema._zod.def;
    const checks = currDef.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        throw new Error(".omit() cannot be used on object schemas containing refinements");
    }
    const omitted = new Set(maskedKeys(schema, mask));
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
    return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function extend(schema, shape) {
    if (!isPlainObject(shape)) {
        throw new Error("Invalid input to extend: expected a plain object");
    }
    const checks = schema._zod.def.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        // Only throw if new shape overlaps with existing shape. Use getOwnPropertyDescriptor to check key existence without accessing values
        const existingShape = sourceShape(schema);
        for (const key of Reflect.ownKeys(shape)) {
            if (Object.getOwnPropertyDescriptor(existingShape, key) !== undefined) {
                throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
            }
        }
    }
    return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
// the source's keys, then the caller's overlaid on top
function extended(schema, shape) {
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
    mirrorProps(newShape, shape);
    return newShape;
}
function safeExtend(schema, shape) {
    if (!isPlainObject(shape)) {
        throw new Error("Invalid input to safeExtend: expected a plain object");
    }
    return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
    if (!b?._zod?.def) {
        throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
    }
    if (a._zod.def.checks?.length) {
        throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
    }
    const newShape = {};
    mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
    mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
    const def = mergeDefs(a._zod.def, {
        shape: newShape,
        get catchall() {
            return b._zod.def.catchall;
        },
        checks: b._zod.def.checks ?? [],
    });
    return clone(a, def);
}
function partial(Class, schema, mask, name = "partial") {
    const currDef = schema._zod.def;
    const checks = currDef.checks;
    const hasChecks = checks && checks.length > 0;
    if (hasChecks) {
        throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
    }
    const selected = mask ? new Set(maskedKeys(schema, mask)) : undefined;
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class &&
        ((value, key) => (selected && !selected.has(key) ? value : new Class({ type: "optional", innerType: value }))));
    return clone(schema, mergeDefs(schema._zod.def, { shape: newShape, checks: [] }));
}
function required(Class, schema, mask) {
    const selected = mask ? new Set(maskedKeys(schema, mask)) : undefined;
    const newShape = {};
    mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => 
    // overwrite with non-optional
    selected && !selected.has(key) ? value : new Class({ type: "nonoptional", innerType: value }));
    return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
// invalid_type | too_big | too_small | invalid_format | not_multiple_of | unrecognized_keys | invalid_union | invalid_key | invalid_element | invalid_value | custom
function aborted(x, startIndex = 0) {
    if (x.aborted === true)
        return true;
    for (let i = startIndex; i < x.issues.length; i++) {
        if (x.issues[i]?.continue !== true) {
            return true;
        }
    }
    return false;
}
// Checks for explicit abort (continue === false), as opposed to implicit abort (continue === undefined). Used to respect `abort: true` in .refine() even for checks that have a `when` function.
function explicitlyAborted(x, startIndex = 0) {
    if (x.aborted === true)
        return true;
    for (let i = startIndex; i < x.issues.length; i++) {
        if (x.issues[i]?.continue === false) {
            return true;
        }
    }
    return false;
}
function prefixIssues(path, issues) {
    return issues.map((iss) => {
        var _a;
        (_a = iss).path ?? (_a.path = []);
        iss.path.unshift(path);
        return iss;
    });
}
function unwrapMessage(message) {
    return typeof message === "string" ? message : message?.message;
}
/* A check holds no link back to the schema it is attached to — the same check instance is shared by every clone of that schema — so the owner is stamped onto the issues a check just raised, at the only point where both are in scope. Runs on the failure path only; `start` is the issue count from before the check ran. */
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
    const caps = [];
    for (const ch of defChecks ?? []) {
        const d = ch._zod.def;
        // a later check may rewrite the value
        if (!/_(length|size)$|_equals$/.test(d.check))
            break;
        const max = d.maximum ?? d.length ?? d.size;
        if (max >= 0)
            caps.push([max, ch]);
    }
    return caps;
}
function attachSchema(issues, start, inst) {
    var _a;
    for (let i = start; i < issues.length; i++) {
        (_a = issues[i]).schema ?? (_a.schema = inst);
    }
}
function finalizeIssue(iss, ctx, config) {
    var _a;
    // A schema that raised an issue itself owns it outright, and outranks any stamp an enclosing check left in `attachSchema`. String formats and z.custom() are schema and check at once, so when they act as a check they defer to that stamp instead.
    const traits = iss.inst?._zod?.traits;
    if (traits?.has("$ZodType")) {
        if (traits.has("$ZodCheck"))
            (_a = iss).schema ?? (_a.schema = iss.inst);
        else
            iss.schema = iss.inst;
    }
    // Decreasing specificity, first map to return a message wins. `inst` is whatever raised the issue, so a check's own map outranks the owning schema's.
    const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : undefined;
    const message = iss.message
        ? iss.message
        : (unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ??
            unwrapMessage(schemaError?.(iss)) ??
            unwrapMessage(ctx?.error?.(iss)) ??
            unwrapMessage(config.customError?.(iss)) ??
            unwrapMessage(config.localeError?.(iss)) ??
            "Invalid input");
    // an explicit own-key copy beats object rest with excluded keys, which v8 routes through a generic runtime call; Object.keys rather than for-in so an issue pushed with a prototype does not leak inherited keys, and an own __proto__ key is dropped rather than assigned through the setter
    const full = {};
    for (const k of Object.keys(iss)) {
        if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
            continue;
        full[k] = iss[k];
    }
    full.path ?? (full.path = []);
    full.message = message;
    if (ctx?.reportInput) {
        full.input = iss.input;
    }
    return full;
}
function getSizableOrigin(input) {
    if (input instanceof Set)
        return "set";
    if (input instanceof Map)
        return "map";
    // @ts-ignore
    if (input instanceof File)
        return "file";
    return "unknown";
}
const highSurrogate = /[\uD800-\uDBFF]/;
// Code points in `str`: a surrogate pair counts once, a lone surrogate as itself. Hand-rolled because the string iterator allocates and runs ~250x slower on this path; the regex probe exits ~50x quicker for a string with no astral characters.
function codePointLength(str) {
    const units = str.length;
    if (!highSurrogate.test(str))
        return units;
    let count = units;
    for (let i = 0; i < units - 1; i++) {
        if ((str.charCodeAt(i) & 0xfc00) === 0xd800 && (str.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
            count--;
            i++;
        }
    }
    return count;
}
function getLengthableOrigin(input) {
    if (Array.isArray(input))
        return "array";
    if (typeof input === "string")
        return "string";
    return "unknown";
}
function parsedType(data) {
    const t = typeof data;
    switch (t) {
        case "number": {
            return Number.isNaN(data) ? "nan" : "number";
        }
        case "object": {
            if (data === null) {
                return "null";
            }
            if (Array.isArray(data)) {
                return "array";
            }
            const obj = data;
            if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
                return obj.constructor.name;
            }
        }
    }
    return t;
}
function issue(...args) {
    const [iss, input, inst] = args;
    if (typeof iss === "string") {
        return {
            message: iss,
            code: "custom",
            input,
            inst,
        };
    }
    return { ...iss };
}
function cleanEnum(obj) {
    return Object.entries(obj)
        .filter(([k, _]) => {
        // return true if NaN, meaning it's not a number, thus a string key
        return Number.isNaN(Number.parseInt(k, 10));
    })
        .map((el) => el[1]);
}
// Codec utility functions
function base64ToUint8Array(base64) {
    const binaryString = atob(base64);
    const bytes = new Uint8Array(binaryString.length);
    for (let i = 0; i < binaryString.length; i++) {
        bytes[i] = binaryString.charCodeAt(i);
    }
    return bytes;
}
function uint8ArrayToBase64(bytes) {
    let binaryString = "";
    for (let i = 0; i < bytes.length; i++) {
        binaryString += String.fromCharCode(bytes[i]);
    }
    return btoa(binaryString);
}
function base64urlToUint8Array(base64url) {
    const base64 = base64url.replace(/-/g, "+").replace(/_/g, "/");
    const padding = "=".repeat((4 - (base64.length % 4)) % 4);
    return base64ToUint8Array(base64 + padding);
}
function uint8ArrayToBase64url(bytes) {
    return uint8ArrayToBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
function hexToUint8Array(hex) {
    const cleanHex = hex.replace(/^0x/, "");
    if (cleanHex.length % 2 !== 0) {
        throw new Error("Invalid hex string length");
    }
    const bytes = new Uint8Array(cleanHex.length / 2);
    for (let i = 0; i < cleanHex.length; i += 2) {
        bytes[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
    }
    return bytes;
}
function uint8ArrayToHex(bytes) {
    return Array.from(bytes)
        .map((b) => b.toString(16).padStart(2, "0"))
        .join("");
}
// instanceof
class Class {
    constructor(..._args) { }
}
//////////    PROTOTYPE INSTALLERS     //////////
//
// Members live on the prototype and materialize per instance on first read, which keeps own-property count under the step where V8 stops using inline slots. Changing anything here means re-measuring runtime, memory and bundle size together — see "The three axes" in AGENTS.md.
/**
 * Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
 *
 * Call this from a `proto` initializer, which runs once per prototype — never per instance.
 */
function members(proto, table) {
    for (const key in table) {
        const desc = Object.getOwnPropertyDescriptor(table, key);
        // a getter installs as written, so it stays live: `description` reads through to the registry on every access. not enumerable: an object literal's is, and a prototype member never was
        if (desc.get)
            Object.defineProperty(proto, key, { ...desc, enumerable: false });
        // a method materializes bound on first read, which is what keeps a detached member working: `const opt = schema.optional; opt()`
        else
            defineBound(proto, key, desc.value);
    }
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
    Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
    return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
    return own(inst, key, value, false);
}
/** Adds members a table derives from the instance: each builds on first read and shadows as own data, and assignment shadows the same way, as when these were own properties. */
function derived(computes, table) {
    for (const key in computes) {
        const compute = computes[key];
        // an object literal's accessor is configurable and enumerable, and `members` copies the descriptor as written
        Object.defineProperty(table, key, {
            configurable: true,
            enumerable: true,
            get() {
                return own(this, key, compute(this));
            },
            set(value) {
                own(this, key, value);
            },
        });
    }
    return table;
}
function defineBound(proto, key, fn) {
    Object.defineProperty(proto, key, {
        configurable: true,
        get() {
            // vitest's spyOn calls a prototype getter bare to find the function it wraps, so a nullish receiver answers the raw method
            return this == null ? fn : own(this, key, fn.bind(this));
        },
        set(value) {
            own(this, key, value);
        },
    });
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
    const proto = Object.getPrototypeOf(inst);
    // Runs on every construction, so `in` rather than the costlier `hasOwnProperty.call`. Sentinels are keys the group itself defines.
    return sentinel in proto ? undefined : proto;
}
// The internals whose init chain is installing. A second call for the same one is a derived constructor overriding its base, so it must not construct another schema in between or the override is dropped.
let installing;
// Set while a getter is running, so a value that resolved through a recursion break is not memoized. One shared descriptor shadows the key for the duration, which costs no per-key allocation.
let broke = false;
const breaker = {
    configurable: true,
    get() {
        broke = true;
        return undefined;
    },
};
/**
 * Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
 * constructor, computed from the internals object itself and cached there on
 * first read. One accessor per constructor rather than one per instance.
 */
function defineLazyInternal(inst, key, compute) {
    const proto = Object.getPrototypeOf(inst._zod);
    if (key in proto && installing !== inst._zod) {
        // A repeat construction: everything is installed already. Cleared here so the reference is not held past the first construction of every type.
        installing = undefined;
        return;
    }
    installing = inst._zod;
    Object.defineProperty(proto, key, {
        configurable: true,
        get() {
            // Shadowed before computing so a re-entrant read from a recursive schema resolves to undefined instead of running the getter again.
            Object.defineProperty(this, key, breaker);
            const outer = broke;
            broke = false;
            try {
                const value = compute(this);
                // A result that resolved through a recursion break is recomputed once the graph is complete; everything else memoizes, undefined included.
                if (broke)
                    delete this[key];
                else
                    Object.defineProperty(this, key, { configurable: true, writable: true, value });
                broke = broke || outer;
                return value;
            }
            catch (err) {
                // A compute that threw memoizes nothing, so a later read runs it again and fails the same way. The shadow goes with it, since leaving it installed would answer undefined for every later read.
                delete this[key];
                broke = broke || outer;
                throw err;
            }
        },
        set(value) {
            Object.defineProperty(this, key, { configurable: true, writable: true, value });
        },
    });
}
/**
 * Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
 * data property. One accessor per constructor rather than one per instance, because an own accessor
 * puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
 */
function installLazyProp(inst, key, make, enumerable) {
    const proto = claim(inst, key);
    if (!proto)
        return;
    Object.defineProperty(proto, key, {
        configurable: true,
        get() {
            // Shadowed before computing, so a re-entrant read from a self-referential shape resolves to undefined instead of running the getter again. A data property rather than an accessor: an own accessor is the dictionary-mode transition this exists to avoid.
            const desc = { configurable: true, writable: true, enumerable, value: undefined };
            Object.defineProperty(this, key, desc);
            // a compute that throws leaves the shadow behind, so later reads answer undefined instead of re-throwing; `defineLazy` did the same, and `defineLazyInternal`'s delete-on-catch would cost bytes in every bundle for a case only a throwing user getter reaches
            desc.value = make(this);
            Object.defineProperty(this, key, desc);
            return desc.value;
        },
        set(value) {
            Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
        },
    });
}
/** Marks the thunk `_catch` synthesises for a constant catch value. `Function.length` cannot tell that thunk from a user callback — rest and defaulted parameters both report arity 0 — and a user callback reads `ctx.error`, whose issues only finalize correctly against the caller's per-parse error map. Provenance can say what arity cannot. A plain string key rather than `Symbol.for`, whose call at module scope no bundler can prove pure — the same shape that anchored `urlCanParse` into every build. */
const CONSTANT_CATCH = "~constantCatch";
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
    const fn = () => value;
    fn[CONSTANT_CATCH] = true;
    return fn;
}


/***/ }),

/***/ 8395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  YOg: () => (/* binding */ array),
  zMY: () => (/* binding */ schemas_boolean),
  _H3: () => (/* binding */ looseObject),
  cl6: () => (/* binding */ nullish),
  aig: () => (/* binding */ schemas_number),
  FsL: () => (/* binding */ pipe),
  YjP: () => (/* binding */ schemas_string),
  pdi: () => (/* binding */ transform),
  L5J: () => (/* binding */ unknown)
});

// UNUSED EXPORTS: ZodMiniAny, ZodMiniArray, ZodMiniBase64, ZodMiniBase64URL, ZodMiniBigInt, ZodMiniBigIntFormat, ZodMiniBoolean, ZodMiniCIDRv4, ZodMiniCIDRv6, ZodMiniCUID, ZodMiniCUID2, ZodMiniCatch, ZodMiniCodec, ZodMiniCreditCard, ZodMiniCustom, ZodMiniCustomStringFormat, ZodMiniDate, ZodMiniDefault, ZodMiniDiscriminatedUnion, ZodMiniE164, ZodMiniEmail, ZodMiniEmoji, ZodMiniEnum, ZodMiniExactOptional, ZodMiniFile, ZodMiniFunction, ZodMiniGUID, ZodMiniIBAN, ZodMiniIPv4, ZodMiniIPv6, ZodMiniIntersection, ZodMiniJWT, ZodMiniKSUID, ZodMiniLazy, ZodMiniLiteral, ZodMiniMAC, ZodMiniMap, ZodMiniNaN, ZodMiniNanoID, ZodMiniNever, ZodMiniNonOptional, ZodMiniNull, ZodMiniNullable, ZodMiniNumber, ZodMiniNumberFormat, ZodMiniObject, ZodMiniOptional, ZodMiniPipe, ZodMiniPrefault, ZodMiniPromise, ZodMiniReadonly, ZodMiniRecord, ZodMiniSet, ZodMiniString, ZodMiniStringFormat, ZodMiniSuccess, ZodMiniSymbol, ZodMiniTemplateLiteral, ZodMiniTransform, ZodMiniTuple, ZodMiniType, ZodMiniULID, ZodMiniURL, ZodMiniUUID, ZodMiniUndefined, ZodMiniUnion, ZodMiniUnknown, ZodMiniVoid, ZodMiniXID, ZodMiniXor, _default, _function, any, base64, base64url, bigint, catch, catchall, check, cidrv4, cidrv6, codec, creditCard, cuid, cuid2, currencyCode, custom, date, describe, discriminatedUnion, e164, email, emoji, enum, exactOptional, exactPartial, extend, file, float32, float64, function, guid, hash, hex, hostname, httpUrl, iban, instanceof, int, int32, int64, intersection, invertCodec, ipv4, ipv6, json, jwt, keyof, ksuid, lazy, literal, looseRecord, mac, map, merge, meta, nan, nanoid, nativeEnum, never, nonoptional, null, nullable, object, omit, optional, partial, partialRecord, pick, prefault, promise, readonly, record, refine, required, safeExtend, set, strictObject, stringFormat, stringbool, success, superRefine, symbol, templateLiteral, tuple, uint32, uint64, ulid, undefined, union, url, uuid, uuidv4, uuidv6, uuidv7, void, xid, xor

// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core_core = __nccwpck_require__(8532);
;// CONCATENATED MODULE: ./node_modules/zod/v4/core/regexes.js

/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link cuid2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
const cuid = /^[cC][0-9a-z]{6,}$/;
const cuid2 = /^[0-9a-z]+$/;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
const xid = /^[0-9a-vA-V]{20}$/;
const ksuid = /^[A-Za-z0-9]{27}$/;
const nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
    return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
/** ISO 8601-1 duration regex. Does not support the 8601-2 extensions like negative durations or fractional/negative components. */
const duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
/** Implements ISO 8601-2 extensions like explicit +- prefixes, mixing weeks with other units, and fractional/negative components. */
const extendedDuration = /^[-+]?P(?!$)(?:(?:[-+]?\d+Y)|(?:[-+]?\d+[.,]\d+Y$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:(?:[-+]?\d+W)|(?:[-+]?\d+[.,]\d+W$))?(?:(?:[-+]?\d+D)|(?:[-+]?\d+[.,]\d+D$))?(?:T(?=[\d+-])(?:(?:[-+]?\d+H)|(?:[-+]?\d+[.,]\d+H$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:[-+]?\d+(?:[.,]\d+)?S)?)??$/;
/** A regex for any UUID-like identifier: 8-4-4-4-12 hex pattern */
const guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
/** Returns a regex for validating an RFC 9562/4122 UUID.
 *
 * @param version Optionally specify a version 1-8. If no version is specified, all versions are supported. */
const uuid = (version) => {
    if (!version)
        return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
    return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
const uuid4 = /*@__PURE__*/ (/* unused pure expression or super */ null && (uuid(4)));
const uuid6 = /*@__PURE__*/ (/* unused pure expression or super */ null && (uuid(6)));
const uuid7 = /*@__PURE__*/ (/* unused pure expression or super */ null && (uuid(7)));
/** Practical email validation */
const email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
/** Equivalent to the HTML5 input[type=email] validation implemented by browsers. Source: https://developer.mozilla.org/en-US/docs/Web/HTML/Element/input/email */
const html5Email = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/** The classic emailregex.com regex for RFC 5322-compliant emails */
const rfc5322Email = /^(([^<>()\[\]\\.,;:\s@"]+(\.[^<>()\[\]\\.,;:\s@"]+)*)|(".+"))@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))$/;
/** A loose regex that allows Unicode characters, enforces length limits, and that's about it. */
const unicodeEmail = /^[^\s@"]{1,64}@[^\s@]{1,255}$/u;
const idnEmail = (/* unused pure expression or super */ null && (unicodeEmail));
const browserEmail = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
// from https://thekevinscott.com/emojis-in-javascript/#writing-a-regular-expression
// Single character class, not an alternation: the two properties overlap (U+1F9B0-U+1F9B3), so `(A|B)+` backtracks exponentially on a failed match. The leading lookahead then demands one anchor — a pictograph, a regional indicator, or the enclosing keycap — because `\p{Emoji_Component}` on its own covers ASCII digits, `#`, `*`, ZWJ, variation selectors and skin tone modifiers, none of which is an emoji without a base.
const _emoji = (/* unused pure expression or super */ null && (`^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`));
function emoji() {
    return new RegExp(_emoji, "u");
}
const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
const ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
const mac = (delimiter) => {
    const escapedDelim = util.escapeRegex(delimiter ?? ":");
    return new RegExp(`^(?:[0-9A-F]{2}${escapedDelim}){5}[0-9A-F]{2}$|^(?:[0-9a-f]{2}${escapedDelim}){5}[0-9a-f]{2}$`);
};
const cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
const cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
// https://stackoverflow.com/questions/7860392/determine-if-string-is-in-base64-using-javascript
const base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
// based on https://stackoverflow.com/questions/106179/regular-expression-to-match-dns-hostname-or-ip-address
// export const hostname: RegExp = /^([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+$/;
const hostname = /^(?=.{1,253}\.?$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?)*\.?$/;
const domain = /^(?=.{1,253}$)([a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$/;
const httpProtocol = /^https?$/;
// https://blog.stevenlevithan.com/archives/validate-phone-number#r4-3 (regex sans spaces) E.164: leading digit must be 1-9; total digits (excluding '+') between 7-15
const e164 = /^\+[1-9]\d{6,14}$/;
// Credit card shape: 12–19 digits, optionally separated by single spaces or single hyphens. ISO/IEC 7812 caps the PAN at 19 digits; 12 is the shortest issued length (Maestro).
const creditCard = /^\d(?:[ -]?\d){11,18}$/;
// ISO 4217 alpha codes from the SIX list, regenerated by scripts/update-iso-4217.ts
const currencyCode = /^(?:AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BHD|BIF|BMD|BND|BOB|BOV|BRL|BSD|BTN|BWP|BYN|BZD|CAD|CDF|CHE|CHF|CHW|CLF|CLP|CNY|COP|COU|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MXV|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|USN|UYI|UYU|UYW|UZS|VED|VES|VND|VUV|WST|XAD|XAF|XAG|XAU|XBA|XBB|XBC|XBD|XCD|XCG|XDR|XOF|XPD|XPF|XPT|XSU|XTS|XUA|XXX|YER|ZAR|ZMW|ZWG)$/;
// iban electronic format: 2-letter country, check digits 02-98 (the only values `98 - remainder` can produce), 11-30 bban characters
const iban = /^[A-Z]{2}(?!00|01|99)\d{2}[A-Z0-9]{11,30}$/;
const dateSource = (/* unused pure expression or super */ null && (`(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`));
/** Anchors a pattern source. The interpolation lives here rather than at the call site because
 * esbuild will not drop a `@__PURE__` call whose own argument interpolates a variable, but it
 * will drop `anchor(dateSource)`. Keeping it inline pinned `date` into every bundle. */
function regexes_anchor(source) {
    return new RegExp(`^${source}$`);
}
const date = /*@__PURE__*/ (/* unused pure expression or super */ null && (regexes_anchor(dateSource)));
function timeSource(args) {
    const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
    const regex = typeof args.precision === "number"
        ? args.precision === -1
            ? `${hhmm}`
            : args.precision === 0
                ? `${hhmm}:[0-5]\\d`
                : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}`
        : args.seconds
            ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?`
            : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
    return regex;
}
function time(args) {
    return new RegExp(`^${timeSource(args)}$`);
}
// Adapted from https://stackoverflow.com/a/3143231
function datetime(args) {
    const opts = ["Z"];
    // if (args.offset) opts.push(`([+-]\\d{2}:\\d{2})`);
    if (args.offset)
        opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
    // RFC 3339 mandates seconds wherever the time carries a `Z` or an offset, so only the unqualified form `local` adds may omit them
    const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
    const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
    return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
// the unbounded form of `string()` as a literal, so every plain string shares one instance instead of building its own
const anyString = /^[\s\S]{0,}$/;
const string = (params) => {
    const regex = params ? `[\\s\\S]{${params?.minimum ?? 0},${params?.maximum ?? ""}}` : `[\\s\\S]*`;
    return new RegExp(`^${regex}$`);
};
const bigint = /^-?\d+n?$/;
const integer = /^-?\d+$/;
const number = /^-?\d+(?:\.\d+)?$/;
const regexes_boolean = /^(?:true|false)$/i;
const _null = /^null$/i;

const _undefined = /^undefined$/i;

// regex for string with no uppercase letters
const lowercase = /^[^A-Z]*$/;
// regex for string with no lowercase letters
const uppercase = /^[^a-z]*$/;
// regex for hexadecimal strings (any length)
const hex = /^[0-9a-fA-F]*$/;
// Hash regexes for different algorithms and encodings
// Helper function to create base64 regex with exact length and padding
function fixedBase64(bodyLength, padding) {
    return new RegExp(`^[A-Za-z0-9+/]{${bodyLength}}${padding}$`);
}
// Helper function to create base64url regex with exact length (no padding)
function fixedBase64url(length) {
    return new RegExp(`^[A-Za-z0-9_-]{${length}}$`);
}
// MD5 (16 bytes): base64 = 24 chars total (22 + "==")
const md5_hex = /^[0-9a-fA-F]{32}$/;
const md5_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(22, "==")));
const md5_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(22)));
// SHA1 (20 bytes): base64 = 28 chars total (27 + "=")
const sha1_hex = /^[0-9a-fA-F]{40}$/;
const sha1_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(27, "=")));
const sha1_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(27)));
// SHA256 (32 bytes): base64 = 44 chars total (43 + "=")
const sha256_hex = /^[0-9a-fA-F]{64}$/;
const sha256_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(43, "=")));
const sha256_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(43)));
// SHA384 (48 bytes): base64 = 64 chars total (no padding)
const sha384_hex = /^[0-9a-fA-F]{96}$/;
const sha384_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(64, "")));
const sha384_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(64)));
// SHA512 (64 bytes): base64 = 88 chars total (86 + "==")
const sha512_hex = /^[0-9a-fA-F]{128}$/;
const sha512_base64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64(86, "==")));
const sha512_base64url = /*@__PURE__*/ (/* unused pure expression or super */ null && (fixedBase64url(86)));

// EXTERNAL MODULE: ./node_modules/zod/v4/core/util.js
var core_util = __nccwpck_require__(4723);
;// CONCATENATED MODULE: ./node_modules/zod/v4/core/versions.js
const version = {
    major: 4,
    minor: 6,
    patch: 7,
};

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/schemas.js







const $ZodType = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodType", (inst, def) => {
    var _a;
    inst ?? (inst = {});
    inst._zod.def = def; // set _def property
    inst._zod.bag = inst._zod.bag || {}; // initialize _bag object
    inst._zod.version = version;
    const defChecks = inst._zod.def.checks;
    // if inst is itself a checks.$ZodCheck, run it as a check
    const checks = inst._zod.traits.has("$ZodCheck")
        ? [inst, ...(defChecks ?? [])]
        : defChecks?.length
            ? [...defChecks]
            : [];
    for (const ch of checks) {
        for (const fn of ch._zod.onattach) {
            fn(inst);
        }
    }
    if (checks.length === 0) {
        // deferred initializer inst._zod.parse is not yet defined
        (_a = inst._zod).deferred ?? (_a.deferred = []);
        inst._zod.deferred?.push(() => {
            inst._zod.run = inst._zod.parse;
        });
    }
    else {
        const runChecks = (payload, checks, ctx) => {
            if (payload.memo)
                return payload;
            let isAborted = core_util/* aborted */.QH(payload);
            let asyncResult;
            for (const ch of checks) {
                if (ch._zod.def.when) {
                    if (core_util/* explicitlyAborted */.rL(payload))
                        continue;
                    const shouldRun = ch._zod.def.when(payload);
                    if (!shouldRun)
                        continue;
                }
                else if (isAborted) {
                    continue;
                }
                const currLen = payload.issues.length;
                const _ = ch._zod.check(payload);
                if (_ instanceof Promise && ctx?.async === false) {
                    throw new core_core/* $ZodAsyncError */.GT();
                }
                if (asyncResult || _ instanceof Promise) {
                    asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
                        await _;
                        const nextLen = payload.issues.length;
                        if (nextLen === currLen)
                            return;
                        core_util/* attachSchema */.d3(payload.issues, currLen, inst);
                        if (!isAborted)
                            isAborted = core_util/* aborted */.QH(payload, currLen);
                    });
                }
                else {
                    const nextLen = payload.issues.length;
                    if (nextLen === currLen)
                        continue;
                    core_util/* attachSchema */.d3(payload.issues, currLen, inst);
                    if (!isAborted)
                        isAborted = core_util/* aborted */.QH(payload, currLen);
                }
            }
            if (asyncResult) {
                return asyncResult.then(() => {
                    return payload;
                });
            }
            return payload;
        };
        const handleCanaryResult = (canary, payload, ctx) => {
            // abort if the canary is aborted
            if (core_util/* aborted */.QH(canary)) {
                canary.aborted = true;
                return canary;
            }
            // run checks first, then
            const checkResult = runChecks(payload, checks, ctx);
            if (checkResult instanceof Promise) {
                if (ctx.async === false)
                    throw new core_core/* $ZodAsyncError */.GT();
                return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
            }
            return inst._zod.parse(checkResult, ctx);
        };
        inst._zod.run = (payload, ctx) => {
            if (ctx.skipChecks) {
                return inst._zod.parse(payload, ctx);
            }
            if (ctx.direction === "backward") {
                // run canary initial pass (no checks)
                const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
                if (canary instanceof Promise) {
                    return canary.then((canary) => {
                        return handleCanaryResult(canary, payload, ctx);
                    });
                }
                return handleCanaryResult(canary, payload, ctx);
            }
            // forward
            const result = inst._zod.parse(payload, ctx);
            if (result instanceof Promise) {
                if (ctx.async === false)
                    throw new core_core/* $ZodAsyncError */.GT();
                return result.then((result) => runChecks(result, checks, ctx));
            }
            return runChecks(result, checks, ctx);
        };
    }
}, {
    // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
    get "~standard"() {
        return core_util/* hide */.jD(this, "~standard", standardProps(this));
    },
    set "~standard"(value) {
        core_util/* own */.qh(this, "~standard", value);
    },
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
// a Standard Schema result only reports issues, so a failure finalizes them straight off the raw payload: no ZodError, and no lazy result to read through
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())) } : { value: r.value };
async function validateAsync(inst, value) {
    const ctx = { async: true };
    return toStandardResult((await inst._zod.run({ value, issues: [] }, ctx)), ctx);
}
function standardProps(inst) {
    return {
        validate: (value) => {
            const ctx = { async: false };
            try {
                const r = inst._zod.run({ value, issues: [] }, ctx);
                if (!(r instanceof Promise))
                    return toStandardResult(r, ctx);
            }
            catch (_) { }
            // async function so a synchronously throwing check rejects instead of escaping validate
            return validateAsync(inst, value);
        },
        vendor: "zod",
        version: 1,
    };
}

const $ZodString = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodString", (inst, def) => {
    $ZodType.init(inst, def);
    // a format's own pattern, else unbounded; a template literal derives the check-aware form itself
    inst._zod.pattern = def.pattern ?? anyString;
    inst._zod.parse = (payload, _) => {
        if (def.coerce)
            try {
                payload.value = String(payload.value);
            }
            catch (_) { }
        if (typeof payload.value === "string")
            return payload;
        payload.issues.push({
            expected: "string",
            code: "invalid_type",
            input: payload.value,
            inst,
        });
        return payload;
    };
});
const $ZodStringFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodStringFormat", (inst, def) => {
    // check initialization must come first
    checks.$ZodCheckStringFormat.init(inst, def);
    $ZodString.init(inst, def);
})));
const $ZodGUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodGUID", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.guid);
    $ZodStringFormat.init(inst, def);
})));
const $ZodUUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodUUID", (inst, def) => {
    if (def.version) {
        const versionMap = {
            v1: 1,
            v2: 2,
            v3: 3,
            v4: 4,
            v5: 5,
            v6: 6,
            v7: 7,
            v8: 8,
        };
        const v = versionMap[def.version];
        if (v === undefined)
            throw new Error(`Invalid UUID version: "${def.version}"`);
        def.pattern ?? (def.pattern = regexes.uuid(v));
    }
    else
        def.pattern ?? (def.pattern = regexes.uuid());
    $ZodStringFormat.init(inst, def);
})));
const $ZodEmail = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodEmail", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.email);
    $ZodStringFormat.init(inst, def);
})));
/** The `://` guard rejected the input before the URL constructor saw it. */
const URL_BAD_FORMAT = 1;
/** The URL parser rejected the input. */
const URL_UNPARSEABLE = 2;
function canParseURL(input) {
    try {
        if (typeof URL !== "undefined" && typeof URL.canParse === "function")
            return URL.canParse(input);
        new URL(input);
        return true;
    }
    catch {
        return false;
    }
}
function validateURL(trimmed, def) {
    if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
        return canParseURL(trimmed) || URL_UNPARSEABLE;
    }
    return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
    // When normalize is off, require :// for http/https URLs. This prevents strings like "http:example.com" or "https:/path" from being silently accepted
    if (!def.normalize && def.protocol?.source === regexes.httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
        return URL_BAD_FORMAT;
    }
    try {
        if (typeof URL !== "undefined") {
            const URLStatic = URL;
            if (typeof URLStatic.parse === "function")
                return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
        }
        // @ts-ignore
        return new URL(trimmed);
    }
    catch {
        return URL_UNPARSEABLE;
    }
}
const asciiTabOrNewline = /[\t\n\r]/g;
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
    return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
    hostname.lastIndex = 0;
    return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
    protocol.lastIndex = 0;
    return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
const $ZodURL = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodURL", (inst, def) => {
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        try {
            // Trim whitespace from input
            const trimmed = payload.value.trim();
            const url = validateURL(trimmed, def);
            if (url === URL_BAD_FORMAT) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    note: "Invalid URL format",
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
                return;
            }
            if (url === URL_UNPARSEABLE) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
                return;
            }
            if (url === true) {
                payload.value = stripTabAndNewline(trimmed);
                return;
            }
            if (def.hostname && !urlHostnameOk(url, def.hostname)) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    note: "Invalid hostname",
                    pattern: def.hostname.source,
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
            }
            if (def.protocol && !urlProtocolOk(url, def.protocol)) {
                payload.issues.push({
                    code: "invalid_format",
                    format: "url",
                    note: "Invalid protocol",
                    pattern: def.protocol.source,
                    input: payload.value,
                    inst,
                    continue: !def.abort,
                });
            }
            // Set the output value based on normalize flag
            payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
            return;
        }
        catch (_) {
            payload.issues.push({
                code: "invalid_format",
                format: "url",
                input: payload.value,
                inst,
                continue: !def.abort,
            });
        }
    };
})));
const $ZodEmoji = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodEmoji", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.emoji());
    $ZodStringFormat.init(inst, def);
})));
const $ZodNanoID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodNanoID", (inst, def) => {
    if (def.length !== undefined && (!Number.isInteger(def.length) || def.length < 1))
        throw new Error(`Invalid nanoid length: ${def.length}`);
    def.pattern ?? (def.pattern = def.length === undefined ? regexes.nanoid : regexes.nanoidOfLength(def.length));
    $ZodStringFormat.init(inst, def);
})));
/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link $ZodCUID2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
const $ZodCUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCUID", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.cuid);
    $ZodStringFormat.init(inst, def);
})));
const $ZodCUID2 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCUID2", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.cuid2);
    $ZodStringFormat.init(inst, def);
})));
const $ZodULID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodULID", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.ulid);
    $ZodStringFormat.init(inst, def);
})));
const $ZodXID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodXID", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.xid);
    $ZodStringFormat.init(inst, def);
})));
const $ZodKSUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodKSUID", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.ksuid);
    $ZodStringFormat.init(inst, def);
})));
const $ZodISODateTime = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodISODateTime", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.datetime(def));
    $ZodStringFormat.init(inst, def);
})));
const $ZodISODate = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodISODate", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.date);
    $ZodStringFormat.init(inst, def);
})));
const $ZodISOTime = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodISOTime", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.time(def));
    $ZodStringFormat.init(inst, def);
})));
const $ZodISODuration = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodISODuration", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.duration);
    $ZodStringFormat.init(inst, def);
})));
const $ZodIPv4 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodIPv4", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.ipv4);
    $ZodStringFormat.init(inst, def);
})));
/** An IPv6 address is written with hex digits, colons and dots, and nothing else. The guard is what makes the check below an IPv6 check: `new URL("http://[...]")` parses an authority, not an address, so `@` and `\` re-delimit it and `"::@1\\"` validates against the host `0.0.0.1`. The URL parser also deletes ASCII tab, LF and CR rather than failing, which is how `"::1\n"` validated as `::1`. */
const ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
    if (!ipv6Alphabet.test(value))
        return false;
    return canParseURL(`http://[${value}]`);
}
const $ZodIPv6 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodIPv6", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.ipv6);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (!isValidIPv6(payload.value)) {
            payload.issues.push({
                code: "invalid_format",
                format: "ipv6",
                input: payload.value,
                inst,
                continue: !def.abort,
            });
        }
    };
})));
const $ZodMAC = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodMAC", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.mac(def.delimiter));
    $ZodStringFormat.init(inst, def);
})));
const $ZodCIDRv4 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCIDRv4", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.cidrv4);
    $ZodStringFormat.init(inst, def);
})));
function isValidCIDRv6(value) {
    const parts = value.split("/");
    if (parts.length !== 2)
        return false;
    const [address, prefix] = parts;
    if (!prefix)
        return false;
    const prefixNum = Number(prefix);
    if (`${prefixNum}` !== prefix)
        return false;
    if (prefixNum < 0 || prefixNum > 128)
        return false;
    return isValidIPv6(address);
}
const $ZodCIDRv6 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCIDRv6", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.cidrv6); // not used for validation
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (!isValidCIDRv6(payload.value)) {
            payload.issues.push({
                code: "invalid_format",
                format: "cidrv6",
                input: payload.value,
                inst,
                continue: !def.abort,
            });
        }
    };
})));
//////////////////////////////   ZodBase64   //////////////////////////////
function isValidBase64(data) {
    if (data === "")
        return true;
    // atob ignores whitespace, so reject it up front.
    if (/\s/.test(data))
        return false;
    if (data.length % 4 !== 0)
        return false;
    try {
        // @ts-ignore
        atob(data);
        return true;
    }
    catch {
        return false;
    }
}
// lax on purpose: the quantified regexes.base64 overflows the regex stack on multi-MB input and its leading ^$| alternation leaks through template-literal composition; isValidBase64 enforces length and padding
const base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
const $ZodBase64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodBase64", (inst, def) => {
    def.pattern ?? (def.pattern = base64Charset);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidBase64(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "base64",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
//////////////////////////////   ZodBase64URL   //////////////////////////////
// lax on purpose: the quantified regexes.base64url overflows the regex stack on multi-MB input; isValidBase64 enforces length on the padded string
const base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
    if (!base64urlCharset.test(data))
        return false;
    const base64 = data.replace(/[-_]/g, (c) => (c === "-" ? "+" : "/"));
    const padded = base64.padEnd(Math.ceil(base64.length / 4) * 4, "=");
    return isValidBase64(padded);
}
const $ZodBase64URL = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodBase64URL", (inst, def) => {
    def.pattern ?? (def.pattern = base64urlCharset);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidBase64URL(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "base64url",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodE164 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodE164", (inst, def) => {
    def.pattern ?? (def.pattern = regexes.e164);
    $ZodStringFormat.init(inst, def);
})));
//////////////////////////////   ZodCreditCard   //////////////////////////////
const CC_SANITIZE = /[- ]/g;
/** Luhn checksum on a digit-only string. Adapted from valibot (MIT). */
function isLuhnAlgo(digits) {
    let length = digits.length;
    let bit = 1;
    let sum = 0;
    while (length) {
        const value = digits.charCodeAt(--length) - 48;
        bit ^= 1;
        sum += bit ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][value] : value;
    }
    return sum % 10 === 0;
}
function isValidCreditCard(input) {
    if (!regexes.creditCard.test(input))
        return false;
    return isLuhnAlgo(input.replace(CC_SANITIZE, ""));
}
const $ZodCreditCard = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCreditCard", (inst, def) => {
    // Shape only — the Luhn check below is not expressible as a pattern, so consumers of `pattern` (JSON Schema, template literals) get the length and separator rules alone.
    def.pattern ?? (def.pattern = regexes.creditCard);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidCreditCard(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "credit_card",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
//////////////////////////////   ZodIBAN   //////////////////////////////
// iso 7064 mod 97-10 checksum without BigInt
function isIso7064Mod97(iban) {
    let remainder = 0;
    const len = iban.length;
    for (let i = 4; i < len; i++) {
        const code = iban.charCodeAt(i);
        remainder = (code >= 65 ? remainder * 100 + (code - 55) : remainder * 10 + (code - 48)) % 97;
    }
    for (let i = 0; i < 4; i++) {
        const code = iban.charCodeAt(i);
        remainder = (code >= 65 ? remainder * 100 + (code - 55) : remainder * 10 + (code - 48)) % 97;
    }
    return remainder === 1;
}
function isValidIBAN(input) {
    if (!regexes.iban.test(input))
        return false;
    return isIso7064Mod97(input);
}
const $ZodIBAN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodIBAN", (inst, def) => {
    // shape only — checksum is not expressible as a pattern
    def.pattern ?? (def.pattern = regexes.iban);
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidIBAN(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "iban",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
//////////////////////////////   ZodJWT   //////////////////////////////
function isValidJWT(token, algorithm = null) {
    try {
        const tokensParts = token.split(".");
        if (tokensParts.length !== 3)
            return false;
        const [header] = tokensParts;
        if (!header)
            return false;
        // @ts-ignore
        const parsedHeader = JSON.parse(atob(header));
        if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
            return false;
        if (!parsedHeader.alg)
            return false;
        if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
            return false;
        return true;
    }
    catch {
        return false;
    }
}
const $ZodJWT = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodJWT", (inst, def) => {
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (isValidJWT(payload.value, def.alg))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: "jwt",
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodCustomStringFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCustomStringFormat", (inst, def) => {
    $ZodStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
        if (def.fn(payload.value))
            return;
        payload.issues.push({
            code: "invalid_format",
            format: def.format,
            input: payload.value,
            inst,
            continue: !def.abort,
        });
    };
})));
const $ZodNumber = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNumber", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = number;
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce)
            try {
                payload.value = Number(payload.value);
            }
            catch (_) { }
        const input = payload.value;
        if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
            return payload;
        }
        const received = typeof input === "number"
            ? Number.isNaN(input)
                ? "NaN"
                : !Number.isFinite(input)
                    ? String(input)
                    : undefined
            : undefined;
        payload.issues.push({
            expected: "number",
            code: "invalid_type",
            input,
            inst,
            ...(received ? { received } : {}),
        });
        return payload;
    };
});
const $ZodNumberFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodNumberFormat", (inst, def) => {
    checks.$ZodCheckNumberFormat.init(inst, def);
    $ZodNumber.init(inst, def); // no format checks
})));
const $ZodBoolean = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodBoolean", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = regexes_boolean;
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce)
            try {
                payload.value = Boolean(payload.value);
            }
            catch (_) { }
        const input = payload.value;
        if (typeof input === "boolean")
            return payload;
        payload.issues.push({
            expected: "boolean",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
});
const $ZodBigInt = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodBigInt", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = regexes.bigint;
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce)
            try {
                payload.value = BigInt(payload.value);
            }
            catch (_) { }
        if (typeof payload.value === "bigint")
            return payload;
        payload.issues.push({
            expected: "bigint",
            code: "invalid_type",
            input: payload.value,
            inst,
        });
        return payload;
    };
})));
const $ZodBigIntFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodBigIntFormat", (inst, def) => {
    checks.$ZodCheckBigIntFormat.init(inst, def);
    $ZodBigInt.init(inst, def); // no format checks
})));
const $ZodSymbol = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodSymbol", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (typeof input === "symbol")
            return payload;
        payload.issues.push({
            expected: "symbol",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodUndefined = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodUndefined", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = regexes.undefined;
    inst._zod.values = new Set([undefined]);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (typeof input === "undefined")
            return payload;
        payload.issues.push({
            expected: "undefined",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodNull = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodNull", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = regexes.null;
    inst._zod.values = new Set([null]);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (input === null)
            return payload;
        payload.issues.push({
            expected: "null",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodAny = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodAny", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload) => payload;
})));
const $ZodUnknown = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodUnknown", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload) => payload;
});
const $ZodNever = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodNever", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        payload.issues.push({
            expected: "never",
            code: "invalid_type",
            input: payload.value,
            inst,
        });
        return payload;
    };
})));
const $ZodVoid = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodVoid", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (typeof input === "undefined")
            return payload;
        payload.issues.push({
            expected: "void",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodDate = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodDate", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        if (def.coerce) {
            try {
                payload.value = new Date(payload.value);
            }
            catch (_err) { }
        }
        const input = payload.value;
        const isDate = input instanceof Date;
        const isValidDate = isDate && !Number.isNaN(input.getTime());
        if (isValidDate)
            return payload;
        payload.issues.push({
            expected: "date",
            code: "invalid_type",
            input,
            ...(isDate ? { received: "Invalid Date" } : {}),
            inst,
        });
        return payload;
    };
})));
// an oversized container fails its leading size checks before any element is parsed
function capSize(inst, size) {
    const caps = core_util/* sizeCaps */.hi(inst._zod.def.checks);
    if (!caps.length)
        return;
    const cap = Math.min(...caps.map((c) => c[0]));
    const parse = inst._zod.parse;
    inst._zod.parse = (payload, ctx) => {
        const n = size(payload.value);
        if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
            for (const [max, ch] of core_util/* sizeCaps */.hi(inst._zod.def.checks)) {
                if (n > max && ch._zod.def.when(payload)) {
                    const start = payload.issues.length;
                    ch._zod.check(payload);
                    // the value is still the raw input, so no later check may read it
                    payload.issues[start].continue = false;
                    core_util/* attachSchema */.d3(payload.issues, start, inst);
                    return payload;
                }
            }
        }
        return parse(payload, ctx);
    };
}
const arraySize = (input) => (Array.isArray(input) ? input.length : -1);
const mapSize = (input) => (input instanceof Map ? input.size : -1);
const setSize = (input) => (input instanceof Set ? input.size : -1);
function handleArrayResult(result, final, index) {
    if (result.issues.length) {
        final.issues.push(...core_util/* prefixIssues */.lQ(index, result.issues));
    }
    final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodArray", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core_core/* globalConfig */.cr.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!Array.isArray(input)) {
            payload.issues.push({
                expected: "array",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
        const proms = [];
        const abortEarly = ctx?.abortEarly;
        for (let i = 0; i < input.length; i++) {
            const item = input[i];
            const result = def.element._zod.run({
                value: item,
                issues: [],
            }, ctx);
            if (result instanceof Promise) {
                proms.push(result.then((result) => handleArrayResult(result, payload, i)));
            }
            else {
                handleArrayResult(result, payload, i);
                // the element's payload is authoritative here, since handleArrayResult forwards every issue; an object's is not, because it drops a failed absent optional
                if (abortEarly && result.issues.length !== 0 && core_util/* aborted */.QH(result))
                    break;
            }
        }
        if (proms.length) {
            return Promise.all(proms).then(() => payload);
        }
        return payload; //handleArrayResultsAsync(parseResults, final);
    };
    capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
    const isPresent = key in input;
    const isOptionalOut = optout === "optional";
    // The middle rung means "absence permitted, nothing supplied in its place", so an absent key contributes nothing — whatever the schema made of `undefined` is invented, not substituted. Only `optional` reaches this with a value: `defaulted` substitutes, and a schema that isn't optional-out has to keep the key.
    if (!isPresent && isOptionalOut && optin === "optional") {
        return;
    }
    if (result.issues.length) {
        // For optional-in/out schemas, ignore errors on absent keys.
        if (optin !== undefined && isOptionalOut && !isPresent) {
            return;
        }
        final.issues.push(...core_util/* prefixIssues */.lQ(key, result.issues));
    }
    if (!isPresent && optin === undefined) {
        if (!result.issues.length) {
            final.issues.push({
                code: "invalid_type",
                expected: "nonoptional",
                input: undefined,
                path: [key],
            });
        }
        return;
    }
    if (result.value === undefined) {
        if (isPresent || (optin === "defaulted" && !isOptionalOut)) {
            final.value[key] = undefined;
        }
    }
    else {
        final.value[key] = result.value;
    }
}
// one shared instance; a fresh [] per schema cost 56 bytes retained
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
    const keys = Object.keys(def.shape);
    const ownSymbols = Object.getOwnPropertySymbols(def.shape);
    const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
    // aliases `keys` when there are no symbols, so a string-only shape keeps one array
    const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
    for (const k of allKeys) {
        if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
            throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
        }
    }
    const okeys = core_util/* optionalKeys */.NM(def.shape);
    return {
        ...def,
        allKeys,
        symbolKeys,
        // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
        keySet: new Set(keys),
        numKeys: keys.length,
        optionalKeys: new Set(okeys),
    };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
    const unrecognized = [];
    const keySet = def.keySet;
    const _catchall = def.catchall._zod;
    const t = _catchall.def.type;
    const optin = _catchall.optin;
    const optout = _catchall.optout;
    // starts at 0, not the current length: the shape phase already ran and may have aborted
    let seen = 0;
    for (const key in input) {
        if (abortEarly && payload.issues.length !== seen) {
            if (core_util/* aborted */.QH(payload, seen))
                break;
            seen = payload.issues.length;
        }
        // Must precede the __proto__ branch: a declared key is not unrecognized, even though the shape loop deliberately strips __proto__ from the parsed output.
        if (keySet.has(key))
            continue;
        // Don't copy an undeclared __proto__ into the result; assignment to a plain {} would replace the result prototype. But in strict mode it is still an unknown key, so report it before skipping.
        if (key === "__proto__") {
            if (t === "never")
                unrecognized.push(key);
            continue;
        }
        if (t === "never") {
            unrecognized.push(key);
            continue;
        }
        const r = _catchall.run({ value: input[key], issues: [] }, ctx);
        if (r instanceof Promise) {
            proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
        }
        else {
            handlePropertyResult(r, payload, key, input, optin, optout);
        }
    }
    if (unrecognized.length) {
        payload.issues.push({
            code: "unrecognized_keys",
            keys: unrecognized,
            input,
            inst,
            // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
            continue: true,
        });
    }
    if (!proms.length)
        return payload;
    return Promise.all(proms).then(() => {
        return payload;
    });
}
const $ZodObject = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodObject", (inst, def) => {
    // requires cast because technically $ZodObject doesn't extend
    $ZodType.init(inst, def);
    const desc = Object.getOwnPropertyDescriptor(def, "shape");
    // a cloned def carries its source's accessor, which knows the shape it answers from; adopting that keeps the clone's keys readable without running it
    const sh = desc?.get ? desc.get.raw : (def.shape ?? {});
    if (sh) {
        // Freezes the shape on first read, so its getters resolve once and every later read sees the same schemas.
        const get = () => {
            const newSh = { ...sh };
            Object.defineProperty(def, "shape", { value: newSh });
            get.raw = newSh;
            return newSh;
        };
        get.raw = sh;
        Object.defineProperty(def, "shape", { get });
    }
    const _normalized = core_util/* cached */.PO(() => normalizeDef(def));
    core_util/* defineLazyInternal */.v5(inst, "propValues", (zod) => {
        const shape = zod.def.shape;
        const propValues = {};
        for (const key in shape) {
            const field = shape[key]._zod;
            if (field.values) {
                if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
                    core_util/* assignProp */.Vy(propValues, key, new Set());
                }
                for (const v of field.values)
                    propValues[key].add(v);
                // An omittable slot reads back as undefined at a discriminator lookup, so it has to claim undefined: two options that can both omit the key are not discriminable on it.
                if (field.optin !== undefined)
                    propValues[key].add(undefined);
            }
        }
        return propValues;
    });
    const isObject = core_util/* isObject */.Gv;
    const catchall = def.catchall;
    let value;
    const memo = core_core/* globalConfig */.cr.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        value ?? (value = _normalized.value);
        const input = payload.value;
        if (!isObject(input)) {
            payload.issues.push({
                expected: "object",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
        const proms = [];
        const shape = value.shape;
        const abortEarly = ctx?.abortEarly;
        let seen = payload.issues.length;
        for (const key of value.allKeys) {
            if (abortEarly && payload.issues.length !== seen) {
                if (core_util/* aborted */.QH(payload, seen))
                    break;
                seen = payload.issues.length;
            }
            if (key === "__proto__")
                continue;
            const el = shape[key];
            const optin = el._zod.optin;
            const optout = el._zod.optout;
            const r = el._zod.run({ value: input[key], issues: [] }, ctx);
            if (r instanceof Promise) {
                proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
            }
            else {
                handlePropertyResult(r, payload, key, input, optin, optout);
            }
        }
        if (!catchall) {
            return proms.length ? Promise.all(proms).then(() => payload) : payload;
        }
        return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
    };
});
const $ZodObjectJIT = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodObjectJIT", (inst, def) => {
    // requires cast because technically $ZodObject doesn't extend
    $ZodObject.init(inst, def);
    const superParse = inst._zod.parse;
    const _normalized = util.cached(() => normalizeDef(def));
    const memo = core.globalConfig.memoizer;
    const generateFastpass = (shape) => {
        const normalized = _normalized.value;
        const syms = normalized.symbolKeys;
        // a symbol has no source literal, so it is read as `syms[i]` off the closed-over scope
        const doc = new Doc(["payload", "ctx"], { shape, inst, memo, syms });
        const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
        // prefixes in place, like util.prefixIssues. newResult must land before the early return: a catchall runs after this and would otherwise write onto the caller's input
        const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
        doc.write(`const input = payload.value;`);
        const ids = Object.create(null);
        let counter = 0;
        for (const key of normalized.allKeys) {
            ids[key] = `key_${counter++}`;
        }
        // A: preserve key order {
        doc.write(memo ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
        for (const key of normalized.allKeys) {
            if (key === "__proto__")
                continue;
            const id = ids[key];
            const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : util.esc(key);
            const isPresent = `${k} in input`;
            const schema = shape[key];
            const optin = schema?._zod?.optin;
            const isOptionalIn = optin !== undefined;
            const isOptionalOut = schema?._zod?.optout === "optional";
            doc.write(`const ${id} = ${parseStr(k)};`);
            if (isOptionalIn && isOptionalOut) {
                // For optional-in/out schemas, ignore errors on absent keys — and, like the interpreted path, drop the value produced alongside them. The middle rung goes further: it permits absence without supplying anything in its place, so an absent key contributes nothing at all.
                const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
                doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
            }
            else if (!isOptionalIn) {
                doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
            }
            else {
                doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
                if (optin === "defaulted") {
                    doc.write(`newResult[${k}] = ${id}.value;`);
                }
                else {
                    doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
                }
            }
        }
        doc.write(`payload.value = newResult;`);
        doc.write(`return payload;`);
        // closing `shape` in is what pays: turbofan specializes the parser against that one shape object, so every `shape[k]._zod.run` folds to a known callee. as a parameter it stays a generic load and measures 13% slower even with the forwarding frame gone
        return doc.compile();
    };
    let fastpass;
    const isObject = util.isObject;
    const jit = !core.globalConfig.jitless;
    const allowsEval = util.allowsEval;
    const fastEnabled = jit && allowsEval.value; // && !def.catchall;
    const catchall = def.catchall;
    let value;
    inst._zod.parse = (payload, ctx) => {
        value ?? (value = _normalized.value);
        const input = payload.value;
        if (!isObject(input)) {
            payload.issues.push({
                expected: "object",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
            // always synchronous
            if (!fastpass)
                fastpass = generateFastpass(def.shape);
            payload = fastpass(payload, ctx);
            if (!catchall)
                return payload;
            return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
        }
        return superParse(payload, ctx);
    };
})));
function handleUnionResults(results, final, inst, ctx) {
    for (const result of results) {
        if (result.issues.length === 0) {
            final.value = result.value;
            return final;
        }
    }
    const nonaborted = results.filter((r) => !util.aborted(r));
    if (nonaborted.length === 1) {
        final.value = nonaborted[0].value;
        return nonaborted[0];
    }
    final.issues.push({
        code: "invalid_union",
        input: final.value,
        inst,
        errors: results.map((result) => result.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config()))),
    });
    return final;
}
const $ZodUnion = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodUnion", (inst, def) => {
    $ZodType.init(inst, def);
    util.defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted")
        ? "defaulted"
        : zod.def.options.some((o) => o._zod.optin !== undefined)
            ? "optional"
            : undefined);
    util.defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : undefined);
    util.defineLazyInternal(inst, "values", (zod) => {
        if (zod.def.options.every((o) => o._zod.values)) {
            return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
        }
        return undefined;
    });
    util.defineLazyInternal(inst, "pattern", (zod) => {
        if (zod.def.options.every((o) => o._zod.pattern)) {
            const patterns = zod.def.options.map((o) => o._zod.pattern);
            return new RegExp(`^(${patterns.map((p) => util.cleanRegex(p.source)).join("|")})$`);
        }
        return undefined;
    });
    const first = def.options.length === 1 ? def.options[0]._zod.run : null;
    inst._zod.parse = (payload, ctx) => {
        if (first) {
            return first(payload, ctx);
        }
        let async = false;
        const results = [];
        for (const option of def.options) {
            const result = option._zod.run({
                value: payload.value,
                issues: [],
            }, ctx);
            if (result instanceof Promise) {
                results.push(result);
                async = true;
            }
            else {
                if (result.issues.length === 0)
                    return result;
                results.push(result);
            }
        }
        if (!async)
            return handleUnionResults(results, payload, inst, ctx);
        return Promise.all(results).then((results) => {
            return handleUnionResults(results, payload, inst, ctx);
        });
    };
})));
function handleExclusiveUnionResults(results, final, inst, ctx) {
    const matches = [];
    for (let i = 0; i < results.length; i++) {
        if (results[i].issues.length === 0)
            matches.push(i);
    }
    if (matches.length === 1) {
        final.value = results[matches[0]].value;
        return final;
    }
    if (matches.length === 0) {
        // No matches - same as regular union
        final.issues.push({
            code: "invalid_union",
            input: final.value,
            inst,
            errors: results.map((result) => result.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config()))),
        });
    }
    else {
        // Multiple matches - exclusive union failure
        final.issues.push({
            code: "invalid_union",
            input: final.value,
            inst,
            errors: [],
            inclusive: false,
            matches,
        });
    }
    return final;
}
const $ZodXor = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodXor", (inst, def) => {
    $ZodUnion.init(inst, def);
    def.inclusive = false;
    const first = def.options.length === 1 ? def.options[0]._zod.run : null;
    inst._zod.parse = (payload, ctx) => {
        if (first) {
            return first(payload, ctx);
        }
        let async = false;
        const results = [];
        for (const option of def.options) {
            const result = option._zod.run({
                value: payload.value,
                issues: [],
            }, ctx);
            if (result instanceof Promise) {
                results.push(result);
                async = true;
            }
            else {
                results.push(result);
            }
        }
        if (!async)
            return handleExclusiveUnionResults(results, payload, inst, ctx);
        return Promise.all(results).then((results) => {
            return handleExclusiveUnionResults(results, payload, inst, ctx);
        });
    };
})));
/** Returns the option whose discriminator claims `value`, or throws if ambiguous. */
function getDiscriminatedOption(union, value) {
    const internals = union._zod;
    let map = internals.bag.optionsMap;
    if (!map) {
        map = discriminatorMap(internals.def);
        internals.bag.optionsMap = map;
    }
    const option = map.get(value);
    if (option === null)
        throw new Error(`Ambiguous discriminator value "${String(value)}"`);
    return option;
}
function discriminatorMap(def) {
    const map = new Map();
    for (const option of def.options) {
        const values = option._zod.propValues?.[def.discriminator];
        if (!values || values.size === 0)
            throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
        for (const value of values) {
            if (map.has(value)) {
                if (value !== undefined)
                    throw new Error(`Duplicate discriminator value "${String(value)}"`);
                // keep the collision marked so a later member cannot reclaim it
                map.set(value, null);
            }
            else {
                map.set(value, option);
            }
        }
    }
    return map;
}
const $ZodDiscriminatedUnion = 
/*@__PURE__*/
(/* unused pure expression or super */ null && (core.$constructor("$ZodDiscriminatedUnion", (inst, def) => {
    def.inclusive = false;
    $ZodUnion.init(inst, def);
    const _super = inst._zod.parse;
    util.defineLazyInternal(inst, "propValues", (zod) => {
        const propValues = {};
        let undefinedCount = 0;
        for (const option of zod.def.options) {
            const pv = option._zod.propValues;
            if (!pv || Object.keys(pv).length === 0)
                throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
            if (pv[zod.def.discriminator]?.has(undefined))
                undefinedCount++;
            for (const [k, v] of Object.entries(pv)) {
                if (!Object.prototype.hasOwnProperty.call(propValues, k)) {
                    util.assignProp(propValues, k, new Set());
                }
                for (const val of v) {
                    propValues[k].add(val);
                }
            }
        }
        if (!zod.def.unionFallback && undefinedCount > 1)
            propValues[zod.def.discriminator]?.delete(undefined);
        return propValues;
    });
    // Checked now rather than in the lookup map below, so an option that lacks the discriminator fails at the `discriminatedUnion` call instead of on the first object parsed. Options whose shape cannot be enumerated without resolving it — pipes and lazies — are left to the map.
    def.options.forEach((option, i) => {
        const propShape = util.rawShape(option._zod.def);
        if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) {
            throw new Error(`Invalid discriminated union option at index "${i}"`);
        }
    });
    const disc = util.cached(() => discriminatorMap(def));
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!util.isObject(input)) {
            payload.issues.push({
                code: "invalid_type",
                expected: "object",
                input,
                inst,
            });
            return payload;
        }
        const value = input?.[def.discriminator];
        const opt = disc.value.get(value);
        // forward metadata cannot choose an encoder for an absent tag
        if (opt && (value !== undefined || ctx.direction !== "backward")) {
            return opt._zod.run(payload, ctx);
        }
        // Fall back to union matching when the fast discriminator path fails:
        // - explicitly enabled via unionFallback, or
        // - during backward direction (encode), since codec-based discriminators have different values in forward vs backward directions
        if (def.unionFallback || ctx.direction === "backward") {
            return _super(payload, ctx);
        }
        // no matching discriminator
        payload.issues.push({
            code: "invalid_union",
            errors: [],
            note: "No matching discriminator",
            discriminator: def.discriminator,
            options: Array.from(disc.value.keys()).filter((value) => disc.value.get(value) !== null),
            input,
            path: [def.discriminator],
            inst,
        });
        return payload;
    };
})));
const $ZodIntersection = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodIntersection", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        const left = def.left._zod.run({ value: input, issues: [] }, ctx);
        const right = def.right._zod.run({ value: input, issues: [] }, ctx);
        const async = left instanceof Promise || right instanceof Promise;
        if (async) {
            return Promise.all([left, right]).then(([left, right]) => {
                return handleIntersectionResults(payload, left, right);
            });
        }
        return handleIntersectionResults(payload, left, right);
    };
})));
function mergeValues(a, b) {
    // const aType = parse.t(a);
    // const bType = parse.t(b);
    if (a === b) {
        return { valid: true, data: a };
    }
    if (a instanceof Date && b instanceof Date && +a === +b) {
        return { valid: true, data: a };
    }
    if (util.isPlainObject(a) && util.isPlainObject(b)) {
        const bKeys = Object.keys(b);
        const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
        const newObj = { ...a, ...b };
        if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
            delete newObj.__proto__;
        for (const key of sharedKeys) {
            if (key === "__proto__")
                continue;
            const sharedValue = mergeValues(a[key], b[key]);
            if (!sharedValue.valid) {
                return {
                    valid: false,
                    mergeErrorPath: [key, ...sharedValue.mergeErrorPath],
                };
            }
            newObj[key] = sharedValue.data;
        }
        return { valid: true, data: newObj };
    }
    if (Array.isArray(a) && Array.isArray(b)) {
        if (a.length !== b.length) {
            return { valid: false, mergeErrorPath: [] };
        }
        const newArray = [];
        for (let index = 0; index < a.length; index++) {
            const itemA = a[index];
            const itemB = b[index];
            const sharedValue = mergeValues(itemA, itemB);
            if (!sharedValue.valid) {
                return {
                    valid: false,
                    mergeErrorPath: [index, ...sharedValue.mergeErrorPath],
                };
            }
            newArray.push(sharedValue.data);
        }
        return { valid: true, data: newArray };
    }
    return { valid: false, mergeErrorPath: [] };
}
function handleIntersectionResults(result, left, right) {
    // Track which side(s) reject each key. A key rejection is reported only when BOTH sides reject it, so a key owned by one branch survives the other's key schema. strictObject reports these as unrecognized_keys; a record with an open key schema reports one invalid_key per key.
    const unrecKeys = new Map();
    let unrecIssue;
    const keyIssues = new Map();
    const collect = (iss, side) => {
        let keys;
        if (iss.code === "unrecognized_keys" && !iss.path?.length) {
            unrecIssue ?? (unrecIssue = iss);
            keys = iss.keys;
        }
        else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
            const k = String(iss.path[0]);
            if (!keyIssues.has(k))
                keyIssues.set(k, iss);
            keys = [k];
        }
        else {
            return false;
        }
        for (const k of keys) {
            if (!unrecKeys.has(k))
                unrecKeys.set(k, {});
            unrecKeys.get(k)[side] = true;
        }
        return true;
    };
    for (const iss of left.issues) {
        if (!collect(iss, "l"))
            result.issues.push(iss);
    }
    for (const iss of right.issues) {
        if (!collect(iss, "r"))
            result.issues.push(iss);
    }
    // Report only keys rejected by BOTH sides
    const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
    if (bothKeys.length) {
        const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
        if (aggregated.length)
            result.issues.push({ ...unrecIssue, keys: aggregated });
        for (const k of bothKeys) {
            if (!aggregated.includes(k) && keyIssues.has(k))
                result.issues.push(keyIssues.get(k));
        }
    }
    const merged = mergeValues(left.value, right.value);
    if (!merged.valid) {
        if (util.aborted(result))
            return result;
        throw new Error(`Unmergable intersection. Error path: ` + `${JSON.stringify(merged.mergeErrorPath)}`);
    }
    result.value = merged.data;
    return result;
}
const $ZodTuple = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodTuple", (inst, def) => {
    $ZodType.init(inst, def);
    const items = def.items;
    const memo = core.globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!Array.isArray(input)) {
            payload.issues.push({
                input,
                inst,
                expected: "tuple",
                code: "invalid_type",
            });
            return payload;
        }
        payload.value = memo ? memo.alloc(inst, payload, [], ctx) : [];
        const proms = [];
        const optinStart = getTupleOptStart(items, "optin");
        const optoutStart = getTupleOptStart(items, "optout");
        if (!def.rest) {
            if (input.length < optinStart) {
                payload.issues.push({
                    code: "too_small",
                    minimum: optinStart,
                    inclusive: true,
                    input,
                    inst,
                    origin: "array",
                });
                return payload;
            }
            if (input.length > items.length) {
                payload.issues.push({
                    code: "too_big",
                    maximum: items.length,
                    inclusive: true,
                    input,
                    inst,
                    origin: "array",
                });
            }
        }
        // Run every item in parallel, collecting results into an indexed array. The post-processing in `handleTupleResults` walks them in order so it can decide whether an absent optional-output error can truncate the tail or must be reported to preserve required output.
        const itemResults = new Array(items.length);
        // only tracked when there is a rest loop to skip
        const abortEarly = def.rest ? ctx?.abortEarly : undefined;
        let itemAborted = false;
        for (let i = 0; i < items.length; i++) {
            const r = items[i]._zod.run({ value: input[i], issues: [] }, ctx);
            if (r instanceof Promise) {
                proms.push(r.then((rr) => {
                    itemResults[i] = rr;
                }));
            }
            else {
                itemResults[i] = r;
                if (abortEarly && !itemAborted && r.issues.length)
                    itemAborted = util.aborted(r);
            }
        }
        // sound because rest is non-empty exactly when every fixed index is present, the one case handleTupleResults cannot discard an item's issues
        if (def.rest && !itemAborted) {
            let i = items.length - 1;
            const rest = input.slice(items.length);
            let seen = payload.issues.length;
            for (const el of rest) {
                if (abortEarly && payload.issues.length !== seen) {
                    if (util.aborted(payload, seen))
                        break;
                    seen = payload.issues.length;
                }
                i++;
                const result = def.rest._zod.run({ value: el, issues: [] }, ctx);
                if (result instanceof Promise) {
                    proms.push(result.then((r) => handleTupleResult(r, payload, i)));
                }
                else {
                    handleTupleResult(result, payload, i);
                }
            }
        }
        if (proms.length) {
            return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
        }
        return handleTupleResults(itemResults, payload, items, input, optoutStart);
    };
})));
function getTupleOptStart(items, key) {
    for (let i = items.length - 1; i >= 0; i--) {
        // optin is a three-rung ladder so any rung above `undefined` permits an absent slot; optout stays two-valued.
        const omittable = key === "optin" ? items[i]._zod.optin !== undefined : items[i]._zod.optout === "optional";
        if (!omittable)
            return i + 1;
    }
    return 0;
}
function handleTupleResult(result, final, index) {
    if (result.issues.length) {
        final.issues.push(...util.prefixIssues(index, result.issues));
    }
    final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
    // Walk results in order. Mirror $ZodObject's swallow-on-absent-optional rule, but only after `optoutStart`: the first index where the output tuple tail can be absent.
    for (let i = 0; i < items.length; i++) {
        const r = itemResults[i];
        const isPresent = i < input.length;
        // The array analog of `handlePropertyResult`'s absent-key early return: the middle rung permits absence without supplying anything in its place, so the tail truncates here instead of materializing whatever the item made of `undefined`.
        if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
            final.value.length = i;
            break;
        }
        if (r.issues.length) {
            if (!isPresent && i >= optoutStart) {
                final.value.length = i;
                break;
            }
            final.issues.push(...util.prefixIssues(i, r.issues));
        }
        final.value[i] = r.value;
    }
    // Drop trailing slots that produced `undefined` for absent input
    // (the array analog of an absent optional key on an object). The
    // `i >= input.length` floor is critical: an explicit `undefined`
    // *inside* the input must be preserved even when the schema is
    // optional-out (e.g. `z.string().or(z.undefined())` accepting an
    // explicit undefined value).
    for (let i = final.value.length - 1; i >= input.length; i--) {
        if (items[i]._zod.optout === "optional" && final.value[i] === undefined) {
            final.value.length = i;
        }
        else {
            break;
        }
    }
    return final;
}
const $ZodRecord = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodRecord", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core.globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!util.isPlainObject(input)) {
            payload.issues.push({
                expected: "record",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        // no guard in either loop below: a record's invalid_key aborts but an enclosing intersection can reconcile it, so a stopped loop hides keys the sibling does not own and the intersection then rejects nothing
        const proms = [];
        const values = def.keyType._zod.values;
        if (values && !def.partial) {
            payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
            const recordKeys = new Set();
            for (const key of values) {
                if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
                    recordKeys.add(typeof key === "number" ? key.toString() : key);
                    // A declared __proto__ is stripped but is not an unrecognized key.
                    if (key === "__proto__")
                        continue;
                    const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
                    if (keyResult instanceof Promise) {
                        throw new Error("Async schemas not supported in object keys currently");
                    }
                    if (keyResult.issues.length) {
                        payload.issues.push({
                            code: "invalid_key",
                            origin: "record",
                            issues: keyResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())),
                            input: key,
                            path: [key],
                            inst,
                        });
                        continue;
                    }
                    const outKey = keyResult.value;
                    if (outKey === "__proto__")
                        continue;
                    const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
                    if (result instanceof Promise) {
                        proms.push(result.then((result) => {
                            if (result.issues.length) {
                                payload.issues.push(...util.prefixIssues(key, result.issues));
                            }
                            payload.value[outKey] = result.value;
                        }));
                    }
                    else {
                        if (result.issues.length) {
                            payload.issues.push(...util.prefixIssues(key, result.issues));
                        }
                        payload.value[outKey] = result.value;
                    }
                }
            }
            let unrecognized;
            for (const key in input) {
                if (!recordKeys.has(key)) {
                    if (def.mode === "loose") {
                        // skip __proto__ so it can't replace the result prototype via the assignment setter on the plain {} we build into
                        if (key === "__proto__")
                            continue;
                        payload.value[key] = input[key];
                    }
                    else {
                        unrecognized = unrecognized ?? [];
                        unrecognized.push(key);
                    }
                }
            }
            if (unrecognized && unrecognized.length > 0) {
                payload.issues.push({
                    code: "unrecognized_keys",
                    input,
                    inst,
                    keys: unrecognized,
                    continue: true,
                });
            }
        }
        else {
            payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
            // An enumerable key schema declares which keys the record owns, so a key outside the set is unrecognized. A non-enumerable one (regex, refine) is a constraint every key must satisfy, so a failing key is invalid. Only the former is reconcilable against the other side of an intersection.
            let unrecognized;
            // Reflect.ownKeys for Symbol-key support; filter non-enumerable to match z.object()
            for (const key of Reflect.ownKeys(input)) {
                if (key === "__proto__")
                    continue;
                if (!Object.prototype.propertyIsEnumerable.call(input, key))
                    continue;
                let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
                if (keyResult instanceof Promise) {
                    throw new Error("Async schemas not supported in object keys currently");
                }
                // Numeric string fallback: if key is a numeric string and failed, retry with Number(key). This handles z.number(), z.literal([1, 2, 3]), and unions containing numeric literals
                const checkNumericKey = typeof key === "string" && regexes.number.test(key) && keyResult.issues.length;
                if (checkNumericKey) {
                    const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
                    if (retryResult instanceof Promise) {
                        throw new Error("Async schemas not supported in object keys currently");
                    }
                    if (retryResult.issues.length === 0) {
                        keyResult = retryResult;
                    }
                }
                if (keyResult.issues.length) {
                    if (def.mode === "loose") {
                        // Pass through unchanged
                        payload.value[key] = input[key];
                    }
                    else if (values) {
                        unrecognized = unrecognized ?? [];
                        unrecognized.push(key);
                    }
                    else {
                        // Default "strict" behavior: error on invalid key
                        payload.issues.push({
                            code: "invalid_key",
                            origin: "record",
                            issues: keyResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())),
                            input: key,
                            path: [key],
                            inst,
                        });
                    }
                    continue;
                }
                // the guard above tests the raw input key, but the key schema can normalize an ordinary key into __proto__; re-check the key we actually write under
                const outKey = keyResult.value;
                if (outKey === "__proto__")
                    continue;
                const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
                if (result instanceof Promise) {
                    proms.push(result.then((result) => {
                        if (result.issues.length) {
                            payload.issues.push(...util.prefixIssues(key, result.issues));
                        }
                        payload.value[outKey] = result.value;
                    }));
                }
                else {
                    if (result.issues.length) {
                        payload.issues.push(...util.prefixIssues(key, result.issues));
                    }
                    payload.value[outKey] = result.value;
                }
            }
            if (unrecognized && unrecognized.length > 0) {
                payload.issues.push({
                    code: "unrecognized_keys",
                    input,
                    inst,
                    keys: unrecognized,
                    continue: true,
                });
            }
        }
        if (proms.length) {
            return Promise.all(proms).then(() => payload);
        }
        return payload;
    };
})));
const $ZodMap = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodMap", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core.globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!(input instanceof Map)) {
            payload.issues.push({
                expected: "map",
                code: "invalid_type",
                input,
                inst,
            });
            return payload;
        }
        const proms = [];
        payload.value = memo ? memo.alloc(inst, payload, new Map(), ctx) : new Map();
        const abortEarly = ctx?.abortEarly;
        let seen = payload.issues.length;
        for (const [key, value] of input) {
            if (abortEarly && payload.issues.length !== seen) {
                if (util.aborted(payload, seen))
                    break;
                seen = payload.issues.length;
            }
            const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
            const valueResult = def.valueType._zod.run({ value: value, issues: [] }, ctx);
            if (keyResult instanceof Promise || valueResult instanceof Promise) {
                proms.push(Promise.all([keyResult, valueResult]).then(([keyResult, valueResult]) => {
                    handleMapResult(keyResult, valueResult, payload, key, input, inst, ctx);
                }));
            }
            else {
                handleMapResult(keyResult, valueResult, payload, key, input, inst, ctx);
            }
        }
        if (proms.length)
            return Promise.all(proms).then(() => payload);
        return payload;
    };
    capSize(inst, mapSize);
})));
function handleMapResult(keyResult, valueResult, final, key, input, inst, ctx) {
    if (keyResult.issues.length) {
        if (util.propertyKeyTypes.has(typeof key)) {
            final.issues.push(...util.prefixIssues(key, keyResult.issues));
        }
        else {
            final.issues.push({
                code: "invalid_key",
                origin: "map",
                input,
                inst,
                issues: keyResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())),
            });
        }
    }
    if (valueResult.issues.length) {
        if (util.propertyKeyTypes.has(typeof key)) {
            final.issues.push(...util.prefixIssues(key, valueResult.issues));
        }
        else {
            final.issues.push({
                origin: "map",
                code: "invalid_element",
                input,
                inst,
                key: key,
                issues: valueResult.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())),
            });
        }
    }
    final.value.set(keyResult.value, valueResult.value);
}
const $ZodSet = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodSet", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = core.globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
        const input = payload.value;
        if (!(input instanceof Set)) {
            payload.issues.push({
                input,
                inst,
                expected: "set",
                code: "invalid_type",
            });
            return payload;
        }
        const proms = [];
        payload.value = memo ? memo.alloc(inst, payload, new Set(), ctx) : new Set();
        const abortEarly = ctx?.abortEarly;
        let seen = payload.issues.length;
        for (const item of input) {
            if (abortEarly && payload.issues.length !== seen) {
                if (util.aborted(payload, seen))
                    break;
                seen = payload.issues.length;
            }
            const result = def.valueType._zod.run({ value: item, issues: [] }, ctx);
            if (result instanceof Promise) {
                proms.push(result.then((result) => handleSetResult(result, payload)));
            }
            else
                handleSetResult(result, payload);
        }
        if (proms.length)
            return Promise.all(proms).then(() => payload);
        return payload;
    };
    capSize(inst, setSize);
})));
function handleSetResult(result, final) {
    if (result.issues.length) {
        final.issues.push(...result.issues);
    }
    final.value.add(result.value);
}
const $ZodEnum = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodEnum", (inst, def) => {
    $ZodType.init(inst, def);
    const values = util.getEnumValues(def.entries);
    const valuesSet = new Set(values);
    inst._zod.values = valuesSet;
    util.defineLazyInternal(inst, "pattern", (zod) => {
        const patternValues = util.getEnumValues(zod.def.entries).filter((k) => util.propertyKeyTypes.has(typeof k));
        // unmatchable fallback, RE2-safe: an empty alternation would compile to /^()$/, which matches ""
        return new RegExp(patternValues.length ? `^(${patternValues.map((o) => util.escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
    });
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (valuesSet.has(input)) {
            return payload;
        }
        payload.issues.push({
            code: "invalid_value",
            values,
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodLiteral = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodLiteral", (inst, def) => {
    $ZodType.init(inst, def);
    const values = new Set(def.values);
    inst._zod.values = values;
    util.defineLazyInternal(inst, "pattern", (zod) => {
        const vals = zod.def.values;
        // unmatchable fallback, RE2-safe: an empty alternation would compile to /^()$/, which matches ""
        return new RegExp(vals.length
            ? `^(${vals
                .map((o) => typeof o === "string" ? util.escapeRegex(o) : o ? util.escapeRegex(o.toString()) : String(o))
                .join("|")})$`
            : "^[^\\s\\S]$");
    });
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        if (values.has(input)) {
            return payload;
        }
        payload.issues.push({
            code: "invalid_value",
            values: def.values,
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodFile = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodFile", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        const input = payload.value;
        // @ts-ignore
        if (input instanceof File)
            return payload;
        payload.issues.push({
            expected: "file",
            code: "invalid_type",
            input,
            inst,
        });
        return payload;
    };
})));
const $ZodTransform = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodTransform", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.optin = "optional";
    core_core/* globalConfig */.cr.memoizer?.guard(inst);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            throw new core_core/* $ZodEncodeError */.cV(inst.constructor.name);
        }
        const _out = def.transform(payload.value, payload);
        if (ctx.async) {
            const output = _out instanceof Promise ? _out : Promise.resolve(_out);
            return output.then((output) => {
                payload.value = output;
                return payload;
            });
        }
        if (_out instanceof Promise) {
            throw new core_core/* $ZodAsyncError */.GT();
        }
        payload.value = _out;
        return payload;
    };
});
function handleOptionalResult(payload, result) {
    // A substituting schema that still failed has no usable answer; yield undefined. Its issues are simply dropped: it ran on a payload of its own, so there is no shared array to truncate and nothing of the caller's to lose with it.
    payload.value = result.issues.length ? undefined : result.value;
    return payload;
}
const $ZodOptional = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodOptional", (inst, def) => {
    $ZodType.init(inst, def);
    // .optional() propagates absence rather than substituting for it, so a defaulted inner keeps its rung.
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
    inst._zod.optout = "optional";
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => {
        const values = zod.def.innerType._zod.values;
        return values ? new Set([...values, undefined]) : undefined;
    });
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => {
        const pattern = zod.def.innerType._zod.pattern;
        return pattern ? new RegExp(`^(${core_util/* cleanRegex */.p6(pattern.source)})?$`) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
        if (payload.value === undefined) {
            // Only the top rung substitutes a value for absence; everything else leaves it intact, which is what .optional() means.
            if (def.innerType._zod.optin !== "defaulted")
                return payload;
            // Its own payload, for the same reason $ZodCatch gets one: a pipe forwards an unrecognized key through the caller's issues array, and this must not read that as the substituting schema failing and drop it.
            const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
            if (result instanceof Promise)
                return result.then((result) => handleOptionalResult(payload, result));
            return handleOptionalResult(payload, result);
        }
        return def.innerType._zod.run(payload, ctx);
    };
});
const $ZodExactOptional = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodExactOptional", (inst, def) => {
    // Call parent init - inherits optin/optout = "optional"
    $ZodOptional.init(inst, def);
    // Override values/pattern to NOT add undefined
    util.defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
    util.defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
    // Override parse to just delegate (no undefined handling)
    inst._zod.parse = (payload, ctx) => {
        return def.innerType._zod.run(payload, ctx);
    };
})));
const $ZodNullable = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodNullable", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.innerType._zod.optin);
    core_util/* defineLazyInternal */.v5(inst, "optout", (zod) => zod.def.innerType._zod.optout);
    core_util/* defineLazyInternal */.v5(inst, "pattern", (zod) => {
        const pattern = zod.def.innerType._zod.pattern;
        return pattern ? new RegExp(`^(${core_util/* cleanRegex */.p6(pattern.source)}|null)$`) : undefined;
    });
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => {
        return zod.def.innerType._zod.values ? new Set([...zod.def.innerType._zod.values, null]) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
        // Forward direction (decode): allow null to pass through
        if (payload.value === null)
            return payload;
        return def.innerType._zod.run(payload, ctx);
    };
});
const $ZodDefault = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodDefault", (inst, def) => {
    $ZodType.init(inst, def);
    // inst._zod.qin = "true";
    inst._zod.optin = "defaulted";
    util.defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        // Forward direction (decode): apply defaults for undefined input
        if (payload.value === undefined) {
            payload.value = def.defaultValue;
            /**
             * $ZodDefault returns the default value immediately in forward direction.
             * It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
            return payload;
        }
        // Forward direction: continue with default handling
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then((result) => handleDefaultResult(result, def));
        }
        return handleDefaultResult(result, def);
    };
})));
function handleDefaultResult(payload, def) {
    if (payload.value === undefined) {
        payload.value = def.defaultValue;
    }
    return payload;
}
const $ZodPrefault = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodPrefault", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.optin = "defaulted";
    util.defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        // Forward direction (decode): apply prefault for undefined input
        if (payload.value === undefined) {
            payload.value = def.defaultValue;
        }
        return def.innerType._zod.run(payload, ctx);
    };
})));
const $ZodNonOptional = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodNonOptional", (inst, def) => {
    $ZodType.init(inst, def);
    util.defineLazyInternal(inst, "values", (zod) => {
        const v = zod.def.innerType._zod.values;
        return v ? new Set([...v].filter((x) => x !== undefined)) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then((result) => handleNonOptionalResult(result, inst));
        }
        return handleNonOptionalResult(result, inst);
    };
})));
function handleNonOptionalResult(payload, inst) {
    if (!payload.issues.length && payload.value === undefined) {
        payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: payload.value,
            inst,
        });
    }
    return payload;
}
const $ZodSuccess = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodSuccess", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            throw new core.$ZodEncodeError("ZodSuccess");
        }
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then((result) => {
                payload.value = result.issues.length === 0;
                return payload;
            });
        }
        payload.value = result.issues.length === 0;
        return payload;
    };
})));
function handleCatchResult(payload, result, def, ctx) {
    if (!result.issues.length) {
        payload.value = result.value;
        // The value carries up, so the flag describing it has to carry with it: a back-edge into a node still being parsed must not be frozen by an enclosing readonly, and its checks belong to the node itself. Guarded so the ordinary case adds no own property.
        if (result.memo)
            payload.memo = true;
        return payload;
    }
    // Spread the inner's own payload, not ours: `value` has to stay the input the catch was handed, and the inner ran on a payload of its own so its issues are already private to this call.
    payload.value = def.catchValue({
        ...result,
        value: payload.value,
        error: {
            issues: result.issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())),
        },
        input: payload.value,
    });
    return payload;
}
const $ZodCatch = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCatch", (inst, def) => {
    $ZodType.init(inst, def);
    util.defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
    util.defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
    util.defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        // Forward direction (decode): apply catch logic
        const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
        if (result instanceof Promise) {
            return result.then((result) => handleCatchResult(payload, result, def, ctx));
        }
        return handleCatchResult(payload, result, def, ctx);
    };
})));
const $ZodNaN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodNaN", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
        if (typeof payload.value !== "number" || !Number.isNaN(payload.value)) {
            payload.issues.push({
                input: payload.value,
                inst,
                expected: "nan",
                code: "invalid_type",
            });
            return payload;
        }
        return payload;
    };
})));
const $ZodPipe = /*@__PURE__*/ core_core/* $constructor */.xI("$ZodPipe", (inst, def) => {
    $ZodType.init(inst, def);
    core_util/* defineLazyInternal */.v5(inst, "values", (zod) => zod.def.in._zod.values);
    core_util/* defineLazyInternal */.v5(inst, "optin", (zod) => zod.def.in._zod.optin);
    core_util/* defineLazyInternal */.v5(inst, "optout", (zod) => zod.def.out._zod.optout);
    core_util/* defineLazyInternal */.v5(inst, "propValues", (zod) => zod.def.in._zod.propValues);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            const right = def.out._zod.run(payload, ctx);
            if (right instanceof Promise) {
                return right.then((right) => handlePipeResult(right, def.in, ctx));
            }
            return handlePipeResult(right, def.in, ctx);
        }
        const left = def.in._zod.run(payload, ctx);
        if (left instanceof Promise) {
            return left.then((left) => handlePipeResult(left, def.out, ctx));
        }
        return handlePipeResult(left, def.out, ctx);
    };
});
function handlePipeResult(left, next, ctx) {
    // Any issue stops the pipe, so a failing refinement never feeds its transform. An unrecognized key is the exception: it describes the input's extra properties, not the value being piped, and an enclosing intersection may yet reconcile it.
    if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
        // prevent further checks
        left.aborted = true;
        return left;
    }
    return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}
const $ZodCodec = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCodec", (inst, def) => {
    $ZodType.init(inst, def);
    util.defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
    util.defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
    util.defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
    util.defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
    inst._zod.parse = (payload, ctx) => {
        const direction = ctx.direction || "forward";
        if (direction === "forward") {
            const left = def.in._zod.run(payload, ctx);
            if (left instanceof Promise) {
                return left.then((left) => handleCodecAResult(left, def, ctx));
            }
            return handleCodecAResult(left, def, ctx);
        }
        else {
            const right = def.out._zod.run(payload, ctx);
            if (right instanceof Promise) {
                return right.then((right) => handleCodecAResult(right, def, ctx));
            }
            return handleCodecAResult(right, def, ctx);
        }
    };
})));
function handleCodecAResult(result, def, ctx) {
    if (result.issues.length) {
        // prevent further checks
        result.aborted = true;
        return result;
    }
    const direction = ctx.direction || "forward";
    if (direction === "forward") {
        const transformed = def.transform(result.value, result);
        if (transformed instanceof Promise) {
            return transformed.then((value) => handleCodecTxResult(result, value, def.out, ctx));
        }
        return handleCodecTxResult(result, transformed, def.out, ctx);
    }
    else {
        const transformed = def.reverseTransform(result.value, result);
        if (transformed instanceof Promise) {
            return transformed.then((value) => handleCodecTxResult(result, value, def.in, ctx));
        }
        return handleCodecTxResult(result, transformed, def.in, ctx);
    }
}
function handleCodecTxResult(left, value, nextSchema, ctx) {
    // Check if transform added any issues
    if (left.issues.length) {
        left.aborted = true;
        return left;
    }
    return nextSchema._zod.run({ value, issues: left.issues }, ctx);
}
const $ZodPreprocess = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodPreprocess", (inst, def) => {
    $ZodPipe.init(inst, def);
})));
const $ZodReadonly = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodReadonly", (inst, def) => {
    $ZodType.init(inst, def);
    util.defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
    util.defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
    util.defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
    util.defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
    inst._zod.parse = (payload, ctx) => {
        if (ctx.direction === "backward") {
            return def.innerType._zod.run(payload, ctx);
        }
        const result = def.innerType._zod.run(payload, ctx);
        if (result instanceof Promise) {
            return result.then(handleReadonlyResult);
        }
        return handleReadonlyResult(result);
    };
})));
function handleReadonlyResult(payload) {
    // A repeat visit hands back a node that is still being built; freezing it here would make the rest of its keys fail to assign.
    if (!payload.memo)
        payload.value = Object.freeze(payload.value);
    return payload;
}
// a leaf's pattern source with its own checks folded in: the last pattern-carrying check wins, else length bounds narrow the catch-all, else an integer format narrows the number form. the fold lives here instead of on `_zod.pattern` so a bundle without template literals never pays for it
function leafPattern(schema) {
    const def = schema._zod.def;
    let pattern = def.pattern;
    let isInt = !!def.format?.includes("int");
    let minimum;
    let maximum;
    for (const ch of def.checks ?? []) {
        const d = ch._zod.def;
        if (d.pattern)
            pattern = d.pattern;
        isInt || (isInt = !!d.format?.includes("int"));
        const lo = d.minimum ?? d.length;
        const hi = d.maximum ?? d.length;
        if (lo !== undefined && (minimum === undefined || lo > minimum))
            minimum = lo;
        if (hi !== undefined && (maximum === undefined || hi < maximum))
            maximum = hi;
    }
    if (pattern)
        return pattern.source;
    // an empty range matches nothing at runtime, and `{8,5}` is not a legal quantifier
    if (minimum !== undefined && maximum !== undefined && minimum > maximum)
        return "(?!)";
    if (minimum !== undefined || maximum !== undefined)
        return regexes.string({ minimum, maximum }).source;
    const own = schema._zod.pattern;
    return (isInt && own === regexes.number ? regexes.integer : own)?.source;
}
// a part's pattern source. a wrapper's pattern embeds its inner pattern's source verbatim, so the folded form is substituted in place without knowing the wrapper's own composition; a union's options are joined the way the union builds its own pattern
function partPattern(schema) {
    const def = schema._zod.def;
    const own = schema._zod.pattern?.source;
    // lazy resolves its inner on the internals, not the def
    const inner = def.innerType ?? schema._zod.innerType;
    if (inner) {
        const before = inner._zod.pattern?.source;
        const after = partPattern(inner);
        if (own && before && after && after !== before) {
            return own.replace(util.cleanRegex(before), () => util.cleanRegex(after));
        }
        return own;
    }
    if (def.options) {
        const sources = def.options.map(partPattern);
        if (sources.every(Boolean))
            return `^(${sources.map((s) => util.cleanRegex(s)).join("|")})$`;
    }
    return leafPattern(schema);
}
const $ZodTemplateLiteral = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodTemplateLiteral", (inst, def) => {
    $ZodType.init(inst, def);
    const regexParts = [];
    for (const part of def.parts) {
        if (typeof part === "object" && part !== null) {
            // is Zod schema
            const source = partPattern(part);
            if (!source) {
                throw new Error(`Invalid template literal part, no pattern found: ${[...part._zod.traits].shift()}`);
            }
            regexParts.push(util.cleanRegex(source));
        }
        else if (part === null || util.primitiveTypes.has(typeof part)) {
            regexParts.push(util.escapeRegex(`${part}`));
        }
        else {
            throw new Error(`Invalid template literal part: ${part}`);
        }
    }
    inst._zod.pattern = new RegExp(`^${regexParts.join("")}$`);
    inst._zod.parse = (payload, _ctx) => {
        if (typeof payload.value !== "string") {
            payload.issues.push({
                input: payload.value,
                inst,
                expected: "string",
                code: "invalid_type",
            });
            return payload;
        }
        inst._zod.pattern.lastIndex = 0;
        if (!inst._zod.pattern.test(payload.value)) {
            payload.issues.push({
                input: payload.value,
                inst,
                code: "invalid_format",
                format: def.format ?? "template_literal",
                pattern: inst._zod.pattern.source,
            });
            return payload;
        }
        return payload;
    };
})));
const $ZodFunction = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodFunction", (inst, def) => {
    $ZodType.init(inst, def);
    // Defined, not assigned: the classic prototype exposes `_def` as a getter with no setter.
    Object.defineProperty(inst, "_def", { value: def });
    inst._zod.def = def;
    inst.implement = (func) => {
        if (typeof func !== "function") {
            throw new Error("implement() must be called with a function");
        }
        // Defined inline so the closure stays anonymous: binding it to a `const` first names it, which costs 256 bytes per implemented function.
        return Object.defineProperty(function (...args) {
            const parsedArgs = inst._def.input ? parse(inst._def.input, args) : args;
            const result = Reflect.apply(func, this, parsedArgs);
            if (inst._def.output) {
                return parse(inst._def.output, result);
            }
            return result;
        }, "_zod", { value: inst._zod, enumerable: false });
    };
    inst.implementAsync = (func) => {
        if (typeof func !== "function") {
            throw new Error("implementAsync() must be called with a function");
        }
        return Object.defineProperty(async function (...args) {
            const parsedArgs = inst._def.input ? await parseAsync(inst._def.input, args) : args;
            const result = await Reflect.apply(func, this, parsedArgs);
            if (inst._def.output) {
                return await parseAsync(inst._def.output, result);
            }
            return result;
        }, "_zod", { value: inst._zod, enumerable: false });
    };
    inst._zod.parse = (payload, _ctx) => {
        if (typeof payload.value !== "function") {
            payload.issues.push({
                code: "invalid_type",
                expected: "function",
                input: payload.value,
                inst,
            });
            return payload;
        }
        // Check if output is a promise type to determine if we should use async implementation
        const hasPromiseOutput = inst._def.output && inst._def.output._zod.def.type === "promise";
        if (hasPromiseOutput) {
            payload.value = inst.implementAsync(payload.value);
        }
        else {
            payload.value = inst.implement(payload.value);
        }
        return payload;
    };
    inst.input = (...args) => {
        const F = inst.constructor;
        if (Array.isArray(args[0])) {
            return new F({
                type: "function",
                input: new $ZodTuple({
                    type: "tuple",
                    items: args[0],
                    rest: args[1],
                }),
                output: inst._def.output,
            });
        }
        return new F({
            type: "function",
            input: args[0],
            output: inst._def.output,
        });
    };
    inst.output = (output) => {
        const F = inst.constructor;
        return new F({
            type: "function",
            input: inst._def.input,
            output,
        });
    };
    return inst;
})));
const $ZodPromise = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodPromise", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, ctx) => {
        return Promise.resolve(payload.value).then((inner) => def.innerType._zod.run({ value: inner, issues: [] }, ctx));
    };
})));
const $ZodLazy = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodLazy", (inst, def) => {
    $ZodType.init(inst, def);
    // Cache the resolved inner type on the shared `def` so all clones of this lazy (e.g. via `.describe()`/`.meta()`) share the same inner instance, preserving identity for cycle detection on recursive schemas.
    util.defineLazy(inst._zod, "innerType", () => {
        const d = def;
        if (!d._cachedInner)
            d._cachedInner = def.getter();
        return d._cachedInner;
    });
    util.defineLazyInternal(inst, "pattern", (zod) => zod.innerType?._zod?.pattern);
    util.defineLazyInternal(inst, "propValues", (zod) => zod.innerType?._zod?.propValues);
    util.defineLazyInternal(inst, "optin", (zod) => zod.innerType?._zod?.optin ?? undefined);
    util.defineLazyInternal(inst, "optout", (zod) => zod.innerType?._zod?.optout ?? undefined);
    inst._zod.parse = (payload, ctx) => {
        const inner = inst._zod.innerType;
        return inner._zod.run(payload, ctx);
    };
})));
const $ZodCustom = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("$ZodCustom", (inst, def) => {
    checks.$ZodCheck.init(inst, def);
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _) => {
        return payload;
    };
    inst._zod.check = (payload) => {
        const input = payload.value;
        const r = def.fn(input);
        if (r instanceof Promise) {
            return r.then((r) => handleRefineResult(r, payload, input, inst));
        }
        handleRefineResult(r, payload, input, inst);
        return;
    };
})));
function handleRefineResult(result, payload, input, inst) {
    if (!result) {
        const _iss = {
            code: "custom",
            input,
            inst, // incorporates params.error into issue reporting
            path: [...(inst._zod.def.path ?? [])], // incorporates params.error into issue reporting
            continue: !inst._zod.def.abort,
            // params: inst._zod.def.params,
        };
        if (inst._zod.def.params)
            _iss.params = inst._zod.def.params;
        payload.issues.push(util.issue(_iss));
    }
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 2 modules
var api = __nccwpck_require__(2306);
;// CONCATENATED MODULE: ./node_modules/zod/v4/core/errors.js


/* Computing the message eagerly is expensive (pretty-printed JSON of all
 * issues), so defer it until first read. The accessor functions and
 * descriptors are shared across instances to keep error construction
 * cheap; the computed message is cached on the internals object. The
 * setter preserves plain assignment semantics for consumers that
 * overwrite `message`. */
function _getMessage() {
    const internals = this._zod;
    internals.message ?? (internals.message = JSON.stringify(internals.def, core_util/* jsonStringifyReplacer */.k8, 2));
    return internals.message;
}
function _setMessage(value) {
    this._zod.message = value;
}
const _messageDesc = {
    get: _getMessage,
    set: _setMessage,
    enumerable: true,
    configurable: true,
};
const _issuesDesc = { value: undefined, enumerable: false };
/* Prototypes that already carry the lazy `toString`. Seeded with the
 * intrinsics so that `init` on a foreign object — it accepts any object —
 * can never install an accessor onto a prototype we do not own. */
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer = (inst, def) => {
    inst.name = "$ZodError";
    // `_zod` is already non-enumerable: $constructor's init defined it with this same descriptor
    _issuesDesc.value = def;
    Object.defineProperty(inst, "issues", _issuesDesc);
    // Clear the shared slot; a retained `value` pins the last error's issues.
    _issuesDesc.value = undefined;
    Object.defineProperty(inst, "message", _messageDesc);
    /* `toString` lives as a non-enumerable lazy getter on the shared
     * prototype; on first access it caches a per-instance closure so
     * detached usage still works. */
    const proto = Object.getPrototypeOf(inst);
    if (!_installedToString.has(proto)) {
        _installedToString.add(proto);
        Object.defineProperty(proto, "toString", {
            configurable: true,
            enumerable: false,
            get() {
                const value = () => this.message;
                Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
                return value;
            },
            set(value) {
                Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
            },
        });
    }
};
const $ZodError = (0,core_core/* $constructor */.xI)("$ZodError", initializer);
const $ZodRealError = (0,core_core/* $constructor */.xI)("$ZodError", initializer, undefined, {
    Parent: Error,
});
/** Get-or-create `obj[key]` as an own data property. A path segment naming an inherited member
 * ("toString", "constructor") would otherwise read through to the prototype, and assigning
 * "__proto__" would hit the setter instead of creating a key. */
function node(obj, key, make) {
    if (!Object.prototype.hasOwnProperty.call(obj, key)) {
        if (key === "__proto__") {
            Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
        }
        else {
            obj[key] = make();
        }
    }
    return obj[key];
}
function flattenError(error, mapper = (issue) => issue.message) {
    const fieldErrors = {};
    const formErrors = [];
    for (const sub of error.issues) {
        if (sub.path.length > 0) {
            node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
        }
        else {
            formErrors.push(mapper(sub));
        }
    }
    return { formErrors, fieldErrors };
}
function formatError(error, mapper = (issue) => issue.message) {
    const fieldErrors = { _errors: [] };
    const processError = (error, path = []) => {
        for (const issue of error.issues) {
            if (issue.code === "invalid_union" && issue.errors.length) {
                issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
            }
            else if (issue.code === "invalid_key") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else if (issue.code === "invalid_element") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else {
                const fullpath = [...path, ...issue.path];
                if (fullpath.length === 0) {
                    fieldErrors._errors.push(mapper(issue));
                }
                else {
                    let curr = fieldErrors;
                    let i = 0;
                    while (i < fullpath.length) {
                        const el = fullpath[i];
                        const terminal = i === fullpath.length - 1;
                        // `_errors` is reserved by this legacy format, so merge a matching path segment into the current node instead of treating its array as a child.
                        if (el === "_errors") {
                            if (terminal)
                                curr._errors.push(mapper(issue));
                            i++;
                            continue;
                        }
                        // A path element may collide with an inherited property name such as
                        // "__proto__" or "constructor". Truthiness checks read the prototype
                        // (so no node is created, then ._errors.push throws), and bracket
                        // assignment of "__proto__" hits the setter instead of creating an
                        // own key. Guard the read with hasOwnProperty and create the node
                        // with defineProperty so any path element becomes a real own key.
                        if (!Object.prototype.hasOwnProperty.call(curr, el)) {
                            Object.defineProperty(curr, el, {
                                value: { _errors: [] },
                                enumerable: true,
                                writable: true,
                                configurable: true,
                            });
                        }
                        const node = curr[el];
                        if (terminal) {
                            node._errors.push(mapper(issue));
                        }
                        curr = node;
                        i++;
                    }
                }
            }
        }
    };
    processError(error);
    return fieldErrors;
}
function treeifyError(error, mapper = (issue) => issue.message) {
    const result = { errors: [] };
    const processError = (error, path = []) => {
        var _a;
        for (const issue of error.issues) {
            if (issue.code === "invalid_union" && issue.errors.length) {
                // regular union error
                issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
            }
            else if (issue.code === "invalid_key") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else if (issue.code === "invalid_element") {
                processError({ issues: issue.issues }, [...path, ...issue.path]);
            }
            else {
                const fullpath = [...path, ...issue.path];
                if (fullpath.length === 0) {
                    result.errors.push(mapper(issue));
                    continue;
                }
                let curr = result;
                let i = 0;
                while (i < fullpath.length) {
                    const el = fullpath[i];
                    const terminal = i === fullpath.length - 1;
                    if (typeof el === "string") {
                        curr.properties ?? (curr.properties = {});
                        // el may collide with an inherited property name ("__proto__",
                        // "constructor", ...); ??= reads the prototype so the node is never
                        // created and curr.errors.push throws. Guard with hasOwnProperty and
                        // create the node with defineProperty so "__proto__" becomes a real
                        // own key rather than invoking the prototype setter.
                        if (!Object.prototype.hasOwnProperty.call(curr.properties, el)) {
                            Object.defineProperty(curr.properties, el, {
                                value: { errors: [] },
                                enumerable: true,
                                writable: true,
                                configurable: true,
                            });
                        }
                        curr = curr.properties[el];
                    }
                    else {
                        curr.items ?? (curr.items = []);
                        (_a = curr.items)[el] ?? (_a[el] = { errors: [] });
                        curr = curr.items[el];
                    }
                    if (terminal) {
                        curr.errors.push(mapper(issue));
                    }
                    i++;
                }
            }
        }
    };
    processError(error);
    return result;
}
/** Format a ZodError as a human-readable string in the following form.
 *
 * From
 *
 * ```ts
 * ZodError {
 *   issues: [
 *     {
 *       expected: 'string',
 *       code: 'invalid_type',
 *       path: [ 'username' ],
 *       message: 'Invalid input: expected string'
 *     },
 *     {
 *       expected: 'number',
 *       code: 'invalid_type',
 *       path: [ 'favoriteNumbers', 1 ],
 *       message: 'Invalid input: expected number'
 *     }
 *   ];
 * }
 * ```
 *
 * to
 *
 * ```
 * username
 *   ✖ Expected number, received string at "username
 * favoriteNumbers[0]
 *   ✖ Invalid input: expected number
 * ```
 */
function toDotPath(_path) {
    const segs = [];
    const path = _path.map((seg) => (typeof seg === "object" ? seg.key : seg));
    for (const seg of path) {
        if (typeof seg === "number")
            segs.push(`[${seg}]`);
        else if (typeof seg === "symbol")
            segs.push(`[${JSON.stringify(String(seg))}]`);
        else if (/[^\w$]/.test(seg))
            segs.push(`[${JSON.stringify(seg)}]`);
        else {
            if (segs.length)
                segs.push(".");
            segs.push(seg);
        }
    }
    return segs.join("");
}
function prettifyError(error) {
    const lines = [];
    // sort by path length
    const issues = [...error.issues].sort((a, b) => (a.path ?? []).length - (b.path ?? []).length);
    // Process each issue
    for (const issue of issues) {
        lines.push(`✖ ${issue.message}`);
        if (issue.path?.length)
            lines.push(`  → at ${toDotPath(issue.path)}`);
    }
    // Convert Map to formatted string
    return lines.join("\n");
}

;// CONCATENATED MODULE: ./node_modules/zod/v4/core/parse.js



// Always both keys, so the `_params` read site in `_parse` sees one object shape rather than two.
function finalizeParams(callee, params) {
    return { callee: params?.callee ?? callee, Err: params?.Err };
}
const _parse = (_Err) => {
    const fn = (schema, value, _ctx, _params) => {
        const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
        const result = schema._zod.run({ value, issues: [] }, ctx);
        if (result instanceof Promise) {
            throw new core_core/* $ZodAsyncError */.GT();
        }
        if (result.issues.length) {
            const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())));
            core_util/* captureStackTrace */.gx(e, _params?.callee ?? fn);
            throw e;
        }
        return result.value;
    };
    return fn;
};
const parse_parse = /* @__PURE__*/ _parse($ZodRealError);
const _parseAsync = (_Err) => {
    const fn = async (schema, value, _ctx, params) => {
        const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
        let result = schema._zod.run({ value, issues: [] }, ctx);
        if (result instanceof Promise)
            result = await result;
        if (result.issues.length) {
            const e = new (params?.Err ?? _Err)(result.issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())));
            core_util/* captureStackTrace */.gx(e, params?.callee ?? fn);
            throw e;
        }
        return result.value;
    };
    return fn;
};
const parse_parseAsync = /* @__PURE__*/ _parseAsync($ZodRealError);
const _safeParse = (_Err) => (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
        throw new core_core/* $ZodAsyncError */.GT();
    }
    return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
const safeParse = /* @__PURE__*/ _safeParse($ZodRealError);
// the error is built on the first read of `error`: finalizing the issues and constructing the instance is most of a failing parse, and a caller that only branches on `success` never pays it. a getter in the literal keeps this small; the alternative, one shared accessor descriptor plus a hidden state slot, reads ~15% faster but costs ~75 B gzipped in every bundle
function failure(Err, issues, ctx) {
    let error;
    return {
        success: false,
        get error() {
            if (!error) {
                error = new Err(issues.map((iss) => core_util/* finalizeIssue */.iR(iss, ctx, core_core/* config */.$W())));
                // finalizeIssue drops `input`, so the built error holds nothing; keeping the raw issues past this point pins the parsed value for the life of the result
                issues = undefined;
                ctx = undefined;
            }
            return error;
        },
        set error(e) {
            error = e;
            // a replacement makes the getter's branch unreachable, so the captures have to go here too
            issues = undefined;
            ctx = undefined;
        },
    };
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
        result = await result;
    return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
const safeParseAsync = /* @__PURE__*/ _safeParseAsync($ZodRealError);
// registry mirrors of the compiler's sentinels, so this module never imports the compiler
const COMPILE_INVALID = /* @__PURE__ */ (/* unused pure expression or super */ null && (Symbol.for("zod.compile.invalid")));
const COMPILE_FALLBACK = /* @__PURE__ */ (/* unused pure expression or super */ null && (Symbol.for("zod.compile.fallback")));
// Deliberately tiny, because v8 will not inline a body carrying the fallback's object literals and throw. Everything that is not the compiled happy path lives in validateFallback, and that split is worth ~35% on a compiled schema.
const validate = ((schema, value, _ctx) => {
    const validator = schema._zod.bag.validator;
    if (validator !== undefined) {
        if (validator(value) !== COMPILE_INVALID)
            return true;
        // a definite sentinel means the runtime would reject, so skip the re-parse; a ctx can still change the answer
        if (validator.definite === true && _ctx === undefined)
            return false;
    }
    return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
    const ctx = _ctx
        ? { ..._ctx, async: false, abortEarly: true }
        : { async: false, abortEarly: true };
    const fallbackRun = schema._zod.bag.fallbackRun;
    let result;
    if (fallbackRun) {
        // skip nested fast paths on the fallback, so user callbacks keep the at-most-twice bound
        ctx[COMPILE_FALLBACK] = true;
        result = fallbackRun({ value, issues: [] }, ctx);
    }
    else {
        result = schema._zod.run({ value, issues: [] }, ctx);
    }
    if (result instanceof Promise) {
        throw new core.$ZodAsyncError();
    }
    return result.issues.length === 0;
}
// no fast path: the compiler keeps async parses on the runtime, because a promise-returning callback that is not declared async compiles to a throw
const parse_validateAsync = async (schema, value, _ctx) => {
    const ctx = _ctx
        ? { ..._ctx, async: true, abortEarly: true }
        : { async: true, abortEarly: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
        result = await result;
    return result.issues.length === 0;
};
const _encode = (_Err) => {
    const parse = _parse(_Err);
    const fn = (schema, value, _ctx, _params) => {
        const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
        return parse(schema, value, ctx, finalizeParams(fn, _params));
    };
    return fn;
};
const encode = /* @__PURE__*/ _encode($ZodRealError);
const _decode = (_Err) => {
    const parse = _parse(_Err);
    const fn = (schema, value, _ctx, _params) => {
        return parse(schema, value, _ctx, finalizeParams(fn, _params));
    };
    return fn;
};
const decode = /* @__PURE__*/ _decode($ZodRealError);
const _encodeAsync = (_Err) => {
    const parseAsync = _parseAsync(_Err);
    const fn = async (schema, value, _ctx, _params) => {
        const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
        return (await parseAsync(schema, value, ctx, finalizeParams(fn, _params)));
    };
    return fn;
};
const encodeAsync = /* @__PURE__*/ _encodeAsync($ZodRealError);
const _decodeAsync = (_Err) => {
    const parseAsync = _parseAsync(_Err);
    const fn = async (schema, value, _ctx, _params) => {
        return await parseAsync(schema, value, _ctx, finalizeParams(fn, _params));
    };
    return fn;
};
const decodeAsync = /* @__PURE__*/ _decodeAsync($ZodRealError);
const _safeEncode = (_Err) => (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return _safeParse(_Err)(schema, value, ctx);
};
const safeEncode = /* @__PURE__*/ _safeEncode($ZodRealError);
const _safeDecode = (_Err) => (schema, value, _ctx) => {
    return _safeParse(_Err)(schema, value, _ctx);
};
const safeDecode = /* @__PURE__*/ _safeDecode($ZodRealError);
const _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return _safeParseAsync(_Err)(schema, value, ctx);
};
const safeEncodeAsync = /* @__PURE__*/ _safeEncodeAsync($ZodRealError);
const _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
    return _safeParseAsync(_Err)(schema, value, _ctx);
};
const safeDecodeAsync = /* @__PURE__*/ _safeDecodeAsync($ZodRealError);

;// CONCATENATED MODULE: ./node_modules/zod/v4/mini/schemas.js




const ZodMiniType = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniType", (inst, def) => {
    if (!inst._zod)
        throw new Error("Uninitialized schema in ZodMiniType.");
    $ZodType.init(inst, def);
    inst.def = def;
    inst.type = def.type;
}, {
    // `with` is an alias for `check`: the same function object, not a wrapper.
    get with() {
        return this.check;
    },
    set with(value) {
        core_util/* own */.qh(this, "with", value);
    },
    parse(data, params) {
        return parse_parse(this, data, params, { callee: this.parse });
    },
    parseAsync(data, params) {
        return parse_parseAsync(this, data, params, { callee: this.parseAsync });
    },
    safeParse(data, params) {
        return safeParse(this, data, params);
    },
    safeParseAsync(data, params) {
        return safeParseAsync(this, data, params);
    },
    check(...checks) {
        const def = this.def;
        return this.clone({
            ...def,
            checks: [
                ...(def.checks ?? []),
                ...checks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch),
            ],
        }, { parent: true });
    },
    clone(_def, params) {
        return core_util/* clone */.o8(this, _def, params);
    },
    brand() {
        return this;
    },
    register(reg, meta) {
        reg.add(this, meta);
        return this;
    },
    apply(fn, ...args) {
        return args.length === 0 ? fn(this) : fn(this, ...args);
    },
});
const ZodMiniString = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniString", (inst, def) => {
    $ZodString.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function schemas_string(params) {
    return api/* _string */.Rl(ZodMiniString, params);
}
const ZodMiniStringFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniStringFormat", (inst, def) => {
    core.$ZodStringFormat.init(inst, def);
    ZodMiniString.init(inst, def);
})));
const ZodMiniEmail = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniEmail", (inst, def) => {
    core.$ZodEmail.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_email(params) {
    return core._email(ZodMiniEmail, params);
}
const ZodMiniGUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniGUID", (inst, def) => {
    core.$ZodGUID.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_guid(params) {
    return core._guid(ZodMiniGUID, params);
}
const ZodMiniUUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniUUID", (inst, def) => {
    core.$ZodUUID.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_uuid(params) {
    return core._uuid(ZodMiniUUID, params);
}
// @__NO_SIDE_EFFECTS__
function uuidv4(params) {
    return core._uuidv4(ZodMiniUUID, params);
}
// ZodMiniUUIDv6
// @__NO_SIDE_EFFECTS__
function uuidv6(params) {
    return core._uuidv6(ZodMiniUUID, params);
}
// ZodMiniUUIDv7
// @__NO_SIDE_EFFECTS__
function uuidv7(params) {
    return core._uuidv7(ZodMiniUUID, params);
}
const ZodMiniURL = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniURL", (inst, def) => {
    core.$ZodURL.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function url(params) {
    return core._url(ZodMiniURL, params);
}
// @__NO_SIDE_EFFECTS__
function httpUrl(params) {
    return core._url(ZodMiniURL, {
        protocol: regexes.httpProtocol,
        hostname: regexes.domain,
        ...util.normalizeParams(params),
    });
}
const ZodMiniEmoji = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniEmoji", (inst, def) => {
    core.$ZodEmoji.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_emoji(params) {
    return core._emoji(ZodMiniEmoji, params);
}
const ZodMiniNanoID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniNanoID", (inst, def) => {
    core.$ZodNanoID.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_nanoid(params) {
    return core._nanoid(ZodMiniNanoID, params);
}
/**
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link ZodMiniCUID2} instead.
 * See https://github.com/paralleldrive/cuid.
 */
const ZodMiniCUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCUID", (inst, def) => {
    core.$ZodCUID.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
/**
 * Validates a CUID v1 string.
 *
 * @deprecated CUID v1 is deprecated by its authors due to information leakage
 * (timestamps embedded in the id). Use {@link cuid2 | `z.cuid2()`} instead.
 * See https://github.com/paralleldrive/cuid.
 */
// @__NO_SIDE_EFFECTS__
function schemas_cuid(params) {
    return core._cuid(ZodMiniCUID, params);
}
const ZodMiniCUID2 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCUID2", (inst, def) => {
    core.$ZodCUID2.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_cuid2(params) {
    return core._cuid2(ZodMiniCUID2, params);
}
const ZodMiniULID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniULID", (inst, def) => {
    core.$ZodULID.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_ulid(params) {
    return core._ulid(ZodMiniULID, params);
}
const ZodMiniXID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniXID", (inst, def) => {
    core.$ZodXID.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_xid(params) {
    return core._xid(ZodMiniXID, params);
}
const ZodMiniKSUID = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniKSUID", (inst, def) => {
    core.$ZodKSUID.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_ksuid(params) {
    return core._ksuid(ZodMiniKSUID, params);
}
const ZodMiniIPv4 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniIPv4", (inst, def) => {
    core.$ZodIPv4.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_ipv4(params) {
    return core._ipv4(ZodMiniIPv4, params);
}
const ZodMiniIPv6 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniIPv6", (inst, def) => {
    core.$ZodIPv6.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_ipv6(params) {
    return core._ipv6(ZodMiniIPv6, params);
}
const ZodMiniCIDRv4 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCIDRv4", (inst, def) => {
    core.$ZodCIDRv4.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_cidrv4(params) {
    return core._cidrv4(ZodMiniCIDRv4, params);
}
const ZodMiniCIDRv6 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCIDRv6", (inst, def) => {
    core.$ZodCIDRv6.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_cidrv6(params) {
    return core._cidrv6(ZodMiniCIDRv6, params);
}
const ZodMiniMAC = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniMAC", (inst, def) => {
    core.$ZodMAC.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_mac(params) {
    return core._mac(ZodMiniMAC, params);
}
const ZodMiniBase64 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniBase64", (inst, def) => {
    core.$ZodBase64.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_base64(params) {
    return core._base64(ZodMiniBase64, params);
}
const ZodMiniBase64URL = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniBase64URL", (inst, def) => {
    core.$ZodBase64URL.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_base64url(params) {
    return core._base64url(ZodMiniBase64URL, params);
}
const ZodMiniE164 = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniE164", (inst, def) => {
    core.$ZodE164.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_e164(params) {
    return core._e164(ZodMiniE164, params);
}
const ZodMiniCreditCard = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCreditCard", (inst, def) => {
    core.$ZodCreditCard.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_creditCard(params) {
    return core._creditCard(ZodMiniCreditCard, params);
}
const ZodMiniIBAN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniIBAN", (inst, def) => {
    core.$ZodIBAN.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_iban(params) {
    return core._iban(ZodMiniIBAN, params);
}
const ZodMiniJWT = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniJWT", (inst, def) => {
    core.$ZodJWT.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function jwt(params) {
    return core._jwt(ZodMiniJWT, params);
}
const ZodMiniCustomStringFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCustomStringFormat", (inst, def) => {
    core.$ZodCustomStringFormat.init(inst, def);
    ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function stringFormat(format, fnOrRegex, _params = {}) {
    return core._stringFormat(ZodMiniCustomStringFormat, format, fnOrRegex, _params);
}
// @__NO_SIDE_EFFECTS__
function schemas_hostname(_params) {
    return core._stringFormat(ZodMiniCustomStringFormat, "hostname", regexes.hostname, _params);
}
// @__NO_SIDE_EFFECTS__
function schemas_hex(_params) {
    return core._stringFormat(ZodMiniCustomStringFormat, "hex", regexes.hex, _params);
}
// @__NO_SIDE_EFFECTS__
function schemas_currencyCode(_params) {
    return core._stringFormat(ZodMiniCustomStringFormat, "currency_code", regexes.currencyCode, _params);
}
// @__NO_SIDE_EFFECTS__
function hash(alg, params) {
    const enc = params?.enc ?? "hex";
    const format = `${alg}_${enc}`;
    const regex = core.regexes[format];
    // check for unrecognized format
    if (!regex)
        throw new Error(`Unrecognized hash format: ${format}`);
    return core._stringFormat(ZodMiniCustomStringFormat, format, regex, params);
}
const ZodMiniNumber = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniNumber", (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function schemas_number(params) {
    return api/* _number */.F7(ZodMiniNumber, params);
}
const ZodMiniNumberFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniNumberFormat", (inst, def) => {
    core.$ZodNumberFormat.init(inst, def);
    ZodMiniNumber.init(inst, def);
})));
function schemas_int(params) {
    return core._int(ZodMiniNumberFormat, params);
}
function float32(params) {
    return core._float32(ZodMiniNumberFormat, params);
}
function float64(params) {
    return core._float64(ZodMiniNumberFormat, params);
}
function int32(params) {
    return core._int32(ZodMiniNumberFormat, params);
}
function uint32(params) {
    return core._uint32(ZodMiniNumberFormat, params);
}
const ZodMiniBoolean = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniBoolean", (inst, def) => {
    $ZodBoolean.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function schemas_boolean(params) {
    return api/* _boolean */._L(ZodMiniBoolean, params);
}
const ZodMiniBigInt = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniBigInt", (inst, def) => {
    core.$ZodBigInt.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_bigint(params) {
    return core._bigint(ZodMiniBigInt, params);
}
const ZodMiniBigIntFormat = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniBigIntFormat", (inst, def) => {
    core.$ZodBigIntFormat.init(inst, def);
    ZodMiniBigInt.init(inst, def);
})));
function int64(params) {
    return core._int64(ZodMiniBigIntFormat, params);
}
function uint64(params) {
    return core._uint64(ZodMiniBigIntFormat, params);
}
const ZodMiniSymbol = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniSymbol", (inst, def) => {
    core.$ZodSymbol.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function symbol(params) {
    return core._symbol(ZodMiniSymbol, params);
}
const ZodMiniUndefined = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniUndefined", (inst, def) => {
    core.$ZodUndefined.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_undefined(params) {
    return core._undefined(ZodMiniUndefined, params);
}

const ZodMiniNull = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniNull", (inst, def) => {
    core.$ZodNull.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_null(params) {
    return core._null(ZodMiniNull, params);
}

const ZodMiniAny = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniAny", (inst, def) => {
    core.$ZodAny.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function any() {
    return core._any(ZodMiniAny);
}
const ZodMiniUnknown = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniUnknown", (inst, def) => {
    $ZodUnknown.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function unknown() {
    return api/* _unknown */.em(ZodMiniUnknown);
}
const ZodMiniNever = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniNever", (inst, def) => {
    core.$ZodNever.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function never(params) {
    return core._never(ZodMiniNever, params);
}
const ZodMiniVoid = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniVoid", (inst, def) => {
    core.$ZodVoid.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function _void(params) {
    return core._void(ZodMiniVoid, params);
}

const ZodMiniDate = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniDate", (inst, def) => {
    core.$ZodDate.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function schemas_date(params) {
    return core._date(ZodMiniDate, params);
}
const ZodMiniArray = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniArray", (inst, def) => {
    $ZodArray.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function array(element, params) {
    return new ZodMiniArray({
        type: "array",
        element: element,
        ...core_util/* normalizeParams */.A2(params),
    });
}
// .keyof
// @__NO_SIDE_EFFECTS__
function keyof(schema) {
    const shape = schema._zod.def.shape;
    return _enum(Object.keys(shape));
}
const ZodMiniObject = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniObject", (inst, def) => {
    $ZodObject.init(inst, def);
    ZodMiniType.init(inst, def);
    core_util/* installLazyProp */.X(inst, "shape", (self) => self._zod.def.shape, false);
});
// @__NO_SIDE_EFFECTS__
function object(shape, params) {
    const def = {
        type: "object",
        shape: shape ?? {},
        ...util.normalizeParams(params),
    };
    return new ZodMiniObject(def);
}
// strictObject
// @__NO_SIDE_EFFECTS__
function strictObject(shape, params) {
    return new ZodMiniObject({
        type: "object",
        shape,
        catchall: never(),
        ...util.normalizeParams(params),
    });
}
// looseObject
// @__NO_SIDE_EFFECTS__
function looseObject(shape, params) {
    return new ZodMiniObject({
        type: "object",
        shape,
        catchall: unknown(),
        ...core_util/* normalizeParams */.A2(params),
    });
}
// object methods
// @__NO_SIDE_EFFECTS__
function extend(schema, shape) {
    return util.extend(schema, shape);
}
// @__NO_SIDE_EFFECTS__
function safeExtend(schema, shape) {
    return util.safeExtend(schema, shape);
}
/**
 * @deprecated Use [`z.extend(A, B.shape)`](https://zod.dev/api?id=extend) instead.
 */
// @__NO_SIDE_EFFECTS__
function merge(a, b) {
    return util.merge(a, b);
}
// @__NO_SIDE_EFFECTS__
function pick(schema, mask) {
    return util.pick(schema, mask);
}
// .omit
// @__NO_SIDE_EFFECTS__
function omit(schema, mask) {
    return util.omit(schema, mask);
}
// @__NO_SIDE_EFFECTS__
function partial(schema, mask) {
    const def = schema._zod.def;
    if (def.type !== "tuple")
        return util.partial(ZodMiniOptional, schema, mask);
    // a refinement was authored against the full arity; partialing would run it on a shorter array
    if (def.checks?.length)
        throw new Error(".partial() cannot be used on tuple schemas containing refinements");
    return util.clone(schema, {
        ...def,
        items: def.items.map((item) => new ZodMiniOptional({ type: "optional", innerType: item })),
    });
}
// @__NO_SIDE_EFFECTS__
function exactPartial(schema, mask) {
    return util.partial(ZodMiniExactOptional, schema, mask, "exactPartial");
}
// @__NO_SIDE_EFFECTS__
function required(schema, mask) {
    return util.required(ZodMiniNonOptional, schema, mask);
}
// @__NO_SIDE_EFFECTS__
function catchall(inst, catchall) {
    // `mergeDefs` rather than a spread: spreading reads `shape`, and resolving it can mint a whole fresh subtree
    return inst.clone(util.mergeDefs(inst._zod.def, { catchall: catchall }));
}
const ZodMiniUnion = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniUnion", (inst, def) => {
    core.$ZodUnion.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function union(options, params) {
    return new ZodMiniUnion({
        type: "union",
        options: options,
        ...util.normalizeParams(params),
    });
}
const ZodMiniXor = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniXor", (inst, def) => {
    ZodMiniUnion.init(inst, def);
    core.$ZodXor.init(inst, def);
})));
/** Creates an exclusive union (XOR) where exactly one option must match.
 * Unlike regular unions that succeed when any option matches, xor fails if
 * zero or more than one option matches the input. */
function xor(options, params) {
    return new ZodMiniXor({
        type: "union",
        options: options,
        inclusive: false,
        ...util.normalizeParams(params),
    });
}
const ZodMiniDiscriminatedUnion = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniDiscriminatedUnion", (inst, def) => {
    core.$ZodDiscriminatedUnion.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function discriminatedUnion(discriminator, options, params) {
    return new ZodMiniDiscriminatedUnion({
        type: "union",
        options: options,
        discriminator,
        ...util.normalizeParams(params),
    });
}
const ZodMiniIntersection = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniIntersection", (inst, def) => {
    core.$ZodIntersection.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function intersection(left, right) {
    return new ZodMiniIntersection({
        type: "intersection",
        left: left,
        right: right,
    });
}
const ZodMiniTuple = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniTuple", (inst, def) => {
    core.$ZodTuple.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function tuple(items, _paramsOrRest, _params) {
    const hasRest = _paramsOrRest instanceof core.$ZodType;
    const params = hasRest ? _params : _paramsOrRest;
    const rest = hasRest ? _paramsOrRest : null;
    return new ZodMiniTuple({
        type: "tuple",
        items: items,
        rest,
        ...util.normalizeParams(params),
    });
}
const ZodMiniRecord = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniRecord", (inst, def) => {
    core.$ZodRecord.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function record(keyType, valueType, params) {
    // v3-compat: z.record(valueType, params?) — defaults keyType to z.string()
    if (!valueType || !valueType._zod) {
        return new ZodMiniRecord({
            type: "record",
            keyType: schemas_string(),
            valueType: keyType,
            ...util.normalizeParams(valueType),
        });
    }
    return new ZodMiniRecord({
        type: "record",
        keyType,
        valueType: valueType,
        ...util.normalizeParams(params),
    });
}
// @__NO_SIDE_EFFECTS__
function partialRecord(keyType, valueType, params) {
    return new ZodMiniRecord({
        type: "record",
        keyType,
        valueType: valueType,
        ...util.normalizeParams(params),
        partial: true,
    });
}
function looseRecord(keyType, valueType, params) {
    return new ZodMiniRecord({
        type: "record",
        keyType,
        valueType: valueType,
        mode: "loose",
        ...util.normalizeParams(params),
    });
}
const ZodMiniMap = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniMap", (inst, def) => {
    core.$ZodMap.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function map(keyType, valueType, params) {
    return new ZodMiniMap({
        type: "map",
        keyType: keyType,
        valueType: valueType,
        ...util.normalizeParams(params),
    });
}
const ZodMiniSet = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniSet", (inst, def) => {
    core.$ZodSet.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function set(valueType, params) {
    return new ZodMiniSet({
        type: "set",
        valueType: valueType,
        ...util.normalizeParams(params),
    });
}
const ZodMiniEnum = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniEnum", (inst, def) => {
    core.$ZodEnum.init(inst, def);
    ZodMiniType.init(inst, def);
    // reuse the parsed value set so a numeric TS enum's reverse-mapping keys stay out
    inst.options = [...inst._zod.values];
})));
// @__NO_SIDE_EFFECTS__
function _enum(values, params) {
    const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
    return new ZodMiniEnum({
        type: "enum",
        entries,
        ...util.normalizeParams(params),
    });
}

// @__NO_SIDE_EFFECTS__
/** @deprecated This API has been merged into `z.enum()`. Use `z.enum()` instead.
 *
 * ```ts
 * enum Colors { red, green, blue }
 * z.enum(Colors);
 * ```
 */
function nativeEnum(entries, params) {
    return new ZodMiniEnum({
        type: "enum",
        entries,
        ...util.normalizeParams(params),
    });
}
const ZodMiniLiteral = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniLiteral", (inst, def) => {
    core.$ZodLiteral.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function literal(value, params) {
    return new ZodMiniLiteral({
        type: "literal",
        values: Array.isArray(value) ? value : [value],
        ...util.normalizeParams(params),
    });
}
const ZodMiniFile = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniFile", (inst, def) => {
    core.$ZodFile.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function file(params) {
    return core._file(ZodMiniFile, params);
}
const ZodMiniTransform = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniTransform", (inst, def) => {
    $ZodTransform.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function transform(fn) {
    return new ZodMiniTransform({
        type: "transform",
        transform: fn,
    });
}
const ZodMiniOptional = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniOptional", (inst, def) => {
    $ZodOptional.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function optional(innerType) {
    return new ZodMiniOptional({
        type: "optional",
        innerType: innerType,
    });
}
const ZodMiniExactOptional = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniExactOptional", (inst, def) => {
    core.$ZodExactOptional.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function exactOptional(innerType) {
    return new ZodMiniExactOptional({
        type: "optional",
        innerType: innerType,
    });
}
const ZodMiniNullable = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniNullable", (inst, def) => {
    $ZodNullable.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function nullable(innerType) {
    return new ZodMiniNullable({
        type: "nullable",
        innerType: innerType,
    });
}
// nullish
// @__NO_SIDE_EFFECTS__
function nullish(innerType) {
    return optional(nullable(innerType));
}
const ZodMiniDefault = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniDefault", (inst, def) => {
    core.$ZodDefault.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function _default(innerType, defaultValue) {
    return new ZodMiniDefault({
        type: "default",
        innerType: innerType,
        get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : util.shallowClone(defaultValue);
        },
    });
}
const ZodMiniPrefault = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniPrefault", (inst, def) => {
    core.$ZodPrefault.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function prefault(innerType, defaultValue) {
    return new ZodMiniPrefault({
        type: "prefault",
        innerType: innerType,
        get defaultValue() {
            return typeof defaultValue === "function" ? defaultValue() : util.shallowClone(defaultValue);
        },
    });
}
const ZodMiniNonOptional = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniNonOptional", (inst, def) => {
    core.$ZodNonOptional.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function nonoptional(innerType, params) {
    return new ZodMiniNonOptional({
        type: "nonoptional",
        innerType: innerType,
        ...util.normalizeParams(params),
    });
}
const ZodMiniSuccess = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniSuccess", (inst, def) => {
    core.$ZodSuccess.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function success(innerType) {
    return new ZodMiniSuccess({
        type: "success",
        innerType: innerType,
    });
}
const ZodMiniCatch = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCatch", (inst, def) => {
    core.$ZodCatch.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function _catch(innerType, catchValue) {
    return new ZodMiniCatch({
        type: "catch",
        innerType: innerType,
        catchValue: (typeof catchValue === "function" ? catchValue : core.util.constantCatch(catchValue)),
    });
}

const ZodMiniNaN = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniNaN", (inst, def) => {
    core.$ZodNaN.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function nan(params) {
    return core._nan(ZodMiniNaN, params);
}
const ZodMiniPipe = /*@__PURE__*/ core_core/* $constructor */.xI("ZodMiniPipe", (inst, def) => {
    $ZodPipe.init(inst, def);
    ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function pipe(in_, out) {
    return new ZodMiniPipe({
        type: "pipe",
        in: in_,
        out: out,
    });
}
const ZodMiniCodec = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCodec", (inst, def) => {
    ZodMiniPipe.init(inst, def);
    core.$ZodCodec.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function codec(in_, out, params) {
    return new ZodMiniCodec({
        type: "pipe",
        in: in_,
        out: out,
        transform: params.decode,
        reverseTransform: params.encode,
    });
}
// @__NO_SIDE_EFFECTS__
function invertCodec(codec) {
    const def = codec._zod.def;
    return new ZodMiniCodec({
        type: "pipe",
        in: def.out,
        out: def.in,
        transform: def.reverseTransform,
        reverseTransform: def.transform,
    });
}
const ZodMiniReadonly = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniReadonly", (inst, def) => {
    core.$ZodReadonly.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function readonly(innerType) {
    return new ZodMiniReadonly({
        type: "readonly",
        innerType: innerType,
    });
}
const ZodMiniTemplateLiteral = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniTemplateLiteral", (inst, def) => {
    core.$ZodTemplateLiteral.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function templateLiteral(parts, params) {
    return new ZodMiniTemplateLiteral({
        type: "template_literal",
        parts,
        ...util.normalizeParams(params),
    });
}
const ZodMiniLazy = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniLazy", (inst, def) => {
    core.$ZodLazy.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// export function lazy<T extends object>(getter: () => T): T {
//   return util.createTransparentProxy<T>(getter);
// }
// @__NO_SIDE_EFFECTS__
function _lazy(getter) {
    return new ZodMiniLazy({
        type: "lazy",
        getter: getter,
    });
}

const ZodMiniPromise = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniPromise", (inst, def) => {
    core.$ZodPromise.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function promise(innerType) {
    return new ZodMiniPromise({
        type: "promise",
        innerType: innerType,
    });
}
const ZodMiniCustom = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniCustom", (inst, def) => {
    core.$ZodCustom.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// custom checks
// @__NO_SIDE_EFFECTS__
function check(fn, params) {
    const ch = new core.$ZodCheck({
        check: "custom",
        ...util.normalizeParams(params),
    });
    ch._zod.check = fn;
    return ch;
}
// ZodCustom custom schema
// @__NO_SIDE_EFFECTS__
function custom(fn, _params) {
    return core._custom(ZodMiniCustom, fn ?? (() => true), _params);
}
// refine
// @__NO_SIDE_EFFECTS__
function refine(fn, _params = {}) {
    return core._refine(ZodMiniCustom, fn, _params);
}
// superRefine
// @__NO_SIDE_EFFECTS__
function superRefine(fn, params) {
    return core._superRefine(fn, params);
}
// Re-export describe and meta from core
const describe = api/* describe */.q0;
const meta = api/* meta */.mI;
// instanceof
class Class {
    constructor(..._args) { }
}
// @__NO_SIDE_EFFECTS__
function _instanceof(cls, params = {}) {
    const inst = custom((data) => data instanceof cls, params);
    inst._zod.bag.Class = cls;
    // Override check to emit invalid_type instead of custom
    inst._zod.check = (payload) => {
        if (!(payload.value instanceof cls)) {
            payload.issues.push({
                code: "invalid_type",
                expected: cls.name,
                input: payload.value,
                inst,
                path: [...(inst._zod.def.path ?? [])],
            });
        }
    };
    return inst;
}

// stringbool
const stringbool = (...args) => core._stringbool({
    Codec: ZodMiniCodec,
    Boolean: ZodMiniBoolean,
    String: ZodMiniString,
}, ...args);
// @__NO_SIDE_EFFECTS__
function json() {
    const jsonSchema = _lazy(() => {
        return union([schemas_string(), schemas_number(), schemas_boolean(), schemas_null(), array(jsonSchema), record(schemas_string(), jsonSchema)]);
    });
    return jsonSchema;
}
const ZodMiniFunction = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniFunction", (inst, def) => {
    core.$ZodFunction.init(inst, def);
    ZodMiniType.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function _function(params) {
    return new ZodMiniFunction({
        type: "function",
        input: Array.isArray(params?.input) ? tuple(params?.input) : (params?.input ?? array(unknown())),
        output: params?.output ?? unknown(),
    });
}



/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1978);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
