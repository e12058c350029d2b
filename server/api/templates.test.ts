import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templates } from '@/lib/templates/registry';
import { type Opened, openForTest } from './openForTest';

let open: Opened;
beforeAll(async () => {
  open = await openForTest();
});
afterAll(() => open?.close());

describe('templates', () => {
  it.each(templates.map((template) => template.id))('can be tried: %s', async (id) => {
    const { api } = open;
    const first = await api.templates.try({ id });
    const loaded = await open.finished(first.job);
    expect(loaded).toMatchObject({ state: 'done', problems: [], result: { kind: 'sample', duplicates: 0 } });
    const again = await open.finished((await api.templates.try({ id })).job);
    expect(again.result).toMatchObject({ stored: 0 });
    for (const monitor of first.monitors) {
      const { text } = (await api.monitors.get({ id: monitor })).draft;
      const { nodes, problems } = await api.preview.run({ text, days: 90 });
      expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
      for (const node of Object.values(nodes))
        expect([text, node.words, node.state]).toEqual([text, null, 'ok']);
    }
    const stream = loaded.result?.kind === 'sample' ? loaded.result.stream : '';
    await api.streams.remove({ name: stream });
  });
});
