/** The frame of everything one types or picks into. */
export const inputStyle = [
  'w-full rounded-md border border-line-strong bg-surface px-3 text-sm text-ink',
  'hover:border-ink-muted',
  'focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus',
  'disabled:cursor-not-allowed disabled:border-line disabled:bg-surface-sunken disabled:text-ink-faint',
  'data-disabled:cursor-not-allowed data-disabled:border-line data-disabled:bg-surface-sunken data-disabled:text-ink-faint',
  'data-invalid:border-critical aria-invalid:border-critical',
  '[&[readonly]]:bg-surface-sunken',
  // Below 16 px, phones zoom the page on focus.
  'any-pointer-coarse:text-base',
].join(' ');

/** A popup that floats above the page. */
export const popupStyle = [
  'rounded-lg border border-line bg-surface-raised text-sm text-ink shadow-high outline-hidden',
  'origin-[var(--transform-origin)] transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0',
].join(' ');

/** A line in a popup's list. The highlight has an outline too, for forced colours. */
export const popupItemStyle = [
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-hidden',
  'data-highlighted:bg-accent-soft data-highlighted:text-ink forced-colors:data-highlighted:outline-2',
  'data-disabled:text-ink-faint',
].join(' ');
