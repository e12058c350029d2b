import type { Metadata } from 'next';
import { Page } from '@/components/shell/Page';
import { LinkButton } from '@/components/ui/LinkButton';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Page width="text">
      <PageHeader
        title="There is no such page"
        description="The address may be mistyped, or what stood here was deleted."
      />
      <LinkButton href="/monitors" variant="primary">
        Go to monitors
      </LinkButton>
    </Page>
  );
}
