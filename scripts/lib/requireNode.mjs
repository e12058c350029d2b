// Imported first, and only for its effect: an old Node should meet this sentence, not a stack trace from a dependency.
// Nothing here may need a newer Node than the oldest one that understands ES modules.
const oldest = [20, 9];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(`Tocsin needs Node ${oldest.join('.')} or newer; this is Node ${process.versions.node}.`);
  console.error('Install the current long-term release from https://nodejs.org and run the command again.');
  process.exit(1);
}
