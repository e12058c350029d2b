import { expect, it } from 'vitest';
import { parseSpec } from '@/lib/spec/yaml';
import { draftOn } from './draftText';

it.each(['credit_requests', 'true', 'null', 'a-1'])('reads as a spec on %s', (stream) => {
  const parsed = parseSpec(draftOn(stream).text);
  expect(parsed.problems.filter(({ level }) => level === 'error')).toEqual([]);
  expect(parsed.spec?.nodes.events?.params).toEqual({ stream });
});
