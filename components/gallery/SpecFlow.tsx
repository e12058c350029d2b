import { ArrowRight } from 'lucide-react';
import { Fragment } from 'react';
import { KindIcon, kindWords } from '@/components/ui/KindIcon';
import { flowLevels } from './flowLevels';

/** A spec's nodes from source to action, for reading: what flows where. */
export function SpecFlow({ text, name }: { text: string; name: string }) {
  const levels = flowLevels(text);
  return (
    <section
      aria-label={`How ${name} is wired`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-canvas p-3"
    >
      <ol className="flex w-max min-w-full items-center gap-2">
        {levels.map((column, index) => (
          <Fragment key={column.map((node) => node.id).join(' ')}>
            {index > 0 && (
              <li aria-hidden="true" className="text-ink-faint">
                <ArrowRight size={16} />
              </li>
            )}
            <li>
              <ul className="flex flex-col gap-2">
                {column.map((node) => (
                  <li
                    key={node.id}
                    className="flex items-center gap-2 rounded-md border border-line bg-surface py-1.5 pr-3 pl-2"
                  >
                    <KindIcon kind={node.kind} />
                    <span className="flex flex-col">
                      <span className="whitespace-nowrap font-medium text-sm">{node.title}</span>
                      <span className="whitespace-nowrap text-ink-faint text-xs">
                        <span className="sr-only">{kindWords[node.kind]} </span>
                        {node.id}
                        {node.inputs.length > 0 && (
                          <span className="sr-only">, after {node.inputs.join(' and ')}</span>
                        )}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          </Fragment>
        ))}
      </ol>
    </section>
  );
}
