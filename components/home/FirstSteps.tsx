import { SquareDashed } from 'lucide-react';
import Link from 'next/link';
import { DrawMonitor } from '@/components/monitors/DrawMonitor';
import { domains } from '@/lib/templates/template';
import { SampleCard } from './SampleCard';
import { SendCard } from './SendCard';
import { StepCard } from './StepCard';
import { UploadCard } from './UploadCard';

/** Every way to begin, the quickest first. */
export function FirstSteps() {
  return (
    <div className="flex flex-col gap-8">
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <SampleCard />
          <SendCard />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <UploadCard />
          <StepCard
            icon={SquareDashed}
            title="Blank monitor"
            description="An empty canvas. Data can come later."
          >
            <div>
              <DrawMonitor variant="secondary">Open the builder</DrawMonitor>
            </div>
          </StepCard>
        </div>
      </div>
      <nav aria-labelledby="by-field" className="flex flex-col gap-3">
        <h2 id="by-field" className="font-semibold text-base">
          Or take a ready monitor from your field
        </h2>
        <ul className="flex flex-wrap gap-2">
          {domains.map((domain) => (
            <li key={domain}>
              <Link
                href={`/gallery?domain=${domain}`}
                className="inline-flex h-9 items-center rounded-md border border-line bg-surface px-3 text-sm capitalize hover:border-line-strong hover:bg-surface-hover"
              >
                {domain}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
