/** Slots of a fresh table; a power of two. */
const SLOTS_FIRST = 1024;
/** Beyond this share of full slots the table doubles. */
const FULL_MAX = 0.6;

/**
 * Which event ids are there, by 64-bit hash, and in which minute each event lies. Open addressing over typed arrays:
 * 12 bytes a slot, no objects. A hash can lie, so a hit is a question to the store and never an answer.
 */
export type IdTable = {
  readonly size: number;
  add(id: string, minute: number): void;
  /** The minutes of all events whose id may be this one; empty where it certainly is none. */
  find(id: string): readonly number[];
  has(id: string): boolean;
};

const NONE: readonly number[] = [];

/** An empty table. */
export function createIdTable(hash: (id: string) => [number, number] = hash64): IdTable {
  let slots = SLOTS_FIRST;
  let low = new Uint32Array(slots);
  let high = new Uint32Array(slots);
  // Minute + 1, so that 0 says the slot is empty.
  let minutes = new Uint32Array(slots);
  let size = 0;

  function place(a: number, b: number, minuteMark: number): void {
    let slot = a & (slots - 1);
    while (minutes[slot] !== 0) slot = (slot + 1) & (slots - 1);
    low[slot] = a;
    high[slot] = b;
    minutes[slot] = minuteMark;
  }

  function grow(): void {
    const [oldLow, oldHigh, oldMinutes] = [low, high, minutes];
    slots *= 2;
    low = new Uint32Array(slots);
    high = new Uint32Array(slots);
    minutes = new Uint32Array(slots);
    for (let i = 0; i < oldMinutes.length; i++) {
      const mark = oldMinutes[i] ?? 0;
      if (mark !== 0) place(oldLow[i] ?? 0, oldHigh[i] ?? 0, mark);
    }
  }

  function find(id: string): readonly number[] {
    const [a, b] = hash(id);
    let found: number[] | null = null;
    for (let slot = a & (slots - 1); minutes[slot] !== 0; slot = (slot + 1) & (slots - 1)) {
      if (low[slot] !== a || high[slot] !== b) continue;
      found ??= [];
      found.push((minutes[slot] ?? 1) - 1);
    }
    return found ?? NONE;
  }

  return {
    get size() {
      return size;
    },
    add(id, minute) {
      if (size >= slots * FULL_MAX) grow();
      const [a, b] = hash(id);
      place(a, b, minute + 1);
      size += 1;
    },
    find,
    has: (id) => find(id) !== NONE,
  };
}

const lanes: [number, number] = [0, 0];

/** Two mixed 32-bit lanes over UTF-16 units. The pair is reused: read it before the next call. */
function hash64(text: string): [number, number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  lanes[0] = a >>> 0;
  lanes[1] = b >>> 0;
  return lanes;
}
