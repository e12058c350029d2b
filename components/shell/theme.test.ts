import { expect, it } from 'vitest';
import { parseTheme } from './theme';

it('takes known themes and falls back to the system', () => {
  expect(parseTheme('dark')).toBe('dark');
  expect(parseTheme('light')).toBe('light');
  expect(parseTheme(undefined)).toBe('system');
  expect(parseTheme('"><script>')).toBe('system');
});
