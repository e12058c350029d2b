'use client';

import { useMemo } from 'react';
import { PREVIEW_DAYS } from '@/components/builder/canvas/flow';
import { useBuilderState } from '@/components/builder/context';
import { isOutOfDate, nodeState } from '@/components/builder/model/results';
import { resultWords, wordsOfState } from '@/components/builder/model/words';
import { TimeSeriesChart } from '@/components/charts/TimeSeriesChart';
import { Banner } from '@/components/ui/Banner';
import { Spinner } from '@/components/ui/Spinner';
import type { NodePreview, Preview } from '@/lib/evaluate/preview';
import { titleOf } from '@/lib/spec/title';
import { AlertTable } from './AlertTable';
import { chartOf } from './chartOf';
import { ActionResult, DetectorResult, RowsResult } from './NodeResults';
import { Overview } from './Overview';

/** What the selected node gave when the draft was last played, or all of it. Nothing is sent. */
export function ResultPanel() {
  const { results, spec, selected } = useBuilderState((state) => ({
    results: state.results,
    spec: state.derived.spec,
    selected: state.selected,
  }));
  const id = selected.length === 1 ? selected[0] : undefined;
  const result = id === undefined ? undefined : results.preview?.nodes[id];
  return (
    <div className="flex flex-col gap-3 p-4">
      {results.status === 'failed' && (
        <Banner tone="warning" title="The preview failed">
          {results.failure}
        </Banner>
      )}
      {results.preview && isOutOfDate(results, spec) && results.status !== 'running' && (
        <Banner tone="info">
          These results are of an earlier draft. Preview runs again by itself once it can.
        </Banner>
      )}
      {!results.preview && <NoResult isRunning={results.status === 'running'} />}
      {results.preview && id === undefined && <Overview preview={results.preview} />}
      {results.preview && id !== undefined && (
        <>
          <header className="flex flex-wrap items-baseline gap-x-3">
            <h3 className="font-semibold text-sm">{titleOf(spec.nodes[id], id)}</h3>
            <p className="text-ink-muted text-xs">
              {[
                resultWords(result, PREVIEW_DAYS),
                wordsOfState(nodeState(results, spec, id)),
                result?.cached && 'taken from the run before',
                ranWords(results.ranAt, results.preview),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </header>
          {result?.words && <p className="text-sm">{result.words}</p>}
          {result && <NodeResult id={id} result={result} preview={results.preview} />}
        </>
      )}
    </div>
  );
}

function ranWords(ranAt: number | null, preview: Preview): string | null {
  if (ranAt === null) return null;
  const time = new Date(ranAt).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return `ran at ${time} in ${preview.tookMs < 1000 ? `${Math.round(preview.tookMs)} ms` : `${(preview.tookMs / 1000).toFixed(1)} s`}`;
}

function NoResult({ isRunning }: { isRunning: boolean }) {
  return (
    <p className="flex items-center gap-2 text-ink-muted text-sm">
      {isRunning && <Spinner />}
      {isRunning
        ? `Playing the draft over the last ${PREVIEW_DAYS} days …`
        : `Nothing was played yet. Preview plays the draft over the last ${PREVIEW_DAYS} days and sends nothing.`}
    </p>
  );
}

type NodeResultProps = { id: string; result: NodePreview; preview: Preview };

function NodeResult({ id, result, preview }: NodeResultProps) {
  switch (result.kind) {
    case 'source':
    case 'transform':
      return <RowsResult result={result} />;
    case 'detector':
    case 'analyser':
      return (
        <>
          <NodeSeries id={id} preview={preview} />
          <DetectorResult result={result} />
        </>
      );
    case 'threshold':
    case 'logic':
      return (
        <>
          <NodeSeries id={id} preview={preview} />
          <AlertTable alerts={result.alerts} />
        </>
      );
    case 'action':
      return <ActionResult result={result} />;
    case 'unknown':
      return null;
  }
}

function NodeSeries({ id, preview }: { id: string; preview: Preview }) {
  const wires = useBuilderState((state) => state.derived.wires);
  const chart = useMemo(() => chartOf(preview, wires, id), [preview, wires, id]);
  if (!chart) return null;
  const span = preview.span ?? undefined;
  return (
    <TimeSeriesChart
      title="Score over time"
      titleHidden
      series={chart.series}
      unit={chart.unit}
      lines={chart.lines}
      bands={chart.bands}
      span={span}
      height={160}
    />
  );
}
