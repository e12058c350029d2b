import type { Severity } from '@/lib/blocks/block';

/** Colours that a canvas can take, read from the tokens as they are now. */
export type ChartColours = {
  ink: string;
  faint: string;
  grid: string;
  surface: string;
  accent: string;
  series: readonly string[];
  severity: Readonly<Record<Severity, string>>;
  severityInk: Readonly<Record<Severity, string>>;
};

/** Dashes tell series apart without colour; the first is drawn through. */
export const seriesDashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

export function readChartColours(within: HTMLElement): ChartColours {
  // A custom property keeps its `light-dark()` text; a real property on a real element is resolved, also in forced colours.
  const probe = document.createElement('span');
  within.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const ground = () => {
    probe.style.backgroundColor = 'var(--surface)';
    return getComputedStyle(probe).backgroundColor;
  };
  const severity = (suffix: string) => ({
    ok: read(`ok${suffix}`),
    warning: read(`warning${suffix}`),
    critical: read(`critical${suffix}`),
    no_data: read(`no-data${suffix}`),
    error: read(`error${suffix}`),
  });
  const colours = {
    ink: read('ink'),
    faint: read('ink-faint'),
    grid: read('grid'),
    surface: ground(),
    accent: read('accent'),
    series: [1, 2, 3, 4].map((n) => read(`series-${n}`)),
    severity: severity(''),
    severityInk: severity('-ink'),
  };
  probe.remove();
  return colours;
}

/** Calls back when the theme changes, by choice or by the system. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((q) =>
    window.matchMedia(q),
  );
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
