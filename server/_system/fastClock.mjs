/**
 * Loaded before the engine's bundle (`node --import`), makes its wall clock run faster, so that a schedule of a minute
 * comes due every second or two. Steady over restarts: the time is told from the real one alone.
 */
const [from, rate] = (process.env.TEST_FAST_CLOCK ?? '0 1').split(' ').map(Number);
const real = Date.now;
Date.now = () => Math.round(from + (real() - from) * rate);
