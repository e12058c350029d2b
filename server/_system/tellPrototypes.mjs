/** Loaded before the engine's bundle: on SIGUSR2 it tells what the shared prototypes hold, so that a test can compare. */
const prototypes = { Object, Array, Function, String, Map };
process.on('SIGUSR2', () => {
  const names = Object.entries(prototypes).map(([name, { prototype }]) => [
    name,
    Object.getOwnPropertyNames(prototype),
  ]);
  process.stdout.write(`\nPROTOTYPES ${JSON.stringify(names)}\n`);
});
