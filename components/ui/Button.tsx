import { type ComponentProps, type ReactNode, useId } from 'react';
import { type ButtonSize, type ButtonVariant, buttonStyle } from './buttonStyle';
import { cn } from './cn';
import { Spinner } from './Spinner';

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
  /** Words such as "Saving": the button keeps focus, shows them and does nothing meanwhile. */
  busy?: string | false | undefined;
  /** Why it cannot be used now. The button stays reachable and says so. */
  unavailable?: string | undefined;
};

export function Button(props: ButtonProps) {
  const { variant, size, icon, busy, unavailable, className, children, onClick, type, ...rest } = props;
  const reasonId = useId();
  const inert = Boolean(busy) || unavailable !== undefined;
  return (
    <>
      <button
        {...rest}
        type={type ?? 'button'}
        title={unavailable ?? rest.title}
        aria-disabled={inert || undefined}
        aria-busy={busy ? true : undefined}
        aria-describedby={unavailable ? reasonId : rest['aria-describedby']}
        onClick={inert ? (event) => event.preventDefault() : onClick}
        className={cn(buttonStyle({ variant, size }), className)}
      >
        {busy ? <Spinner /> : icon}
        {busy || children}
      </button>
      {unavailable && (
        <span id={reasonId} hidden>
          {unavailable}
        </span>
      )}
    </>
  );
}
