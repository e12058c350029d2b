/** What the command line asked for. */
export type Options = { quick: boolean; peers: boolean; only: ReadonlySet<string>; json: string | null };

export function readOptions(args: readonly string[]): Options {
  const value = (name: string) => {
    const at = args.indexOf(name);
    return at < 0 ? null : (args[at + 1] ?? null);
  };
  const only = (value('--only') ?? '').split(',').filter(Boolean);
  const has = (name: string) => args.includes(name);
  return { quick: has('--quick'), peers: has('--peers'), only: new Set(only), json: value('--json') };
}

/** One file measures one family of targets. */
export type Family = {
  name: string;
  ids: readonly string[];
  run: (options: Options, say: (line: string) => void) => Promise<import('./row').Row[]>;
};
