import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2 contrast of the tokens themselves, so that a changed colour cannot make text unreadable unseen. */
const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((m) => [
    m[1] ?? '',
    { light: m[2] ?? '', dark: m[3] ?? '' },
  ]),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['canvas', 'surface', 'surface-raised', 'surface-sunken', 'surface-hover'];
const severities = ['ok', 'warning', 'critical', 'no-data', 'error'];

const text: [string, string][] = [
  ...['ink', 'ink-muted', 'ink-faint'].flatMap((ink) => grounds.map((g): [string, string] => [ink, g])),
  ...severities.flatMap((s): [string, string][] => [
    [`${s}-ink`, `${s}-soft`],
    [`${s}-ink`, 'surface'],
    [`${s}-ink`, 'canvas'],
  ]),
  ...['ok', 'warning', 'critical', 'accent'].flatMap((s): [string, string][] => [
    ['ink', `${s}-soft`],
    ['ink-muted', `${s}-soft`],
  ]),
  ['accent-ink', 'accent-soft'],
  ['accent-ink', 'surface'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-critical', 'critical'],
  ['on-critical', 'critical-hover'],
];

const marks: [string, string][] = [
  ...severities.flatMap((s): [string, string][] => [
    [s, 'surface'],
    [s, 'canvas'],
    [s, `${s}-soft`],
  ]),
  ...['line-strong', 'accent', 'focus'].flatMap((m): [string, string][] => [
    [m, 'surface'],
    [m, 'canvas'],
  ]),
  ...[1, 2, 3, 4].map((n): [string, string] => [`series-${n}`, 'surface']),
];

function ratio([front, back]: [string, string], theme: 'light' | 'dark'): number {
  const a = tokens.get(front);
  const b = tokens.get(back);
  if (!a || !b) throw new Error(`unknown token ${front} or ${back}`);
  return contrast(a[theme], b[theme]);
}

describe.each(['light', 'dark'] as const)('%s tokens', (theme) => {
  it.each(text)('text %s on %s has 4.5:1', (...pair) => {
    expect(ratio(pair, theme)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(marks)('mark %s on %s has 3:1', (...pair) => {
    expect(ratio(pair, theme)).toBeGreaterThanOrEqual(3);
  });
});
