/** What to type into a terminal to send the first events. Single quotes survive every shell people use. */
export function eventsCommand(ingestUrl: string, stream: string): string {
  return [
    `curl -X POST ${ingestUrl}/v1/streams/${stream}/events \\`,
    "  -H 'content-type: application/json' \\",
    `  -d '[{"id": "r-1", "timestamp": "2026-03-01T12:00:00Z", "prediction": "approve", "score": 0.91, "amount": 1200, "latency_ms": 84}]'`,
  ].join('\n');
}

/** Labels come later, by the id of their event. */
export function labelsCommand(ingestUrl: string, stream: string): string {
  return [
    `curl -X POST ${ingestUrl}/v1/streams/${stream}/labels \\`,
    "  -H 'content-type: application/json' \\",
    `  -d '[{"id": "r-1", "label": "approve"}]'`,
  ].join('\n');
}

/** What a stream may be called: the server says the same. */
const STREAM_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
export const isStreamName = (name: string): boolean => STREAM_NAME.test(name);

/** A stream's name out of a file's: `Fraud scores (1).csv` → `fraud_scores_1`. */
export function streamNameFor(file: string): string {
  const base = file.replace(/(\.[a-z0-9]+)+$/i, '').toLowerCase();
  const name = base.replace(/[^a-z0-9_-]+/g, '_').replace(/^[^a-z]+|_+$/g, '');
  return name.slice(0, 64) || 'events';
}
