// Stands in for what packages bring along and nothing here calls: undici, and zod's messages in fifty languages. The
// build leaves both out of dist. With them, each test file would load 160 modules more. It is CommonJS because packages
// require it, too.
'use strict';

/** Behind a proxy, @actions/github creates one when it is loaded, and does not use it. */
function ProxyAgent() {}

/** @throws always: the transport of src sends all requests */
function fetch() {
  throw new Error('This part of a package is not loaded in tests: see jest.config.js.');
}

module.exports = { ProxyAgent, fetch };
