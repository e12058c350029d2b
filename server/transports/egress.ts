import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { failure } from '@/lib/core/failures';

/** What may be reached from here. Every outgoing connection of the product asks this first. */
export type Egress = {
  /** The addresses of a host, or a failure where one of them may not be reached. */
  resolve: (host: string, port: number) => Promise<LookupAddress[]>;
  /** Fails where an address may not be reached under this name. */
  check: (address: string, target: Target) => void;
};
export type Target = { host: string; port: number };
export type Resolver = (host: string) => Promise<LookupAddress[]>;

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Rule = { host: string; port: number | null } | { network: [Address, number] };

/** Where clouds answer with credentials. Never reached, whatever the operator allows. */
const METADATA = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
]);

const systemResolver: Resolver = (host) => dns.lookup(host, { all: true });

/** `allow`: hosts, `host:port`s and networks that the operator has named. */
export function createEgress(allow: readonly string[], resolver: Resolver = systemResolver): Egress {
  const rules = allow.map(readRule);
  const check = (address: string, target: Target) => {
    if (!permitted(address, target, rules)) throw failure('address_refused', { host: target.host });
  };
  return {
    check,
    async resolve(host, port) {
      const plain = plainHost(host);
      const found = isIP(plain) ? [{ address: plain, family: isIP(plain) }] : await resolver(plain);
      if (found.length === 0) throw failure('address_refused', { host });
      // One bad address among good ones is refused as a whole: which one is taken is not ours to say.
      for (const { address } of found) check(address, { host: plain, port });
      return found;
    },
  };
}

/** `0x7f.1`, `①②⑦.0.0.1` and `[::1]` as every URL parser reads them: one spelling for each address. */
export function plainHost(host: string): string {
  const bare = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const text = `http://${bare}/`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.pathname !== '/' || url.username !== '') throw failure('address_refused', { host });
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function permitted(text: string, target: Target, rules: readonly Rule[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (METADATA.has(address.toString()) || METADATA.has(text)) return false;
  if (address.range() === 'unicast') return true;
  return rules.some((rule) =>
    'network' in rule
      ? rule.network[0].kind() === address.kind() && address.match(rule.network)
      : rule.host === target.host.toLowerCase() && (rule.port === null || rule.port === target.port),
  );
}

function readRule(text: string): Rule {
  try {
    if (text.includes('/')) return { network: ipaddr.parseCIDR(text) };
    const url = new URL(`http://${ipaddr.IPv6.isValid(text) ? `[${text}]` : text}`);
    // A URL leaves its default port out, and 80 may have been written on purpose.
    const port = /:(\d+)$/.exec(text.replace(/^.*\]/, ''))?.[1];
    const named = ipaddr.IPv6.isValid(text) ? undefined : port;
    return { host: plainHost(url.hostname), port: named === undefined ? null : Number(named) };
  } catch (error) {
    const message = `\`${text}\` is no host, host:port or network such as 10.0.0.0/8`;
    const refused = failure('input_invalid', { field: 'TOCSIN_EGRESS_ALLOW', message });
    refused.cause = error;
    throw refused;
  }
}
