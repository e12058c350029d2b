import { cva, type VariantProps } from 'class-variance-authority';

/** How buttons and links that act like buttons look. A transparent border shows in forced colours. */
export const buttonStyle = cva(
  [
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium',
    'transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-surface-sunken disabled:text-ink-faint',
    'aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-surface-sunken aria-disabled:text-ink-faint',
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
        secondary:
          'border-line-strong/60 bg-surface text-ink shadow-low hover:border-line-strong hover:bg-surface-hover',
        quiet: 'border-transparent bg-transparent text-ink-muted hover:bg-surface-hover hover:text-ink',
        danger: 'border-transparent bg-critical text-on-critical hover:bg-critical-hover',
      },
      size: { sm: 'h-7 px-2.5 text-xs', md: 'h-9 px-3.5 text-sm', lg: 'h-11 px-5 text-base' },
      square: { true: 'px-0', false: '' },
    },
    compoundVariants: [
      { square: true, size: 'sm', class: 'w-7' },
      { square: true, size: 'md', class: 'w-9' },
      { square: true, size: 'lg', class: 'w-11' },
    ],
    defaultVariants: { variant: 'secondary', size: 'md', square: false },
  },
);

export type ButtonVariant = NonNullable<VariantProps<typeof buttonStyle>['variant']>;
export type ButtonSize = NonNullable<VariantProps<typeof buttonStyle>['size']>;
