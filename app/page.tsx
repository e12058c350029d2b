import { Home } from '@/components/home/Home';
import { Page } from '@/components/shell/Page';

export default function HomePage() {
  return (
    <Page>
      <Home />
    </Page>
  );
}
