import { describe, expect, it } from 'vitest';
import { eventsCommand, isStreamName, labelsCommand, streamNameFor } from './sendExample';

describe('streamNameFor', () => {
  it.each([
    ['predictions.csv', 'predictions'],
    ['Fraud scores (1).csv', 'fraud_scores_1'],
    ['2026-03.ndjson.gz', 'events'],
    ['../../etc/passwd', 'etc_passwd'],
    ['<img src=x onerror=alert(1)>.csv', 'img_src_x_onerror_alert_1'],
    ['имя.parquet', 'events'],
    [`${'a'.repeat(300)}.csv`, 'a'.repeat(64)],
  ])('%s', (file, name) => {
    expect(streamNameFor(file)).toBe(name);
    expect(isStreamName(name)).toBe(true);
  });
});

describe('the commands', () => {
  const base = 'http://127.0.0.1:4311/v1/streams';
  it('send to the address that is really listened on', () => {
    expect(eventsCommand(base, 'fraud')).toContain('POST http://127.0.0.1:4311/v1/streams/fraud/events');
    expect(labelsCommand(base, 'fraud')).toContain('/fraud/labels');
  });
  it('use the columns of the stream, and survive a quote in a name', () => {
    const columns = [
      { name: "it's", type: 'number', role: 'feature' },
      { name: 'request_id', type: 'text', role: 'id' },
      { name: 'defaulted', type: 'number', role: 'label' },
    ] as const;
    expect(eventsCommand(base, 'credit', columns)).toContain(`-d '[{"request_id": "r-1", "it'\\''s": 1}]'`);
    expect(labelsCommand(base, 'credit', columns)).toContain(`[{"request_id": "r-1", "defaulted": 1}]`);
  });
});
