import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Severity, severities } from '@/lib/blocks/block';
import type { AlertSettings } from '@/lib/compile/plan';
import { type AlertEvent, type AlertState, inactive, RANK, transition } from './alert';

const STEP = 60_000;
const SLOT = 10 * STEP;
const settings = (change: Partial<AlertSettings> = {}): AlertSettings => ({
  forMs: 0,
  keepFiringForMs: 0,
  remindEveryMs: null,
  onNoData: 'alert',
  onError: 'alert',
  ...change,
});

const pending = (change: Partial<AlertState> = {}): AlertState => ({
  ...inactive,
  state: 'pending',
  severity: 'warning',
  since: SLOT - STEP,
  slot: SLOT - STEP,
  ...change,
});
const firing = (severity: Severity, change: Partial<AlertState> = {}): AlertState => ({
  ...inactive,
  state: 'firing',
  severity,
  since: SLOT - 3 * STEP,
  firedAt: SLOT - 2 * STEP,
  toldAt: SLOT - 2 * STEP,
  slot: SLOT - STEP,
  sequence: 1,
  ...change,
});

type Cell = [state: AlertState['state'], severity: Severity, event: AlertEvent | null];
type Row = Record<Severity, Cell>;

/** Nothing is bad for long enough to matter, nothing is kept, nothing is reminded of. */
const AT_ONCE: Record<string, { from: AlertState; row: Row }> = {
  inactive: {
    from: { ...inactive, slot: SLOT - STEP },
    row: {
      ok: ['inactive', 'ok', null],
      warning: ['firing', 'warning', 'firing'],
      critical: ['firing', 'critical', 'firing'],
      no_data: ['firing', 'no_data', 'no_data'],
      error: ['firing', 'error', 'error'],
    },
  },
  pending: {
    from: pending(),
    row: {
      ok: ['inactive', 'ok', null],
      warning: ['firing', 'warning', 'firing'],
      critical: ['firing', 'critical', 'firing'],
      no_data: ['firing', 'no_data', 'no_data'],
      error: ['firing', 'error', 'error'],
    },
  },
  'firing warning': {
    from: firing('warning'),
    row: {
      ok: ['inactive', 'ok', 'resolved'],
      warning: ['firing', 'warning', null],
      critical: ['firing', 'critical', 'escalated'],
      no_data: ['firing', 'no_data', 'no_data'],
      error: ['firing', 'error', 'error'],
    },
  },
  'firing critical': {
    from: firing('critical'),
    row: {
      ok: ['inactive', 'ok', 'resolved'],
      warning: ['firing', 'warning', null],
      critical: ['firing', 'critical', null],
      no_data: ['firing', 'no_data', 'no_data'],
      error: ['firing', 'error', 'error'],
    },
  },
  'firing no data': {
    from: firing('no_data'),
    row: {
      ok: ['inactive', 'ok', 'resolved'],
      warning: ['firing', 'warning', 'escalated'],
      critical: ['firing', 'critical', 'escalated'],
      no_data: ['firing', 'no_data', null],
      error: ['firing', 'error', 'error'],
    },
  },
  'firing error': {
    from: firing('error'),
    row: {
      ok: ['inactive', 'ok', 'resolved'],
      warning: ['firing', 'warning', 'escalated'],
      critical: ['firing', 'critical', 'escalated'],
      no_data: ['firing', 'no_data', 'no_data'],
      error: ['firing', 'error', null],
    },
  },
};

const cellOf = (from: AlertState, severity: Severity, chosen: AlertSettings): Cell => {
  const { next, event } = transition(from, { severity, slot: SLOT }, chosen);
  return [next.state, next.severity, event];
};

describe('transition, every state by every severity', () => {
  for (const [name, { from, row }] of Object.entries(AT_ONCE)) {
    it.each(severities)(`${name} meets %s`, (severity) => {
      expect(cellOf(from, severity, settings())).toEqual(row[severity]);
    });
    it.each(['no_data', 'error'] as const)(`${name} is kept on %s where the settings say so`, (severity) => {
      const kept = settings({ onNoData: 'keep', onError: 'keep' });
      expect(transition(from, { severity, slot: SLOT }, kept)).toEqual({
        next: { ...from, slot: SLOT },
        event: null,
      });
    });
    it(`${name} takes no data as fine where the settings say so`, () => {
      expect(cellOf(from, 'no_data', settings({ onNoData: 'ok' }))).toEqual(row.ok);
    });
  }
});

const bad: Severity[] = ['warning', 'critical', 'no_data', 'error'];

