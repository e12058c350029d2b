import type { Metadata } from 'next';
import { ProblemList } from '@/components/reference/ProblemList';
import { Page } from '@/components/shell/Page';
import { PageHeader } from '@/components/ui/PageHeader';

export const metadata: Metadata = { title: 'Problems' };

export default function ProblemsPage() {
  return (
    <Page width="text">
      <PageHeader
        title="Problems"
        parent={{ href: '/reference', label: 'Reference' }}
        description="Everything that Tocsin may say is wrong, and what to do about it. Answers of the API and of the command line carry the code."
      />
      <ProblemList />
    </Page>
  );
}
