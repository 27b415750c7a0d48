import { BlockList, isIP } from 'node:net';

/** The environment variables by name. */
export type ProxyVariables = Readonly<Record<string, string | undefined>>;

/** The proxy refuses this client, or its address is invalid. Another attempt fails in the same way. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
}

/**
 * Returns the proxy for an https address; undefined if none is configured or `NO_PROXY` names the host. Plain http
 * goes to this machine only and needs no proxy.
 * @throws ProxyError if the address of the proxy is invalid
 */
export function proxyFor(target: URL, env: ProxyVariables): URL | undefined {
  const variable = ['https_proxy', 'HTTPS_PROXY'].find((name) => env[name]?.trim());
  if (variable === undefined || target.protocol !== 'https:') return undefined;
  if (isLoopback(target.hostname) || isExempt(target, env['no_proxy'] || env['NO_PROXY'] || '')) {
    return undefined;
  }
  return readProxy(variable, env[variable] ?? '');
}

/** The messages do not show the value, because it may contain a password. */
function readProxy(variable: string, value: string): URL {
  const text = value.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url?.hostname) {
    throw new ProxyError(`the address in ${variable} cannot be read: it must look like http://host:port`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ProxyError(`the proxy in ${variable} must be an http:// or https:// address`);
  }
  return url;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Returns true if `NO_PROXY` names the host, with the rules of curl. Commas or spaces separate the entries. A domain
 * covers itself and all its subdomains. An IP address matches an address or a CIDR range. `*` alone covers all hosts,
 * and `*.` before a domain has no effect. An entry with a port applies to that port only.
 * @see https://curl.se/libcurl/c/CURLOPT_NOPROXY.html
 */
export function isExempt({ hostname, port }: URL, noProxy: string): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => covers(entry, host, port || '443'));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [name, wanted] = splitPort(entry);
  if (wanted !== undefined && wanted !== port) return false;
  if (isIP(host) !== 0) return coversAddress(name, host);
  const domain = name.replace(/^\*?\./, '').replace(/\.$/, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

/** `host:443` and `[::1]:443` have a port; an IPv6 address without brackets has none. */
function splitPort(entry: string): readonly [name: string, port: string | undefined] {
  const [, inBrackets, itsPort] = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry) ?? [];
  if (inBrackets !== undefined) return [inBrackets, itsPort];
  const [, name, port] = /^([^:]*):(\d+)$/.exec(entry) ?? [];
  return name === undefined ? [entry, undefined] : [name, port];
}

function coversAddress(entry: string, address: string): boolean {
  const [network = '', bits] = entry.split('/', 2);
  const family = isIP(network);
  if (family === 0 || family !== isIP(address)) return false;
  const longest = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (prefix < 0 || prefix > longest) return false;
  const list = new BlockList();
  // As in curl, a range with a prefix of 0 bits covers the address only.
  list.addSubnet(network, prefix || longest, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
