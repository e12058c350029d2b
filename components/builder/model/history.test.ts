import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Doc, sameDoc } from './document';
import { emptyHistory, record, redo, undo } from './history';

const place = fc.record({ x: fc.integer(), y: fc.integer() });
const doc = fc.record<Doc>({
  text: fc.string({ maxLength: 30 }),
  layout: fc.dictionary(fc.constantFrom('a', 'b', 'c'), place),
});

describe('the history', () => {
  it('goes all the way back and forth to the byte, bursts or not', () => {
    fc.assert(
      fc.property(
        doc,
        fc.array(fc.tuple(doc, fc.constantFrom(null, 'x', 'y'), fc.nat(1000))),
        (start, edits) => {
          let [history, now, at] = [emptyHistory, start, 0];
          for (const [next, burst, pause] of edits) {
            at += pause;
            history = record(history, { before: now, after: next }, { label: 'edit', burst, at });
            now = next;
          }
          const end = now;
          for (let step = undo(history, now); step; step = undo(history, now)) ({ history, doc: now } = step);
          expect(sameDoc(now, start)).toBe(true);
          for (let step = redo(history, now); step; step = redo(history, now)) ({ history, doc: now } = step);
          expect(sameDoc(now, end)).toBe(true);
        },
      ),
    );
  });

  const at = (text: string): Doc => ({ text, layout: {} });

  it('takes a quick burst as one step and a slow one as two', () => {
    const type = (gap: number) => {
      const one = record(
        emptyHistory,
        { before: at('a'), after: at('ab') },
        { label: 't', burst: 't', at: 0 },
      );
      return record(one, { before: at('ab'), after: at('abc') }, { label: 't', burst: 't', at: gap });
    };
    expect(undo(type(100), at('abc'))?.doc.text).toBe('a');
    expect(undo(type(1000), at('abc'))?.doc.text).toBe('ab');
  });

  it('forgets what was undone when something new is done, and keeps it otherwise', () => {
    const one = record(emptyHistory, { before: at('a'), after: at('b') }, { label: 't', at: 0 });
    const back = undo(one, at('b'));
    if (!back) throw new Error('nothing undone');
    expect(
      record(back.history, { before: at('a'), after: at('a') }, { label: 'none', at: 1 }).future,
    ).toHaveLength(1);
    expect(record(back.history, { before: at('a'), after: at('c') }, { label: 'new', at: 1 }).future).toEqual(
      [],
    );
  });
});
