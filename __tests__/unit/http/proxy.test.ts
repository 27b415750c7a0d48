import { describe, expect, test } from '@jest/globals';
import { isExempt, ProxyError, proxyFor } from '../../../src/http/proxy.ts';

describe('NO_PROXY, read as curl reads it', () => {
  test.each([
    // host of the request, NO_PROXY, whether the proxy is left out
    ['www.example.com', 'example.com', true],
    ['example.com', 'example.com', true],
    ['nonexample.com', 'example.com', false],
    ['www.example.com', '.example.com', true],
    ['example.com', '.example.com', true],
    ['www.example.com', '*.example.com', true],
    ['a.b.example.com', '*.example.com', true],
    ['example.com', '*.example.com', true],
    ['nonexample.com', '*.example.com', false],
    ['www.example.com', 'WWW.EXAMPLE.COM', true],
    ['www.example.com', 'example.com.', true],
    ['www.example.com.', 'example.com', true],
    ['www.example.com', 'other.test,example.com', true],
    ['www.example.com', 'other.test example.com', true],
    ['www.example.com', ' other.test ,\t example.com ', true],
    ['www.example.com', ',,', false],
    ['www.example.com', '', false],
    ['www.example.com', '.', false],
    ['www.example.com', 'ww.example.com', false],
    ['www.example.com', 'com', true],
    ['www.example.com', '*', true],
    ['www.example.com', 'other.test, *', true],
    ['www.example.com', 'www.*', false],
    ['www.example.com', 'example.com:443', true],
    ['www.example.com', 'example.com:8443', false],
    ['www.example.com:8443', 'example.com:8443', true],
    ['www.example.com:8443', 'example.com', true],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '2.3', false],
    ['10.1.2.3', '10.0.0.0/8', true],
    ['10.1.2.3', '10.1.2.0/24', true],
    ['10.1.2.3', '10.1.3.0/24', false],
    ['10.1.2.3', '10.1.2.0/33', false],
    ['10.1.2.3', '10.1.2.3/0', true],
    ['10.1.2.3', '10.1.2.4/0', false],
    ['10.1.2.3', '10.1.2.0/x', false],
    ['10.1.2.3:8443', '10.1.2.3:8443', true],
    ['www.example.com', '10.0.0.0/8', false],
    ['[2001:db8::1]', '2001:db8::1', true],
    ['[2001:db8::1]', '[2001:db8::1]', true],
    ['[2001:db8::1]', '[2001:db8::1]:443', true],
    ['[2001:db8::1]', '[2001:db8::1]:8443', false],
    ['[2001:db8::1]', '2001:db8:0::/48', true],
    ['[2001:db8::1]', '2001:db9::/32', false],
    ['[2001:db8::1]', '10.0.0.0/8', false],
  ])('%s with "%s": %p', (host, noProxy, exempt) => {
    expect(isExempt(new URL(`https://${host}/`), noProxy)).toBe(exempt);
  });
});

describe('the proxy of a request', () => {
  const site = new URL('https://appian.example.com/suite');

  test.each([
    [{ https_proxy: 'http://proxy.test:3128' }, 'proxy.test:3128'],
    [{ HTTPS_PROXY: 'http://proxy.test:3128' }, 'proxy.test:3128'],
    [{ https_proxy: 'http://small.test:1', HTTPS_PROXY: 'http://capital.test:2' }, 'small.test:1'],
    [{ HTTPS_PROXY: ' https://user:p%40ss@proxy.test ' }, 'proxy.test'],
    [{ HTTPS_PROXY: 'proxy.test:3128' }, 'proxy.test:3128'],
    [{ HTTPS_PROXY: 'user:password@proxy.test:3128' }, 'proxy.test:3128'],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy.test:3128', NO_PROXY: '*.example.com' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy.test:3128', no_proxy: 'other.test' }, 'proxy.test:3128'],
    [{ HTTP_PROXY: 'http://proxy.test:3128' }, undefined],
    [{}, undefined],
  ])('%j', (env, host) => {
    expect(proxyFor(site, env)?.host).toBe(host);
  });

  test.each(['https://127.0.0.1:8443/', 'https://localhost/', 'https://[::1]/', 'http://127.0.0.1/'])(
    'is none for this machine: %s',
    (url) => {
      expect(proxyFor(new URL(url), { https_proxy: 'http://proxy.test' })).toBeUndefined();
    },
  );

  test.each([
    'http://',
    'http://user:s3cret-word@',
    'http://user:s3cret-word@proxy.test:99999',
    'socks5://user:s3cret-word@proxy.test:1080',
    'proxy test',
  ])('is an error where it cannot be read, which shows no password: %s', (value) => {
    const read = (): unknown => proxyFor(site, { HTTPS_PROXY: value });
    expect(read).toThrow(ProxyError);
    expect(read).toThrow(/HTTPS_PROXY/);
    expect(read).not.toThrow(/s3cret-word/);
  });
});
