import { describe, expect, it } from 'vitest';
import { eventsCommand, isStreamName, streamNameFor } from './sendExample';

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

it('sends to the address that is really listened on', () => {
  expect(eventsCommand('http://127.0.0.1:4311', 'fraud')).toContain(
    'http://127.0.0.1:4311/v1/streams/fraud/events',
  );
});
