import Link from 'next/link';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';
import { blocks } from '@/lib/blocks/registry';
import { problemPages } from './problemPages';

/** The way into the reference. */
export function ReferenceHome() {
  const parts = [
    {
      href: '/reference/blocks',
      title: 'Blocks',
      text: `The ${blocks.length} blocks that monitors are drawn with: what each gives and its settings.`,
    },
    {
      href: '/reference/problems',
      title: 'Problems',
      text: `The ${problemPages().length} things that can go wrong, and what to do about each.`,
    },
    {
      href: '/reference/design',
      title: 'Design',
      text: 'Every part that pages are made of, in every state.',
    },
  ];
  return (
    <Page width="text">
      <PageHeader
        title="Reference"
        description="Written by the product itself, so it says what this version does."
      />
      <ul className="flex flex-col gap-3">
        {parts.map(({ href, title, text }) => (
          <li
            key={href}
            className="relative rounded-lg border border-line bg-surface p-4 hover:border-line-strong"
          >
            <h2 className="font-semibold text-base">
              <Link href={href} className="after:absolute after:inset-0 after:rounded-lg">
                {title}
              </Link>
            </h2>
            <p className="text-ink-muted">{text}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
