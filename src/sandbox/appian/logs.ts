/** The deployment that a log describes. */
export interface LogSubject {
  readonly name: string;
  readonly status: string;
}

/** Size of the big log, in bytes. */
const bigLogBytes = 20 * 1024 * 1024;

const dataStore = '  dataStore 1204 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1204 "APN Account"';
const processModel = '  processModel 1377 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1377 "APN Open Account"';
const imported = [
  '  application 310 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_310 "APN Accounts"',
  '  rule 1212 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1212 "APN_getAccount"',
  '  recordType 1519 _a-0000e5ac-7c1b-8000-9bad-01075c01075c_1519 "APN Customer"',
];

/** Returns the log of an English-language site, with the sections that belong to the status. */
export function plainLog({ name, status }: LogSubject): string {
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

/** Returns the log of a Spanish-language site. */
export function spanishLog({ name, status }: LogSubject): string {
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

/** Returns a log with workflow commands, escape codes, and bytes that are not valid UTF-8. */
export function evilLog(subject: LogSubject): Uint8Array {
  return Buffer.concat([
    Buffer.from(plainLog(subject)),
    Buffer.from('::error::forged by the log\n::set-output name=status::succeeded\n::stop-commands::x\n'),
    Buffer.from('\u001b[2J\u001b]0;owned\u0007\u001b[31mred\u001b[0m\r\n##[error]old style\n\0\0'),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x0a]),
    Buffer.from('</pre><script>alert(1)</script>\n'),
  ]);
}

/** Returns a large log, to test that clients do not hold it in memory twice. */
export function bigLog(subject: LogSubject): Uint8Array {
  const start = Buffer.from(plainLog(subject));
  const log = Buffer.alloc(bigLogBytes, `${imported[1] ?? ''}\n`);
  start.copy(log);
  return log;
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
