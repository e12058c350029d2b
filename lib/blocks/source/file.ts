import * as z from 'zod';
import { columnRef, defineSource } from '@/lib/blocks/block';

/** The rows of one imported file. */
export const file = defineSource({
  type: 'file',
  title: 'File',
  summary: 'Rows of an imported CSV, Parquet or NDJSON file.',
  when: 'Start here to try a monitor on data that you already have, or where results come as files.',
  synonyms: ['csv', 'parquet', 'ndjson', 'upload', 'import', 'data set', 'batch'],
  params: z.strictObject({
    file: z.string().min(1).max(255).meta({ title: 'File', widget: 'file' }),
    time: columnRef({
      title: 'Time column',
      description: 'When each row happened; left out, the column that was recognised as the timestamp.',
    }).optional(),
  }),
  example: { file: 'scores.csv', time: 'timestamp' },
  run: ({ file: name, time }) => (time === undefined ? { kind: 'file', name } : { kind: 'file', name, time }),
});
