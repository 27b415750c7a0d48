/**
 * What an import customization file would do that may not be meant. `#` begins a comment; an uncommented key with
 * nothing behind `=` becomes null on the target; a value is everything to the end of the line, spaces included.
 * Values are secrets: only keys and line numbers are named.
 */
export function lintCustomization(text: string): readonly string[] {
  const warnings: string[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\s*([#!]|$)/.test(line)) continue;
    const at = line.indexOf('=');
    if (at === -1) {
      warnings.push(`Line ${index + 1} of the customization file has no "=": Appian ignores it.`);
      continue;
    }
    const key = line.slice(0, at).trim();
    const value = line.slice(at + 1);
    const place = `Line ${index + 1} of the customization file: ${key}`;
    if (value === '') warnings.push(`${place} has no value and becomes null on the target.`);
    else if (/^[ \t]*$|[ \t]$/.test(value))
      warnings.push(`${place} has spaces at the end, which become part of the value.`);
    if (/\$\{\{.*\}\}|\$\{[^}]*\}|\{\{.*\}\}/.test(value))
      warnings.push(`${place} holds a placeholder that nobody filled.`);
    if (/\.(FORCE_UPDATE|forceSync)$/.test(key) && value.trim().toLowerCase() === 'true') {
      warnings.push(
        `${place} is true: what is on the target is overwritten or synchronized even where nothing changed.`,
      );
    }
  }
  return warnings;
}
