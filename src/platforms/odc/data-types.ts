import { withoutTrailing } from '../../http/scan.ts';

/**
 * The data types of configuration values
 * (https://success.outsystems.com/documentation/outsystems_developer_cloud/odc_rest_apis/).
 */

/** How texts of a data type are checked, written and compared. */
interface DataType {
  /** Completes the sentence `… must be …`. */
  readonly needs: string;
  accepts(text: string): boolean;
  /** The form that is sent, and in which two texts are compared. */
  normalize(text: string): string;
}

const WHOLE = /^-?\d{1,19}$/;
const DECIMAL = /^-?\d{1,28}(?:\.\d{1,28})?$/;

const inRange =
  (bits: bigint) =>
  (text: string): boolean => {
    if (!WHOLE.test(text)) return false;
    const number = BigInt(text);
    return number >= -(2n ** (bits - 1n)) && number < 2n ** (bits - 1n);
  };

/** `007` and `7` are one number. */
const wholeForm = (text: string): string => (WHOLE.test(text) ? BigInt(text).toString() : text);

/** `1.50`, `01.5` and `1.5` are one number. */
function decimalForm(text: string): string {
  if (!DECIMAL.test(text)) return text;
  const [whole = '', fraction = ''] = text.split('.');
  const rest = withoutTrailing(fraction, '0');
  const sign = text.startsWith('-') && /[1-9]/.test(text) ? '-' : '';
  const digits = whole.replace(/^-?0*(?=\d)/, '');
  return `${sign}${digits}${rest && `.${rest}`}`;
}

const decimal: DataType = {
  needs: 'a number such as 1.5',
  accepts: (text) => DECIMAL.test(text),
  normalize: decimalForm,
};

const asWritten = (text: string): string => text;

const TYPES: Readonly<Record<string, DataType>> = {
  Integer: { needs: 'a whole number of 32 bits', accepts: inRange(32n), normalize: wholeForm },
  LongInteger: { needs: 'a whole number of 64 bits', accepts: inRange(64n), normalize: wholeForm },
  Decimal: decimal,
  Currency: decimal,
  Boolean: {
    needs: 'true or false',
    accepts: (text) => /^(?:true|false)$/i.test(text),
    normalize: (text) =>
      text.replace(
        /^(t|f)(rue|alse)$/i,
        (_, first: string, rest: string) => first.toUpperCase() + rest.toLowerCase(),
      ),
  },
  Date: {
    needs: 'a date such as 2026-11-30',
    accepts: (text) => /^\d{4}-\d\d-\d\d$/.test(text),
    normalize: (text) => /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? text,
  },
  Time: {
    needs: 'a time such as 06:30:00',
    accepts: (text) => /^\d\d:\d\d:\d\d$/.test(text),
    normalize: asWritten,
  },
  DateTime: {
    needs: 'a date and time such as 2026-11-30T06:30:00',
    accepts: (text) => /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,7})?Z?$/.test(text),
    normalize: (text) => text.replace(' ', 'T').replace(/(?:\.0+)?Z?$/, ''),
  },
  BinaryUrl: {
    needs: 'set in the ODC Portal, because it is a file',
    accepts: () => false,
    normalize: asWritten,
  },
};

/** A data type without rules, such as `Text`, or one that is not known. */
const FREE: DataType = { needs: 'a text', accepts: () => true, normalize: asWritten };

const typeOf = (name: string): DataType => (Object.hasOwn(TYPES, name) ? TYPES[name] : undefined) ?? FREE;

/** The problem with a text as a value of a data type, without the text; undefined if there is none. */
export function typeProblem(dataType: string, text: string): string | undefined {
  const { needs, accepts } = typeOf(dataType);
  return accepts(text) ? undefined : `must be ${needs}`;
}

/** The form of a text in which it is sent and compared. */
export function normalize(dataType: string, text: string): string {
  return typeOf(dataType).normalize(text);
}
