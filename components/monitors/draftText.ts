/** A draft that reads one stream, ready for its first detector. The name is one that streams may have: plain letters. */
export function draftOn(stream: string): { name: string; text: string } {
  const name = `Watch ${stream}`;
  const text = [
    'version: 1',
    `name: ${JSON.stringify(name)}`,
    'schedule:',
    '  every: 1h',
    '  window: 1d',
    'nodes:',
    '  events:',
    '    type: stream',
    '    params:',
    `      stream: ${JSON.stringify(stream)}`,
    '',
  ].join('\n');
  return { name, text };
}
