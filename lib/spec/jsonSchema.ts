import * as z from 'zod';
import type { Block } from '@/lib/blocks/block';
import { spec } from './schema';

type JsonObject = Record<string, unknown>;

/**
 * The JSON Schema of a spec, for editors and for people: the document's own form, and for each block type the form of
 * its params.
 */
export function specJsonSchema(blocks: readonly Block[]): JsonObject {
  const document = z.toJSONSchema(spec, { io: 'input', unrepresentable: 'any' }) as JsonObject;
  const properties = document.properties as Record<string, JsonObject>;
  const node = (properties.nodes?.additionalProperties ?? {}) as JsonObject;
  const fields = (node.properties ?? {}) as Record<string, JsonObject>;
  const withTypes = {
    ...node,
    properties: { ...fields, type: { ...fields.type, enum: blocks.map((block) => block.type) } },
    allOf: blocks.map(paramsOfType),
  };
  return {
    ...document,
    title: 'Tocsin monitor',
    properties: { ...properties, nodes: { ...properties.nodes, additionalProperties: withTypes } },
  };
}

function paramsOfType(block: Block): JsonObject {
  return {
    if: { properties: { type: { const: block.type } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { params: paramsJsonSchema(block) } },
  };
}

/** The JSON Schema of one block's params. */
export function paramsJsonSchema(block: Block): JsonObject {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(block.params, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonObject;
  return { ...schema, title: block.title, description: block.summary };
}
