import { KindIcon, kindWords } from '@/components/ui/KindIcon';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { SeverityIcon } from '@/components/ui/SeverityIcon';
import { severityWords } from '@/components/ui/severity';
import { kinds, severities } from '@/lib/blocks/block';
import { Section } from './Section';

const swatches = [
  ['Canvas', 'bg-canvas'],
  ['Surface', 'bg-surface'],
  ['Surface raised', 'bg-surface-raised'],
  ['Surface sunken', 'bg-surface-sunken'],
  ['Surface hover', 'bg-surface-hover'],
  ['Line', 'bg-line'],
  ['Line strong', 'bg-line-strong'],
  ['Accent', 'bg-accent'],
  ['Accent soft', 'bg-accent-soft'],
  ['Series 1', 'bg-series-1'],
  ['Series 2', 'bg-series-2'],
  ['Series 3', 'bg-series-3'],
  ['Series 4', 'bg-series-4'],
] as const;

const meanings = {
  source: 'where rows come from',
  transform: 'filters or splits rows',
  detector: 'turns rows into a score',
  analyser: 'sets a score beside earlier ones',
  threshold: 'judges the score',
  logic: 'joins verdicts',
  action: 'tells someone',
};

export function DemoIdentity() {
  return (
    <>
      <Section
        title="Severities"
        about="A shape, a word and a colour. Any one of them is enough to tell them apart."
      >
        <ul className="flex flex-wrap gap-x-8 gap-y-4">
          {severities.map((severity) => (
            <li key={severity} className="flex flex-col items-start gap-2">
              <span className="flex items-center gap-2">
                <SeverityIcon severity={severity} className="size-6" />
                <SeverityIcon severity={severity} />
                <SeverityIcon severity={severity} className="size-3" />
                {severityWords[severity]}
              </span>
              <SeverityBadge severity={severity} />
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title="Kinds of block"
        about="An outline and a glyph for each kind, the same on the canvas, in lists and in the palette."
      >
        <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {kinds.map((kind) => (
            <li key={kind} className="flex items-center gap-3 rounded-lg border border-line bg-surface p-3">
              <KindIcon kind={kind} className="size-9" />
              <span className="flex flex-col">
                <span className="font-medium">{kindWords[kind]}</span>
                <span className="text-ink-muted text-xs">{meanings[kind]}</span>
              </span>
              <KindIcon kind={kind} className="ml-auto size-5" />
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title="Colours and letters"
        about="Every colour is a token with a light and a dark value. Figures are tabular, so that columns of numbers line up."
      >
        <ul className="grid grid-cols-2 gap-3 text-xs sm:grid-cols-4 lg:grid-cols-7">
          {swatches.map(([name, ground]) => (
            <li key={name} className="flex flex-col gap-1">
              <span className={`h-10 rounded-md border border-line ${ground}`} />
              {name}
            </li>
          ))}
        </ul>
        <div className="flex flex-col gap-1">
          <p className="font-semibold text-2xl tracking-tight">It rings only when it should 0123456789</p>
          <p className="font-semibold text-xl tracking-tight">Title of a page</p>
          <p className="font-semibold text-base">Title of a part</p>
          <p>Text that explains: 1,111.11 and 8,888.88 are as wide as each other.</p>
          <p className="text-ink-muted">Text that accompanies.</p>
          <p className="text-ink-faint text-xs">Text in small: units, dates, hints.</p>
          <p className="font-mono text-sm">amount_psi: {'{ type: psi, inputs: [events] }'} 0O 1lI</p>
        </div>
      </Section>
    </>
  );
}
