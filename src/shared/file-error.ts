/**
 * Whether the operating system reported the error about a disk, a folder or a permission, and not about a connection.
 */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^E(ACCES|DQUOT|EXIST|IO|ISDIR|MFILE|NFILE|NOENT|NOSPC|NOTDIR|PERM|ROFS)$/.test(code);
}

/** A sentence about a file that could not be written, with what to do. */
export function explainUnwritten({ message }: NodeJS.ErrnoException): string {
  return `A file could not be written: ${message}. Free disk space, give the permission, or name another folder, then run this again.`;
}
