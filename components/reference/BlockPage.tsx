import Link from 'next/link';
import { Page } from '@/components/shell/Page';
import { Badge } from '@/components/ui/Badge';
import { Card } from '@/components/ui/Card';
import { CodeBlock } from '@/components/ui/CodeBlock';
import { KindIcon, kindWords } from '@/components/ui/KindIcon';
import { PageHeader } from '@/components/ui/PageHeader';
import { type Block, ports } from '@/lib/blocks/block';
import { portWords } from '@/lib/compile/graph';
import { templates } from '@/lib/templates/registry';
import { describeParams } from './describeParams';
import { exampleText } from './exampleText';
import { ParamTable } from './ParamTable';

/** Everything a block says of itself. */
export function BlockPage({ block }: { block: Block }) {
  const params = describeParams(block);
  const users = templates.filter((template) =>
    template.monitors.some((monitor) => monitor.text.includes(`type: ${block.type}`)),
  );
  return (
    <Page width="text">
      <PageHeader
        title={block.title}
        parent={{ href: '/reference/blocks', label: 'Blocks' }}
        description={block.summary}
        meta={<Badge icon={<KindIcon kind={block.kind} className="size-4" />}>{kindWords[block.kind]}</Badge>}
      />
      <div className="flex flex-col gap-6">
        <p className="text-base">{block.when}</p>
        <Facts block={block} />
        <section aria-labelledby="settings" className="flex flex-col gap-3">
          <h2 id="settings" className="font-semibold text-base">
            Settings
          </h2>
          {params.length > 0 ? (
            <Card flush>
              <ParamTable rows={params} caption={`Settings of ${block.title}`} />
            </Card>
          ) : (
            <p className="text-ink-muted">It has none.</p>
          )}
        </section>
        <CodeBlock code={exampleText(block)} label="In a spec" />
        {users.length > 0 && (
          <section aria-labelledby="users" className="flex flex-col gap-2">
            <h2 id="users" className="font-semibold text-base">
              Templates that use it
            </h2>
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {users.map((template) => (
                <li key={template.id}>
                  <Link href={`/gallery/${template.id}`} className="text-accent-ink hover:underline">
                    {template.title}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Page>
  );
}

function Facts({ block }: { block: Block }) {
  const { takes, inputsMax, gives } = ports[block.kind];
  const facts: [string, string][] = [
    ['Type', block.type],
    [
      'Takes',
      takes === null ? 'nothing' : `${portWords(takes)}${inputsMax > 1 ? `, up to ${inputsMax}` : ''}`,
    ],
    ['Gives', portWords(gives)],
    ...factsOf(block),
    ['Also called', block.synonyms.join(', ')],
    ...(block.limits ? [['Measured', block.limits.join(' ')] as [string, string]] : []),
    ...(block.sources ? [['Sources', block.sources.join('; ')] as [string, string]] : []),
  ];
  return (
    <dl className="grid gap-x-4 gap-y-2 rounded-lg border border-line bg-surface p-4 sm:grid-cols-[8rem_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className={name === 'Type' ? 'font-mono' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const worseWords = {
  higher: 'higher is worse',
  lower: 'lower is worse',
  either: 'both ways may be bad',
  input: 'what is worse for the input is worse here',
} as const;
const unitWords = {
  input: 'the unit of its input',
  share: 'a share, shown in percent',
  ratio: 'a ratio',
  distance: 'a distance',
  rows: 'rows',
  ms: 'milliseconds',
  column: 'the unit of the column',
  score: 'a score',
  tokens: 'tokens',
  'per second': 'so many a second',
  Wh: 'watt hours',
  gCO2e: 'grams of CO2 equivalent',
  money: 'money, in the currency of its settings',
} as const;

/** What a series is shown in, for the kinds that give one. */
function factsOf(block: Block): [string, string][] {
  if (block.kind === 'detector') {
    const { category, unit, worse } = block as Block<'detector'>;
    return [
      ['Watches', category],
      ['Answers in', `${unitWords[unit]}; ${worseWords[worse]}`],
    ];
  }
  if (block.kind !== 'analyser') return [];
  const { unit, worse } = block as Block<'analyser'>;
  return [['Answers in', `${unitWords[unit]}; ${worseWords[worse]}`]];
}
