import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgress, plainHost } from './egress';
import { createHttpClient } from './http';

/** Every spelling of an inner address that reached one somewhere else. */
const INNER = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '１２７.０.０.１',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '168.63.129.16',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fc00::1]',
  '[fe80::1]',
  'localhost',
];

describe('the guard of outgoing connections', () => {
  let server: Server;
  let port = 0;
  let hits = 0;
  beforeAll(async () => {
    server = createServer((_, response) => {
      hits += 1;
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  const post = async (url: string, allow: string[] = [], resolver?: Parameters<typeof createEgress>[1]) => {
    const client = createHttpClient(createEgress(allow, resolver), {
      timeoutMs: 2_000,
      answerBytesMax: 1_000,
    });
    try {
      return await client.post({ url, headers: {}, body: '{}' });
    } finally {
      await client.close();
    }
  };

  it.each(INNER)('refuses %s', async (host) => {
    await expect(post(`http://${host}:${port}/`)).rejects.toThrow(/address_refused/);
    expect(hits).toBe(0);
  });

  it('refuses a name that resolves to a good and a bad address', async () => {
    const both = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    await expect(post(`http://rebind.example:${port}/`, [], both)).rejects.toThrow(/address_refused/);
  });

  it('refuses a name that changes its address between two looks', async () => {
    let looks = 0;
    const turning = async () => {
      looks += 1;
      return [{ address: looks === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 }];
    };
    const egress = createEgress([], turning);
    await egress.resolve('turn.example', port);
    await expect(egress.resolve('turn.example', port)).rejects.toThrow(/address_refused/);
    expect(() => egress.check('127.0.0.1', { host: 'turn.example', port })).toThrow(/address_refused/);
    expect(hits).toBe(0);
  });

  it('lets through what the operator has named, and nothing beside it', async () => {
    const before = hits;
    expect((await post(`http://127.0.0.1:${port}/`, ['127.0.0.1'])).status).toBe(200);
    expect((await post(`http://localhost:${port}/`, [`localhost:${port}`])).status).toBe(200);
    expect((await post(`http://127.0.0.1:${port}/`, ['127.0.0.0/8'])).status).toBe(200);
    expect(hits).toBe(before + 3);
    await expect(post(`http://127.0.0.1:${port}/`, ['127.0.0.1:1'])).rejects.toThrow(/address_refused/);
    await expect(post(`http://127.0.0.1:${port}/`, ['10.0.0.0/8'])).rejects.toThrow(/address_refused/);
  });

  it('never reaches metadata, whatever is allowed', () => {
    const egress = createEgress(['169.254.0.0/16', '168.63.129.16', 'meta.example']);
    for (const address of ['169.254.169.254', '168.63.129.16', '::ffff:169.254.169.254', 'fd00:ec2::254'])
      expect(() => egress.check(address, { host: 'meta.example', port: 80 })).toThrow(/address_refused/);
  });

  it('says which entry of the allow list it cannot read', () => {
    expect(() => createEgress(['10.0.0.0/99'])).toThrow(/TOCSIN_EGRESS_ALLOW/);
  });

  it('spells each host one way', () => {
    expect(plainHost('0x7f.1')).toBe('127.0.0.1');
    expect(plainHost('::1')).toBe('::1');
    expect(plainHost('Example.COM.')).toBe('example.com');
    expect(() => plainHost('user@host')).toThrow(/address_refused/);
  });
});
