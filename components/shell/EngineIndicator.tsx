import { RelativeTime } from '@/components/ui/RelativeTime';
import { SeverityIcon } from '@/components/ui/SeverityIcon';

export type EngineState = 'answers' | 'silent' | 'unknown';

type EngineIndicatorProps = {
  state: EngineState;
  /** When a monitor was last evaluated; null before the first time. */
  evaluatedAt?: number | null | undefined;
  /** One line without the time, for the bar of a narrow screen. */
  brief?: boolean | undefined;
};

const looks = {
  answers: { severity: 'ok', text: 'Engine answers', short: 'Engine' },
  silent: { severity: 'error', text: 'Engine does not answer', short: 'No engine' },
  unknown: { severity: 'no_data', text: 'Asking the engine', short: 'Engine' },
} as const;

/** Whether monitors are being evaluated right now. */
export function EngineIndicator({ state, evaluatedAt, brief = false }: EngineIndicatorProps) {
  const { severity, text, short } = looks[state];
  return (
    <div className="flex items-start gap-2 text-xs">
      <SeverityIcon severity={severity} className="mt-px size-3.5" />
      <div className="flex min-w-0 flex-col">
        {brief ? (
          <span>
            <span aria-hidden="true">{short}</span>
            <span className="sr-only">{text}</span>
          </span>
        ) : (
          <span className="font-medium">{text}</span>
        )}
        {!brief && evaluatedAt !== undefined && (
          <span className="text-ink-faint">
            {evaluatedAt === null ? (
              'Nothing evaluated yet'
            ) : (
              <>
                Last evaluation <RelativeTime at={evaluatedAt} />
              </>
            )}
          </span>
        )}
      </div>
    </div>
  );
}
