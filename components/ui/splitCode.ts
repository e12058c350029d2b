/** Text cut at its backticks: the parts between a pair are code. An unpaired backtick stays as it is. */
export function splitCode(text: string): { text: string; code: boolean }[] {
  const parts = text.split(/`([^`]+)`/);
  return parts.map((part, i) => ({ text: part, code: i % 2 === 1 })).filter((part) => part.text !== '');
}
