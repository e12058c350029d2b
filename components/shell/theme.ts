export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const THEME_COOKIE = 'tocsin-theme';

/** Anything but a known theme is the system's. */
export function parseTheme(raw: string | undefined): Theme {
  return themes.find((theme) => theme === raw) ?? 'system';
}
