/** Remembers whether the navigation of a wide screen was narrowed: `narrow` or `wide`. */
export const NAVIGATION_COOKIE = 'tocsin-navigation';
