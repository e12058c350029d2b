import { splitCode } from './splitCode';

/** A sentence whose backticked names are set as code, as problems and reasons write them. */
export function WithCode({ text }: { text: string }) {
  return splitCode(text).map((part, index) =>
    part.code ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence have no other identity
      <code key={index} className="rounded-sm bg-surface-sunken px-1 font-mono text-[0.92em]">
        {part.text}
      </code>
    ) : (
      part.text
    ),
  );
}
