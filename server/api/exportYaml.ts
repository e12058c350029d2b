import { isCollection, parseDocument, visit } from 'yaml';

/**
 * A spec as a file for version control: one key a line, two spaces, a newline at the end. The order and the comments
 * are the author's, so two exports of one version are the same to the byte. What is no YAML is left as it is.
 */
export function exportText(text: string): string {
  const document = parseDocument(text, { schema: 'core', prettyErrors: false });
  if (document.errors.length > 0) return text.endsWith('\n') ? text : `${text}\n`;
  visit(document, {
    Node(_key, node) {
      // An empty collection has no other form than `{}` or `[]`.
      if (isCollection(node)) node.flow = node.items.length === 0;
    },
  });
  return document.toString({ indent: 2, lineWidth: 0, flowCollectionPadding: true });
}

/** `Fraud model: input drift` → `fraud-model-input-drift.yaml`. */
export function exportName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${plain || 'monitor'}.yaml`;
}
