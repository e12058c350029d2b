/** A map that forgets what was not asked for longest once the weights add up to more than `weightMax`. */
export function createLru<V>(weightMax: number, weigh: (value: V) => number) {
  const items = new Map<string, { value: V; weight: number }>();
  let weight = 0;
  return {
    get(key: string): V | undefined {
      const item = items.get(key);
      if (!item) return undefined;
      items.delete(key);
      items.set(key, item);
      return item.value;
    },
    /** Without counting as asked for. */
    has: (key: string): boolean => items.has(key),
    set(key: string, value: V): void {
      const item = { value, weight: weigh(value) };
      weight += item.weight - (items.get(key)?.weight ?? 0);
      items.delete(key);
      items.set(key, item);
      for (const [oldest, { weight: w }] of items) {
        if (weight <= weightMax) break;
        items.delete(oldest);
        weight -= w;
      }
    },
    get weight() {
      return weight;
    },
  };
}
