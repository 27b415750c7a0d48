import type { ImportProblem } from './results.ts';

/** Returns the identifier of an Appian design object in the form that packages use. */
function objectUuid(number: number): string {
  return `_a-0000e5ac-7c1b-8000-9bad-01075c01075c_${number}`;
}

/** Errors of a package without the objects that its own objects refer to. */
export const missingPrecedents: readonly ImportProblem[] = [
  {
    message:
      `The dataStore [id= uuid=${objectUuid(1204)}] was not imported because a required precedent is missing: ` +
      'datatype {urn:com:appian:types:APN}APN_Account (APNX-1-4070-001) (APNX-1-4071-006)',
    objectName: 'APN Account',
    objectUuid: objectUuid(1204),
  },
  {
    message:
      `The processModel [id= uuid=${objectUuid(1377)}] was not imported because a required precedent is missing: ` +
      `rule [uuid=${objectUuid(1212)}] (APNX-1-4070-001) (APNX-1-4071-006)`,
    objectName: 'APN Open Account',
    objectUuid: objectUuid(1377),
  },
  {
    message:
      'An error occurred while validating the connected system: the import customization file has no value for ' +
      `connectedSystem.${objectUuid(1401)}.baseUrl (APNX-1-4104-012)`,
    objectName: 'APN Core Banking',
    objectUuid: objectUuid(1401),
  },
];

/** Warnings that do not prevent an import. */
export const mildWarnings: readonly ImportProblem[] = [
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

/** Texts that try to break out of their context: log, output, annotation, table, terminal. */
export const hostileProblems: readonly ImportProblem[] = [
  {
    message:
      'first line\n::error::forged annotation\n::set-output name=status::succeeded\r\n::stop-commands::x',
    objectName: '::add-mask::e',
    objectUuid: objectUuid(6601),
  },
  {
    message:
      '\u001b[2J\u001b[32mAll checks passed\u001b[0m \u001b]8;;http://evil.invalid\u0007click\u001b]8;;\u0007',
    objectName: '\u001b]0;title\u0007 \u202Etxet desrever\u202C \u0000\u0008',
    objectUuid: objectUuid(6602),
  },
  {
    message:
      '</td></tr></table></details><img src=x onerror=alert(1)><script>alert(1)</script> | a | b |\n|---|---|\n' +
      '<!-- --> ](javascript:alert(1)) ![x](http://evil.invalid/pixel.png) @everyone #1',
    objectName: '`code` **bold** | pipe <b>html</b> \\| &lt;',
    objectUuid: '"><svg onload=alert(1)>',
  },
  {
    message:
      '```\nghadelimiter_00000000\nstatus=succeeded\n```\nEOF\n##[error]old style\n%0A::error::encoded',
    objectName: '__proto__',
    objectUuid: '../../../etc/passwd',
  },
  { message: '', objectName: '', objectUuid: '' },
];

/** Total number of findings in the flood; nine in ten are errors. */
const floodSize = 10_000;
/** Length of the longest texts in the flood, in characters. */
const floodTextLength = 100_000;

/** Builds very many findings, some of them very long. Built on demand because they take megabytes. */
export function problemFlood(): {
  readonly errors: readonly ImportProblem[];
  readonly warnings: readonly ImportProblem[];
} {
  const all = Array.from({ length: floodSize }, (_, at): ImportProblem => {
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
