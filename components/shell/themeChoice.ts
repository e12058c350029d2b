import { rememberChoice } from './rememberChoice';
import { parseTheme, THEME_COOKIE, type Theme } from './theme';

/** The theme in force is what <html> says, so that every toggle on the page shows the same. */
export const themeChoice = {
  subscribe(changed: () => void): () => void {
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  },
  read: (): Theme => parseTheme(document.documentElement.dataset.theme),
  choose(next: Theme): void {
    rememberChoice(THEME_COOKIE, next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  },
};
