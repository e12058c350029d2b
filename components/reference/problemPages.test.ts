import { describe, expect, it } from 'vitest';
import { failures } from '@/lib/core/failures';
import { problemPage, problemPages } from './problemPages';

describe('problemPages', () => {
  it('tells an example of every code, in whole sentences', () => {
    expect(problemPages()).toHaveLength(Object.keys(failures).length);
    for (const { code, title, example } of problemPages()) {
      expect(title, code).toMatch(/^[A-Z]/);
      expect(example.what, code).toMatch(/[.!?]$/);
      expect(example.fix, code).toMatch(/^[A-Z].*\.$/);
      expect(`${example.what} ${example.fix}`, code).not.toContain('undefined');
    }
  });

  it('knows no code that only looks like one', () => {
    expect(problemPage('toString')).toBeNull();
    expect(problemPage('cycle')?.title).toBe('Nodes go in a circle');
  });
});
