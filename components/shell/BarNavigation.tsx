'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { type Destination, destinations, isWithin } from './destinations';

const inBar = destinations.slice(0, 4);
const inMore = destinations.slice(4);
const slot = 'flex h-14 w-full flex-col items-center justify-center gap-1 text-[0.6875rem] leading-none';

/** The navigation of a narrow screen, along the bottom. The rest opens in a native popover. */
export function BarNavigation({ path }: { path: string }) {
  const more = useRef<HTMLUListElement>(null);
  const inside = inMore.some(({ href }) => isWithin(path, href));
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-5">
        {inBar.map((destination) => (
          <li key={destination.href}>
            <BarLink destination={destination} current={isWithin(path, destination.href)} />
          </li>
        ))}
        <li>
          <button
            type="button"
            popoverTarget="more-destinations"
            className={cn(slot, inside ? 'font-medium text-accent-ink' : 'text-ink-muted')}
          >
            <Ellipsis size={20} aria-hidden="true" />
            More
          </button>
        </li>
      </ul>
      <ul
        ref={more}
        id="more-destinations"
        popover="auto"
        className="fixed inset-auto right-2 bottom-16 m-0 w-48 rounded-lg border border-line bg-surface-raised p-1 text-ink shadow-high"
      >
        {inMore.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={isWithin(path, href) ? 'page' : undefined}
              onClick={() => more.current?.hidePopover()}
              className="flex h-11 items-center gap-3 rounded-md px-3 text-sm hover:bg-surface-hover aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-ink"
            >
              <Icon size={18} aria-hidden="true" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BarLink({ destination, current }: { destination: Destination; current: boolean }) {
  const { href, label, icon: Icon } = destination;
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        slot,
        'border-transparent border-t-2',
        current ? 'border-accent font-medium text-accent-ink' : 'text-ink-muted',
      )}
    >
      <Icon size={20} strokeWidth={current ? 2.25 : 1.75} aria-hidden="true" />
      {label}
    </Link>
  );
}