describe('for', () => {
  it.each(bad)('%s waits until it has lasted', (severity) => {
    const chosen = settings({ forMs: 2 * STEP });
    expect(cellOf({ ...inactive }, severity, chosen)).toEqual(['pending', severity, null]);
    expect(cellOf(pending(), severity, chosen)).toEqual(['pending', severity, null]);
    const opening = severity === 'warning' || severity === 'critical' ? 'firing' : severity;
    expect(cellOf(pending({ since: SLOT - 2 * STEP }), severity, chosen)).toEqual([
      'firing',
      severity,
      opening,
    ]);
  });

  it('starts anew after one good slot', () => {
    const chosen = settings({ forMs: 2 * STEP });
    const after = transition(pending({ since: SLOT - STEP }), { severity: 'ok', slot: SLOT }, chosen).next;
    expect(transition(after, { severity: 'warning', slot: SLOT + STEP }, chosen).next).toMatchObject({
      state: 'pending',
      since: SLOT + STEP,
    });
  });
});

describe('keepFiringFor', () => {
  const chosen = settings({ keepFiringForMs: 2 * STEP });

  it('holds on to a firing alert that became good', () => {
    const first = transition(firing('critical'), { severity: 'ok', slot: SLOT }, chosen);
    expect(first).toMatchObject({
      event: null,
      next: { state: 'firing', severity: 'critical', goodSince: SLOT },
    });
    const second = transition(first.next, { severity: 'ok', slot: SLOT + 2 * STEP }, chosen);
    expect(second).toMatchObject({ event: 'resolved', next: { state: 'inactive' } });
  });

  it.each(bad)('starts anew when %s comes between', (severity) => {
    const held = firing('critical', { goodSince: SLOT - STEP });
    expect(transition(held, { severity, slot: SLOT }, chosen).next).toMatchObject({
      state: 'firing',
      goodSince: null,
    });
  });
});

describe('remindEvery', () => {
  const chosen = settings({ remindEveryMs: 2 * STEP });

  it.each(bad)('tells again of %s once the time is over', (severity) => {
    expect(cellOf(firing(severity), severity, chosen)).toEqual(['firing', severity, 'reminder']);
    expect(cellOf(firing(severity, { toldAt: SLOT - STEP }), severity, chosen)).toEqual([
      'firing',
      severity,
      null,
    ]);
  });

  it('says that it got worse rather than reminding', () => {
    expect(cellOf(firing('warning'), 'critical', chosen)).toEqual(['firing', 'critical', 'escalated']);
  });
});

// --- laws

const anySettings = fc.record({
  forMs: fc.constantFrom(0, STEP, 3 * STEP),
  keepFiringForMs: fc.constantFrom(0, STEP, 3 * STEP),
  remindEveryMs: fc.constantFrom(null, STEP, 4 * STEP),
  onNoData: fc.constantFrom('alert' as const, 'keep' as const, 'ok' as const),
  onError: fc.constantFrom('alert' as const, 'keep' as const),
});
const anySeries = fc.array(fc.constantFrom(...severities), { maxLength: 60 });

function play(series: readonly Severity[], chosen: AlertSettings) {
  let state = inactive;
  return series.map((severity, i) => {
    const before = state;
    const { next, event } = transition(before, { severity, slot: i * STEP }, chosen);
    state = next;
    return { severity, before, next, event };
  });
}

describe('laws of transition', () => {
  it('a result that is applied twice, or late, counts once', () => {
    fc.assert(
      fc.property(anySeries, anySettings, fc.constantFrom(...severities), (series, chosen, again) => {
        for (const [i, { next }] of play(series, chosen).entries()) {
          for (const slot of [i * STEP, 0])
            expect(transition(next, { severity: again, slot }, chosen)).toEqual({ next, event: null });
        }
      }),
    );
  });

  it('the sequence grows by one with each event and never otherwise', () => {
    fc.assert(
      fc.property(anySeries, anySettings, (series, chosen) => {
        for (const { before, next, event } of play(series, chosen))
          expect(next.sequence - before.sequence).toBe(event === null ? 0 : 1);
      }),
    );
  });

  it('every alert that is told of begins once and ends at most once', () => {
    fc.assert(
      fc.property(anySeries, anySettings, (series, chosen) => {
        for (const { before, next, event } of play(series, chosen)) {
          if (before.state !== 'firing' && next.state === 'firing')
            expect(event === 'firing' || event === next.severity).toBe(true);
          expect(event === 'resolved').toBe(before.state === 'firing' && next.state !== 'firing');
          if (next.state !== 'firing' && event !== 'resolved') expect(event).toBeNull();
        }
      }),
    );
  });

  it('what is worse than what was told is told at once', () => {
    fc.assert(
      fc.property(anySeries, anySettings, (series, chosen) => {
        for (const { severity, before, next, event } of play(series, chosen)) {
          const worse = before.state === 'firing' && RANK[next.severity] > RANK[before.severity];
          if (worse && next.severity === severity) expect(event).not.toBeNull();
        }
      }),
    );
  });
});
