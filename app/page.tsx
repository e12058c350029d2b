import { Page } from '@/components/shell/Page';
import { LinkButton } from '@/components/ui/LinkButton';
import { PageHeader } from '@/components/ui/PageHeader';

export default function Home() {
  return (
    <Page>
      <PageHeader
        title="What do you want to watch?"
        description="Draw a monitor for a machine-learning system, and it rings only when it should."
        actions={
          <LinkButton href="/gallery" variant="primary">
            Start from a template
          </LinkButton>
        }
      />
    </Page>
  );
}
