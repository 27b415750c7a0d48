import { types } from 'node:util';

/**
 * Jest gives each test file its own `Error`, and the errors of Node's libraries are no instances of it
 * (https://github.com/jestjs/jest/issues/2549). A process has only one `Error`: this makes both equal.
 */
const isInstance = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    return isInstance.call(this as () => void, value) || (this === Error && types.isNativeError(value));
  },
});
