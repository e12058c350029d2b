import { namesIn } from '@/lib/tally/computed';
import type { KeyValue } from '@/lib/tally/key';
import {
  createSampler,
  groupColumns,
  type SampledGroup,
  type SampleSpec,
  sampleSizes,
} from '@/lib/tally/sample';
import { type Cell, keyText, type TallySpec } from '@/lib/tally/tally';
import { createArgs, quoteWhole } from '@/server/events/quote';
import { keySql } from './binSql';
import { hashSql } from './computedSql';
import { type Resolved, rowsSql } from './relation';
import { BUCKET_PLACE, bucketSql, type Fetch, type TallyWish } from './tallySql';

/** A query for the samples of one spec; each row of its result is one row of a group. */
export type SampleQuery = {
  sql: string;
  values: string[];
  row: (fetch: Fetch) => SampledPart;
};
type SampledPart = { bucket: number; key: readonly KeyValue[]; group: SampledGroup };

/** The groups with the smallest hashes of each cell, as `fold` keeps them. */
export function sampleQuery(
  resolved: Resolved,
  wish: TallyWish,
  spec: TallySpec & { sample: SampleSpec },
): SampleQuery {
  const { sample } = spec;
  const { columns } = resolved;
  const args = createArgs();
  const inner: string[] = [`${bucketSql(resolved, wish)} AS b`];
  const put = (name: string, sql: string): string => {
    inner.push(`${sql} AS ${name}`);
    return name;
  };
  const keys = spec.keys.map((key, i) => {
    const { sql, read } = keySql(key, columns, args);
    return { name: put(`k${i}`, sql), read };
  });
  put('h', hashSql(groupColumns(sample), columns, args));
  const values = sample.columns.map((column, i) => {
    const { sql, read } = keySql({ column, bin: { kind: 'identity' } }, columns, args);
    return { name: put(`v${i}`, sql), read };
  });
  // Without `by` all rows of a group are alike.
  const order = put('o', sample.by && values.length > 0 ? hashSql(sample.columns, columns, args) : '0');
  const uses = [...spec.keys.map(({ column }) => column), ...groupColumns(sample), ...sample.columns];
  const rows = rowsSql(resolved, { span: wish.span, uses: uses.flatMap(namesIn), args });
  const { n, rowsMax } = sampleSizes(sample);
  const cell = ['b', ...keys.map(({ name }) => name)].join(', ');
  const outer = ['b', 'h', 'c', `sum(c) OVER (PARTITION BY ${cell}, h)`, ...keys, ...values].map((part) =>
    typeof part === 'string' ? part : part.name,
  );
  const bounded =
    values.length > 0
      ? ` AND row_number() OVER (PARTITION BY ${cell}, h ORDER BY ${order}) <= ${quoteWhole(rowsMax)}`
      : '';
  return {
    sql: `SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')}, count(*)::DOUBLE AS c ${rows} GROUP BY ALL)
      QUALIFY dense_rank() OVER (PARTITION BY ${cell} ORDER BY h) <= ${quoteWhole(n)}${bounded}`,
    values: args.values,
    row: (fetch) => ({
      bucket: Number(fetch(BUCKET_PLACE)),
      key: keys.map(({ read }, i) => read(fetch(HEAD + i))),
      group: {
        hash: Number(fetch(1)),
        count: Number(fetch(3)),
        rows:
          values.length === 0
            ? []
            : [
                {
                  count: Number(fetch(2)),
                  values: values.map(({ read }, i) => read(fetch(HEAD + keys.length + i))),
                },
              ],
      },
    }),
  };
}

/** Where the keys begin in a row of the result. */
const HEAD = 4;

/** Puts the rows of the result together again: a group comes as one row of its own for each of its different rows. */
export function createSamples(spec: SampleSpec) {
  const samplers = new Map<string, Map<number, SampledGroup>>();
  const idOf = (bucket: number, key: readonly KeyValue[]) => `${bucket} ${keyText(key)}`;
  return {
    add({ bucket, key, group }: SampledPart): void {
      const id = idOf(bucket, key);
      const groups = samplers.get(id) ?? new Map<number, SampledGroup>();
      samplers.set(id, groups);
      const old = groups.get(group.hash);
      groups.set(group.hash, old ? { ...group, rows: [...old.rows, ...group.rows] } : group);
    },
    /** The cells of a bucket with their samples. */
    beside(bucket: number, cells: readonly Cell[]): Cell[] {
      return cells.map((cell) => {
        const sampler = createSampler(spec);
        const groups = [...(samplers.get(idOf(bucket, cell.key))?.values() ?? [])];
        sampler.add(groups.sort((a, b) => a.hash - b.hash));
        return { ...cell, sample: sampler.finish() };
      });
    },
  };
}
